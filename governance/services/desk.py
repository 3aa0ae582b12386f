"""Entering at the desk of a meeting: one entry after another under a lock, each checked against what stands then."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from governance.figures.desk import Room, day_of, entry_of, room_of
from governance.models import AgendaItem, DeskEntry, Meeting
from governance.rules.desk.checking import why_not
from governance.rules.desk.deciding import result_facts
from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.facts import WrongFacts, facts_from, kind_from
from governance.rules.desk.privacy import stays_private
from governance.rules.desk.reading import read
from governance.rules.desk.table import Table
from governance.rules.desk.wording import with_names
from governance.rules.meetings.moves import opening_fault
from governance.rules.meetings.planning import MEETINGS
from governance.services.finding import MINUTE, READ, VOTE, changed, locked_row, of
from governance.services.meetings.finding import refuse
from governance.services.minutes.actions import keep_actions
from governance.services.results import follow_result, follow_step_back
from hubportal.clauses import clause
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

# What a member enters about themselves.
OWN = frozenset({Kind.VOTE, Kind.DECLARE, Kind.ARRIVE})


@transaction.atomic
def enter(*, meeting_id: int, by: Person, kind: str, facts: Mapping[str, Any], key: UUID, at: datetime) -> DeskEntry:
    """Make one entry; with a key that is known already, answer with the entry it made then.

    404 to a stranger; refused with 400 where the facts are wrong, with 403 to somebody whose role does not enter this,
    and with 409 where what stands does not allow it. A `RESULT` is worked out here, never sent.
    """
    meeting: Meeting = locked_row(Meeting, meeting_id, by=by, version=None, permission=READ)
    try:
        said = kind_from(kind)
        sent = facts_from(said, facts)
    except WrongFacts as wrong:
        raise Refused(wrong.sentence, field=wrong.about, status=400) from wrong
    known = DeskEntry.objects.filter(meeting=meeting, key=key).first()
    if known is not None:
        return _same(known, by=by, kind=said, facts=sent)
    room = room_of(meeting)
    sent = _completed(room, said, sent)
    _refuse_role(room, by=by, kind=said, facts=sent)
    table = _table(room)
    if said is Kind.OPEN:
        refuse(opening_fault(local_day(at), held_on=day_of(meeting)), clause=MEETINGS)
    entry = Entry(room.desk.last + 1, said, sent, at, by.pk)
    fault = why_not(table, room.desk, entry)
    if fault is not None:
        raise Refused(with_names([fault], room.names)[0])
    entry = _with_verdict(room, table, entry)
    made = DeskEntry.objects.create(
        **of(meeting.committee), meeting=meeting, number=entry.number, kind=said, facts=dict(entry.facts), at=at,
        by=by, key=key,
    )  # fmt: skip
    _follow(room, made)
    return made


def _same(known: DeskEntry, *, by: Person, kind: Kind, facts: Mapping[str, Any]) -> DeskEntry:
    """The entry that was made with this key, where it is what is sent now: nothing that differs is lost unseen."""
    if known.by_id != by.pk or known.kind != kind:
        raise Refused("This key belongs to another entry. Load the page again.")
    given = {name: value for name, value in facts.items() if kind is not Kind.ARRIVE or name == "seat"}
    if any(known.facts.get(name) != value for name, value in given.items()):
        raise Refused("This was entered already, in other words. Load the page again, and see what stands.")
    return known


def _table(room: Room) -> Table:
    if room.meeting.state == Meeting.State.CANCELLED:
        raise Refused("This meeting was cancelled.")
    if room.table is None:
        raise Refused(
            f"No terms of reference are in force on {long_date(day_of(room.meeting))}. The secretary adopts them"
            " first, under Terms of reference; then the meeting can be opened."
        )
    return room.table


def _completed(room: Room, kind: Kind, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with what the portal knows: who sits in a seat."""
    if kind is Kind.ARRIVE:
        return {**facts, **_arriving(room, facts)}
    if kind is Kind.RELEASE:  # so that a release that is stepped back leaves the item as it was
        return {**facts, "ground": next((item.ground for item in room.items if item.pk == facts["item"]), "")}
    return facts


