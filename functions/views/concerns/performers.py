"""Concerns about individual performers: for whoever holds the permission; for everybody else there is nothing here."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures.choosing import Choosing
from functions.forms.concerns import PerformerForm
from functions.rules.concerns import PERFORMER
from functions.services import concerns
from functions.services.concerns import PERFORMERS
from functions.views.concerns.practices import ConcernMove, NextStep, opening_page
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.presenters.page import Step, moves_open_to, steps
from hubportal.records.views.finding import record_to_read
from hubportal.records.views.listing import Listing, export_list, list_page
from hubportal.records.views.page import record_page
from hubportal.web.columns import Column

LISTING = Listing(
    kind=PERFORMERS,
    title="Individual performers",
    about="Only people with that permission see this list. Each view of a record is kept.",
    room="performers",
    columns=(Column("About", "performer"), Column("Next step", "next_step"), Column("By", "next_on", "date")),
    exported=(
        Column("About", "performer"),
        Column("What the concern is", "detail", width=40),
        Column("Next step", "next_step", width=30),
        Column("By", "next_on", "date"),
    ),
)


def cleared(request: HttpRequest) -> Person:
    """Somebody who may see concerns about individuals; for others these pages do not exist."""
    person = person_of(request)
    if not person.grants.any(PERFORMER):
        raise Http404("There is nothing here that you may see.")
    return person


@login_required
@require_safe
def performers(request: HttpRequest) -> HttpResponse:
    """The list."""
    cleared(request)
    return list_page(request, LISTING, links=[Step("Add a concern", reverse("performers:new"))])


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse | FileResponse:
    """All of it as CSV or XLSX."""
    cleared(request)
    return export_list(request, LISTING, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a concern about an individual, or open it."""
    words = {"title": "Add a concern", "back": reverse("performers:list")}
    return opening_page(
        request, cleared(request), form_class=PerformerForm, permission=PERFORMER,
        opens=concerns.open_performer_concern, words=words,
    )  # fmt: skip


@login_required
@require_safe
def performer(request: HttpRequest, reference: str) -> HttpResponse:
    """One concern; looking at it is kept."""
    record = record_to_read(request, PERFORMERS, reference)

    def address(act: str) -> str:
        return reverse("performers:move", args=[record.reference, act])

    more = [] if record.closed_on else [Step("Set the next step", reverse("performers:next", args=[record.reference]))]
    moves = moves_open_to(person_of(request), record)
    return record_page(
        request,
        record,
        template="functions/concern.jinja",
        address=address,
        steps=[*more, *steps(moves, address)],
        reports=[],
    )


class PerformerMove(ConcernMove):
    """A move of a concern about an individual."""

    kind = PERFORMERS


class PerformerNext(NextStep):
    """What is done next."""

    kind = PERFORMERS

    def form_arguments(self) -> dict[str, Any]:
        """Who can hold it: whoever has the permission for this CCG."""
        person = person_of(self.request)
        return {"choosing": Choosing(person, on=self.today, only=self.record.ccg, also=PERFORMER)}
