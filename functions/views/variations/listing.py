"""The register of variations: its list, and all of it as a file."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from functions.rules.variations.types import ROUTE_WORDS
from functions.services.variations.kind import VARIATION
from functions.services.variations.types import type_called, variation_types
from hubportal.organisations.signed_in import person_of
from hubportal.records.figures.listing import Choice
from hubportal.records.presenters.page import Step
from hubportal.records.views.listing import Listing, export_list, list_page
from hubportal.web.columns import Column

LISTING = Listing(
    kind=VARIATION,
    title="Contract variations",
    about="Every change of a practice’s contract, from the day it reaches the hub until it is in effect.",
    room="variations",
    columns=(
        Column("Type", lambda row: type_called(row.type).name),
        Column("Takes effect", "effective_on", "date"),
    ),
    exported=(
        Column("Type", lambda row: type_called(row.type).name),
        Column("Route", lambda row: ROUTE_WORDS[type_called(row.type).route]),
        Column("Contract", "contract_kind"),
        Column("Asked for", "requested_on", "date"),
        Column("Takes effect", "effective_on", "date"),
        Column("List opens again", "until_on", "date"),
        Column("Decided by", "decision_body"),
        Column("Decided on", "decided_on", "date"),
        Column("Reference of the decision", "decision_reference"),
        Column("Conditions or reasons", "decision_notes", width=40),
    ),
    choices=(
        Choice("type", "Type", tuple((kind.code, kind.name) for kind in variation_types().values())),
        Choice("route", "Route", tuple((route, said) for route, said in ROUTE_WORDS.items())),
    ),
    empty="Record one when a practice’s notice or application arrives.",
)


@login_required
@require_safe
def variations(request: HttpRequest) -> HttpResponse:
    """The list."""
    works = person_of(request).grants.any("ccg_case_edit")
    links = [
        Step("Record a variation", reverse("variations:new")),
        Step("Statutory changes", reverse("variations:statutory")),
    ]
    return list_page(request, LISTING, links=links if works else links[1:])


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse | FileResponse:
    """All of it as CSV or XLSX."""
    return export_list(request, LISTING, form)
