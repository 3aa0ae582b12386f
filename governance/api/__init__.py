"""Agreements and applications over the API, to read."""
