"""Finding a concern with its panel."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from functions.models import Query
from functions.models.queries import Kind
from functions.views.finding import case_to_read
from hubportal.organisations.signed_in import person_of


def concern_to_read(request: HttpRequest, reference: str) -> Query:
    """A concern that is or was with a panel, for whoever reads its case."""
    case = case_to_read(request, reference)
    if not person_of(request).grants.can("ccg_read", case.ccg_id):
        raise PermissionDenied("Panels are for the hub and the CCG.")
    if case.kind != Kind.CONCERN:
        raise Http404("Only a concern about the hub has a panel.")
    return Query.objects.select_related("ccg", "hub", "practice").get(ccg_id=case.ccg_id, pk=case.pk)
