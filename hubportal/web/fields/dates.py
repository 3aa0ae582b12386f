"""Dates typed as day, month and year, and moments: a date with a time of day in London."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hubportal.web.fields.base import Asked
from hubportal.web.words import LONDON, clock_time, long_date

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateParts(forms.Widget):
    """Three text boxes, or four with a time; what was typed comes back as a mapping of part to text."""

    parts: tuple[str, ...] = PARTS

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str] | None:
        """The typed parts; an ISO value under the plain name (links, scripts) counts as typed parts too."""
        plain = str(data.get(name) or "")
        if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}).*)?", plain):
            return dict(zip(("year", "month", "day", "time"), match.groups(default=""), strict=True))
        return {part: str(data.get(f"{name}_{part}") or "").strip()[:30] for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the page sent none of the boxes."""
        return name not in data and not any(f"{name}_{part}" in data for part in self.parts)

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """The first box."""
        return f"{id_}_{self.parts[0]}" if id_ else ""

    def typed(self, value: Any) -> dict[str, str]:
        """What each box shows for a typed mapping, a date or a moment."""
        if isinstance(value, Mapping):
            return {part: str(value.get(part, "")) for part in self.parts}
        if not isinstance(value, date):
            return {part: "" for part in self.parts}
        local = value.astimezone(LONDON) if isinstance(value, datetime) and value.tzinfo else value
        shown = {"day": str(local.day), "month": str(local.month), "year": str(local.year)}
        if isinstance(local, datetime):
            shown["time"] = f"{local:%H:%M}"
        return {part: shown.get(part, "") for part in self.parts}


class MomentParts(DateParts):
    """Day, month, year and a time."""

    parts = (*PARTS, "time")


class DateField(Asked, forms.Field):
    """A date as three boxes. `latest` and `earliest` are dates, or "today" for the London date at the time
    of asking.

    The messages say which box is at fault; `parts` in the error's params names it for the drawing.
    """

    widget: Any = DateParts

    def __init__(self, *, earliest: date | str | None = None, latest: date | str | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def _refuse(self, rest: str, *parts: str, code: str = "invalid") -> ValidationError:
        return ValidationError(f"{self.Called} {rest}", code=code, params={"parts": parts or PARTS})

    def _parts(self, typed: Mapping[str, str]) -> tuple[int, int, int]:
        missing = [part for part in PARTS if not typed.get(part)]
        if missing:
            raise self._refuse(f"must include a {' and a '.join(missing)}", *missing, code="incomplete")
        month = typed["month"].casefold()[:3]
        number = MONTHS.index(month) + 1 if month in MONTHS else None
        for part in PARTS:
            if not re.fullmatch(r"[0-9]{1,4}", typed[part]) and not (part == "month" and number):
                raise self._refuse("must be a real date", part)
        if len(typed["year"]) != 4:
            raise ValidationError("Year must include 4 numbers", code="year", params={"parts": ("year",)})
        return int(typed["year"]), number or int(typed["month"]), int(typed["day"])

    def to_python(self, value: Any) -> date | None:
        """The date, or None when all boxes are empty."""
        if value is None or isinstance(value, date):
            return value
        if not any(value.get(part) for part in PARTS):
            return None
        try:
            return date(*self._parts(value))
        except ValueError:
            raise self._refuse("must be a real date", "day", "month") from None

    def validate(self, value: Any) -> None:
        """Required, and within its limits."""
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        latest = today if self.latest == "today" else self.latest
        earliest = today if self.earliest == "today" else self.earliest
        on = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
        if isinstance(latest, date) and on > latest:
            rest = (
                "must be today or in the past"
                if self.latest == "today"
                else f"must be on or before {long_date(latest)}"
            )
            raise self._refuse(rest, code="late")
        if isinstance(earliest, date) and on < earliest:
            rest = (
                "must be today or in the future"
                if self.earliest == "today"
                else f"must be on or after {long_date(earliest)}"
            )
            raise self._refuse(rest, code="early")


def read_time(typed: str) -> time | None:
    """A time of day as people type it: 9:32am, 9.32 am, 09:32, 1430, 9am, midday, midnight; None when it is
    not one.
    """
    text = typed.casefold().replace(" ", "").replace(".", ":").removesuffix(":")
    named = {"midday": time(12), "noon": time(12), "midnight": time(0)}
    if text in named:
        return named[text]
    match = re.fullmatch(r"(\d{1,2})(?::?(\d{2}))?(?::\d{2})?(am|pm)?", text)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class MomentField(DateField):
    """A date and a time in London, as an aware moment; `latest="now"` refuses the future to the minute.

    An hour that does not exist (clocks go forward) is refused; one that exists twice is read as the first.
    """

    widget = MomentParts

    def to_python(self, value: Any) -> datetime | None:
        """The moment, or None when all boxes are empty."""
        if value is None or isinstance(value, datetime):
            return value
        on = super().to_python(value)
        typed = value.get("time", "")
        if on is None:
            if typed:
                raise self._refuse("must include a day, a month and a year", code="incomplete")
            return None
        if not typed:
            raise self._refuse("must include a time, like 9:30am", "time", code="incomplete")
        at = read_time(typed)
        if at is None:
            raise self._refuse("must have a real time, like 9:30am or 14:30", "time")
        moment = datetime.combine(on, at, tzinfo=LONDON)
        if moment.astimezone(UTC).astimezone(LONDON).time() != at:
            words = f"must have a real time: the clocks went forward past {clock_time(at)} on {long_date(on)}"
            raise self._refuse(words, "time")
        return moment

    def validate(self, value: Any) -> None:
        """Required, within its limits, and not in the future where that is asked."""
        super().validate(value)
        if value is not None and self.latest in {"now", "today"} and value > timezone.now():
            raise self._refuse("must be in the past", code="late")
