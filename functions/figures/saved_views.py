"""Saved views of the work list, and its cases by CCG."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from functions.models import Query, SavedView
from functions.models.queries import State
from hubportal.organisations.models import Person
from hubportal.tenancy.prepared import among, slot, statement


def saved_views_of(person: Person) -> list[Any]:
    """The person's own views and those shared in their hub; a practice's people have none, and are shown none."""
    if not person.grants.ccgs():
        return []
    return _saved_views()({"person": person.pk, "hubs": list(person.grants.hubs)})


@statement
def _saved_views() -> QuerySet[Any]:
    mine = Q(person_id=slot("person")) | Q(is_shared=True)
    shown = ("public_id", "person_id", "name", "parameters", "is_shared", "person__name")
    return SavedView.objects.filter(mine, among("hub_id", slot("hubs"))).values_list(*shown)


def open_by_ccg(person: Person, *, today: date) -> list[dict[str, Any]]:
    """For each CCG with open cases: how many are open, late and without an owner."""
    cases = Query.objects.visible_to(person).filter(state=State.OPEN)
    rows = (
        cases.values("ccg__name", "ccg__ods_code")
        .annotate(
            all=Count("pk"),
            late=Count("pk", filter=Q(next_due_on__lt=today)),
            unassigned=Count("pk", filter=Q(owner__isnull=True, team="")),
        )
        .order_by("ccg__name")
    )
    return [dict(row) for row in rows]
