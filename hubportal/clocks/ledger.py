"""The day-by-day ledger of a step: each day from day 0 to the due date, counted or not, and why not.

That of a case open for years has thousands of days: folded, its first and last weeks are given day by day, and those
between as how many of each sort.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hubportal.clocks.calendar import WorkingCalendar
from hubportal.clocks.due import ONE_DAY
from hubportal.clocks.reading import ClockReading, StepReading


class DayMark(StrEnum):
    """How one day enters the count."""

    DAY_ZERO = "day_zero"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One day; `number` is its working-day number if counted, `why` the reason in words if not."""

    on: date
    mark: DayMark
    number: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Between:
    """The days that are not given one by one: from when to when, and how many of each sort."""

    first: date
    last: date
    counted: int
    weekend: int
    holiday: int
    closure: int
    paused: int


def ledger(reading: ClockReading, calendar: WorkingCalendar, step: StepReading) -> Iterator[LedgerDay]:
    """Each calendar day of a step from day 0 to its due date, or to the day it was met or today if that is
    later.

    A step with no due date yet runs to the day it was met, or today.
    """
    day = step.due.counted_from
    yield LedgerDay(day, DayMark.DAY_ZERO, 0, "")
    yield from _days(reading, calendar, step, after=day, until=_last(reading, step), number=0)


def folded(
    reading: ClockReading, calendar: WorkingCalendar, step: StepReading, *, weeks: int
) -> tuple[list[LedgerDay], Between | None, list[LedgerDay]]:
    """The ledger with its first and last weeks day by day, and what is between in numbers: found without going through
    the days. Nothing is folded where less than two weeks would be saved.
    """
    start, last = step.due.counted_from, _last(reading, step)
    shown = timedelta(weeks=weeks)
    if last - start < 2 * shown + timedelta(weeks=2):
        return list(ledger(reading, calendar, step)), None, []
    fold, unfold = start + shown, last - shown
    first = list(_days(reading, calendar, step, after=start, until=fold, number=0))
    between = _between(calendar, step, after=fold, until=unfold)
    number = sum(day.mark is DayMark.COUNTED for day in first) + between.counted
    return (
        [LedgerDay(start, DayMark.DAY_ZERO, 0, ""), *first],
        between,
        list(_days(reading, calendar, step, after=unfold, until=last, number=number)),
    )


def _last(reading: ClockReading, step: StepReading) -> date:
    return max(step.due_on or step.due.counted_from, step.met_on or reading.today)


def _days(
    reading: ClockReading, calendar: WorkingCalendar, step: StepReading, *, after: date, until: date, number: int
) -> Iterator[LedgerDay]:
    day = after
    while day < until:
        day += ONE_DAY
        mark, why = _mark(reading, calendar, step, day)
        number += mark is DayMark.COUNTED
        yield LedgerDay(day, mark, number if mark is DayMark.COUNTED else None, why)


def _between(calendar: WorkingCalendar, step: StepReading, *, after: date, until: date) -> Between:
    working = calendar.working_days_between(after, until)
    named = calendar.named_days(after, until)
    holidays = sum(day in calendar.numbered.holidays for day in named)
    paused = sum(
        max(0, calendar.working_days_between(max(first - ONE_DAY, after), min(last, until)))
        for first, last in step.due.not_counted
        if first <= until and last > after
    )
    return Between(
        first=after + ONE_DAY,
        last=until,
        counted=working - paused,
        weekend=(until - after).days - working - len(named),
        holiday=holidays,
        closure=len(named) - holidays,
        paused=paused,
    )


def _mark(reading: ClockReading, calendar: WorkingCalendar, step: StepReading, day: date) -> tuple[DayMark, str]:
    why = calendar.why_not_working(day)
    if why is not None:
        if day.weekday() >= 5:
            return DayMark.WEEKEND, why
        return (DayMark.HOLIDAY if day in calendar.numbered.holidays else DayMark.CLOSURE), why
    if any(first <= day <= last for first, last in step.due.not_counted):
        reason = next(wait.reason for wait in reading.story.waits if wait.holds(day))
        return DayMark.PAUSED, f"Waiting for the requester{f' ({reason})' if reason else ''}"
    return DayMark.COUNTED, ""
