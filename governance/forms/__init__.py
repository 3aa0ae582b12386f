"""What is asked about agreements and applications."""
