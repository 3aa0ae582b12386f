"""Pages of notices to practices."""
