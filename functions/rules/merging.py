"""Merging duplicates: which clock governs, and what of the merged case still counts."""

from collections.abc import Iterable
from datetime import date

from hubportal.clauses import clause
from hubportal.clocks.events import ClockEvent, EventKind

# What the requester was told in the merged case they were told; its waits and exclusions were its own.
TOLD = frozenset({EventKind.ACKNOWLEDGED, EventKind.PROMISED, EventKind.UPDATE_GIVEN})


@clause("Specification of casework, merging", part="earliest receipt")
def governing_receipt(own: date, merged: Iterable[date]) -> date:
    """When duplicates are merged, the earliest day of receipt is day 0 of the case that goes on."""
    return min((own, *merged))


def events_that_count(own: Iterable[ClockEvent], merged: Iterable[ClockEvent]) -> list[ClockEvent]:
    """The surviving case's own events, with what was told to the requester in the cases merged into it."""
    return [*own, *(event for event in merged if event.kind in TOLD)]
