"""Contract variations in words."""
