"""Pages of a committee's terms of reference and of its members."""
