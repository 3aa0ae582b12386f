"""The handbook in words."""
