"""Makers of the demo data: invented organisations, people and a year of work, the same on every machine."""
