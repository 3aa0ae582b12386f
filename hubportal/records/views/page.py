"""What the page of any record shows; a room adds its own facts and sections."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hubportal.notifications.services.access import record_view
from hubportal.organisations.signed_in import person_of
from hubportal.records.figures.thread import thread_of
from hubportal.records.kinds import kind_of
from hubportal.records.presenters import page as words
from hubportal.records.views.finding import may_work


def record_page(
    request: HttpRequest,
    record: Any,
    *,
    template: str,
    address: Callable[[str], str] | None = None,
    wanted: dict[str, str] | None = None,
    further: Sequence[words.Step] = (),
    **more: Any,
) -> HttpResponse:
    """Draw a record: identity, steps, files, letters, dates, what happened, and whatever the room adds in `more`.

    `address` gives the page of a move's act; `wanted` the words of the documents a checklist asks for;
    `further` what else the room offers, before what every record offers. The template extends records/record.jinja.
    """
    person = person_of(request)
    note_view(request, record)
    thread = thread_of(record, person=person)
    works = may_work(request, record)
    moves = words.moves_open_to(person, record) if address else []
    context = {
        "record": record,
        "kind": kind_of(record),
        "identity": words.identity(record),
        "steps": words.steps(moves, address) if address else [],
        "others": [*further, *(_others(request, record) if works else [])],
        "works": works,
        "turn": words.waits_for_another(person, record) if address else "",
        "happened": words.happened(thread),
        "files": words.files(thread.files, wanted=wanted),
        "letters": words.letters(thread.letters),
        "dates": words.dates(thread.dates, today=timezone.localdate()),
        "related": words.related(thread),
        "thread": thread,
    }
    return render(request, template, context | more)


def _others(request: HttpRequest, record: Any) -> list[words.Step]:
    given = [record.reference]
    return [
        words.Step("Write a letter", reverse("records:write-letter", args=given)),
        words.Step("Add files", reverse("records:add-files", args=given)),
        words.Step("Link to another record", reverse("records:link", args=given)),
    ]


def note_view(request: HttpRequest, record: Any) -> None:
    """Reading a restricted record is itself recorded, for the CCG to see."""
    if getattr(record, "is_restricted", False):
        record_view(
            by=person_of(request),
            hub_id=record.hub_id,
            ccg_id=record.ccg_id,
            what=f"Restricted {kind_of(record).name.lower()}",
            reference=record.reference,
        )
