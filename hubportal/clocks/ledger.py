"""The day-by-day ledger of a step: each day from day 0 to the due date, counted or not, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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


def ledger(reading: ClockReading, calendar: WorkingCalendar, step: StepReading) -> Iterator[LedgerDay]:
    """Each calendar day of a step from day 0 to its due date, or to the day it was met or today if that is
    later.

    A step with no due date yet runs to the day it was met, or today.
    """
    day = step.due.counted_from
    last = max(step.due_on or day, step.met_on or reading.today)
    yield LedgerDay(day, DayMark.DAY_ZERO, 0, "")
    number = 0
    while day < last:
        day += ONE_DAY
        mark, why = _mark(reading, calendar, step, day)
        number += mark is DayMark.COUNTED
        yield LedgerDay(day, mark, number if mark is DayMark.COUNTED else None, why)


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
