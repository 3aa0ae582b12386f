"""Pages of resolution panels."""
