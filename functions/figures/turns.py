"""How a case passed between the hub and its CCG."""

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from functions.models import CaseTurn, Query, QueryEvent


def told(turns: QuerySet[CaseTurn]) -> QuerySet[CaseTurn]:
    """The turns, the oldest first, with the name of whoever took each as `by_name`, and whether it still `counts`: what
    was done before the case was last reopened does not.

    Reopenings are counted, not dated: a case can be signed off, answered and reopened on one day.
    """
    reopened = QueryEvent.objects.filter(
        ccg=OuterRef("ccg"), query=OuterRef("query"), kind=QueryEvent.Kind.REOPENED
    ).order_by()
    since = Coalesce(Subquery(reopened.values("query").annotate(n=Count("pk")).values("n")), 0)
    return turns.annotate(by_name=F("by__name"), counts=Q(reopenings=since)).order_by("id")  # type: ignore[no-redef]


def reopenings_of(case: Query) -> int:
    """How often a case has been reopened so far."""
    return QueryEvent.objects.filter(ccg_id=case.ccg_id, query=case, kind=QueryEvent.Kind.REOPENED).count()
