"""How far each CCG is with its specification."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q

from functions.models import Specification
from functions.models.specifications import HOLDS, OPEN
from hubportal.organisations.models import Assignment, Ccg, CcgLevel, Level, Person
from hubportal.organisations.roles import roles_with


@dataclass(frozen=True, slots=True)
class OfCcg:
    """One CCG on a day: its level, what is in force, what is agreed from later days in their order, what is in the
    making, and what is still to be confirmed in the last of these.
    """

    ccg: Ccg
    level: str
    in_force: Specification | None
    to_come: list[Specification]
    under_way: Specification | None
    undecided: int
    decide_by: date | None


def standing_of_ccgs(ccg_ids: Collection[int], day: date) -> list[OfCcg]:
    """Every CCG given, by name; three statements however many there are."""
    own = Specification.objects.filter(ccg_id__in=ccg_ids).select_related("standard")
    tbc = Q(rows__hub_part="TBC")
    counted: Any = own.annotate(
        undecided=Count("rows", filter=tbc),
        decide_by=Min("rows__decide_by", filter=tbc & Q(rows__decide_by__isnull=False)),
    ).order_by("pk")
    held: dict[int, Any] = {}
    to_come: dict[int, list[Any]] = {}
    making: dict[int, Any] = {}
    for row in counted.filter(Q(state__in=OPEN) | Q(state__in=HOLDS)):
        if row.state in OPEN:
            making[row.ccg_id] = row
        elif row.effective_from > day:
            to_come.setdefault(row.ccg_id, []).append(row)
        elif row.effective_to is None or day <= row.effective_to:
            held[row.ccg_id] = row
    levels = dict(CcgLevel.objects.filter(ccg_id__in=ccg_ids, period__contains=day).values_list("ccg_id", "level"))
    found = []
    for ccg in Ccg.objects.filter(pk__in=ccg_ids).order_by("name"):
        later = sorted(to_come.get(ccg.pk, []), key=lambda row: row.effective_from)
        latest = making.get(ccg.pk) or (later[-1] if later else held.get(ccg.pk))
        found.append(
            OfCcg(
                ccg=ccg,
                level=str(Level(levels.get(ccg.pk, Level.UNKNOWN)).label),
                in_force=held.get(ccg.pk),
                to_come=later,
                under_way=making.get(ccg.pk),
                undecided=latest.undecided if latest else 0,
                decide_by=latest.decide_by if latest else None,
            )
        )
    return found


READING_ROLES = tuple(code for code in roles_with("ccg_read") if code != "auditor")


def owners_for(ccg: Ccg, on: date) -> list[Person]:
    """Who may bring a row to a decision: the people who work for the CCG, on either side, by name."""
    held = Assignment.objects.filter(role__in=READING_ROLES, period__contains=on)
    here = held.filter(Q(ccg_id=ccg.pk) | Q(hub_id=ccg.hub_id)).values("person_id")
    return list(Person.objects.filter(pk__in=here, is_active=True).order_by("name", "pk"))
