"""A meeting as its entries: what stands, what may be entered next, and what a motion came to (decision 35)."""
