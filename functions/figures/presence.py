"""Who else has a case before them."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from functions.models import CaseSight, Query
from functions.rules.presence import RECENT
from hubportal.organisations.models import Assignment
from hubportal.organisations.roles import roles_with
from hubportal.tenancy.prepared import among, slot, statement


def sights_of(case: Query, *, at: datetime) -> list[CaseSight]:
    """Who had the case open in the last minutes and may still work it, the latest first; in one statement.

    Only those who work the CCG's cases are named, and only to each other: a CCG's people and a practice's are neither
    told which of the hub's people look at a case nor watched while they look themselves. Who looked at a restricted
    case is the CCG's to know by its own record (`functions.figures.records.views_of`).
    """
    values = {
        "hub": case.hub_id,
        "ccg": case.ccg_id,
        "case": case.pk,
        "since": at - RECENT,
        "on": timezone.localdate(at),
        "roles": list(roles_with("ccg_case_edit", *(("ccg_case_restricted",) if case.is_restricted else ()))),
    }
    return _sights()(values)


@statement
def _sights() -> QuerySet[CaseSight]:
    works = Assignment.objects.filter(
        Q(ccg_id=slot("ccg")) | Q(hub_id=slot("hub")),
        among("role", slot("roles"), of="text"),
        person_id=OuterRef("person_id"),
        period__contains=slot("on"),
    )
    found = CaseSight.objects.filter(ccg_id=slot("ccg"), query_id=slot("case"), at__gt=slot("since"))
    found = found.filter(Exists(works), person__is_active=True)
    return found.select_related("person").order_by("-at", "pk")
