"""REST resources under /api/v1/: thin over the same services and permissions as the pages."""
