"""Agreed specifications of the function matrix: made, decided row by row, proposed, signed; and what they answer."""

from functions.services.specifications.answering import part_on

__all__ = ["part_on"]
