"""What is said on a case: acknowledging, updating and answering in writing, notes, and what comes in.

The words, the clock event and the e-mail or letter to be sent are written in one transaction: either all of
them happened or none did. Sending itself is the outbox's.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from functions.models import Correspondence, Query
from functions.rules.acts import Act
from functions.rules.particulars import one_line, text_faults
from functions.services.clock import add_event
from functions.services.finding import allow, locked_case
from functions.services.specifications.gate import refuse_early_answer
from functions.services.specifications.signed_words import refuse_other_answer
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.wording import in_words
from hubportal.documents.models import Document
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

SEND_EMAIL, MAKE_LETTER = "functions.send_email", "functions.make_letter"
_OUTGOING = {"email": Correspondence.Form.EMAIL_OUT, "letter": Correspondence.Form.LETTER_OUT}
INCOMING = frozenset({Correspondence.Form.EMAIL_IN, Correspondence.Form.LETTER_IN, Correspondence.Form.CALL})
TELLS_WHY = "Tells why there is no answer yet"  # the reason of an update that does
TWICE_WITHIN = timedelta(minutes=1)  # by the database's own time of keeping it
Circle = Document.Circle


@dataclass(frozen=True, slots=True)
class Written:
    """What is written on a case: the words, the day they bear, who may read them, and how they go.

    `send_by` is `email`, `letter`, or `none` for what was sent or said already; `template` is the one it began from.
    """

    on: date
    body: str
    subject: str = ""
    send_by: str = "none"
    template: str = ""
    circle: str = Circle.ALL

    @property
    def form(self) -> str:
        """What it is kept as."""
        return _OUTGOING.get(self.send_by, Correspondence.Form.TOLD)


@transaction.atomic
def acknowledge(
    *,
    query_id: int,
    version: int | None,
    by: Person,
    at: datetime,
    written: Written,
    promised_on: date | None = None,
) -> Correspondence:
    """Acknowledge a case in writing; an information request's acknowledgement names `promised_on`."""
    event = ClockEvent(EventKind.ACKNOWLEDGED, written.on, promised_on=promised_on)
    return _write(query_id=query_id, version=version, by=by, at=at, written=written, event=event)


@transaction.atomic
def give_update(
    *, query_id: int, version: int | None, by: Person, at: datetime, written: Written, reason: str = ""
) -> Correspondence:
    """Tell the requester how far the work has got; where updates count, the time to answer begins again.

    `reason` says that the update tells a complainant why there is no answer yet, which meets their six months.
    """
    event = ClockEvent(EventKind.UPDATE_GIVEN, written.on, reason=reason)
    return _write(query_id=query_id, version=version, by=by, at=at, written=written, event=event)


@transaction.atomic
def respond(*, query_id: int, version: int | None, by: Person, at: datetime, written: Written) -> Correspondence:
    """Answer a case in full; where nothing acknowledged it before, this also does."""
    event = ClockEvent(EventKind.RESPONDED, written.on)
    return _write(query_id=query_id, version=version, by=by, at=at, written=written, event=event)


def _write(
    *, query_id: int, version: int | None, by: Person, at: datetime, written: Written, event: ClockEvent
) -> Correspondence:
    case = locked_case(query_id=query_id, by=by, version=version)
    _refuse_sending(case, written, today=local_day(at))
    if event.kind is EventKind.RESPONDED:
        refuse_other_answer(refuse_early_answer(case), written.body, field="body")
    add_event(case=case, event=event, by=by, at=at)
    to = case.contact_email if written.send_by == "email" else case.contact_name
    said = _say(case, written, form=written.form, by=by, to=to)
    if written.send_by in _OUTGOING:
        send(said, by=by)
    return said


