"""Pages of what follows a meeting."""
