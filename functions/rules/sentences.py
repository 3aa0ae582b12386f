"""Lists and numbers inside the sentences of rules."""

from collections.abc import Sequence
from datetime import date

from hubportal.clocks.wording import MONTHS


def listed(words: Sequence[str]) -> str:
    """a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def plain_day(day: date) -> str:
    """4 January 2016."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def counted(number: int, unit: str) -> str:
    """28 days, 1 month."""
    return f"{number:,} {unit}" if number != 1 else f"1 {unit.removesuffix('s')}"