def _refuse_sending(case: Query, written: Written, *, today: date) -> None:
    if written.send_by == "none":
        return
    if written.send_by not in _OUTGOING:
        raise Refused("Choose email, letter, or already sent.", field="send_by", status=400)
    if written.circle != Circle.ALL:
        raise Refused("What is sent to the requester is for all parties.", field="circle", status=400)
    if written.on != today:
        raise Refused(
            f"It would be sent today, {in_words(today)}: give today's date, or choose “already sent”.",
            field="on",
            status=400,
        )
    if written.send_by == "email" and not case.contact_email:
        raise Refused("The case has no email address. Add one, or send a letter.", field="send_by", status=400)


def send(said: Correspondence, *, by: Person | None) -> None:
    """Put the e-mail or letter on the work list, once for each piece of correspondence."""
    kind = SEND_EMAIL if said.form == Correspondence.Form.EMAIL_OUT else MAKE_LETTER
    said.outbox_key = f"correspondence:{said.pk}"
    said.save(update_fields=["outbox_key"])
    enqueue(
        kind=kind,
        dedupe=said.outbox_key,
        payload={"correspondence": said.pk},
        hub=said.hub_id,
        ccg=said.ccg_id,
        actor=by.pk if by else None,
    )


def _say(case: Query, written: Written, *, form: str, by: Person | None, to: str = "") -> Correspondence:
    for fault in text_faults({"subject": written.subject, "body": written.body}, required=("body",)):
        raise Refused(fault.sentence, field=fault.field, status=400)
    if written.circle not in Circle.values:
        raise Refused("Choose who may read it.", field="circle", status=400)
    return Correspondence.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        practice_id=case.told_practice_id if written.circle == Circle.ALL else None,
        form=form,
        circle=written.circle,
        to=to,
        subject=one_line(written.subject),
        body=written.body.strip(),
        template=written.template,
        on=written.on,
        by=by,
    )


@transaction.atomic
def add_note(*, query_id: int, by: Person, body: str, circle: str, on: date, at: datetime) -> Correspondence:
    """Add a note. The hub's people choose among three circles, a CCG's between hub and CCG and all.

    The same words by the same person within a minute are one note: a button pressed twice.
    """
    case = locked_case(query_id=query_id, by=by, version=None, permission="ccg_case_comment")
    allow(case, Act.NOTE)
    if circle == Circle.HUB and not by.grants.can("ccg_case_edit", case.ccg_id):
        raise Refused("Choose hub and CCG, or all parties.", field="circle", status=400)
    _refuse_date(case, on, at)
    same = {"form": Correspondence.Form.NOTE, "circle": circle, "body": body.strip(), "on": on, "by": by}
    just_said = case.correspondence.filter(ccg_id=case.ccg_id, at__gte=timezone.now() - TWICE_WITHIN, **same).first()
    return just_said or _say(case, Written(on, body, circle=circle), form=Correspondence.Form.NOTE, by=by)


@transaction.atomic
def record_incoming(
    *,
    query_id: int,
    version: int | None,
    by: Person,
    form: str,
    subject: str,
    body: str,
    on: date,
    at: datetime,
    circle: str = Circle.ALL,
) -> Correspondence:
    """Record an e-mail, letter or call from the requester.

    While the answer waits for them it ends the wait that day; a pause recorded over it later is flagged.
    """
    case = locked_case(query_id=query_id, by=by, version=version)
    allow(case, Act.INCOMING)
    if form not in INCOMING:
        raise Refused("Choose what came in: an email, a letter or a call.", field="form", status=400)
    _refuse_date(case, on, at)
    said = _say(case, Written(on, body, subject, circle=circle), form=form, by=by)
    add_event(case=case, event=ClockEvent(EventKind.REQUESTER_MESSAGE, on), by=by, at=at)
    return said


def _refuse_date(case: Query, on: date, at: datetime) -> None:
    if on > local_day(at):
        raise Refused("The date must be today or in the past.", field="on", status=400)
    if on < case.received_on:
        raise Refused(
            f"The date must be {in_words(case.received_on)}, the day of receipt, or later.", field="on", status=400
        )
