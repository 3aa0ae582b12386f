"""Urgent decisions outside a meeting: entered in the register, and put on the next agenda for report."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from governance.figures.seating import seating
from governance.models import AgendaRequest, RegisterEntry
from governance.rules.register import EntryKind
from governance.rules.urgent import CLAUSE, GROUNDS, Member, WhoAgrees, urgent_fault, who_agrees
from governance.services.carrying.placing import Placing, meeting_to_report_to, put_item
from governance.services.finding import locked_committee, next_number, of, terms_in_force
from governance.services.register import enter
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class UrgentWords:
    """An urgent decision as the secretary enters it; `agreed` are the codes of seats."""

    title: str
    resolution: str
    agreed: Collection[str]
    ground: str
    why: str
    decided_on: date
    is_private: bool = False


def members_on(committee: Committee, *, on: date) -> list[Member]:
    """The members who sat in a seat on a day, in the order of the terms then in force; none without terms."""
    terms = terms_in_force(committee.pk, on=on)
    seated = seating(terms, on=on) if terms else ()
    return [Member(one.code, one.member.name, one.office, one.voting) for one in seated if one.member]


def needed_on(committee: Committee, *, on: date) -> WhoAgrees:
    """Who must agree by the terms in force on a day."""
    terms = terms_in_force(committee.pk, on=on)
    return who_agrees(terms.urgent_decisions if terms else {})


@transaction.atomic
def decide_urgently(*, committee_id: int, by: Person, words: UrgentWords, at: datetime) -> RegisterEntry:
    """Enter an urgent decision that was taken outside a meeting, and put it on the next agenda for report; where no
    meeting is planned whose papers have not gone, it waits for one.
    """
    committee = locked_committee(committee_id, by=by)
    for field, value, sentence in (
        ("title", words.title, "Enter the title."),
        ("resolution", words.resolution, "Enter what was decided."),
    ):
        if not value.strip():
            raise Refused(sentence, field=field, status=400)
    members = members_on(committee, on=words.decided_on)
    if not members:
        raise Refused(
            "Nobody sat on this committee on that day, so nobody could agree. Check the day.",
            field="decided_on", status=400,
        )  # fmt: skip
    fault = urgent_fault(
        needs=needed_on(committee, on=words.decided_on), members=members, agreed=words.agreed, ground=words.ground,
        why=words.why, on=words.decided_on, today=local_day(at),
    )  # fmt: skip
    if fault is not None:
        raise Refused(fault[1], clause=CLAUSE, field=fault[0], status=400)
    entry = enter(
        committee=committee,
        kind=EntryKind.URGENT,
        decided_on=words.decided_on,
        body={
            "title": words.title.strip(),
            "resolution": words.resolution.strip(),
            "outcome": "agreed",
            "agreed_by": [member.name for member in members if member.seat in words.agreed],
            "ground": words.ground,
            "urgency": f"{GROUNDS[words.ground]}: {words.why.strip()}",
        },
        at=at,
        by=by,
        is_private=words.is_private,
    )
    _report(committee, entry, words, by=by, at=at)
    return entry


def _report(committee: Committee, entry: RegisterEntry, words: UrgentWords, *, by: Person, at: datetime) -> None:
    request = AgendaRequest.objects.create(
        **of(committee), number=next_number(AgendaRequest.objects.filter(committee=committee)),
        source=AgendaRequest.Source.URGENT, origin=uuid.uuid4(), title=f"Urgent decision: {words.title.strip()}"[:200],
        asks=f"To note the urgent decision {entry.number}: {words.resolution.strip()}", asked_by=by.name,
        asked_on=local_day(at), from_committee=committee, from_entry=entry.number, from_digest=entry.digest,
        is_private=words.is_private, made_by=by,
    )  # fmt: skip
    meeting = meeting_to_report_to(committee, after=at)
    if meeting is None:
        return
    ground = "The urgent decision was taken in private." if words.is_private else ""
    request.item = put_item(request, meeting, how=Placing(meeting.pk, ground=ground), by=by, at=at)
    request.state, request.settled_at = AgendaRequest.State.PLACED, at
    request.save(update_fields=["item", "state", "settled_at"])
