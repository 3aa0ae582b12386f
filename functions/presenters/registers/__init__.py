"""Registers in words."""
