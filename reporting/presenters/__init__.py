"""Figures in words, each number with the address of the rows behind it."""
