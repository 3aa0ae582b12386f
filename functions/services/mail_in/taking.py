"""Putting a message on a case: its words as correspondence, its files as files, and itself as it came."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from functions.models import Correspondence, IncomingMessage, Query, QueryDocument
from functions.models.queries import State
from functions.rules.acts import Act, refuse_act
from functions.rules.mail_in import seems_forged, without_quotes
from functions.services.clock import add_event
from functions.services.mail_in.parsing import Attached, Parsed
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.documents.models import Document
from hubportal.documents.services.files import clean_name, store_made, store_upload
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

Circle = Document.Circle


def surviving(case: Query) -> Query:
    """The case that goes on, where this one was merged into another."""
    while case.state == State.MERGED and case.merged_into is not None:
        case = case.merged_into
    return (
        Query.objects.select_related("policy", "hub", "ccg", "practice").select_for_update(of=("self",)).get(pk=case.pk)
    )


def add_reply(
    case: Query, message: IncomingMessage, parsed: Parsed, *, received: datetime, at: datetime, by: Person | None = None
) -> Correspondence:
    """Add a message to a case as received from the requester.

    From an address the case does not know it is kept for the hub only and moves no clock: a reference can be guessed.
    """
    case = surviving(case)
    own = message.from_address.lower() == case.contact_email.lower() != "" and not seems_forged(parsed.headers)
    known = own or by is not None
    on = max(local_day(received), case.received_on)
    if known and refuse_act(case.state, Act.INCOMING) is None and case.state == State.OPEN:
        add_event(case=case, event=ClockEvent(EventKind.REQUESTER_MESSAGE, on), by=by, at=at)
    circle = Circle.ALL if known else Circle.HUB
    said = Correspondence.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        practice_id=case.told_practice_id if circle == Circle.ALL else None,
        form=Correspondence.Form.EMAIL_IN,
        circle=circle,
        to=message.from_address,
        subject=message.subject,
        body=without_quotes(message.text) or "The email had no text. See its files.",
        on=on,
        by=by,
    )
    keep_with_case(case, message, parsed, by=by, circle=circle)
    _tell_owner(case, message, known=known)
    return said


def _tell_owner(case: Query, message: IncomingMessage, *, known: bool) -> None:
    """The owner hears of the answer, most of all where nothing else shows it: the case is done with."""
    if case.owner_id is None:
        return
    done = "" if case.state == State.OPEN else f" The case is {case.get_state_display().lower()}: reopen it if need be."
    who = "" if known else " It came from an address that is not the requester’s."
    tell(
        people=[case.owner_id],
        hub=case.hub_id,
        ccg=case.ccg_id,
        kind="email_in",
        text=f"{case.reference}: an email came in.{done}{who}",
        path=case.get_absolute_url(),
        dedupe=f"email_in:{message.pk}",
    )


@transaction.atomic
def keep_with_case(
    case: Query, message: IncomingMessage, parsed: Parsed, *, by: Person | None, circle: str = Circle.ALL
) -> list[str]:
    """Keep a message's files with a case, and the whole message for the hub; returns what was left inside it, and why.

    A file of a kind that is not taken stays in the kept message, which loses nothing.
    """
    left = []
    for file in parsed.files:
        try:
            _attach(case, _stored(case, file, by=by, circle=circle))
        except Refused as refused:
            left.append(f"{file.name}: {refused.sentence}")
    pieces = message.pieces.order_by("position").values_list("content", flat=True)
    whole = store_made(
        name=clean_name(f"{message.subject[:60] or 'email'}.eml"),
        content_type="message/rfc822",
        content=b"".join(bytes(piece) for piece in pieces),
        hub=case.hub_id,
        ccg=case.ccg_id,
        circle=Circle.HUB,
        by=by.pk if by else None,
    )
    _attach(case, whole)
    message.pieces.all().delete()
    if left:
        inside = "Not kept as files of their own, but whole inside the email:\n" + "\n".join(left)
        note_for_hub(case, inside, by=by, on=local_day(message.arrived_at))
    return left


def _stored(case: Query, file: Attached, *, by: Person | None, circle: str) -> Document:
    return store_upload(
        upload=SimpleUploadedFile(file.name, file.content, file.content_type),
        hub=case.hub_id,
        ccg=case.ccg_id,
        practice=case.told_practice_id if circle == Circle.ALL else None,
        circle=circle,
        by=by,
    )


def _attach(case: Query, document: Document) -> None:
    practice: Any = document.practice_id
    QueryDocument.objects.create(
        hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, practice_id=practice, document=document
    )


def note_for_hub(case: Query, body: str, *, by: Person | None, on: date) -> None:
    """What a person of the hub should know of a message, on its case."""
    Correspondence.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        form=Correspondence.Form.NOTE,
        circle=Circle.HUB,
        body=body,
        on=on,
        by=by,
    )
