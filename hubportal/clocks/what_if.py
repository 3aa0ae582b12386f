"""What a clock would read for dates and events that somebody supposes; nothing is stored."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hubportal.clocks.calendar import FIRST_DAY, LAST_DAY, WorkingCalendar, calendar_for
from hubportal.clocks.checks import EventRefusal, refuse_event
from hubportal.clocks.events import ClockEvent, EventKind, in_order
from hubportal.clocks.policy import ClockPolicy
from hubportal.clocks.reading import ClockReading, StepReading, read_clock


class SupposedEventRefused(ValueError):
    """An event of the supposed case could not have happened; `place` is its place in the list, from 0."""

    def __init__(self, refusal: EventRefusal, place: int) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal
        self.place = place


def suppose(request: Mapping[str, Any], policies: Mapping[str, ClockPolicy]) -> dict[str, list[dict[str, Any]]]:
    """The reading of one supposed case as plain values, its dates as `YYYY-MM-DD`.

    `request` has been parsed: `policy` (a key of `policies`), `received_on` and `as_at` (dates), `closures`
    (dates) and `events` (each `kind`, `on`, and if given `reason`, `note` and `promised_on`). Events dated
    after `as_at` have not happened yet. Raises `SupposedEventRefused`, or `OutsideCalendar` for dates beyond
    the calendar.
    """
    policy = policies[request["policy"]]
    closed = [(day, "Closed") for day in request.get("closures") or () if FIRST_DAY <= day <= LAST_DAY]
    calendar = calendar_for(policy.day_count, closed if policy.closures_count else ())
    supposed = [_event(row) for row in request.get("events") or ()]
    _refuse_impossible(policy, calendar, request["received_on"], supposed)
    reading = read_clock(policy, calendar, request["received_on"], supposed, request["as_at"])
    return as_plain(reading)


def _event(row: Mapping[str, Any]) -> ClockEvent:
    return ClockEvent(
        kind=EventKind(row["kind"]),
        on=row["on"],
        reason=row.get("reason") or "",
        note=row.get("note") or "",
        promised_on=row.get("promised_on"),
    )


def _refuse_impossible(
    policy: ClockPolicy, calendar: WorkingCalendar, received_on: date, supposed: Sequence[ClockEvent]
) -> None:
    """Replay the events as they would have been recorded, each on its own day, and refuse the first
    impossible one.
    """
    recorded: list[ClockEvent] = []
    # On one day the promise comes first: an acknowledgement may lean on it.
    for event in sorted(in_order(supposed), key=lambda item: (item.on, item.kind is not EventKind.PROMISED)):
        so_far = read_clock(policy, calendar, received_on, recorded, event.on, explained=False)
        refusal = refuse_event(so_far, event, today=event.on)
        if refusal is not None and not _only_undated(refusal, event):
            raise SupposedEventRefused(refusal, supposed.index(event))
        recorded.append(event)


def _only_undated(refusal: EventRefusal, event: ClockEvent) -> bool:
    """An acknowledgement that names no date may be supposed: the reading says that it does not yet count."""
    return event.kind is EventKind.ACKNOWLEDGED and refusal.field == "promised_on" and event.promised_on is None


def as_plain(reading: ClockReading) -> dict[str, list[dict[str, Any]]]:
    """A reading in the fixed shape of the API: `{"steps": [...]}`."""
    return {"steps": [step_as_plain(step) for step in reading.steps]}


def step_as_plain(step: StepReading) -> dict[str, Any]:
    """One step in the fixed shape of the API."""
    return {
        "step": step.step,
        "due_on": _iso(step.due_on),
        "met_on": _iso(step.met_on),
        "state": step.state.value,
        "working_days_used": step.working_days_used,
        "working_days_left": step.working_days_left,
        "clause": step.clause,
        "explanation": [
            {"on": line.on.isoformat(), "text": line.text, "clause": line.clause} for line in step.explanation
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
