"""Readiness compared: one CCG over time, and all of a person's CCGs side by side; as pages and as files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.figures import readiness as figures
from governance.forms import readiness as forms
from governance.models import Readiness
from governance.presenters import readiness as words
from governance.rules import readiness as rules
from governance.views.record_lists import reader_of
from hubportal.organisations.models import Ccg
from hubportal.organisations.signed_in import person_of
from hubportal.web.columns import Column
from hubportal.web.exports import csv_response, xlsx_response


def _sent(form: str, *, name: str, columns: list[Column], rows: Any) -> HttpResponseBase:
    if form == "xlsx":
        return xlsx_response(filename=f"{name}.xlsx", sheet_name="Readiness", columns=columns, rows=rows)
    return csv_response(filename=f"{name}.csv", columns=columns, rows=rows)


def _across(request: HttpRequest) -> tuple[forms.OnDayForm, figures.AcrossCcgs, rules.Template]:
    person, today = reader_of(request), timezone.localdate()
    form = forms.OnDayForm(request.GET or None, initial={"on": today}, auto_id="filter_%s")
    on = form.day(today)
    known = sorted(figures.templates().values(), key=lambda one: one.begins)
    template = rules.template_on(known, on) or known[0]
    return form, figures.across(person.grants.ccgs("ccg_read"), on=on), template


@login_required
@require_safe
def across(request: HttpRequest) -> HttpResponse:
    """The areas by the CCGs, as at a day."""
    form, found, template = _across(request)
    context = {
        "form": form,
        "on": found.on,
        "table": words.across_table(found, template),
        "without": words.without(found),
        "template": template,
        "parameters": request.GET,
    }
    return render(request, "governance/readiness/across.jinja", context)


@login_required
@require_safe
def across_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The same as a file."""
    _, found, template = _across(request)
    return _sent(
        form,
        name=f"readiness-{found.on.isoformat()}",
        columns=words.across_columns(found),
        rows=words.across_lines(found, template),
    )


def _one_ccg(request: HttpRequest, ods: str) -> tuple[Ccg, list[Readiness]]:
    """A CCG the person reads, with its assessments, the oldest first."""
    mine = person_of(request).grants.ccgs("ccg_read")
    ccg = get_object_or_404(Ccg, ods_code=ods.upper(), pk__in=mine)
    return ccg, figures.over_time(ccg.pk)


def _two(request: HttpRequest, rows: list[Readiness]) -> tuple[Readiness, Readiness]:
    """The two that are compared: those asked for, or the last two."""
    by_reference = {one.reference: one for one in rows}
    last, before = rows[-1], rows[-2] if len(rows) > 1 else rows[-1]
    first = by_reference.get(request.GET.get("first", "").upper(), before)
    second = by_reference.get(request.GET.get("second", "").upper(), last)
    return (first, second) if first.assessed_on <= second.assessed_on else (second, first)


@login_required
@require_safe
def over_time(request: HttpRequest, ods: str) -> HttpResponse:
    """The assessments of one CCG side by side, and what changed between two of them in words."""
    ccg, rows = _one_ccg(request, ods)
    context: dict[str, Any] = {"ccg": ccg, "rows": rows, "parameters": request.GET}
    if rows:
        said = figures.areas_among(rows)
        first, second = _two(request, rows)
        template = figures.template_of(second)
        asked = {"first": first.reference, "second": second.reference}
        choices = [(one.reference, f"{one.reference}, {words.heading_of(one)}") for one in rows]
        context |= {
            "table": words.time_table(figures.template_of(rows[-1]), rows, said),
            "first": first,
            "second": second,
            "changes": words.changes(template, said[first.pk], said[second.pk]),
            "form": forms.TwoForm(initial=asked, choices=choices, auto_id="filter_%s"),
        }
    return render(request, "governance/readiness/over_time.jinja", context)


@login_required
@require_safe
def over_time_file(request: HttpRequest, ods: str, form: str) -> HttpResponseBase:
    """What changed between two assessments, as a file."""
    ccg, rows = _one_ccg(request, ods)
    if not rows:
        raise Http404("This CCG has no assessment yet.")
    first, second = _two(request, rows)
    said = figures.areas_among([first, second])
    found = words.changes(figures.template_of(second), said[first.pk], said[second.pk])
    name = f"readiness-{ccg.ods_code}-{first.assessed_on.isoformat()}-{second.assessed_on.isoformat()}"
    return _sent(form, name=name, columns=list(words.CHANGE_COLUMNS), rows=words.change_lines(found))
