"""Working days: adding them, counting them, and saying why a day is not one.

Days are numbered once; every question is then a look-up in the numbers (constant time) and, for a calendar
with closures, a search among its closures (logarithmic time).
"""

from array import array
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from hubportal.clauses import clause
from hubportal.clocks import bank_holidays
from hubportal.clocks.wording import WEEKDAYS, in_words

FIRST_DAY = date(bank_holidays.FIRST_YEAR, 1, 1)
LAST_DAY = date(bank_holidays.LAST_YEAR, 12, 31)
_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()


class OutsideCalendar(ValueError):
    """A date before the first or after the last day for which holidays are known."""

    def __init__(self) -> None:
        super().__init__(f"Working days are known from {in_words(FIRST_DAY)} to {in_words(LAST_DAY)}.")


@dataclass(frozen=True, slots=True, eq=False)
class NumberedDays:
    """Every day of the calendar with the number of working days up to and including it, closures aside."""

    holidays: Mapping[date, str]
    running: Sequence[int] = field(init=False, repr=False)
    working: tuple[date, ...] = field(init=False, repr=False)
    named: tuple[date, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        running = array("H")
        working: list[date] = []
        named: list[date] = []
        for ordinal in range(_FIRST, _LAST + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() < 5:
                (named if day in self.holidays else working).append(day)
            running.append(len(working))
        object.__setattr__(self, "running", running)
        object.__setattr__(self, "working", tuple(working))
        object.__setattr__(self, "named", tuple(named))


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """Monday to Friday, less bank holidays, less a hub's closures (date to reason).

    `code` names the bank holidays it stands on: "england" or "uk". A closure on a day that is not a working
    day in any case changes nothing.
    """

    code: str
    numbered: NumberedDays
    closures: Mapping[date, str] = field(default_factory=dict)
    _closed: tuple[int, ...] = field(init=False, repr=False)
    _skips: tuple[int, ...] = field(init=False, repr=False)
    _named: tuple[date, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        holidays = self.numbered.holidays
        closed_days = [day for day in sorted(self.closures) if day.weekday() < 5 and day not in holidays]
        closed = tuple(self._number_before_closures(day) for day in closed_days)
        named = self.numbered.named
        object.__setattr__(self, "_closed", closed)
        object.__setattr__(self, "_skips", tuple(number - earlier for earlier, number in enumerate(closed)))
        object.__setattr__(self, "_named", tuple(sorted((*named, *closed_days))) if closed_days else named)

    def with_closures(self, closures: Mapping[date, str]) -> "WorkingCalendar":
        """The same bank holidays with these closures besides the calendar's own."""
        return WorkingCalendar(self.code, self.numbered, {**self.closures, **closures})

    def _number_before_closures(self, day: date) -> int:
        if not self.knows(day):
            raise OutsideCalendar
        return self.numbered.running[day.toordinal() - _FIRST]

    def knows(self, day: date) -> bool:
        """Whether the calendar reaches to this day."""
        return FIRST_DAY <= day <= LAST_DAY

    def number(self, day: date) -> int:
        """Working days from the start of the calendar up to and including this day."""
        before = self._number_before_closures(day)
        return before - bisect_right(self._closed, before) if self._closed else before

    def working_day(self, number: int) -> date:
        """The working day that has this number; the inverse of `number` on working days."""
        place = number + bisect_right(self._skips, number) if self._skips else number
        if not 1 <= place <= len(self.numbered.working):
            raise OutsideCalendar
        return self.numbered.working[place - 1]

    def is_working_day(self, day: date) -> bool:
        """Whether this day counts."""
        return day.weekday() < 5 and day not in self.numbered.holidays and day not in self.closures

    @clause("London MOU, standard 3", part="counting")
    def add_working_days(self, day: date, count: int) -> date:
        """The day of receipt is day 0, whatever day it is, and day 1 is the first working day after it.

        With a negative count, the working day that many before `day`; with 0, `day` itself, working or not.
        """
        if count > 0:
            return self.working_day(self.number(day) + count)
        if count == 0:
            return day
        return self.working_day(self.number(day) + (0 if self.is_working_day(day) else 1) + count)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after the first date, up to and including the second; negative when the second is
        earlier.
        """
        return self.number(until) - self.number(after)

    def working_day_on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the next one."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def working_day_on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the last one before it."""
        return day if self.is_working_day(day) else self.add_working_days(day, -1)

    def why_not_working(self, day: date) -> str | None:
        """ "Saturday", "Good Friday (bank holiday)", "Training (hub closure)"; None for a working day."""
        if day.weekday() >= 5:
            return WEEKDAYS[day.weekday()]
        if day in self.numbered.holidays:
            return f"{self.numbered.holidays[day]} (bank holiday)"
        return f"{self.closures[day]} (hub closure)" if day in self.closures else None

    def named_days(self, after: date, until: date) -> tuple[date, ...]:
        """The weekdays after the first date and up to the second that are bank holidays or closures."""
        return self._named[bisect_right(self._named, after) : bisect_right(self._named, until)]

    def working_days_of_month(self, year: int, month: int) -> int:
        """How many working days a month has."""
        first = date(year, month, 1)
        last = date(year, month, monthrange(year, month)[1])
        return self.working_days_between(first, last) + self.is_working_day(first)

    # Whole columns of dates at once; the same answers in the same order.

    def add_working_days_to_each(self, days: Iterable[date], count: int) -> list[date]:
        """`add_working_days` for a column of dates."""
        return [self.add_working_days(day, count) for day in days]

    def working_days_between_each(self, after: Iterable[date], until: Iterable[date]) -> list[int]:
        """`working_days_between` for two columns of dates of the same length."""
        return [self.working_days_between(start, end) for start, end in zip(after, until, strict=True)]

    def are_working_days(self, days: Iterable[date]) -> list[bool]:
        """`is_working_day` for a column of dates."""
        return [self.is_working_day(day) for day in days]


@cache
def _numbered_england() -> NumberedDays:
    return NumberedDays(bank_holidays.england())


@cache
def _numbered_uk() -> NumberedDays:
    return NumberedDays(bank_holidays.any_part_of_the_uk())


@cache
def england() -> WorkingCalendar:
    """Monday to Friday less England's bank holidays."""
    return WorkingCalendar("england", _numbered_england())


@cache
@clause("FOI Act s.10(6)")
def uk() -> WorkingCalendar:
    """A working day under the Freedom of Information Act is no bank holiday in any part of the United
    Kingdom.
    """
    return WorkingCalendar("uk", _numbered_uk())


@lru_cache(maxsize=256)
def _closed_on(code: str, closures: tuple[tuple[date, str], ...]) -> WorkingCalendar:
    plain = uk() if code == "uk" else england()
    return plain.with_closures(dict(closures)) if closures else plain


def calendar_for(code: str, closures: Iterable[tuple[date, str]] = ()) -> WorkingCalendar:
    """The calendar of a day count, "england" or "uk", less these closures; kept and shared between calls."""
    return _closed_on(code, tuple(sorted(closures)))
