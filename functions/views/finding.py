"""Finding the case an address names: 404 to strangers, 403 to those who may only read it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from functions.figures.records import Seen, case_and_besides, case_seen
from functions.models import Query
from hubportal.organisations.signed_in import person_of

__all__ = ["case_to_read", "case_to_work", "person_of"]


def case_to_read(request: HttpRequest, reference: str) -> Query:
    """The case, if the person may see it at all."""
    case = case_seen(person_of(request), reference.upper())
    if case is None:
        raise Http404("No case of yours has this reference.")
    return case


def case_with_besides(request: HttpRequest, reference: str) -> Seen:
    """The same with what its own page shows beside it."""
    seen = case_and_besides(person_of(request), reference.upper())
    if seen is None:
        raise Http404("No case of yours has this reference.")
    return seen


def case_to_work(request: HttpRequest, reference: str, *, permission: str = "ccg_case_edit") -> Query:
    """The case, if the person may do this to it."""
    case = case_to_read(request, reference)
    if not person_of(request).grants.can(permission, case.ccg_id):
        raise PermissionDenied("You may read this case but not change it.")
    return case
