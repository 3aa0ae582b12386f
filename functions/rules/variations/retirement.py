"""The rules of a 24-hour retirement."""

from datetime import date, timedelta

from functions.rules.sentences import plain_day
from functions.rules.variations.periods import add_months
from hubportal.clauses import clause

CLAUSE = "NHS Pension Scheme, 24-hour retirement"
MOST_HOURS = 16


@clause(CLAUSE, part="at least 24 hours out")
def refuse_return(*, retires_on: date, returns_on: date) -> str | None:
    """Whoever retires is out for at least 24 hours. Both are days of work, so one whole day lies between the last day
    before and the first day after: last day 31 March 2016, back on 2 April 2016 at the earliest.
    """
    earliest = retires_on + timedelta(days=2)
    if returns_on >= earliest:
        return None
    return (
        f"At least 24 hours lie between retiring and returning: with {plain_day(retires_on)} as the last day,"
        f" enter {plain_day(earliest)} or later as the day of return."
    )


@clause(CLAUSE, part="hours in the first month")
def refuse_hours(*, weekly_hours: int, returns_on: date) -> str | None:
    """In the first month after returning, at most 16 hours a week."""
    if weekly_hours <= MOST_HOURS:
        return None
    return (
        f"Until {plain_day(add_months(returns_on, 1))}, the first month after returning, at most {MOST_HOURS} hours a"
        f" week are worked. Enter {MOST_HOURS} or fewer."
    )


@clause(CLAUSE, part="the contract goes on")
def refuse_alone(*, other_partners: int) -> str | None:
    """The contract continues through at least one other partner: somebody who holds it alone recruits one first."""
    if other_partners >= 1:
        return None
    return "The contract must continue through another partner. Record “Partner joining” first, then this retirement."
