"""All CCGs: how far each is, side by side, and whose an activity is on a day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from functions.figures.matrix import activities_on
from functions.figures.specifications.comparing import Comparison, comparison
from functions.figures.specifications.standing import standing_of_ccgs
from functions.forms.specifications.finding import CompareForm, WhoseForm
from functions.models import Activity
from functions.presenters.specifications import compare as side_by_side
from functions.presenters.specifications.answer import answer_in_words
from functions.presenters.specifications.words import CODES
from functions.services.specifications.answering import part_for
from functions.views.specifications.finding import ccgs_read, for_readers, hub_of
from hubportal.organisations.signed_in import person_of
from hubportal.web.exports import xlsx_response


@for_readers
def listing(request: HttpRequest) -> HttpResponse:
    """Every CCG of the person, with what holds for it and what is in the making."""
    grants = person_of(request).grants
    today = timezone.localdate()
    return render(
        request,
        "functions/specifications/list.jinja",
        {
            "rows": standing_of_ccgs(grants.ccgs("ccg_read"), today),
            "today": today,
            "may_start": grants.any("ccg_case_edit"),
        },
    )


def _compared(request: HttpRequest) -> tuple[CompareForm, Comparison, date, bool]:
    form = CompareForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    on = asked.get("on") or timezone.localdate()
    hub = hub_of(request)
    found = comparison(
        person_of(request).grants.ccgs("ccg_read"),
        on,
        hub_id=hub.pk if hub else None,
        schedule=asked.get("schedule") or Activity.Schedule.FUNCTIONS,
    )
    return form, found, on, bool(asked.get("differing"))


@for_readers
def compare(request: HttpRequest) -> HttpResponse:
    """The rows of the matrix by the CCGs, differences from the standard in words."""
    form, found, on, differing = _compared(request)
    return render(
        request,
        "functions/specifications/compare.jinja",
        {
            "form": form,
            "on": on,
            "boxes": {"day": on.day, "month": on.month, "year": on.year},
            "differing": differing,
            "schedules": Activity.Schedule.choices,
            "schedule": request.GET.get("schedule", ""),
            "rows": list(side_by_side.compare_rows(found, differing=differing)),
            "headings": side_by_side.headings(found),
            "columns": len(found.ccgs) + 2,
            "ccgs": len(found.ccgs),
            "differences": side_by_side.in_words(found),
            "codes": CODES,
            "parameters": request.GET,
        },
    )


@for_readers
def compare_file(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook."""
    _, found, on, _ = _compared(request)
    return xlsx_response(
        filename=f"function matrix {on.isoformat()}.xlsx",
        sheet_name="Function matrix",
        columns=side_by_side.columns(found),
        rows=side_by_side.lines(found),
    )


@for_readers
def whose(request: HttpRequest) -> HttpResponse:
    """Whose is it, on this date?"""
    hub = hub_of(request)
    activities = list(activities_on(timezone.localdate(), hub.pk if hub else None, schedule=None))
    first = {"on": timezone.localdate()}
    form = WhoseForm(request.GET or None, ccgs=ccgs_read(request), activities=activities, initial=first)
    answer = None
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        answer = answer_in_words(part_for(typed["ccg"], typed["activity"], typed["on"]))
    return render(
        request,
        "functions/specifications/whose.jinja",
        {
            "form": form,
            "answer": answer,
            "activity": form.cleaned_data.get("activity") if answer else None,
            "ccg": form.cleaned_data.get("ccg") if answer else None,
        },
        status=422 if form.is_bound and answer is None else 200,
    )
