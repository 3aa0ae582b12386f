"""Returns against the schedule, entered in the table; and the draft report."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures import schemes as figures
from functions.forms.schemes import ReturnsForm
from functions.models import Invitation
from functions.presenters import schemes as words
from functions.presenters.scheme_returns import (
    monitoring_table,
    practice_export,
    practices_table,
    report_table,
    return_lines,
)
from functions.rules.schemes.terms import Period, periods_of
from functions.services.schemes.finding import worked_ccgs
from functions.services.schemes.returns import record_returns
from functions.views.schemes.finding import offer_to_read, offer_to_work
from functions.views.schemes.listing import tabs_of
from hubportal.notifications.services.access import record_export
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import csv_response, reading_again, xlsx_response
from hubportal.web.paging import KeysetPage
from hubportal.web.pdf import render_pdf
from hubportal.web.refusals import Refused, Stale
from hubportal.web.tables import Table
from hubportal.web.words import plural

BY_CCG = ("ccg__name", "practice__name", "id")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def monitoring(request: HttpRequest, reference: str) -> HttpResponse:
    """How each signed-up practice stands with one return; ticked rows are entered together."""
    writing = request.method == "POST"
    offer = (offer_to_work if writing else offer_to_read)(request, reference)
    person, today = person_of(request), timezone.localdate()
    periods = periods_of(offer.periods)
    asked = str((request.POST if writing else request.GET).get("period", ""))
    period = next((one for one in periods if one.name == asked), None) or _current(periods, today)
    if period is None:
        return render(request, "functions/scheme_monitoring.jinja", _page(offer, periods, None), status=200)
    ccg = request.GET.get("ccg", "").upper()[:10]
    page = KeysetPage(
        figures.shown(figures.signed_up(offer, person, ccg=ccg)),
        order=figures.ORDER,
        after=request.GET.get("after") or None,
        size=100,
    )
    codes = [row.practice.ods_code for row in page]
    form = ReturnsForm(*([request.POST] if writing else []), codes=codes, today=today, initial={"period": period.name})
    stale: Stale | None = None
    if writing and form.is_valid():
        try:
            count = record_returns(
                reference=offer.reference,
                period=form.cleaned_data["period"],
                on=form.cleaned_data["on"],
                returned=form.cleaned_data["returned"],
                seen=form.cleaned_data["seen"],
                by=person,
                at=timezone.now(),
            )
            messages.success(request, f"{plural(count, 'return')} recorded for {period.name}.")
            return HttpResponseRedirect(request.get_full_path())
        except Refused as refused:
            form.add_refusal(refused)
            stale = refused if isinstance(refused, Stale) else None
    lines = return_lines(
        page,
        figures.returns_of(page.rows, period.name),
        period,
        today=today,
        typed=request.POST if writing else None,
        shows_newer=stale is not None,
    )
    more = {
        "period": period,
        "lines": lines,
        "form": form,
        "stale": stale,
        "page": page,
        "parameters": request.GET,
        "may_work": bool(worked_ccgs(offer, person)),
        "many_ccgs": len({line.ccg for line in lines}) > 1,
    }
    return render(
        request,
        "functions/scheme_monitoring.jinja",
        _page(offer, periods, period) | more,
        status=409 if stale else 422 if writing else 200,
    )


def _current(periods: list[Period], today: Any) -> Period | None:
    """The return that is due next, or the last."""
    return next((one for one in periods if one.due_on >= today), periods[-1] if periods else None)


def _page(offer: Any, periods: list[Period], period: Period | None) -> dict[str, Any]:
    return {
        "offer": offer,
        "tabs": tabs_of(offer, "enhanced:monitoring"),
        "periods": [
            {"text": one.name, "href": f"?{words.with_parameters({'period': one.name})}", "current": one == period}
            for one in periods
        ],
        "period": period,
    }


def _report(request: HttpRequest, reference: str) -> dict[str, Any]:
    offer, today = offer_to_read(request, reference), timezone.localdate()
    lines = figures.by_ccg(offer, person_of(request))
    return {
        "offer": offer,
        "answers": figures.total(lines),
        "answers_table": report_table(lines),
        "monitoring_table": monitoring_table(lines, periods_of(offer.periods), today=today),
        "signed_up": figures.shown(figures.signed_up(offer, person_of(request), ccg="")),
        "periods": periods_of(offer.periods),
        "terms": words.terms_of(offer, specification=None),
        "today": today,
    }


@login_required
@require_safe
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft report: invited, signed up, and how the returns stand, by CCG and by practice."""
    found = _report(request, reference)
    page = KeysetPage(found["signed_up"], order=figures.ORDER, after=request.GET.get("after") or None, size=100)
    more = {
        "tabs": tabs_of(found["offer"], "enhanced:report"),
        "practices_table": _by_practice(found, page.rows),
        "page": page,
        "parameters": request.GET,
    }
    return render(request, "functions/scheme_report.jinja", {**found, **more})


def _by_practice(found: dict[str, Any], rows: Sequence[Invitation]) -> Table | None:
    return practices_table(figures.by_practice(rows), found["periods"], today=found["today"])


@login_required
@require_safe
def report_export(request: HttpRequest, reference: str, form: str) -> StreamingHttpResponse | FileResponse:
    """The report by practice as CSV or XLSX, read while it is sent."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    offer, person, today = offer_to_read(request, reference), person_of(request), timezone.localdate()
    rows = figures.shown(figures.signed_up(offer, person, ccg="")).order_by(*BY_CCG)
    record_export(by=person, what=f"Export of returns to {offer.reference}", codes=[])
    name = f"{offer.reference}-returns-{today.isoformat()}.{form}"
    columns, lines = practice_export(periods_of(offer.periods), today=today), figures.each_practice(rows)
    if form == "csv":
        return csv_response(filename=name, columns=columns, rows=lines, run_in=reading_again())
    return xlsx_response(filename=name, sheet_name="Returns", columns=columns, rows=lines)


@login_required
@require_safe
def report_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as PDF."""
    found = _report(request, reference)
    offer, rows = found["offer"], list(found["signed_up"].order_by(*BY_CCG))
    title = f"{offer.subject} {offer.year}: draft report"
    content = render_pdf(
        "letters/scheme_report.jinja",
        {
            **found,
            "practices_table": _by_practice(found, rows),
            "title": title,
            "reference": offer.reference,
            "sent_on": found["today"],
            "from_name": offer.hub.name,
        },
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{offer.reference}-report.pdf"'
    return response
