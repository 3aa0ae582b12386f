"""Minutes from the record of a meeting: what they say of it, what of that is public, and what may be done with them."""
