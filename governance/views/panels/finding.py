"""Finding a concern with its panel, and the hub whose list somebody keeps."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from functions.models import Query
from functions.models.queries import Kind
from functions.views.finding import case_to_read
from governance.services.panel_candidates import keeps_candidates
from hubportal.organisations.models import Hub, Person
from hubportal.organisations.signed_in import person_of


def sets_up_any(person: Person) -> bool:
    """Whether a person sets up panels at all."""
    return person.grants.any("ccg_hub_approve") or person.grants.any("ccg_approve")


def hubs_kept(person: Person) -> list[Hub]:
    """The hubs whose list of people a person keeps."""
    return [hub for hub in Hub.objects.filter(pk__in=person.grants.hubs) if keeps_candidates(person, hub.pk)]


def my_hub(person: Person) -> Hub:
    """The hub whose list a person keeps."""
    kept = hubs_kept(person)
    if not kept:
        raise PermissionDenied("Heads of the hub keep the list of people for panels.")
    return kept[0]


def concern_to_read(request: HttpRequest, reference: str) -> Query:
    """A concern that is or was with a panel, for whoever reads its case."""
    case = case_to_read(request, reference)
    if not person_of(request).grants.can("ccg_read", case.ccg_id):
        raise PermissionDenied("Panels are for the hub and the CCG.")
    if case.kind != Kind.CONCERN:
        raise Http404("Only a concern about the hub has a panel.")
    return Query.objects.select_related("ccg", "hub", "practice").get(ccg_id=case.ccg_id, pk=case.pk)
