"""Applications to change level: the list, beginning one, its page, and the what-if page."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.figures import agreements as figures
from governance.figures.tables import level_facts
from governance.forms.levels import ApplicationFilter, NewApplicationForm, WhatIfForm
from governance.models import LevelApplication
from governance.presenters import levels as words
from governance.rules import levels as rules
from governance.rules.level_moves import STATES
from governance.services.kinds import LEVEL_APPLICATION
from governance.services.level_applications import Wish, coming_changes, constitution_fault, make_application
from governance.services.level_outcomes import what_is_missing
from governance.services.level_signing import contents, signatures_of
from governance.services.preparing import PREPARES, prepares, prepares_any
from governance.views.record_lists import asked_of, listed, reader_of
from hubportal.notifications.services.access import record_export
from hubportal.organisations.models import Ccg, CcgLevel, Level, Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.finding import record_to_read
from hubportal.records.views.page import record_page
from hubportal.web.exports import csv_response, reading_again
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date


def _asked(request: HttpRequest) -> dict[str, str]:
    return asked_of(request, {"open", *STATES})


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Each CCG's level today, and the applications to change one."""
    person, today = reader_of(request), timezone.localdate()
    asked = _asked(request)
    ccgs = figures.ccgs_with(person, "ccg_read")
    form = ApplicationFilter(initial=asked, ccgs=ccgs, states=STATES, auto_id="filter_%s")
    rows = figures.applications_of(person, **asked)
    context = {
        **listed(request, rows, order=figures.ORDER, form=form, table=words.applications_table),
        "levels": words.levels_table(_levels(ccgs, today)),
        "may_apply": prepares_any(person),
    }
    return render(request, "governance/levels.jinja", context)


def _levels(ccgs: list[Ccg], on: date) -> list[dict[str, Any]]:
    found, facts = figures.levels_from(ccgs, on), level_facts()
    rows = []
    for ccg in ccgs:
        period = found[ccg.pk].held
        level = period.level if period else Level.UNKNOWN.value
        coming = [f"{facts[row.level].name} from {long_date(row.period.lower)}" for row in found[ccg.pk].coming]
        rows.append(
            {
                "name": ccg.name,
                "level_words": facts[level].name,
                "since": period.period.lower if period else None,
                "decides": facts[level].decides,
                "coming": ", then ".join(coming),
            }
        )
    return rows


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """All of the list as CSV."""
    person = reader_of(request)
    record_export(by=person, what="Export of level applications as CSV")
    rows = figures.applications_of(person, **_asked(request)).order_by("-received_on", "-id")
    return csv_response(
        filename=f"level-applications-{timezone.localdate().isoformat()}.csv",
        columns=words.CSV_COLUMNS,
        rows=rows.iterator(chunk_size=500),
        run_in=reading_again(),
    )


def _first_days(today: date) -> list[date]:
    """The first days somebody can look ahead to: the next that is open to applications, and two after it."""
    first = rules.next_go_live(today)
    return [date(first.year + place, 4, 1) for place in range(3)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin an application."""
    person, now = person_of(request), timezone.now()
    ccgs = figures.ccgs_with(person, *PREPARES)
    if not ccgs:
        raise PermissionDenied("Your role does not apply for a CCG.")
    today = timezone.localdate(now)
    given: dict[str, Any] = {name: request.GET[name] for name in ("ccg", "level") if name in request.GET}
    open_days = _first_days(today)
    first = next((day for day in open_days if day.isoformat() == request.GET.get("from")), open_days[0])
    form = NewApplicationForm(request.POST or None, ccgs=ccgs, initial={"go_live_on": first, **given})
    if request.method == "POST":
        form = NewApplicationForm(request.POST, ccgs=ccgs)
        if form.is_valid():
            typed = form.cleaned_data
            wish = Wish(typed["level"], typed["go_live_on"], typed["objectives"], typed["benefits"])
            try:
                made = make_application(by=person, ccg=typed["ccg"], wish=wish, on=today, at=now)
            except Refused as refused:
                form.add_refusal(refused)
            else:
                messages.success(request, f"{made.reference} is begun. Its dates are under Dates to keep.")
                return HttpResponseRedirect(made.get_absolute_url())
    status = 422 if request.method == "POST" else 200
    return render(request, "governance/new_application.jinja", {"form": form}, status=status)


@login_required
@require_safe
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """One application: what it is for, the checklist, ratings, signatures, and what is still missing."""
    found: LevelApplication = record_to_read(request, LEVEL_APPLICATION, reference)
    person = person_of(request)
    content = contents(found)
    signed = signatures_of(found, content)
    today = timezone.localdate()
    missing = what_is_missing(found, content, on=today) if found.state == "draft" else []
    may = found.state == "draft" and prepares(person, found.ccg_id)
    return record_page(
        request,
        found,
        template="governance/application.jinja",
        wanted=found.documents_wanted(),
        steps=words.steps(person, found, signed, complete=not missing),
        further=words.others(person, found) if may else [],
        checklist=words.checklist(found, content, prepares=may),
        ratings=words.ratings(found),
        signatories=words.signatories(found, signed),
        missing=missing,
        particulars=words.particulars(found, today=today),
        late=constitution_fault(found, on=today) if found.state == "draft" else None,
        changes=_changes(found.level_before, found.level),
    )


def _changes(now: str, then: str) -> Any:
    facts = level_facts()
    return words.changes_table(rules.what_changes(facts[now], facts[then]))


@login_required
@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """What another level would change for a CCG; nothing is stored."""
    person, today = reader_of(request), timezone.localdate()
    days = [(day.isoformat(), long_date(day)) for day in _first_days(today)]
    form = WhatIfForm(request.GET or None, ccgs=figures.ccgs_with(person, "ccg_read"), days=days)
    context: dict[str, Any] = {"form": form, "shown": None}
    if form.is_valid():
        context["shown"] = _what_if(person, form.cleaned_data, today)
    return render(request, "governance/what_if.jinja", context)


def _what_if(person: Person, asked: dict[str, Any], today: date) -> dict[str, Any]:
    ccg, level = asked["ccg"], asked["level"]
    first = rules.next_go_live(today)
    go_live_on = date.fromisoformat(asked["go_live_on"]) if asked["go_live_on"] else first
    now = CcgLevel.on(ccg, go_live_on)  # what is approved already may have begun by then
    coming = coming_changes(ccg, after=today)
    stands = rules.coming_fault(go_live_on=go_live_on, coming=coming)
    settle = figures.rows_to_settle(ccg, go_live_on)
    return {
        "ccg": ccg,
        "level": level,
        "now": level_facts()[now].name,
        "then": level_facts()[level].name,
        "same": now == level,
        "coming": [(change.level, long_date(change.begins_on)) for change in coming],
        "stands": stands,
        "changes": _changes(now, level),
        "clauses": list(dict.fromkeys(one.clause for one in (level_facts()[now], level_facts()[level]) if one.clause)),
        "window_passed": rules.window_passed(on=today, go_live_on=go_live_on),
        "window": words.window_rows(rules.window_for(go_live_on), today=timezone.localdate()),
        "from": go_live_on.isoformat(),
        "from_when": long_date(go_live_on),
        "functions": words.functions_table(settle.lines),
        "count": len(settle.lines),
        "specification": settle.specification,
        "standard": settle.lines[0].activity.version if settle.lines else None,
        "may_apply": prepares(person, ccg.pk) and now != level and stands is None,
    }
