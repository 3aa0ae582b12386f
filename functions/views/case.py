"""The page of one case, its history, and who has looked at it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.figures.history import changes_of, endings_of, entries_of, link_changes, names_in
from functions.figures.records import Seen, records_of, views_of
from functions.models import FollowLink, Query
from functions.presenters import case as words
from functions.presenters.clock import DAY_COLUMNS, every_day, flagged_pauses, steps_of
from functions.presenters.history import history as history_in_words
from functions.presenters.specifications.turns import routing
from functions.rules.acts import Act
from functions.services.clock_reading import reading_with_days
from functions.services.escalation import why_unsettled
from functions.services.following import address_of
from functions.services.satisfaction import said_of
from functions.services.specifications.gate import routing_of
from functions.views.finding import case_to_read, case_with_besides, person_of
from functions.views.following import judging_of
from functions.views.presence import sights_on
from hubportal.documents.services.circles import circles_open_to
from hubportal.notifications.services.access import record_view
from hubportal.organisations.models import Person
from hubportal.web.exports import csv_response


@login_required
@require_safe
def query(request: HttpRequest, reference: str) -> HttpResponse:
    """What is known of a case, when the next thing is due and why, and what can be done."""
    seen, person = case_with_besides(request, reference), person_of(request)
    case = seen.case
    note_view(request, case)
    reading, days = reading_with_days(case, today=timezone.localdate())
    records = records_of(case, person=person, circles=circles_open_to(person, case.ccg_id))
    found = routing_of(case, turns=seen.turns) if person.grants.can("ccg_read", case.ccg_id) else None
    acts = words.acts_open_to(person, case, reading)
    if (found is not None and found.waits) or why_unsettled(case):
        acts = [act for act in acts if act is not Act.RESPOND]
    steps, others = words.next_steps(acts, case)
    return render(
        request,
        "functions/query.jinja",
        {
            "case": case,
            "identity": words.identity(case),
            "tabs": words.tabs(case, person, "functions:query"),
            "sights": sights_on(request, case),
            "routing": routing(found, person, case),
            "clock": steps_of(reading, days),
            "flags": flagged_pauses(reading),
            "steps": steps,
            "others": [*others, *words.leads_to(person, case)],
            "may_take": Act.ASSIGN in acts and case.owner_id != person.pk,
            "may_unlink": Act.LINK in acts,
            "particulars": words.particulars(case, seen.judged),
            "said": words.correspondence(records.correspondence),
            "files": words.files(records.attachments),
            "related": words.related(case, records),
            "judging": _judging(seen, person),
            "follow": _link(seen.open_link) if _may_link(case, person) else None,
        },
    )


def _judging(seen: Seen, person: Person) -> dict[str, object] | None:
    """For the practice whose question it was."""
    case = seen.case
    if not (case.practice_id and person.grants.can("practice_respond", case.practice_id)):
        return None
    return judging_of(case, seen.judged, reverse("functions:satisfaction", args=[case.reference]))


def _may_link(case: Query, person: Person) -> bool:
    """Whatever its state, so that the link of a case that is done with can still be ended."""
    return not case.is_restricted and person.grants.can("ccg_case_edit", case.ccg_id)


def _link(link: FollowLink | None) -> dict[str, object]:
    """The link for whoever asked, its address, and whether it works today."""
    if link is None:
        return {"link": None}
    return {"link": link, "href": address_of(link), "works": link.works_on(timezone.localdate())}


@login_required
@require_safe
def days(request: HttpRequest, reference: str) -> StreamingHttpResponse:
    """Every day of every step of the clock and how it counts, as CSV: the page folds those of a long-open case."""
    case = case_to_read(request, reference)
    note_view(request, case)
    reading, calendar = reading_with_days(case, today=timezone.localdate(), explained=False)
    rows = every_day(reading, calendar)
    return csv_response(filename=f"{case.reference}-days.csv", columns=DAY_COLUMNS, rows=rows)


@login_required
@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Who did what to the case, and when, as the database kept it."""
    case, person = _with_history(request, reference), person_of(request)
    note_view(request, case)
    changes = list(changes_of(case))
    entries = entries_of(case, circles=circles_open_to(person, case.ccg_id))
    return render(
        request,
        "functions/history.jinja",
        {
            "case": case,
            "identity": words.identity(case),
            "tabs": words.tabs(case, person, "functions:history"),
            "entries": history_in_words(
                changes, names_in(changes), entries, link_changes(case), said_of(case), endings_of(case)
            ),
        },
    )


@login_required
@require_safe
def views(request: HttpRequest, reference: str) -> HttpResponse:
    """Who has looked at a restricted case."""
    case, person = _with_history(request, reference), person_of(request)
    note_view(request, case)
    return render(
        request,
        "functions/views.jinja",
        {
            "case": case,
            "identity": words.identity(case),
            "tabs": words.tabs(case, person, "functions:views"),
            "looked": views_of(case),
        },
    )


def _with_history(request: HttpRequest, reference: str) -> Query:
    case = case_to_read(request, reference)
    if not person_of(request).grants.can("ccg_history_read", case.ccg_id):
        raise PermissionDenied("Your role does not read the history of cases.")
    return case


def note_view(request: HttpRequest, case: Query) -> None:
    """Reading a restricted case is itself recorded, for the CCG to see."""
    if case.is_restricted:
        record_view(
            by=person_of(request),
            hub_id=case.hub_id,
            ccg_id=case.ccg_id,
            what="Restricted case",
            reference=case.reference,
        )
