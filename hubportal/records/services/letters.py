"""Letters about records: drafted, approved by a second person where asked, and issued once through the outbox."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from hubportal.documents.services.files import store_made
from hubportal.documents.services.store import open_stored
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.mail import send_once
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Person
from hubportal.records.kinds import kind_called
from hubportal.records.models import Letter
from hubportal.records.services.finding import changed, of
from hubportal.web.pdf import render_pdf
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

MAKE_LETTER, EMAIL_LETTER = "records.make_letter", "records.email_letter"


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes: a name, the lines of an address, an e-mail address."""

    name: str
    address: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What a letter says, and how it goes."""

    subject: str
    body: str
    send_by: str = Letter.SendBy.LETTER
    template: str = ""
    circle: str = "hub_ccg"
    link: str = ""


@transaction.atomic
def draft(record: Any, *, to: Addressee, words: LetterWords, by: Person | None, at: datetime) -> Letter:
    """Keep a letter as a draft."""
    _refuse_words(to, words)
    return Letter.objects.create(
        **of(record),
        template=words.template,
        send_by=words.send_by,
        to_name=to.name,
        to_address=to.address,
        to_email=to.email,
        subject=" ".join(words.subject.split()),
        body=words.body.strip(),
        circle=words.circle,
        link=words.link,
        written_by=by,
        written_at=at,
    )


def _refuse_words(to: Addressee, words: LetterWords) -> None:
    for field, value, sentence in (
        ("to_name", to.name, "Enter whom the letter is for."),
        ("subject", words.subject, "Enter a subject."),
        ("body", words.body, "Enter what the letter says."),
    ):
        if not value.strip():
            raise Refused(sentence, field=field, status=400)
    if words.send_by == Letter.SendBy.EMAIL and not to.email:
        raise Refused("Enter an email address, or send it by post.", field="to_email", status=400)


@transaction.atomic
def approve(letter: Letter, *, by: Person, at: datetime) -> Letter:
    """A second person agrees that the letter goes; whoever wrote it may not."""
    if letter.state != Letter.State.DRAFT:
        raise Refused("Only a draft is approved.")
    if letter.written_by_id == by.pk:
        raise Refused("A second person approves a letter: you wrote this one.", status=403)
    letter.approved_by, letter.approved_at = by, at
    letter.save(update_fields=["approved_by", "approved_at"])
    return letter


@transaction.atomic
def issue(letter: Letter, *, by: Person | None, at: datetime) -> Letter:
    """Issue a draft today: its PDF is made and, by e-mail, sent, both from the outbox and once."""
    locked = Letter.objects.select_for_update().get(pk=letter.pk)
    if locked.state != Letter.State.DRAFT:
        raise Refused("This letter has been issued or discarded already.")
    sentence = why_not_yet(locked)
    if sentence is not None:
        raise Refused(sentence)
    if waits_for_second(locked):
        raise Refused("A second person approves a letter about this before it goes. Ask a colleague to approve it.")
    letter.state, letter.issued_on, letter.issued_by = Letter.State.ISSUED, local_day(at), by
    letter.save(update_fields=["state", "issued_on", "issued_by"])
    enqueue(
        kind=MAKE_LETTER,
        dedupe=f"letter:{letter.pk}",
        payload={"letter": letter.pk},
        hub=letter.hub_id,
        ccg=letter.ccg_id,
    )
    return letter


def why_not_yet(letter: Letter) -> str | None:
    """What the letter's kind of record says against issuing it now, such as a sign-off that is still awaited."""
    kind = kind_called(letter.kind)
    return None if kind.refuse_letter is None else kind.refuse_letter(kind.rows.get(pk=letter.record_id), letter)


def waits_for_second(letter: Letter) -> bool:
    """Whether a letter may not go yet, since its kind asks for two people and one has seen it."""
    return kind_called(letter.kind).letters_need_two and letter.approved_by_id is None


def write(record: Any, *, to: Addressee, words: LetterWords, by: Person | None, at: datetime) -> Letter:
    """Draft and issue in one go, where no second person is asked for."""
    return issue(draft(record, to=to, words=words, by=by, at=at), by=by, at=at)


@transaction.atomic
def discard(letter: Letter, *, by: Person) -> None:
    """Put a draft away; it stays on record.

    The record's version rises, so that whoever has a page open on which the draft is agreed to is told first.
    """
    record = kind_called(letter.kind).rows.select_for_update().get(ccg_id=letter.ccg_id, pk=letter.record_id)
    set_aside(letter)
    changed(record)


@transaction.atomic
def set_aside(letter: Letter) -> None:
    """Put a draft away as part of an act on its record, which the act has locked and raises the version of."""
    locked = Letter.objects.select_for_update().get(ccg_id=letter.ccg_id, pk=letter.pk)
    if locked.state != Letter.State.DRAFT:
        raise Refused("Only a draft is discarded.")
    letter.state = Letter.State.DISCARDED
    letter.save(update_fields=["state"])


def _file_name(letter: Letter) -> str:
    """The reference, the subject and the day; the reference once, for many a subject begins with it."""
    subject = letter.subject.removeprefix(letter.reference).lstrip(" :")
    return f"{letter.reference} {subject[:60].strip()} {letter.issued_on:%Y-%m-%d}.pdf"


def make_pdf(item: OutboxItem) -> None:
    """Make an issued letter's PDF and keep it; where it goes by e-mail, put the e-mail on the work list."""
    letter = Letter.objects.select_related("hub").get(pk=item.payload["letter"])
    if letter.document_id is None:
        letter.document = store_made(
            name=_file_name(letter),
            content_type="application/pdf",
            content=draw(letter, identifier=hashlib.sha256(item.dedupe.encode()).digest()[:16]),
            hub=letter.hub_id,
            ccg=letter.ccg_id,
            circle=letter.circle,
            by=letter.issued_by_id,
        )
        letter.save(update_fields=["document"])
    if letter.send_by == Letter.SendBy.EMAIL:
        enqueue(
            kind=EMAIL_LETTER,
            dedupe=f"letter-email:{letter.pk}",
            payload={"letter": letter.pk},
            hub=letter.hub_id,
            ccg=letter.ccg_id,
        )


def draw(letter: Letter, *, identifier: bytes | None = None) -> bytes:
    """The letter as PDF; a draft is drawn the same, for looking at before it goes."""
    return render_pdf(
        "letters/record.jinja",
        {
            "title": letter.subject,
            "reference": letter.reference,
            "sent_on": letter.issued_on,
            "to": [line for line in (letter.to_name, *letter.to_address.split("\n")) if line.strip()],
            "from_name": letter.hub.name,
            "from_lines": [],
            "paragraphs": [part.strip().split("\n") for part in letter.body.split("\n\n") if part.strip()],
            "link": letter.link,
        },
        identifier=identifier,
    )


def send_email(item: OutboxItem) -> None:
    """Hand one letter to the mail server, once for its address, with the PDF attached."""
    letter = Letter.objects.select_related("document").get(pk=item.payload["letter"])
    message = EmailMessage(
        subject=letter.subject,
        body=f"{letter.body}\n\n{letter.link}" if letter.link else letter.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_email],
        headers={"X-Record-Reference": letter.reference},
    )
    if letter.document is not None:
        with open_stored(letter.document.stored_as) as file:
            message.attach(letter.document.name, file.read(), "application/pdf")
    send_once(item=item, message=message)
