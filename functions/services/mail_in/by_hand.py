"""Sorting by hand what the portal left waiting. Only people who work cases of the hub do; each by their own CCGs."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from functions.models import IncomingMessage, Query
from functions.rules.mail_in import receipt
from functions.services.mail_in.parsing import parse
from functions.services.mail_in.reading import raw_of
from functions.services.mail_in.sorting import settle
from functions.services.mail_in.taking import add_reply, keep_with_case
from functions.services.queries import Contact, log_query
from hubportal.organisations.models import Ccg, Person
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused

State = IncomingMessage.State


def hubs_of(person: Person) -> list[int]:
    """The hubs whose mail a person sorts: those of the CCGs whose cases they work."""
    worked = person.grants.ccgs("ccg_case_edit")
    return sorted(set(Ccg.objects.filter(pk__in=worked).values_list("hub_id", flat=True)))


def in_scope_of_hub(hub_id: int, person: Person) -> AbstractContextManager[Any]:
    """The hub's own scope, for the mail only: a message not yet sorted belongs to no CCG."""
    return scope(Scope(actor=person.pk, role="hub_work", hub=hub_id, reason="sort mail that came in"))


def waiting(person: Person) -> list[IncomingMessage]:
    """What is to be sorted, the oldest first; nothing for somebody who works no cases."""
    found: list[IncomingMessage] = []
    for hub_id in hubs_of(person):
        with in_scope_of_hub(hub_id, person), transaction.atomic():
            rows = IncomingMessage.objects.filter(hub_id=hub_id, state=State.WAITING).select_related("mailbox")
            found += rows.order_by("arrived_at", "id")[:200]
    return sorted(found, key=lambda message: (message.arrived_at, message.pk))[:200]


def sorted_lately(person: Person) -> list[IncomingMessage]:
    """The newest hundred that became something or nothing: of the person's CCGs, and what was ignored."""
    found: list[IncomingMessage] = []
    for hub_id in hubs_of(person):
        with in_scope_of_hub(hub_id, person), transaction.atomic():
            rows = IncomingMessage.objects.filter(hub_id=hub_id).exclude(state=State.WAITING).select_related("query")
            found += rows.order_by("-id")[:100]
    newest = sorted(found, key=lambda message: -message.pk)[:100]
    visible = set(
        Query.objects.visible_to(person).filter(pk__in=[row.query_id for row in newest]).values_list("pk", flat=True)
    )
    return [row for row in newest if row.query_id in visible or row.query_id is None]


def message_to_sort(person: Person, public_id: UUID) -> IncomingMessage:
    """One message that waits or was ignored; 404 for anybody else's. Refused once a colleague sorted it meanwhile."""
    for hub_id in hubs_of(person):
        with in_scope_of_hub(hub_id, person), transaction.atomic():
            rows = IncomingMessage.objects.filter(hub_id=hub_id, public_id=public_id)
            found = rows.select_related("mailbox").first()
        if found is not None:
            _refuse_sorted(found, person)
            return found
    raise Http404("No message of yours has this number.")


def _refuse_sorted(message: IncomingMessage, person: Person) -> None:
    if message.state in {State.WAITING, State.IGNORED}:
        return
    cases = Query.objects.visible_to(person).filter(pk=message.query_id) if message.query_id else Query.objects.none()
    seen = cases.values_list("reference", flat=True).first()
    case = f", {seen}" if seen else ""
    raise Refused(f"This message is sorted already: {message.get_state_display().lower()}{case}.")


def content_of(person: Person, message: IncomingMessage) -> bytes:
    """A waiting message as it came."""
    with in_scope_of_hub(message.hub_id, person), transaction.atomic():
        return raw_of(message)


@transaction.atomic
def log_from(message: IncomingMessage, *, by: Person, at: datetime, typed: Mapping[str, Any]) -> Query:
    """Log a message as a case: `typed` holds what the form asked, `received_at` among it where it was overridden."""
    _refuse_elsewhere(message, typed["ccg"].hub_id, field="ccg")
    received = typed.get("received_at") or receipt(said=message.said_at, arrived=message.arrived_at).at
    case = log_query(
        by=by,
        channel="email",
        received_at=received,
        at=at,
        contact=Contact(typed["contact_name"], typed["contact_organisation"], message.from_address),
        detail=message.text or "The email had no text. See its files.",
        **{name: typed[name] for name in ("ccg", "practice", "kind", "stream", "category", "subject")},
    )
    _finish(message, by=by, at=at, state=State.LOGGED, case=case)
    return case


@transaction.atomic
def add_to(message: IncomingMessage, *, case: Query, by: Person, at: datetime) -> Query:
    """Add a message to a case that the person works."""
    if not by.grants.can("ccg_case_edit", case.ccg_id):
        raise Refused("You may read this case but not change it.", field="reference", status=403)
    _refuse_elsewhere(message, case.hub_id, field="reference")
    _finish(message, by=by, at=at, state=State.REPLY, case=case)
    return case


def _refuse_elsewhere(message: IncomingMessage, hub_id: int, *, field: str) -> None:
    """A message stays in the hub whose mailbox it came to; nobody else's people may have read it."""
    if hub_id != message.hub_id:
        raise Refused("The message came to the mailbox of another hub. Forward it to theirs.", field=field, status=400)


@transaction.atomic
def put_aside(message: IncomingMessage, *, by: Person, at: datetime, reason: str) -> None:
    """Say that a message needs no case, and why; it can still be logged later."""
    if not reason.strip():
        raise Refused("Say why it needs no case.", field="reason", status=400)
    with in_scope_of_hub(message.hub_id, by):
        _locked(message)
        settle(message, state=State.IGNORED, note=reason.strip(), by=by, at=at)


def _locked(message: IncomingMessage) -> IncomingMessage:
    """The message, if nobody sorted it meanwhile."""
    held = IncomingMessage.objects.select_for_update().get(pk=message.pk)
    if held.state not in {State.WAITING, State.IGNORED}:
        raise Refused(f"This message is sorted already: {held.get_state_display().lower()}.")
    return held


def _finish(message: IncomingMessage, *, by: Person, at: datetime, state: str, case: Query) -> None:
    """In the hub's own scope, which sees both the message and the case's CCG."""
    with in_scope_of_hub(message.hub_id, by):
        held = _locked(message)
        parsed = parse(raw_of(held))
        if state == State.REPLY:
            received = receipt(said=held.said_at, arrived=held.arrived_at).at
            add_reply(case, held, parsed, received=received, at=at, by=by)
        else:
            keep_with_case(case, held, parsed, by=by)
        settle(held, state=state, note=held.note, case=case, by=by, at=at)
