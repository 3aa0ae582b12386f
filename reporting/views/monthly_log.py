"""The monthly query log: choosing one, reading it, issuing it, confirming it, and its files."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from functions.models import Query
from functions.views.finding import person_of
from hubportal.organisations.models import Ccg, Person
from hubportal.web.pdf import render_pdf
from hubportal.web.refusals import Refused
from reporting.figures.issued_logs import latest_logs, versions_of
from reporting.figures.monthly import log_of
from reporting.figures.open_cases import ccgs_read_by
from reporting.forms.asking import IssueForm, LogChoiceForm
from reporting.models import IssuedLog
from reporting.presenters import monthly_log as words
from reporting.rules.periods import Month
from reporting.services.monthly_log import (
    comes_out_the_same,
    confirm_receipt,
    is_whole,
    issue_log,
    may_confirm,
    may_issue,
)
from reporting.views.files import as_file, note_export

LOGS_LISTED = 60


@login_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which CCG's log of which month; the ones issued last."""
    person = person_of(request)
    if not person.grants.ccgs():
        raise PermissionDenied("Your role does not read a CCG’s reports.")
    ccgs = ccgs_read_by(person)
    form = LogChoiceForm(request.GET or None, ccgs=ccgs, today=timezone.localdate())
    if form.is_valid():
        return redirect("reporting:monthly-log", form.cleaned_data["ccg"], form.cleaned_data["month"])
    issued = list(latest_logs(person.grants.ccgs())[:LOGS_LISTED])
    page = {"form": form, "table": words.issued_table(issued), "issued": issued}
    return render(request, "reporting/monthly_logs.jinja", page)


def _subject(request: HttpRequest, ods: str, code: str) -> tuple[Person, Ccg, Month]:
    """The CCG and month of an address; 404 to those who do not read that CCG, and for months to come."""
    person = person_of(request)
    ccg = get_object_or_404(Ccg.objects.filter(pk__in=person.grants.ccgs()).select_related("hub"), ods_code=ods.upper())
    month = Month.read(code)
    if month is None or month.first > timezone.localdate():
        raise Http404
    return person, ccg, month


def _data(person: Person, ccg: Ccg, month: Month, log: IssuedLog | None) -> dict[str, Any]:
    """The frozen data of an issued log, or the month as it stands; without what the person may not see."""
    if log is None:
        as_at = min(month.last, timezone.localdate())
        return log_of(cases=Query.objects.visible_to(person), ccg=ccg, month=month, as_at=as_at)
    sees_all = person.grants.can("ccg_case_restricted", ccg.pk)
    return log.data if sees_all else words.without_restricted(log.data)


def _chosen(request: HttpRequest, versions: list[IssuedLog]) -> IssuedLog | None:
    """The version asked for; the latest when none is; None for the month as it stands ("now") or before the first."""
    asked = request.GET.get("version", "")
    if asked == "now" or (not asked and not versions):
        return None
    found = next((log for log in versions if not asked or str(log.version) == asked), None)
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def log(request: HttpRequest, ods: str, code: str) -> HttpResponse:
    """A month's log: the issued one, or what it would be now."""
    person, ccg, month = _subject(request, ods, code)
    versions = list(versions_of(ccg, month))
    return _page(request, person, ccg, month, versions, _chosen(request, versions))


def _page(
    request: HttpRequest, person: Person, ccg: Ccg, month: Month, versions: list[IssuedLog],
    chosen: IssuedLog | None, form: IssueForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    data = _data(person, ccg, month, chosen)
    show, category = request.GET.get("show", ""), request.GET.get("category", "")
    lines = words.lines_shown(data, show=show, category=category)
    over = month.last < timezone.localdate()
    issuing = chosen is None and over and may_issue(by=person, ccg=ccg)
    latest = versions[0] if versions else None
    if issuing and form is None:
        form = IssueForm(again=latest is not None, initial={"after_version": latest.version if latest else 0})
    return render(request, "reporting/monthly_log.jinja", {
        "ccg": ccg, "month": month, "data": data, "versions": versions, "chosen": chosen, "latest": latest,
        "receipt": next(iter(chosen.receipts.all()), None) if chosen else None,
        "totals": words.totals_table(data, href=words.href_of(ccg, month, chosen)),
        "lines": words.lines_table(lines, caption=words.lines_title(show, category, len(lines))),
        "narrowed": bool(show in words.HEADINGS or category), "over": over,
        "last_day": month.last, "from_when": month.last + timedelta(days=1),
        "whole": is_whole(chosen) if chosen else True,
        "may_check": chosen is not None and may_issue(by=person, ccg=ccg),
        "may_issue": issuing, "form": form if issuing else None,
        "may_confirm": chosen is not None and chosen == latest and may_confirm(by=person, ccg=ccg),
        "files": words.file_links(ccg, month, chosen),
    }, status=status)  # fmt: skip


@login_required
@require_safe
def file(request: HttpRequest, ods: str, code: str, form: str) -> HttpResponseBase:
    """The log as PDF, XLSX or CSV."""
    person, ccg, month = _subject(request, ods, code)
    chosen = _chosen(request, list(versions_of(ccg, month)))
    data = _data(person, ccg, month, chosen)
    restricted = any(line["restricted"] for line in data["lines"])
    name = words.file_name(ccg, month, chosen)
    if form != "pdf":
        rows = data["lines"]
        return as_file(form, name=name, columns=words.COLUMNS, rows=rows, by=person, ccg=ccg, restricted=restricted)
    note_export(by=person, ccg=ccg, name=f"{name}.pdf", restricted=restricted)
    page = words.printed(data, ccg=ccg, month=month, log=chosen)
    response = HttpResponse(render_pdf("reporting/monthly_log_print.jinja", page), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def issue(request: HttpRequest, ods: str, code: str) -> HttpResponse:
    """Issue the month's log, or issue it again corrected."""
    person, ccg, month = _subject(request, ods, code)
    if not may_issue(by=person, ccg=ccg):
        raise PermissionDenied("Only a head of the hub issues the monthly log.")
    versions = list(versions_of(ccg, month))
    form = IssueForm(request.POST, again=bool(versions))
    if form.is_valid():
        try:
            made = issue_log(by=person, ccg=ccg, month=month, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"Version {made.version} of the log was issued.")
            return redirect("reporting:monthly-log", ccg.ods_code, str(month))
    return _page(request, person, ccg, month, versions, None, form, status=422)


@login_required
@require_POST
def confirm(request: HttpRequest, ods: str, code: str, version: int) -> HttpResponse:
    """The CCG's lead confirms having the log."""
    person, ccg, month = _subject(request, ods, code)
    confirm_receipt(by=person, log=get_object_or_404(versions_of(ccg, month), version=version), at=timezone.now())
    messages.success(request, "Thank you. The hub can see that you have this log.")
    return redirect("reporting:monthly-log", ccg.ods_code, str(month))


@login_required
@require_safe
def check(request: HttpRequest, ods: str, code: str, version: int) -> HttpResponse:
    """Make an issued log again from what was recorded when it was issued, and say whether it is the same."""
    person, ccg, month = _subject(request, ods, code)
    log = get_object_or_404(versions_of(ccg, month), version=version)
    if not may_issue(by=person, ccg=ccg):
        raise PermissionDenied("Only a head of the hub checks an issued log.")
    page = {"ccg": ccg, "month": month, "log": log, "whole": is_whole(log), "same": comes_out_the_same(log, by=person)}
    return render(request, "reporting/monthly_log_check.jinja", page)
