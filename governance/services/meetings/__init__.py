"""Meetings before they begin: planned, told of, their agenda, papers and packs, apologies, and calendar feeds."""
