"""Pages of contract variations."""
