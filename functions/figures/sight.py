"""Who can see a CCG's cases, or one of them, and by which role: read from what grants are read from.

`tests/functions/test_sight.py` compares it with what each person is in fact shown.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from functions.models import Query
from hubportal.organisations.models import Assignment, Ccg, Person
from hubportal.organisations.models.permissions import CcgGroupPermission, PracticeGroupPermission

READS, RESTRICTED = "ccg_read", "ccg_case_restricted"


@dataclass(frozen=True, slots=True)
class Sight:
    """A role that shows somebody these cases, and what else it lets them do there."""

    assignment: Assignment
    permissions: frozenset[str]


def ccgs_whose_sight(person: Person) -> QuerySet[Ccg]:
    """CCGs of which this person may ask who sees them: those whose restricted cases and history they read."""
    return Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_history_read") & person.grants.ccgs(RESTRICTED))


def _in_force(on: date) -> QuerySet[Assignment]:
    """Roles that count that day, as `hubportal.organisations.grants` reads them."""
    rows = Assignment.objects.filter(period__contains=on, person__is_active=True, person__groups=F("group"))
    return rows.select_related("person", "hub", "ccg", "practice", "committee", "approved_by").order_by("person__name")


def sight_of_ccg(ccg: Ccg, *, on: date) -> list[Sight]:
    """Every role that reads this CCG's cases that day, by the person's name."""
    held: dict[int, set[str]] = {}
    rows = CcgGroupPermission.objects.filter(content_object=ccg).values_list("group_id", "permission__codename")
    for group, codename in rows:
        held.setdefault(group, set()).add(codename)
    groups = [group for group, codenames in held.items() if READS in codenames]
    return [Sight(one, frozenset(held[one.group_id])) for one in _in_force(on).filter(group__in=groups)]


def sight_of_practice(practice_id: int, *, on: date) -> list[Sight]:
    """Every role that reads this practice's own cases that day."""
    groups = PracticeGroupPermission.objects.filter(
        content_object=practice_id, permission__codename="practice_read"
    ).values("group_id")
    return [Sight(one, frozenset({"practice_read"})) for one in _in_force(on).filter(group__in=groups)]


def sight_of_case(case: Query, *, on: date) -> list[Sight]:
    """Every role that shows this case: a restricted one only those cleared for it, and no practice."""
    found = sight_of_ccg(case.ccg, on=on)
    if case.is_restricted:
        return [one for one in found if RESTRICTED in one.permissions]
    practice = case.told_practice_id
    return found + (sight_of_practice(practice, on=on) if practice else [])
