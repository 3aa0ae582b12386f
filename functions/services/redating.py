"""Open cases whose dates move when a hub's calendar changes: fills the slot of `hubportal.clocks.redating`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from functions.models import Query
from functions.services.clock import PROJECTED, project
from functions.services.clock_reading import readings_of
from hubportal.clocks.redating import Move

BATCH = 1_000
_STEPS = {"acknowledge_due_on": "acknowledge", "respond_due_on": "respond"}
_DATES = (*_STEPS, "next_due_on")


def redate_cases(*, hub_id: int, today: date, keep: bool) -> list[Move]:
    """The dates of a hub's open cases that differ by its calendar as it now stands, without or with writing them.

    Locks the cases it writes, in order of age; read a thousand at a time.
    """
    moves: list[Move] = []
    for cases in _open_cases(hub_id, lock=keep):
        moved = []
        for case, reading in zip(cases, readings_of(cases, today=today), strict=True):
            before = {column: getattr(case, column) for column in PROJECTED}
            project(case, reading)
            moves += _moves(case, before)
            # A closure in a round that is over moves no date still to come, but may change what was late.
            if any(before[column] != getattr(case, column) for column in PROJECTED):
                case.version += 1
                moved.append(case)
        if keep and moved:
            Query.objects.bulk_update(moved, [*PROJECTED, "version"], batch_size=500)
    return moves


def _open_cases(hub_id: int, *, lock: bool) -> Iterator[list[Query]]:
    last = 0
    while True:
        rows = Query.objects.open().filter(hub_id=hub_id, pk__gt=last).select_related("policy").order_by("pk")
        cases = list((rows.select_for_update(of=("self",)) if lock else rows)[:BATCH])
        if not cases:
            return
        yield cases
        last = cases[-1].pk


def _moves(case: Query, before: Mapping[str, Any]) -> list[Move]:
    """What moved, by the name of the step; a warning's date has no column of its own, only that of the next step."""
    changed = [column for column in _DATES if before[column] != getattr(case, column)]
    named = [column for column in changed if column in _STEPS] or changed
    return [
        Move(case.reference, case.subject, _STEPS.get(column, case.next_step), before[column], getattr(case, column))
        for column in named
    ]
