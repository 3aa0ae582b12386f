"""Dates, moments, money and counts in the words of the NHS content style. Pure: no Django, no clock of its
own.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def _as_date(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).date() if value.tzinfo else value.date()
    return value


def lower_first(words: str) -> str:
    """The words as they stand inside a sentence; an abbreviation (CCG, ODS code) keeps its capitals."""
    return words if words[1:2].isupper() or not words else words[0].lower() + words[1:]


def local_day(at: datetime) -> date:
    """The day in London of a moment: at 11:30pm UTC on 30 June it is 1 July."""
    return at.astimezone(LONDON).date()


def long_date(value: date | datetime | None) -> str:
    """4 January 2016; nothing for None. A moment is read in London."""
    if value is None:
        return ""
    day = _as_date(value)
    return f"{day.day} {day:%B} {day.year}"


def short_date(value: date | datetime | None) -> str:
    """4 Jan 2016: for narrow table cells only."""
    if value is None:
        return ""
    day = _as_date(value)
    return f"{day.day} {day:%b} {day.year}"


def day_and_month(value: date | datetime | None) -> str:
    """Friday 8 January: for dates near enough not to need a year."""
    if value is None:
        return ""
    day = _as_date(value)
    return f"{day:%A} {day.day} {day:%B}"


def weekday_date(value: date | datetime | None) -> str:
    """Friday 8 January 2016."""
    return "" if value is None else f"{day_and_month(value)} {_as_date(value).year}"


def clock_time(value: datetime | time | None) -> str:
    """9:32am, 12 noon as midday, 0:00 as midnight; on the hour without minutes (9am)."""
    if value is None:
        return ""
    at = value.astimezone(LONDON).time() if isinstance(value, datetime) and value.tzinfo else value
    if (at.hour, at.minute) == (12, 0):
        return "midday"
    if (at.hour, at.minute) == (0, 0):
        return "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """4 January 2016 at 9:32am, in London."""
    return "" if value is None else f"{long_date(value)} at {clock_time(value)}"


def pounds(value: Decimal | int | None, *, pence: bool = True) -> str:
    """£1,234.50; minus in front of the sign: −£12.00 is written -£12.00; nothing for None."""
    if value is None:
        return ""
    unit = Decimal("0.01") if pence else Decimal("1")
    amount = Decimal(value).quantize(unit, rounding=ROUND_HALF_UP)
    return f"{'-' if amount < 0 else ''}£{abs(amount):,}"


def plural(count: int, singular: str, many: str | None = None) -> str:
    """1 query, 2 queries: the number with the right form of the word; `many` when adding s is wrong."""
    word = singular if count == 1 else many or f"{singular}s"
    return f"{count:,} {word}"


def working_days(count: int) -> str:
    """3 working days, 1 working day."""
    return plural(count, "working day")


def days_left(count: int | None) -> str:
    """How long is left or how late, in working days: 2 working days left, due today, 1 working day late."""
    if count is None:
        return ""
    if count == 0:
        return "due today"
    return f"{working_days(count)} left" if count > 0 else f"{working_days(-count)} late"


def file_size(count: int) -> str:
    """Bytes as people read them: 340 bytes, 12 KB, 1.4 MB, 80.0 GB."""
    if count < 1000:
        return plural(count, "byte")
    if count < 1_000_000:
        return f"{count / 1000:.0f} KB"
    if count < 1_000_000_000:
        return f"{count / 1_000_000:.1f} MB"
    return f"{count / 1_000_000_000:,.1f} GB"
