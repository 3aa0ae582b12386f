"""Practices of concern: the list, a new one, its page and its acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures.choosing import Choosing
from functions.forms.concerns import ConcernForm, NextStepForm, ReportForm
from functions.models import Concern, PerformerConcern
from functions.rules.concerns import CLAUSE, PERFORMER, SORTS
from functions.services import concerns
from functions.services.concerns import CONCERN
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.figures.listing import Choice
from hubportal.records.presenters.page import Step, moves_open_to, steps
from hubportal.records.rules.telling import told
from hubportal.records.views.acting import RecordAct, RecordMoveAct
from hubportal.records.views.finding import may_work, record_to_read
from hubportal.records.views.listing import Listing, export_list, list_page
from hubportal.records.views.page import record_page
from hubportal.web.columns import Column
from hubportal.web.refusals import Refused

LISTING = Listing(
    kind=CONCERN,
    title="Practices of concern",
    about="Practices whose contract or quality gives concern, by stage of the performance framework.",
    room="concerns",
    columns=(
        Column("Kind", lambda row: row.get_sort_display()),
        Column("Next step", "next_step"),
        Column("By", "next_on", "date"),
    ),
    exported=(
        Column("Kind", lambda row: row.get_sort_display()),
        Column("What the concern is", "detail", width=40),
        Column("Next step", "next_step", width=30),
        Column("By", "next_on", "date"),
    ),
    choices=(Choice("sort", "Kind", tuple(SORTS.items())),),
    empty="Open one when the framework says so.",
)


@login_required
@require_safe
def concerns_list(request: HttpRequest) -> HttpResponse:
    """The list; whoever may see concerns about individuals finds the way to them here."""
    grants = person_of(request).grants
    links = [Step("Add a practice of concern", reverse("concerns:new"))] if grants.any("ccg_case_edit") else []
    links.append(Step("Notices to practices", reverse("contract_notices:list")))
    if grants.any(PERFORMER):
        links.append(Step("Individual performers", reverse("performers:list")))
    return list_page(request, LISTING, links=links)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse | FileResponse:
    """All of it as CSV or XLSX."""
    return export_list(request, LISTING, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a practice of concern, or open it."""
    person = person_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role does not open practices of concern.")
    words = {"title": "Add a practice of concern", "back": reverse("concerns:list")}
    return opening_page(
        request, person, form_class=ConcernForm, permission="ccg_case_edit", opens=concerns.open_concern, words=words
    )


def opening_page(
    request: HttpRequest,
    person: Person,
    *,
    form_class: type[ConcernForm],
    permission: str,
    opens: Callable[..., Concern | PerformerConcern],
    words: dict[str, str],
) -> HttpResponse:
    """Ask for a concern of either kind, or open it by its service; `words` are the title and where Cancel leads."""
    now = timezone.now()
    today = timezone.localdate(now)
    typed = (request.POST,) if request.method == "POST" else ()
    first = {"received_on": today, "practice": request.GET.get("practice", "")}
    form = form_class(*typed, choosing=Choosing(person, on=today, also=permission), initial=first)
    if typed and form.is_valid():
        try:
            made = opens(opened=form.opened(), by=person, at=now)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{made.reference} is opened.")
            return HttpResponseRedirect(made.get_absolute_url())
    page = {**words, "form": form, "button": "Add it"}
    return render(request, "base_form.jinja", page, status=422 if typed else 200)


@login_required
@require_safe
def concern(request: HttpRequest, reference: str) -> HttpResponse:
    """One practice of concern with everything that belongs to it."""
    record = record_to_read(request, CONCERN, reference)

    def address(act: str) -> str:
        return reverse("concerns:move", args=[record.reference, act])

    more = []
    if may_work(request, record) and not record.closed_on:
        given = [record.reference]
        more = [
            Step("Set the next step", reverse("concerns:next", args=given)),
            Step("Record a report to a group", reverse("concerns:report", args=given)),
        ]
    return record_page(
        request,
        record,
        template="functions/concern.jinja",
        address=address,
        steps=[*more, *steps(moves_open_to(person_of(request), record), address)],
        reports=record.reports.select_related("by").order_by("-on", "-id"),
    )


class ConcernMove(RecordMoveAct):
    """A move between stages."""

    kind = CONCERN

    def carry_out(self, form: Any) -> str:
        """Make it."""
        typed = form.cleaned_data
        concerns.make_move(
            kind=self.kind, record_id=self.record.pk, act=self.act, by=person_of(self.request), on=typed["on"],
            at=self.now, version=typed["version"], note=typed["note"],
        )  # fmt: skip
        return f"{told(self.move.words)}."


class NextStep(RecordAct):
    """What is done next."""

    kind, title, form_class, button = CONCERN, "Set the next step", NextStepForm, "Save the next step"

    def refuse_out_of_turn(self) -> None:
        """A closed one has none."""
        if self.record.closed_on is not None:
            raise Refused("It is closed: there is no next step.", clause=CLAUSE)

    def form_arguments(self) -> dict[str, Any]:
        """Who can hold it."""
        return {"choosing": Choosing(person_of(self.request), on=self.today, only=self.record.ccg)}

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        return {
            "next_step": self.record.next_step,
            "next_on": self.record.next_on,
            "owner": str(self.record.owner_id or ""),
        }

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        typed = form.cleaned_data
        concerns.set_next_step(
            kind=self.kind, record_id=self.record.pk, by=person_of(self.request), on=self.today,
            version=typed["version"], **{name: typed[name] for name in ("next_step", "next_on", "owner")},
        )  # fmt: skip
        return "The next step is saved."


class Report(RecordAct):
    """What was reported to a group."""

    kind, title, form_class, button = CONCERN, "Record a report to a group", ReportForm, "Keep the report"

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.today}

    def carry_out(self, form: Any) -> str:
        """Keep it."""
        typed = form.cleaned_data
        concerns.report_to_forum(
            concern_id=self.record.pk, by=person_of(self.request), at=self.now,
            **{name: typed[name] for name in ("forum", "on", "said")},
        )  # fmt: skip
        return "The report is kept."
