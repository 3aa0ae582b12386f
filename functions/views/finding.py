"""Finding the case an address names: 404 to strangers, 403 to those who may only read it."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from functions.models import Query
from hubportal.organisations.signed_in import person_of

__all__ = ["case_to_read", "case_to_work", "person_of"]

BESIDES = ("ccg", "hub", "practice", "policy", "owner", "activity", "logged_by")


def case_to_read(request: HttpRequest, reference: str) -> Query:
    """The case, if the person may see it at all."""
    mine = Query.objects.visible_to(person_of(request)).select_related(*BESIDES)
    return get_object_or_404(mine, reference=reference.upper())


def case_and_link(request: HttpRequest, reference: str) -> Query:
    """The same with what was said of the answer as `judged`, and for those who work cases the link not ended as
    `open_link`, each only where there is one; in one statement.
    """
    joined = {"judged": FilteredRelation("satisfactions", condition=Q(satisfactions__ccg=F("ccg")))}
    if person_of(request).grants.any("ccg_case_edit"):
        joined["open_link"] = FilteredRelation("follow_links", condition=Q(follow_links__ended_at__isnull=True))
    mine = Query.objects.visible_to(person_of(request)).annotate(**joined)
    return get_object_or_404(mine.select_related(*BESIDES, *joined), reference=reference.upper())


def case_to_work(request: HttpRequest, reference: str, *, permission: str = "ccg_case_edit") -> Query:
    """The case, if the person may do this to it."""
    case = case_to_read(request, reference)
    if not person_of(request).grants.can(permission, case.ccg_id):
        raise PermissionDenied("You may read this case but not change it.")
    return case
