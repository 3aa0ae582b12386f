"""Notices to practices: their sorts, the order of their steps, their periods."""
