"""All CCGs of a person side by side on a day, in a constant number of statements however many there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from functions.figures.matrix import activities_on
from functions.figures.specifications.lines import marks_of
from functions.models import Specification, SpecificationRow
from functions.models.specifications import HOLDS
from functions.rules.specifications.parts import Allocation
from hubportal.organisations.models import Ccg

READ = ("ref", "area", "activity", "ccg_acts", "hub_part", "qualifier", "needs_sign_off", "version_id")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The standard rows, the CCGs, and only what is not the standard: (CCG, reference) -> marks.

    `signed` are the CCGs whose own specification is in force.
    """

    activities: list[Any]
    ccgs: list[Ccg]
    otherwise: dict[tuple[int, str], Allocation]
    signed: frozenset[int]


def comparison(ccg_ids: Collection[int], day: date, *, hub_id: int | None, schedule: str | None) -> Comparison:
    """What each CCG has on a day. Only the rows that differ are read: the rest is the standard's."""
    activities = list(activities_on(day, hub_id, schedule=schedule).select_related(None).values_list(*READ, named=True))
    ccgs = list(Ccg.objects.filter(pk__in=ccg_ids).order_by("name"))
    held = dict(
        Specification.objects.filter(ccg_id__in=ccg_ids, state__in=HOLDS, effective_from__lte=day)
        .exclude(effective_to__lt=day)
        .values_list("ccg_id", "pk")
    )
    return Comparison(activities, ccgs, _otherwise(held, activities), frozenset(held))


def _otherwise(held: dict[int, int], activities: list[Any]) -> dict[tuple[int, str], Allocation]:
    """What the specifications in force have otherwise: decided otherwise, or copied from another version."""
    if not held or not activities:
        return {}
    standard = {row.ref: marks_of(row) for row in activities}
    rows = SpecificationRow.objects.filter(ccg_id__in=held, specification_id__in=held.values())
    same = Q(
        ccg_acts=F("activity__ccg_acts"), hub_part=F("activity__hub_part"), qualifier=F("activity__qualifier")
    ) & Q(activity__version_id=activities[0].version_id)
    found = rows.exclude(same).values_list(
        "ccg_id", "activity__ref", "ccg_acts", "hub_part", "qualifier", "activity__needs_sign_off"
    )
    marks = {
        (ccg, ref): Allocation(ticked, part, limit, asks and part != "")
        for ccg, ref, ticked, part, limit, asks in found
    }
    return {key: has for key, has in marks.items() if key[1] in standard and has != standard[key[1]]}
