"""The periods reports are about: calendar months, and quarters of the financial year, which begins on 1 April."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from hubportal.clocks.wording import MONTHS

FIRST_YEAR, LAST_YEAR = 2010, 2030


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; written 2016-01 in addresses."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a day falls in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, code: str) -> Self | None:
        """A month from its code; None for anything else, and outside the years the portal covers."""
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", code, re.ASCII)
        if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            return None
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def words(self) -> str:
        """January 2016."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    def holds(self, day: date | None) -> bool:
        """Whether a day falls in it."""
        return day is not None and (day.year, day.month) == (self.year, self.number)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of the financial year that begins in April of `year`; written 2015-16-q4 in addresses."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter a day falls in."""
        return cls(day.year if day.month >= 4 else day.year - 1, (day.month - 4) % 12 // 3 + 1)

    @classmethod
    def read(cls, code: str) -> Self | None:
        """A quarter from its code; None for anything else, and outside the years the portal covers."""
        found = re.fullmatch(r"(\d{4})-(\d{2})-q([1-4])", code, re.ASCII)
        if found is None or not FIRST_YEAR <= int(found[1]) < LAST_YEAR:
            return None
        if int(found[2]) != (int(found[1]) + 1) % 100:
            return None
        return cls(int(found[1]), int(found[3]))

    @property
    def _opens(self) -> Month:
        return Month(self.year + 1, 1) if self.number == 4 else Month(self.year, 1 + 3 * self.number)

    @property
    def first(self) -> date:
        """Its first day."""
        return self._opens.first

    @property
    def last(self) -> date:
        """Its last day."""
        return Month(self._opens.year, self._opens.number + 2).last

    @property
    def before(self) -> "Quarter":
        """The quarter before."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def words(self) -> str:
        """Quarter 4 of 2015/16 (January to March 2016)."""
        months = f"{MONTHS[self.first.month - 1]} to {MONTHS[self.last.month - 1]} {self.last.year}"
        return f"Quarter {self.number} of {self.year}/{(self.year + 1) % 100:02} ({months})"

    def __str__(self) -> str:
        return f"{self.year:04}-{(self.year + 1) % 100:02}-q{self.number}"


def quarters_up_to(quarter: Quarter, count: int) -> list[Quarter]:
    """So many quarters ending with this one, the latest first."""
    found = [quarter]
    while len(found) < count and found[-1].before.year >= FIRST_YEAR:
        found.append(found[-1].before)
    return found


def months_up_to(month: Month, count: int) -> list[Month]:
    """So many months ending with this one, the latest first."""
    found = [month]
    while len(found) < count and found[-1].before.year >= FIRST_YEAR:
        found.append(found[-1].before)
    return found
