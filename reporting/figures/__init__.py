"""Figures: rows read set-wise and counted."""
