"""When a step is due: counted in working days with the waits left out, promised, after months, or after a
quarter.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hubportal.clauses import clause
from hubportal.clocks.calendar import WorkingCalendar
from hubportal.clocks.timeline import Promise, Wait

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A due date and how it was found.

    `counted_from` is day 0 of the count, which a clarification may have moved; `not_counted` is the waits
    that lengthened it, each with its first and last uncounted day; `no_effect` is the waits and promises that
    came too late. `on` is None while no date has been promised.
    """

    on: date | None
    counted_from: date
    not_counted: tuple[tuple[date, date], ...] = ()
    no_effect: tuple[date, ...] = ()


@clause("FOI Act s.10(2)")
def due_with_pauses(calendar: WorkingCalendar, began_on: date, length: int, waits: Iterable[Wait], as_at: date) -> Due:
    """Working days from the day of a pause to the day of resuming, both included, do not count towards the
    answer.

    A pause begun after the due date changes nothing. While a pause lasts, the due date is the one that would
    follow if it ended on `as_at`. Waits come in order of date.
    """
    due_on = calendar.add_working_days(began_on, length)
    not_counted: list[tuple[date, date]] = []
    too_late: list[date] = []
    first_countable = began_on + ONE_DAY
    for wait in waits:
        if wait.began_on > due_on:
            too_late.append(wait.began_on)
            continue
        first = max(wait.began_on, first_countable)
        last = min(wait.ended_on or as_at, as_at)
        if last < first:
            continue
        lost = calendar.working_days_between(first - ONE_DAY, last)
        due_on = calendar.add_working_days(due_on, lost)
        not_counted.append((first, last))
        first_countable = last + ONE_DAY
    return Due(due_on, began_on, tuple(not_counted), tuple(too_late))


@clause("FOI Act s.1(3)", part="clarification")
def due_with_restarts(
    calendar: WorkingCalendar, began_on: date, length: int, waits: Iterable[Wait], as_at: date
) -> Due:
    """A clarification that the hub needed begins the count again: the day it arrives is the new day 0.

    Asking for it after the due date changes nothing. While it is awaited, the due date is the one that would
    follow if it arrived on `as_at`.
    """
    counted_from, due_on = began_on, calendar.add_working_days(began_on, length)
    too_late: list[date] = []
    for wait in waits:
        if wait.began_on > due_on:
            too_late.append(wait.began_on)
            continue
        counted_from = max(counted_from, min(wait.ended_on or as_at, as_at))
        due_on = calendar.add_working_days(counted_from, length)
    return Due(due_on, counted_from, no_effect=tuple(too_late))


@clause("London MOU, standard 2", part="promised date")
def due_when_promised(calendar: WorkingCalendar, began_on: date, promises: Iterable[Promise]) -> Due:
    """What was promised is due on the promised date; a new date counts only if it is agreed before the old
    one has passed.

    A promised date that is not a working day falls due on the next working day. Without a promise nothing is
    due yet.
    """
    due_on: date | None = None
    too_late: list[date] = []
    for promise in promises:
        if due_on is not None and promise.made_on > due_on:
            too_late.append(promise.made_on)
        else:
            due_on = calendar.working_day_on_or_after(promise.promised_on)
    return Due(due_on, began_on, no_effect=tuple(too_late))


def _in_month(year: int, month_from_zero: int, day: int) -> date:
    year, month = year + month_from_zero // 12, month_from_zero % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


@clause("2009 complaints regulations, reg. 14", part="six months")
def due_after_months(calendar: WorkingCalendar, began_on: date, months: int) -> Due:
    """A complainant with no answer after six months is told why, so the hub is warned by then.

    The same day of the month that many months on (the last day of a shorter month), or the working day before
    it.
    """
    day = _in_month(began_on.year, began_on.month - 1 + months, began_on.day)
    return Due(calendar.working_day_on_or_before(day), began_on)


@clause("West Midlands MOU 7.1", part="report dates")
def due_after_quarter(calendar: WorkingCalendar, within: date, months: int = 1) -> Due:
    """The report on a quarter is due by the end of the month after it: July, October, January and April.

    `within` is any day of the quarter; a month that ends on a day that is not worked ends with its last
    working day.
    """
    last_month_from_zero = (within.month - 1) // 3 * 3 + 2
    return Due(calendar.working_day_on_or_before(_in_month(within.year, last_month_from_zero + months, 31)), within)
