"""How a case passed between the hub and its CCG."""

from django.db.models import Exists, F, OuterRef, QuerySet

from functions.models import CaseTurn, QueryEvent


def told(turns: QuerySet[CaseTurn]) -> QuerySet[CaseTurn]:
    """The turns, the oldest first, with the name of whoever took each as `by_name`, and whether it still `counts`: what
    was done before the case was last reopened does not.
    """
    later = QueryEvent.objects.filter(ccg=OuterRef("ccg"), query=OuterRef("query"), on__gt=OuterRef("on"))
    reopened = later.filter(kind=QueryEvent.Kind.REOPENED).order_by()
    return turns.annotate(by_name=F("by__name"), counts=~Exists(reopened)).order_by("id")  # type: ignore[no-redef]
