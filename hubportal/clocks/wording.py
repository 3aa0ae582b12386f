"""Dates and numbers of days in words, as the NHS service manual writes them."""

from datetime import date
from functools import lru_cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=16_384)
def in_words(day: date) -> str:
    """ "Tuesday 5 January 2016"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def working_days(count: int) -> str:
    """ "1 working day", "5 working days"."""
    return "1 working day" if count == 1 else f"{count} working days"
