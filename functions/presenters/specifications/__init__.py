"""Specifications in words."""
