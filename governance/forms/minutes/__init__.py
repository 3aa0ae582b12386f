"""What is asked after a meeting."""
