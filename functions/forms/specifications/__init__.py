"""What is asked about specifications and versions of the matrix."""
