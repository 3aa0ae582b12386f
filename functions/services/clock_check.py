"""Proof that the dates on every case's row are those of a fresh reading of its events, and putting right those that
are not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from functions.models import Query
from functions.services.clock import PROJECTED, govern, project
from functions.services.clock_reading import readings_of
from hubportal.tenancy.scope import Scope, scope

BATCH = 1_000
COLUMNS = ("received_on", *PROJECTED)


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
    while cases := _batch(hub_id, last):
        yield from _differences(cases, today)
        last = cases[-1].pk


def mend(*, hub_id: int, today: date) -> int:
    """Write what a fresh reading gives to every case that differs; returns how many did. A thousand at a time."""
    last, mended = 0, 0
    opened = Scope(role="hub_work", hub=hub_id, reason="check_clocks --mend")
    while True:
        with scope(opened), transaction.atomic():
            cases = _batch(hub_id, last, lock=True)
            if not cases:
                return mended
            found = list(_differences(cases, today))
            wrong, columns = {one.reference for one in found}, {one.column for one in found}
            spoilt = [case for case in cases if case.reference in wrong]
            for case in spoilt:
                case.version += 1
            governed = {"policy"} if "received_on" in columns else set()
            Query.objects.bulk_update(spoilt, sorted(columns | governed | {"version"}), batch_size=500)
        last, mended = cases[-1].pk, mended + len(spoilt)


def _batch(hub_id: int, last: int, *, lock: bool = False) -> list[Query]:
    rows = Query.objects.filter(hub_id=hub_id, pk__gt=last).select_related("policy").order_by("pk")
    return list((rows.select_for_update(of=("self",)) if lock else rows)[:BATCH])


def _differences(cases: list[Query], today: date) -> Iterator[ClockDifference]:
    """What differs; the cases are left as their events give them."""
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
