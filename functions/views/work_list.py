"""The work list: what a person sees of it, and what it exports."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.figures.beside_list import beside_list, open_by_ccg
from functions.figures.case_lines import lines_of
from functions.figures.view_counts import counts_by_view
from functions.figures.work_filter import ANY_STATE, WorkListFilter
from functions.figures.work_list import cases_of, every_case, grouped, page_of
from functions.forms.work_list import filter_fields, words_of_choices
from functions.models.queries import State
from functions.presenters import work_list as words
from functions.rules.work_groups import group_dates
from functions.services.policies import calendar_of
from functions.views.finding import person_of
from hubportal.clocks import WorkingCalendar
from hubportal.notifications.services.access import record_export
from hubportal.organisations.models import Person
from hubportal.web.exports import csv_of_lines, reading_again, xlsx_response


def reader_of(request: HttpRequest) -> Person:
    """Somebody who reads cases at all."""
    person = person_of(request)
    if not (person.grants.any("ccg_read") or person.grants.any("practice_read")):
        raise PermissionDenied("Your role does not read cases.")
    return person


def calendar_for(person: Person) -> WorkingCalendar:
    """The working days of the person's hub; of the first, for somebody of several."""
    return calendar_of(min(person.grants.hubs, default=0), "england")


def asked_for(request: HttpRequest, person: Person) -> WorkListFilter:
    """The list the address names; without one, one's own cases for those who work cases."""
    if not request.GET and person.grants.any("ccg_case_edit"):
        return WorkListFilter(view="mine")
    return WorkListFilter.from_parameters(request.GET)


@login_required
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The list, its tabs, its filters and its next page."""
    person, today = reader_of(request), timezone.localdate()
    calendar, asked = calendar_for(person), asked_for(request, person)
    dates = group_dates(calendar, today)
    practice = not person.grants.any("ccg_read")
    counts = counts_by_view(person, dates)
    if not person.grants.any("ccg_case_edit") and not practice:
        counts = {view: counts[view] for view in ("week", "late", "all")}
    beside = beside_list(person, on=today)
    ccgs, owners = beside.ccgs, beside.owners
    page = page_of(person, asked, dates, after=request.GET.get("after") or None)
    by_due = asked.sort == "due" and asked.state in {State.OPEN, ANY_STATE}
    return render(
        request,
        "functions/work_list.jinja",
        {
            "asked": asked,
            "practice": practice,
            "tabs": words.tabs(person, asked, counts, practice=practice),
            "by_ccg": len(ccgs) > 1,
            "filters": filter_fields(asked, ccgs=ccgs, practice=practice, owners=owners),
            "chips": words.chips(asked, words_of_choices(asked, ccgs=ccgs, owners=owners)),
            "headings": words.headings(asked),
            "groups": words.groups_of(grouped(page, dates), calendar, today=today, by_due=by_due),
            "page": page,
            "query": asked.query_string(),
            "parameters": QueryDict(asked.query_string()),
            "saved": words.saved(beside.saved, person),
            "may_work": person.grants.any("ccg_case_edit"),
            "may_raise": person.grants.any("ccg_approve"),
        },
    )


@login_required
@require_safe
def by_ccg(request: HttpRequest) -> HttpResponse:
    """How many cases each CCG has open."""
    person = reader_of(request)
    return render(request, "functions/by_ccg.jinja", {"rows": open_by_ccg(person, today=timezone.localdate())})


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse | FileResponse:
    """Everything the list shows, all pages of it, as CSV or XLSX."""
    person, today = reader_of(request), timezone.localdate()
    asked = WorkListFilter.from_parameters(request.GET)
    dates = group_dates(calendar_for(person), today)
    record_export(by=person, what=f"Export of cases as {form.upper()}", codes=asked.ccgs)
    name = f"cases-{today.isoformat()}.{form}"
    if form == "csv":
        lines = lines_of(cases_of(person, asked, dates), asked)
        again = reading_again()
        return csv_of_lines(filename=name, columns=words.COLUMNS, lines=lines, run_in=again)
    if form == "xlsx":
        rows = every_case(person, asked, dates)
        return xlsx_response(filename=name, sheet_name="Cases", columns=words.COLUMNS, rows=rows)
    raise Http404
