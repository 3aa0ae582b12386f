"""What a record's page shows of the committees it was put to: a panel that governance fills."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from governance.figures.carrying import asked_on_record, decided_on_record
from governance.presenters import carrying as words
from governance.presenters.recording import forms_that_record
from governance.services.carrying.asking import why_not_ask
from governance.services.carrying.kinds import DECIDED
from governance.services.carrying.settling import may_settle
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.kinds import kind_of
from hubportal.records.views.finding import may_work


def committees_of_record(request: HttpRequest | None, *, record: Any) -> str:
    """The requests and decisions on a record, with a way to ask; nothing where no committee has to do with it."""
    if request is None:
        return ""
    kind = kind_of(record).key
    person = person_of(request)
    mine = {"ccg_id": record.ccg_id, "kind": kind, "record_id": record.pk}
    asked, decided = asked_on_record(**mine), decided_on_record(**mine)
    works = may_work(request, record)
    may_ask = (
        kind in DECIDED
        and works
        and record.closed_on is None
        and why_not_ask(record, today=timezone.localdate()) is None
    )
    if not asked and not decided and not may_ask:
        return ""
    told = {
        "requests": [_request(one, person) for one in asked],
        "decisions": [_decision(one, record, person) for one in decided],
        "ask": reverse("carrying:ask", args=[record.reference]) if may_ask else None,
    }
    return render_to_string("governance/carrying/panel.jinja", told, using="jinja2")


def _request(row: Any, person: Person) -> dict[str, Any]:
    return {
        "row": row,
        "state": row.get_state_display(),
        "colour": words.COLOURS[row.state],
        "meeting": words.meeting_href(person, row.committee, row.meeting_number),
    }


def _decision(row: Any, record: Any, person: Person) -> dict[str, Any]:
    state, colour = words.standing(row)
    waits = words.still_waits(row)
    return {
        "row": row,
        "state": state,
        "colour": colour,
        "entry": words.entry_href(person, row.committee, row.number),
        "votes": words.votes_line(row),
        "interests": words.interests_line(row),
        "why": row.why_waiting if waits else "",
        "record_it": forms_that_record(row, record, person) if waits else [],
        "settle": reverse("carrying:settle", args=[record.reference, row.public_id])
        if waits and may_settle(person, row)
        else None,
    }
