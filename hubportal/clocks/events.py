"""What happens to a case that its clock reads. Events are added, never edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    """Kinds of clock event; receipt is not among them, since a case has one day of receipt and no clock
    without it.
    """

    ACKNOWLEDGED = "acknowledged"
    PROMISED = "promised"
    UPDATE_GIVEN = "update_given"
    RESPONDED = "responded"
    PAUSED = "paused"
    RESUMED = "resumed"
    REQUESTER_MESSAGE = "requester_message"
    CLARIFICATION = "clarification"
    EXCLUDED = "excluded"
    EXCLUSION_REMOVED = "exclusion_removed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


# These arrive from the requester; every other kind is recorded by the hub.
FROM_REQUESTER = frozenset({EventKind.REQUESTER_MESSAGE, EventKind.CLARIFICATION})
ENDS_A_WAIT = frozenset({EventKind.RESUMED, *FROM_REQUESTER})


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One event on one day. `promised_on` is the date named by a promise, or by an acknowledgement that makes
    one.

    `reason` is the reason of a pause, the code of an exclusion, or in an update on a complaint why there is no answer
    yet; `note` is free text and changes nothing. `place` is its place in the order of recording, 0 where that is not
    known: what was recorded later can bear an earlier day.
    """

    kind: EventKind
    on: date
    reason: str = ""
    note: str = ""
    promised_on: date | None = None
    place: int = 0


def in_order(events: Iterable[ClockEvent]) -> list[ClockEvent]:
    """By date; events of one day stay in the order in which they were recorded."""
    return sorted(events, key=lambda event: event.on)
