"""When a job of the timetable falls due, by the clock on a London wall."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class At:
    """Every `hours` o'clock and `minute` (or each of `minutes`) on the `weekdays` (Monday is 0).

    Nothing is set between 1am and 2am, an hour that happens twice in October and not at all in March.
    """

    hours: tuple[int, ...]
    minute: int = 0
    weekdays: tuple[int, ...] = EVERY_DAY
    minutes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.hours or 1 in self.hours:
            raise ValueError("name at least one hour, and not the one that clock changes repeat or leave out")

    @property
    def every_minute(self) -> tuple[int, ...]:
        """The minutes of each hour, in order."""
        return self.minutes or (self.minute,)

    def latest(self, now: datetime) -> datetime:
        """The last time this fell due, at or before the aware moment `now`."""
        local = now.astimezone(LONDON)
        for back in range(8):
            day = local - timedelta(days=back)
            if day.weekday() not in self.weekdays:
                continue
            for hour, minute in sorted(product(self.hours, self.every_minute), reverse=True):
                moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
                if moment <= local:
                    return moment
        raise ValueError("no weekday is named")


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the timetable: the kind of outbox item that does it, when, and whether once for each hub.

    A worker that was down does what fell due meanwhile once, if less than `late_by` ago.
    """

    name: str
    at: At
    per_hub: bool = False
    late_by: timedelta = timedelta(hours=20)

    def due(self, now: datetime) -> datetime | None:
        """The moment for which the job is to run now; None when that is too long ago."""
        moment = self.at.latest(now)
        return moment if now - moment <= self.late_by else None
