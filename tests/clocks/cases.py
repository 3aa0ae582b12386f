"""Short ways to write down a case: dates, events, and a reading under the agreements' own policies."""

from datetime import date

from hubportal.clocks import ClockEvent, ClockReading, EventKind, StepReading, calendar_for, read_clock
from hubportal.clocks.standards import standard_policies

POLICIES = {row.policy.code: row.policy for row in standard_policies()}


def d(words: str) -> date:
    """ "2016-02-01" as a date."""
    return date.fromisoformat(words)


def event(kind: str, on: str, **more: object) -> ClockEvent:
    """An event by the words of its kind."""
    promised = more.pop("promised_on", None)
    return ClockEvent(EventKind(kind), d(on), promised_on=d(str(promised)) if promised else None, **more)  # type: ignore[arg-type]


def read(
    policy: str, received: str, *events: ClockEvent, today: str = "", closures: dict[str, str] | None = None
) -> ClockReading:
    """The clock of a case; today is the day of receipt unless said otherwise."""
    found = POLICIES[policy]
    calendar = calendar_for(found.day_count, [(d(day), why) for day, why in (closures or {}).items()])
    return read_clock(found, calendar, d(received), events, d(today or received))


def step(reading: ClockReading, name: str, number: int = 1) -> StepReading:
    """One step of a reading, by name and round."""
    return next(item for item in reading.steps if item.step == name and item.round == number)
