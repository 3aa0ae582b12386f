"""What is read of records for their pages and lists."""
