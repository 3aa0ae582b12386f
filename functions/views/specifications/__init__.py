"""The pages of specifications and versions of the matrix."""
