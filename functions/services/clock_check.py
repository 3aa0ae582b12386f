"""Proof that the dates on every case's row are those of a fresh reading of its events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from functions.models import Query
from functions.services.clock import govern, project, readings_of

BATCH = 1_000
COLUMNS = (
    "received_on", "state", "acknowledge_due_on", "acknowledged_on", "respond_due_on", "responded_on", "next_step",
    "next_due_on", "paused_on", "excluded_reason", "closed_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClockDifference:
    """One column of one case that is not what its events say."""

    reference: str
    column: str
    stored: object
    read: object

    def __str__(self) -> str:
        return f"{self.reference}: {self.column} is {self.stored or 'empty'}, its events give {self.read or 'none'}."


def differences_in(*, hub_id: int, today: date) -> Iterator[ClockDifference]:
    """Every stored date of a hub's cases that differs from a fresh reading, oldest case first; writes nothing."""
    last = 0
    while True:
        rows = Query.objects.filter(hub_id=hub_id, pk__gt=last).select_related("policy").order_by("pk")
        cases = list(rows[:BATCH])
        if not cases:
            return
        yield from _differences(cases, today)
        last = cases[-1].pk


def _differences(cases: list[Query], today: date) -> Iterator[ClockDifference]:
    survivors = set(
        Query.objects.filter(merged_into_id__in=[case.pk for case in cases]).values_list("merged_into_id", flat=True)
    )
    stored = {case.pk: {column: getattr(case, column) for column in COLUMNS} for case in cases}
    for case in cases:
        if case.pk in survivors:  # whose day of receipt may be another's
            govern(case)
    for case, reading in zip(cases, readings_of(cases, today=today), strict=True):
        project(case, reading)
        for column in COLUMNS:
            if stored[case.pk][column] != getattr(case, column):
                yield ClockDifference(case.reference, column, stored[case.pk][column], getattr(case, column))