@clause("Specification of governance, Meetings", part="apologies and deputies")
def _arriving(room: Room, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The member appointed to a seat sits in it, or a deputy: one appointed, or else named on the day."""
    seat = next((one for one in room.seated if one.code == facts["seat"]), None)
    deputy, name = bool(facts.get("deputy")), facts.get("name", "")
    if seat is None:
        return {"name": name, "deputy": deputy}
    if not deputy:
        if seat.member is None:
            raise Refused(f"Nobody is appointed to the seat of {seat.title}. Record a deputy, or appoint somebody.")
        return {"name": seat.member.name, "deputy": False}
    named = [one.name for one in seat.deputies]
    if not name:
        if len(named) != 1:
            raise Refused("Enter the name of the deputy.", field="name", status=400)
        name = named[0]
    if named and name not in named:
        raise Refused(f"The deputies appointed to this seat are: {', '.join(named)}.", field="name")
    return {"name": name, "deputy": True}


@clause("Specification of governance, Meetings", part="who enters what at the desk")
def _refuse_role(room: Room, *, by: Person, kind: Kind, facts: Mapping[str, Any]) -> None:
    """The secretary enters anything; a member their own arrival, declaration and vote, in the seat they sit in."""
    can = by.grants.can
    if can(MINUTE, room.meeting.committee_id):
        return
    if kind not in OWN or not can(VOTE, room.meeting.committee_id):
        raise Refused("The secretary of the committee enters this.", status=403)
    own = room.own_seats(by)
    seat = facts["seat"]
    if seat not in own:
        raise Refused("This is not your seat. You enter your own arrival, declarations and votes.", status=403)
    sits = facts["name"] if kind is Kind.ARRIVE else None
    stay = room.desk.present.get(seat)
    sitting = sits or (stay.name if stay else own[seat])
    if sitting != own[seat]:
        raise Refused(f"{sitting} sits in this seat at this meeting, and enters this.", status=403)


@clause("Specification of governance, Meetings", part="result with its working")
def _with_verdict(room: Room, table: Table, entry: Entry) -> Entry:
    """A result is what the rules make of the entries at that moment; it is kept with everything it rests on."""
    if entry.kind is not Kind.RESULT or room.terms is None:
        return entry
    motion = room.desk.motions[entry.facts["motion"]]
    item = table.item_at(room.desk, motion.item, entry.at)
    was_private = {"was_private": _item(room, motion.item).is_private} if motion.excludes else {}
    return replace(
        entry,
        facts={
            **entry.facts,
            "item": motion.item,
            "way": motion.way.value,
            "recommends": room.terms.recommends_only and not motion.excludes,
            **result_facts(room.terms.rules, table.terms, item, motion),
            **was_private,
        },
    )


def _follow(room: Room, made: DeskEntry) -> None:
    """What an entry changes beside the record of the desk."""
    meeting, kind = room.meeting, Kind(made.kind)
    if kind is Kind.OPEN:
        meeting.terms, meeting.state, meeting.opened_at = room.terms, Meeting.State.OPEN, made.at
        changed(meeting, "terms", "state", "opened_at")
    elif kind is Kind.CLOSE:
        meeting.state, meeting.closed_at = Meeting.State.CLOSED, made.at
        changed(meeting, "state", "closed_at")
        keep_actions(meeting)
    elif kind is Kind.RESULT:
        _decided(room, made)
    elif kind is Kind.RELEASE:
        _keep_private(room, made.facts["item"], ground="", is_private=False)
    elif kind is Kind.STEP_BACK:
        _undo(room, made)


def _decided(room: Room, made: DeskEntry) -> None:
    """A motion on the item goes into the register and is carried out; one to exclude the public makes the item private
    once it is carried, and moves nothing else.
    """
    motion = read([*room.desk.entries, entry_of(made)]).motions[made.facts["motion"]]
    if motion.excluded:
        _keep_private(room, motion.item, ground=motion.ground, is_private=True)
    elif not motion.excludes:
        follow_result(meeting=room.meeting, item=_item(room, motion.item), motion=motion, entry=made)


def _undo(room: Room, made: DeskEntry) -> None:
    meeting = room.meeting
    back = next(one for one in room.desk.entries if one.number == made.facts["entry"])
    if back.kind is Kind.OPEN:
        meeting.state = (
            Meeting.State.ISSUED if meeting.issued_at
            else Meeting.State.NOTIFIED if meeting.notified_at
            else Meeting.State.PLANNED
        )  # fmt: skip
        meeting.terms, meeting.opened_at = None, None
        changed(meeting, "terms", "state", "opened_at")
    elif back.kind is Kind.CLOSE:
        meeting.state, meeting.closed_at = Meeting.State.OPEN, None
        changed(meeting, "state", "closed_at")
    elif back.kind is Kind.RESULT:
        _undecided(room, back, made)
    elif back.kind is Kind.RELEASE:
        _keep_private(room, back.facts["item"], ground=back.facts["ground"], is_private=True)


def _undecided(room: Room, back: Entry, made: DeskEntry) -> None:
    motion = room.desk.motions[back.facts["motion"]]
    if not motion.excludes:
        follow_step_back(meeting=room.meeting, item=_item(room, motion.item), motion=motion, entry=made)
    elif motion.excluded and not back.facts["was_private"] and not _stays_private(room, motion.item, made):
        _keep_private(room, motion.item, ground="", is_private=False)


def _stays_private(room: Room, item: int, made: DeskEntry) -> bool:
    return stays_private(read([*room.desk.entries, entry_of(made)]), item)


def _keep_private(room: Room, item_pk: int, *, ground: str, is_private: bool) -> None:
    item = _item(room, item_pk)
    item.is_private, item.ground = is_private, ground
    changed(item, "is_private", "ground")


def _item(room: Room, pk: int) -> AgendaItem:
    return next(item for item in room.items if item.pk == pk)
