"""Pages of reports and the first page of each role."""
