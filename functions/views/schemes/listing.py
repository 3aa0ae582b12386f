"""The enhanced services, and the practices of one with their answers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.figures import schemes as figures
from functions.forms.schemes import SignUpFilterForm
from functions.models import LocalScheme
from functions.presenters import schemes as words
from functions.presenters.scheme_returns import returns_in_words
from functions.rules.schemes.answering import STATES
from functions.services.schemes.finding import worked_ccgs
from functions.services.schemes.specification import specification_for
from functions.views.schemes.finding import invitation_to_read, offer_to_read, reader_of
from hubportal.notifications.services.access import record_export
from hubportal.organisations.signed_in import person_of
from hubportal.records.models import RecordMove
from hubportal.records.views.page import record_page
from hubportal.web.exports import csv_response, reading_again, xlsx_response
from hubportal.web.paging import KeysetPage

TABS = (("Practices", "enhanced:offer"), ("Monitoring", "enhanced:monitoring"), ("Report", "enhanced:report"))


def tabs_of(offer: Any, current: str) -> list[dict[str, Any]]:
    """The pages of one offer."""
    return [
        {"text": text, "href": reverse(name, args=[offer.reference]), "current": name == current} for text, name in TABS
    ]


@login_required
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Every enhanced service with its answers."""
    person = reader_of(request)
    rows = figures.services_of(person)
    return render(
        request,
        "functions/enhanced_services.jinja",
        {
            "table": words.services_table(rows, timezone.localdate()),
            "any": bool(rows),
            "may_work": person.grants.any("ccg_case_edit"),
        },
    )


def filters_of(request: HttpRequest) -> dict[str, str]:
    """The filters in the address; what nobody offers is passed over."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "ccg", "state")}
    if asked["state"] not in STATES:
        asked["state"] = ""
    return {**asked, "ccg": asked["ccg"].upper()}


@login_required
@require_safe
def offer(request: HttpRequest, reference: str) -> HttpResponse:
    """The sign-up table: every practice invited, with its answer."""
    found, person, asked = offer_to_read(request, reference), person_of(request), filters_of(request)
    ccgs = figures.ccg_choices(person, found)
    page = KeysetPage(
        figures.shown(figures.invitations_of(found, person, asked)),
        order=figures.ORDER,
        after=request.GET.get("after") or None,
        size=50,
    )
    progress = figures.progress_of(found, person)
    return render(
        request,
        "functions/enhanced_service.jinja",
        {
            "offer": found,
            "is_local": isinstance(found, LocalScheme),
            "tabs": tabs_of(found, "enhanced:offer"),
            "window": words.window(found, timezone.localdate()),
            "terms": words.terms_of(found, specification=specification_for(found, person)),
            "cards": words.cards(figures.total(figures.by_ccg(found, person))),
            "progress": progress,
            "drawing": progress.drawn < progress.letters,
            "form": SignUpFilterForm(asked, ccgs=ccgs),
            "chips": words.chips(asked, ccgs),
            "table": words.sign_up_table(page, many_ccgs=len(ccgs) > 1),
            "page": page,
            "query": words.with_parameters(asked),
            "parameters": request.GET,
            "may_work": bool(worked_ccgs(found, person)),
        },
    )


@login_required
@require_safe
def export(request: HttpRequest, reference: str, form: str) -> StreamingHttpResponse | FileResponse:
    """Every practice the table shows, as CSV or XLSX."""
    found, person, asked = offer_to_read(request, reference), person_of(request), filters_of(request)
    if form not in {"csv", "xlsx"}:
        raise Http404
    rows = figures.shown(figures.invitations_of(found, person, asked)).order_by("ccg__name", "practice__name", "id")
    record_export(
        by=person, what=f"Export of answers to {found.reference}", codes=[asked["ccg"]] if asked["ccg"] else []
    )
    name = f"{found.reference}-{timezone.localdate().isoformat()}.{form}"
    if form == "csv":
        again = reading_again()
        return csv_response(
            filename=name, columns=words.EXPORT_COLUMNS, rows=rows.iterator(chunk_size=1000), run_in=again
        )
    return xlsx_response(
        filename=name, sheet_name="Answers", columns=words.EXPORT_COLUMNS, rows=rows.iterator(chunk_size=1000)
    )


@login_required
@require_safe
def invitation(request: HttpRequest, reference: str, ods_code: str) -> HttpResponse:
    """One practice: its answer, letters, returns and files."""
    found = invitation_to_read(request, reference, ods_code)
    returns = {row.period: row for row in found.returns.filter(ccg_id=found.ccg_id)}
    return record_page(
        request,
        found,
        template="functions/invitation.jinja",
        others=[],
        happened=words.happened(found, RecordMove.objects.of(found).select_related("by").order_by("id")),
        offer=found.offer,
        how=words.how_answered(found),
        state=STATES[found.state],
        returns=returns_in_words(found, returns, today=timezone.localdate()),
    )
