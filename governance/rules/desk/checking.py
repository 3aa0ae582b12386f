"""Whether an entry may be made at the desk now, and if not, why, in a sentence for whoever enters it."""

from collections.abc import Mapping
from typing import Any

from governance.rules.desk import motions, privacy
from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.reading import read
from governance.rules.desk.state import Desk
from governance.rules.desk.stepping import step_back
from governance.rules.desk.table import NO_SEAT, Check, Table
from governance.rules.desk.timing import decided_otherwise, order_fault
from governance.rules.voting.standing import CannotStand, standing_of
from governance.rules.voting.terms import Item
from hubportal.clauses import clause


def why_not(table: Table, desk: Desk, entry: Entry) -> str | None:
    """Why an entry may not be made now; None where it may."""
    if entry.kind is Kind.OPEN:
        return "The meeting is open already." if desk.opened_at else None
    if entry.kind is Kind.STEP_BACK:
        return step_back(table, desk, entry) or _undone(table, desk, read([*desk.entries, entry]))
    if desk.opened_at is None:
        return "Open the meeting first."
    if desk.closed_at is not None:
        return "The meeting is closed. Step its close back, with the reason, to change its record."
    try:
        return _unknown(table, desk, entry.facts) or _of_kind(table, desk, entry)
    except CannotStand as wrong:
        return wrong.sentence


def _undone(table: Table, before: Desk, after: Desk) -> str | None:
    return decided_otherwise(before, after) or motions.votes_fall(table, before, after)


def _of_kind(table: Table, desk: Desk, entry: Entry) -> str | None:
    check = _CHECKS.get(entry.kind)
    fault = check(table, desk, entry) if check else None
    if fault is None and entry.kind in _COMES_AND_GOES:
        fault = order_fault(desk, entry) or decided_otherwise(desk, read([*desk.entries, entry]))
    if fault is None and entry.kind in _MOVES_PEOPLE:
        return motions.votes_fall(table, desk, read([*desk.entries, entry]))
    return fault


_COMES_AND_GOES = {Kind.ARRIVE, Kind.ATTEND, Kind.LEAVE}
# What changes who may vote on an item.
_MOVES_PEOPLE = {Kind.ARRIVE, Kind.LEAVE, Kind.DECLARE, Kind.TREAT, Kind.STAND_IN}


def _unknown(table: Table, desk: Desk, facts: Mapping[str, Any]) -> str | None:
    item, motion = facts.get("item"), facts.get("motion")
    if item is not None and item not in table.items:
        return "This item is not on the agenda, or was withdrawn."
    if motion is not None and motion not in desk.motions:
        return "There is no such motion, or it was stepped back."
    return None


def _close(table: Table, desk: Desk, entry: Entry) -> str | None:
    if any(motion.is_open for motion in desk.motions.values()):
        return "A motion is still open. Record its result or withdraw it first."
    return "An item is still open. End or defer it first." if desk.item is not None else None


def _arrive(table: Table, desk: Desk, entry: Entry) -> str | None:
    seat = entry.facts["seat"]
    if not table.named(seat):
        return NO_SEAT
    if seat in desk.present:
        return f"{desk.present[seat].name} is recorded as present in this seat already."
    if entry.facts.get("deputy") and seat not in table.deputies_allowed:
        return "The terms of reference allow no deputy for this seat."
    if any(stay.name == entry.facts["name"] and stay.until is None for stay in desk.stays):
        return f"{entry.facts['name']} is recorded as present already: nobody sits in two seats."
    return None


def _leave(table: Table, desk: Desk, entry: Entry) -> str | None:
    here = {stay.seat or stay.name for stay in desk.stays if stay.until is None}
    return None if entry.facts["seat"] in here else "Nobody is recorded as present in this seat."


def _begin_item(table: Table, desk: Desk, entry: Entry) -> str | None:
    if desk.item is not None:
        return "Another item is open. End or defer it first."
    return None


def _end_item(table: Table, desk: Desk, entry: Entry) -> str | None:
    on = desk.items.get(entry.facts["item"])
    if on is None or on.begun_at is None:
        return None if entry.facts["outcome"] != "done" else "This item has not begun."
    if any(desk.motions[number].is_open for number in on.motions):
        return "A motion on this item is still open. Record its result or withdraw it first."
    return None


@clause("NHS Act 2006, section 14O", part="declared on the item")
def _declare(table: Table, desk: Desk, entry: Entry) -> str | None:
    """An interest is declared before the vote it concerns; a later one is noted and the decision looked at again."""
    if not table.named(entry.facts["seat"]):
        return NO_SEAT
    on = desk.items.get(entry.facts["item"])
    if on is not None and entry.facts["seat"] in on.declared:
        return "This member has declared an interest in this item already. To change it, step it back first."
    return None


def _treat(table: Table, desk: Desk, entry: Entry) -> str | None:
    on = desk.items.get(entry.facts["item"])
    if on is None or entry.facts["seat"] not in on.declared:
        return "No interest is declared by this member on this item."
    return None


def _stand_in(table: Table, desk: Desk, entry: Entry) -> str | None:
    facts = entry.facts
    if not table.named(facts["absent"]) or not table.named(facts["seat"]):
        return NO_SEAT
    allowed = table.stands_in.get(facts["seat"], "")
    if allowed and allowed != facts["absent"]:
        return "Under the terms of reference this seat stands in for another one."
    item = table.item_now(desk, facts["item"])
    standing = standing_of(
        Item(item.seats, item.conflicts, {**item.stand_ins, facts["absent"]: facts["seat"]}, item.business_of)
    )
    if standing.may_vote(facts["seat"]):
        return None
    return "Whoever stands in must be present and have no interest of their own."


def _readmit(table: Table, desk: Desk, entry: Entry) -> str | None:
    return None if desk.public_is_out else "The public is not excluded."


_CHECKS: dict[Kind, Check] = {
    Kind.CLOSE: _close,
    Kind.ARRIVE: _arrive,
    Kind.LEAVE: _leave,
    Kind.BEGIN_ITEM: _begin_item,
    Kind.END_ITEM: _end_item,
    Kind.DECLARE: _declare,
    Kind.TREAT: _treat,
    Kind.STAND_IN: _stand_in,
    Kind.READMIT: _readmit,
    Kind.RELEASE: privacy.release,
    Kind.MOVE: motions.move,
    Kind.VOTE: motions.vote,
    Kind.COUNT: motions.count,
    Kind.CONSENSUS: motions.consensus,
    Kind.CASTING: motions.casting,
    Kind.RESULT: motions.result,
    Kind.WITHDRAW_MOTION: motions.withdraw,
}
