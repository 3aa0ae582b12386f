"""Rent reviews: when the next one falls, and what is owed back when a new rent was agreed late."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from functions.rules.registers.dates import later
from functions.rules.registers.values import day_of, money_of
from hubportal.clauses.register import clause

CYCLE_YEARS = 3
PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class BackPaymentLine:
    """What one financial year bears: its months, whole or in part, the working, and pounds to the penny."""

    year: str
    first: date
    last: date
    months: Fraction
    amount: Decimal
    working: str


@dataclass(frozen=True, slots=True)
class BackPayment:
    """The whole of it: pounds, owed to the practice; below zero, overpaid to it."""

    difference: Decimal
    months: Fraction
    total: Decimal
    lines: tuple[BackPaymentLine, ...]
    working: str


@clause("West Midlands MOU 4.1, function X.10", part="next review")
def next_review_on(effective_on: date) -> date:
    """The next rent review falls three years after the day the last took effect, not after the day it was agreed."""
    return later(effective_on, years=CYCLE_YEARS)


@clause("West Midlands MOU 4.2", part="rent back payment")
def back_payment(*, old_rent: Decimal, new_rent: Decimal, effective_on: date, paid_to: date) -> BackPayment:
    """A rent agreed late is owed from its effective date: the yearly difference by months over twelve, split by year.

    Rents are pounds a year. `paid_to` is the last day paid at the old rent; a part of a month counts by its days. The
    total is rounded to the penny once, and the last financial year takes what rounding leaves, so that the lines add
    up to it.
    """
    if paid_to < effective_on:
        raise ValueError("the old rent was paid to a day before the new one took effect")
    difference = new_rent - old_rent
    spans = list(_years(effective_on, paid_to))
    months = sum((_months(first, last) for first, last in spans), Fraction(0))
    total = _pence(difference, months)
    amounts = [_pence(difference, _months(first, last)) for first, last in spans[:-1]]
    amounts.append(total - sum(amounts, Decimal(0)))
    lines = tuple(
        BackPaymentLine(
            year=financial_year(first),
            first=first,
            last=last,
            months=_months(first, last),
            amount=amount,
            working=f"{_pounds(difference)} × {_in_words(first, last)} ÷ 12",
        )
        for (first, last), amount in zip(spans, amounts, strict=True)
    )
    words = f"({_pounds(new_rent)} − {_pounds(old_rent)}) × {_in_words(effective_on, paid_to)} ÷ 12"
    return BackPayment(difference, months, total, lines, words)


def back_payment_of(values: Mapping[str, Any]) -> BackPayment | None:
    """The back payment of a row of the register, once both rents and both days are known."""
    rents = money_of(values, "old_rent"), money_of(values, "new_rent")
    days = day_of(values, "effective_on"), day_of(values, "paid_to")
    if rents[0] is None or rents[1] is None or days[0] is None or days[1] is None or days[1] < days[0]:
        return None
    return back_payment(old_rent=rents[0], new_rent=rents[1], effective_on=days[0], paid_to=days[1])


def next_review_of(values: Mapping[str, Any]) -> date | None:
    """When the review after this one falls, once it is known from when the new rent holds."""
    effective_on = day_of(values, "effective_on")
    return next_review_on(effective_on) if effective_on else None


def financial_year(on: date) -> str:
    """The financial year of a day, April to March: 2015/16."""
    begins = on.year if on.month >= 4 else on.year - 1
    return f"{begins}/{(begins + 1) % 100:02}"


def quarter_of(on: date) -> tuple[date, date]:
    """The first and last day of the quarter of a day; a financial year's quarters begin in April."""
    first = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
    return first, later(first, months=3) - timedelta(days=1)


def _years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The parts of a span that lie in one financial year each."""
    while first <= last:
        march = date(first.year if first.month < 4 else first.year + 1, 3, 31)
        yield first, min(march, last)
        first = march + timedelta(days=1)


def _months(first: date, last: date) -> Fraction:
    """Calendar months between two days, both included; a month in part counts by its days."""
    return sum((Fraction(days, length) for days, length in _days_by_month(first, last)), Fraction(0))


def _days_by_month(first: date, last: date) -> Iterator[tuple[int, int]]:
    """For each calendar month between two days: how many of its days, and how many it has."""
    day = first
    while day <= last:
        length = monthrange(day.year, day.month)[1]
        end = min(date(day.year, day.month, length), last)
        yield (end - day).days + 1, length
        day = end + timedelta(days=1)


def _pence(difference: Decimal, months: Fraction) -> Decimal:
    exact = Fraction(difference) * months / 12
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(PENNY, rounding=ROUND_HALF_UP)


def _pounds(amount: Decimal) -> str:
    return f"{'-' if amount < 0 else ''}£{abs(amount):,.2f}"


def _in_words(first: date, last: date) -> str:
    """19 months; 1 month and 15/30 of a month."""
    spans = list(_days_by_month(first, last))
    whole = sum(days == length for days, length in spans)
    parts = [f"{whole} month{'' if whole == 1 else 's'}"] if whole else []
    return " and ".join([*parts, *(f"{days}/{length} of a month" for days, length in spans if days != length)])
