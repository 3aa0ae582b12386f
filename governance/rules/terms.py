"""Calendar months and financial years, as the terms and notices of agreements count them."""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, count: int) -> date:
    """The same day so many calendar months on; the last day of a month that has no such day (31 August + 6: end of
    February).
    """
    place = day.year * 12 + day.month - 1 + count
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_financial_year(after: date) -> date:
    """The first 1 April after a day; a 1 April itself leads to the next one, since "after" is read strictly."""
    begins = date(after.year, 4, 1)
    return begins if begins > after else date(after.year + 1, 4, 1)


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def period_ends(first: date, *, months: int) -> date:
    """The last day of the quarter, half-year or financial year (3, 6 or 12 months from 1 April) a day falls in."""
    since_april = (first.month - 4) % 12
    start = add_months(date(first.year, first.month, 1), -(since_april % months))
    return day_before(add_months(start, months))
