"""The standards report, and the cases behind each of its numbers."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.views.finding import person_of
from hubportal.organisations.models import Ccg, Person
from hubportal.web.words import LONDON
from reporting.figures.open_cases import ccgs_read_by
from reporting.figures.satisfaction import satisfaction_of
from reporting.figures.standards import Standards, standards_of
from reporting.forms.asking import StandardsForm
from reporting.presenters import standards as words
from reporting.rules.indicators import INDICATORS
from reporting.rules.periods import Quarter
from reporting.views.files import as_file


def reader(request: HttpRequest) -> Person:
    """Somebody who reads a CCG's reports."""
    person = person_of(request)
    if not person.grants.ccgs():
        raise PermissionDenied("Your role does not read a CCG’s reports.")
    return person


def _asked(request: HttpRequest, ccgs: list[Ccg]) -> tuple[StandardsForm, words.Asked, Ccg | None]:
    """What the address asks for; a CCG the person does not read is not there."""
    today = timezone.localdate()
    code = request.GET.get("ccg", "")
    ccg = next((one for one in ccgs if one.ods_code == code), None)
    if code and ccg is None:
        raise Http404
    form = StandardsForm(request.GET or {"quarter": str(Quarter.of(today))}, ccgs=ccgs, today=today)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    quarter = Quarter.read(given.get("quarter") or "") or Quarter.of(today)
    asked = words.Asked(quarter, given.get("as_at") or today, bool(given.get("recorded_then")), today)
    return form, asked, ccg if ccg or len(ccgs) != 1 else ccgs[0]


def _found(person: Person, ccgs: list[Ccg], asked: words.Asked) -> Standards:
    by = None
    if asked.recorded_then:
        by = datetime.combine(asked.as_at + timedelta(days=1), time(), tzinfo=LONDON)
    keys = [ccg.pk for ccg in ccgs]
    return standards_of(person=person, ccg_ids=keys, quarter=asked.quarter, as_at=asked.as_at, by=by)


@login_required
@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """The standards of a quarter: of one CCG in full, or of all the person's CCGs side by side."""
    person = reader(request)
    ccgs = ccgs_read_by(person)
    form, asked, ccg = _asked(request, ccgs)
    page: dict[str, Any] = {"form": form, "ccg": ccg, "asked": asked, "as_at": words.as_at_words(asked)}
    if ccg is None:
        page["overview"] = words.overview_table(_found(person, ccgs, asked).by_ccg, ccgs, asked=asked)
    else:
        found = _found(person, [ccg], asked).by_ccg[ccg.pk]
        page["table"] = words.standards_table(found, ccg=ccg, asked=asked, caption=asked.quarter.words)
        page["workings"] = words.workings(found)
    page["exclusions_href"] = words.address(
        "reporting:exclusions", ccg=ccg.ods_code if ccg else "", quarter=asked.quarter
    )
    asked_of = [ccg] if ccg else ccgs
    said = satisfaction_of(
        person=person, ccg_ids=[one.pk for one in asked_of], quarter=asked.quarter, as_at=asked.as_at
    )
    page["satisfaction"] = words.satisfaction_table(said, asked_of)
    page["sees_all"] = person.grants.ccgs("ccg_case_restricted") >= person.grants.ccgs()
    return render(request, "reporting/standards.jinja", page)


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponseBase:
    """The cases behind one number; as CSV or XLSX when a format is asked for."""
    person = reader(request)
    ccgs = ccgs_read_by(person)
    _, asked, ccg = _asked(request, ccgs)
    indicator = INDICATORS.get(request.GET.get("indicator", ""))
    group = request.GET.get("group", "received")
    if ccg is None or indicator is None or group not in words.GROUPS:
        raise Http404
    rows = words.judged_cases(_found(person, [ccg], asked), ccg, indicator=indicator.code, group=group)
    form = request.GET.get("format", "")
    if form:
        name = f"standards-{ccg.ods_code}-{asked.quarter}-{indicator.code}-{group}"
        held = any(row.case.is_restricted for row in rows)
        return as_file(form, name=name, columns=words.CASE_COLUMNS, rows=rows, by=person, ccg=ccg, restricted=held)
    title = words.group_title(indicator, group, len(rows))
    return render(request, "reporting/standards_cases.jinja", {
        "title": title, "ccg": ccg, "asked": asked, "as_at": words.as_at_words(asked),
        "table": words.cases_table(rows, caption=title), "rows": rows,
        "back": words.address("reporting:standards", **asked.parameters(ccg)),
    })  # fmt: skip
