"""When terms of reference are reviewed."""

from collections.abc import Iterator
from datetime import date, timedelta

from governance.rules.terms import add_months
from hubportal.clauses import clause

SOURCE = "Mid and North East Essex terms of reference 30"
SOON = timedelta(days=28)


@clause(SOURCE, part="within six months")
def first_review(established_on: date) -> date:
    """The first review is held within six months of establishment: established on 1 April 2016, by 1 October 2016."""
    return add_months(established_on, 6)


@clause(SOURCE, part="every April")
def april_reviews(established_on: date) -> Iterator[date]:
    """After it a review is held in April of each year, from the year after that of establishment: by the 30th."""
    year = established_on.year + 1
    while year < date.max.year:
        yield date(year, 4, 30)
        year += 1


def due_dates(established_on: date) -> Iterator[date]:
    """Every day by which a review is due, in order; two that fall on one day are one."""
    first = first_review(established_on)
    yield first
    yield from (due for due in april_reviews(established_on) if due > first)


def next_due(established_on: date, last_held_on: date | None) -> date:
    """The day by which the next review is due.

    A review answers every due date up to its day. The first is answered early whenever it is held; that of April only
    within that April, so that one held in March leaves it due.
    """
    first = first_review(established_on)
    if last_held_on is None:
        return first
    return next(
        due
        for due in due_dates(established_on)
        if due > last_held_on and due != first and (last_held_on.year, last_held_on.month) != (due.year, 4)
    )


def standing(due_on: date, *, on: date) -> str:
    """How a due date stands on a day: `late`, `soon` (within 28 days) or `later`."""
    if due_on < on:
        return "late"
    return "soon" if due_on - on <= SOON else "later"
