"""Who else has a case before them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from functions.models import CaseSight, Query
from functions.rules.presence import RECENT
from hubportal.organisations.models import Assignment
from hubportal.organisations.roles import roles_with


def sights_of(case: Query, *, at: datetime) -> list[CaseSight]:
    """Who had the case open in the last minutes and may still work it, the latest first; in one statement.

    Only those who work the CCG's cases are named, and only to each other: a CCG's people and a practice's are neither
    told which of the hub's people look at a case nor watched while they look themselves. Who looked at a restricted
    case is the CCG's to know by its own record (`functions.figures.records.views_of`).
    """
    found = CaseSight.objects.filter(ccg_id=case.ccg_id, query=case, at__gt=at - RECENT, person__is_active=True)
    return list(found.filter(Exists(_works(case, at))).select_related("person").order_by("-at", "pk"))


def _works(case: Query, at: datetime) -> QuerySet[Assignment]:
    needed = {"ccg_case_edit"} | ({"ccg_case_restricted"} if case.is_restricted else set())
    return Assignment.objects.filter(
        Q(ccg_id=case.ccg_id) | Q(hub_id=case.hub_id),
        person_id=OuterRef("person_id"),
        role__in=roles_with(*needed),
        period__contains=timezone.localdate(at),
    )
