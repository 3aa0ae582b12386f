"""Terms of reference: a draft is made, put together, adopted; what was adopted never changes."""
