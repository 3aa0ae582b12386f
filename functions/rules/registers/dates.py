"""The dates that a row keeps: counted from its columns, never counted down."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from functions.rules.registers.declaration import DateToKeep, Register
from functions.rules.registers.values import day_of
from hubportal.clauses.register import clause


@dataclass(frozen=True, slots=True)
class KeptDate:
    """One date of a row: by when, from which day its owner is told, and when it was met."""

    step: str
    words: str
    due_on: date
    warn_on: date
    met_on: date | None
    clause: str


def later(on: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """A day so many years, months and days later; a day that its month does not have is that month's last."""
    month = on.month - 1 + months + 12 * years
    year, month = on.year + month // 12, month % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1])) + timedelta(days=days)


@clause("Specification of casework, section 9", part="due date")
def dates_of(register: Register, values: Mapping[str, Any]) -> list[KeptDate]:
    """A row's dates are counted from the columns its register names; each is met by the date in its own column."""
    found = [_kept(one, values) for one in register.dates]
    return [one for one in found if one is not None]


def _kept(one: DateToKeep, values: Mapping[str, Any]) -> KeptDate | None:
    begins = day_of(values, one.column)
    if begins is None:
        return None
    due = later(begins, years=one.years, months=one.months, days=one.days)
    met = day_of(values, one.done) if one.done else None
    return KeptDate(one.step, one.words, due, due - timedelta(days=one.warn_days), met, one.clause)


def due_on(register: Register, values: Mapping[str, Any]) -> date | None:
    """The earliest date of a row that is still to be kept."""
    return min((one.due_on for one in dates_of(register, values) if one.met_on is None), default=None)
