"""Numbers, roles and offices in the sentences of the rules."""

from collections.abc import Iterable
from fractions import Fraction

_FRACTIONS = {
    Fraction(1, 4): "a quarter",
    Fraction(1, 3): "one third",
    Fraction(1, 2): "half",
    Fraction(2, 3): "two thirds",
}


def fraction_in_words(fraction: Fraction) -> str:
    """One third, half, 3/5."""
    return _FRACTIONS.get(fraction, str(fraction))


def named(term: str) -> str:
    """A role or office as people write it: vice chair, area director."""
    return term.replace("_", " ")


def one_of(terms: Iterable[str]) -> str:
    """chair or vice chair."""
    *first, last = [named(term) for term in terms]
    return f"{', '.join(first)} or {last}" if first else last


def more_members(count: int, kind: str) -> str:
    """1 more voting member, 2 more lay members."""
    return f"{count} more {kind} member{'s' if count != 1 else ''}"
