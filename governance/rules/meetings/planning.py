"""The dates of a year's meetings, proposed from how often the terms of reference say a committee meets."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from governance.rules.terms import add_months
from hubportal.clauses import clause
from hubportal.clocks.calendar import OutsideCalendar, WorkingCalendar

MEETINGS = "Specification of governance, section 5"
MOST_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """A day proposed for a meeting: `meant` is where the pattern has it, `why_moved` why it is not that day."""

    on: date
    meant: date
    why_moved: str = ""


@clause(MEETINGS, part="dates of the year")
def proposed_dates(*, first_on: date, meetings_a_year: int, calendar: WorkingCalendar) -> tuple[ProposedDate, ...]:
    """The days of a year's meetings from the first one on, as many as the terms say, each on a working day.

    Up to twelve a year keep the weekday and its place in the month: from 14 January 2016 on, monthly, the second
    Thursday. More than twelve keep the weekday, so many weeks apart. A bank holiday, a closure of the hub or a weekend
    gives way to the next working day, or in the last days of a month to the one before, so that no month is left out.
    Raises `ValueError` for a number that no year holds, and `OutsideCalendar` past the days that are known.
    """
    if not 1 <= meetings_a_year <= MOST_A_YEAR:
        raise ValueError(f"A committee meets 1 to {MOST_A_YEAR} times a year.")
    return tuple(_moved(meant, calendar) for meant in _pattern(first_on, meetings_a_year))


def _pattern(first_on: date, count: int) -> Iterator[date]:
    if count > 12:
        for place in range(count):
            yield first_on + timedelta(weeks=place * 52 // count)
        return
    ordinal = (first_on.day - 1) // 7
    for place in range(count):
        month = add_months(first_on.replace(day=1), place * 12 // count)
        yield _nth_weekday(month, first_on.weekday(), ordinal)


def _nth_weekday(month: date, weekday: int, ordinal: int) -> date:
    """The weekday of that place in the month; the last one where a month has only four."""
    day = 1 + (weekday - month.weekday()) % 7 + 7 * ordinal
    return month.replace(day=day if day <= monthrange(month.year, month.month)[1] else day - 7)


def _moved(meant: date, calendar: WorkingCalendar) -> ProposedDate:
    if not calendar.knows(meant):
        raise OutsideCalendar
    why = calendar.why_not_working(meant)
    if why is None:
        return ProposedDate(meant, meant)
    later = calendar.working_day_on_or_after(meant)
    on = later if later.month == meant.month else calendar.working_day_on_or_before(meant)
    return ProposedDate(on, meant, why)


@clause(MEETINGS, part="a meeting is on a working day")
def date_fault(on: date, *, calendar: WorkingCalendar) -> str | None:
    """A meeting is held on a working day: not at a weekend, on a bank holiday or on a day the hub is closed."""
    if not calendar.knows(on):
        return "The portal does not know the bank holidays of that year."
    why = calendar.why_not_working(on)
    return None if why is None else f"This is not a working day: {why}."
