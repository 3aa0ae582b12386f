"""What becomes of a kept message: an answer to a case, a new case, nothing, or a question for a person.

The portal sorts in the hub's own scope; a person sorts what is left, by their own permissions.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from functions.models import IncomingMessage, Query
from functions.models.queries import Channel, Kind
from functions.rules.mail_in import Receipt, receipt, references_named, seems_forged, subject_of, why_ignored
from functions.services.mail_in.parsing import Parsed, parse, sender_of
from functions.services.mail_in.reading import raw_of
from functions.services.mail_in.taking import add_reply, keep_with_case, note_for_hub
from functions.services.queries import Contact, log_query
from hubportal.organisations.models import Assignment, Ccg, Person, Practice, PracticeMembership
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

State = IncomingMessage.State
OTHER = {"contracting": "contracting_other", "finance": "finance_other"}
BY_EMAIL = "by email"
MOST_NAMED = 20  # of a message that lists references by the hundred, the first are looked up


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom an address belongs to: a person of one practice or CCG of the hub, today."""

    person: Person
    ccg: Ccg
    practice: Practice | None


def sort_kept(message: IncomingMessage, *, now: datetime) -> IncomingMessage:
    """Sort a message by what it says; what a person must decide stays waiting, with why. Repeated, nothing changes."""
    locked = IncomingMessage.objects.select_for_update().select_related("mailbox", "hub").get(pk=message.pk)
    if locked.state != State.WAITING or locked.note:
        return locked
    parsed = parse(raw_of(locked))
    ignored = why_ignored(
        parsed.headers,
        own_addresses=_own_addresses(locked),
        sender=locked.from_address,
        lately=_lately(locked),
    )
    if ignored:
        return settle(locked, state=State.IGNORED, note=ignored)
    try:
        with transaction.atomic():
            return _sort_persons_words(locked, parsed, now=now)
    except Refused as refused:
        return settle(locked, state=State.WAITING, note=f"It could not be sorted by itself: {refused.sentence}")


def _sort_persons_words(message: IncomingMessage, parsed: Parsed, *, now: datetime) -> IncomingMessage:
    received = receipt(said=message.said_at, arrived=message.arrived_at)
    case = case_named(message)
    if case is not None:
        said = add_reply(case, message, parsed, received=received.at, at=now)
        _say_when(said.query, message, received)
        return settle(message, state=State.REPLY, note=received.note, case=case)
    sender = sender_known(message, on=received.at)
    if sender is None or seems_forged(parsed.headers):
        return settle(message, state=State.WAITING, note="")
    case = log_query(
        by=None,
        ccg=sender.ccg,
        practice=sender.practice,
        kind=Kind.QUERY,
        stream=message.mailbox.stream,
        category=OTHER[message.mailbox.stream],
        subject=subject_of(message.subject),
        detail=message.text or "The email had no text. See its files.",
        channel=Channel.EMAIL,
        received_at=received.at,
        at=now,
        contact=Contact(sender.person.name, _organisation(sender), message.from_address),
        tags=[BY_EMAIL],
    )
    keep_with_case(case, message, parsed, by=None)
    _say_when(case, message, received)
    return settle(message, state=State.LOGGED, note=received.note, case=case)


def _say_when(case: Query, message: IncomingMessage, received: Receipt) -> None:
    """Where the message's own date does not count, its case says so: the clock runs from another day than it reads."""
    if received.note:
        note_for_hub(case, received.note, by=None, on=local_day(message.arrived_at))


def _organisation(sender: Sender) -> str:
    return sender.practice.name if sender.practice else sender.ccg.name


def case_named(message: IncomingMessage) -> Query | None:
    """The hub's case that the message answers: by the reference in it."""
    named = references_named(message.subject, message.text)[:MOST_NAMED]
    if not named:
        return None
    found = Query.objects.select_related("policy", "hub", "ccg", "practice", "owner", "merged_into")
    cases = {case.reference: case for case in found.filter(hub_id=message.hub_id, reference__in=named)}
    return next((cases[reference] for reference in named if reference in cases), None)


def sender_known(message: IncomingMessage, *, on: datetime) -> Sender | None:
    """The person with this address, where they are of exactly one practice or CCG of this hub."""
    person = Person.objects.filter(email__iexact=message.from_address, is_active=True).first()
    if person is None:
        return None
    day = on.date()
    held = list(Assignment.objects.filter(person=person, period__contains=day).select_related("ccg__hub", "practice"))
    practices = {row.practice for row in held if row.practice is not None}
    ccgs = {row.ccg for row in held if row.ccg is not None and row.role in {"ccg_lead", "ccg_finance_lead"}}
    if len(practices) == 1 and not ccgs:
        [practice] = practices
        members = PracticeMembership.objects.filter(practice=practice, period__contains=day).select_related("ccg__hub")
        member = members.first()
        if member is not None and member.ccg.hub_id == message.hub_id:
            return Sender(person, member.ccg, practice)
    elif len(ccgs) == 1 and not practices:
        [ccg] = ccgs
        if ccg.hub_id == message.hub_id:
            return Sender(person, ccg, None)
    return None


def _own_addresses(message: IncomingMessage) -> list[str]:
    return [message.mailbox.address, sender_of(settings.DEFAULT_FROM_EMAIL)[1]]


def _lately(message: IncomingMessage) -> int:
    since = message.arrived_at - timedelta(hours=1)
    same = IncomingMessage.objects.filter(hub_id=message.hub_id, from_address=message.from_address)
    return same.filter(arrived_at__gt=since, pk__lt=message.pk).count()


def settle(
    message: IncomingMessage,
    *,
    state: str,
    note: str,
    case: Query | None = None,
    by: Person | None = None,
    at: datetime | None = None,
) -> IncomingMessage:
    """Write what became of a message. It stays the hub's own: a CCG reads what was put on its case."""
    message.state, message.note, message.query = state, note[:300], case
    message.sorted_by, message.sorted_at = by, at
    message.save(update_fields=["state", "note", "query", "sorted_by", "sorted_at"])
    return message
