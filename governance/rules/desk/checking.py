"""Whether an entry may be made at the desk now, and if not, why, in a sentence for whoever enters it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from governance.rules.desk.deciding import Matter, NotCountable, item_of, verdict_on, votes_of
from governance.rules.desk.entries import Entry, Kind, Way
from governance.rules.desk.state import Count, Desk, Motion
from governance.rules.voting.standing import CannotStand, standing_of
from governance.rules.voting.terms import Item, Seat, Terms
from governance.rules.voting.verdict import NoVote, holders
from hubportal.clauses import clause

MEETINGS = "Specification of governance, Meetings"


@dataclass(frozen=True, slots=True)
class Table:
    """What does not change during a meeting: seats, terms, the items on the agenda, and what the terms leave to others.

    `left_to_others` is item to the sentence that says whose it is.
    """

    seats: tuple[Seat, ...]
    terms: Terms
    items: Mapping[int, Matter]
    left_to_others: Mapping[int, str] = field(default_factory=dict)
    deputies_allowed: Collection[str] = ()

    def named(self, code: str) -> bool:
        """Whether there is such a seat."""
        return any(seat.key == code for seat in self.seats)

    def item_now(self, desk: Desk, item: int) -> Item:
        """An item as it stands."""
        return item_of(desk, self.seats, self.items[item])


def why_not(table: Table, desk: Desk, entry: Entry) -> str | None:
    """Why an entry may not be made now; None where it may."""
    if entry.kind is Kind.OPEN:
        return "The meeting is open already." if desk.opened_at else None
    if entry.kind is Kind.STEP_BACK:
        return _step_back(table, desk, entry)
    if desk.opened_at is None:
        return "Open the meeting first."
    if desk.closed_at is not None:
        return "The meeting is closed. Step its close back, with the reason, to change its record."
    unknown = _unknown(table, desk, entry.facts)
    return unknown or _CHECKS.get(entry.kind, _nothing)(table, desk, entry)


def _nothing(table: Table, desk: Desk, entry: Entry) -> str | None:
    return None


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
        return "There is no such seat under the terms in force."
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
        return "There is no such seat under the terms in force."
    return _votes_stand(desk, entry.facts["item"], entry.facts["seat"])


def _treat(table: Table, desk: Desk, entry: Entry) -> str | None:
    on = desk.items.get(entry.facts["item"])
    if on is None or entry.facts["seat"] not in on.declared:
        return "No interest is declared by this member on this item."
    return _votes_stand(desk, entry.facts["item"], entry.facts["seat"])


def _votes_stand(desk: Desk, item: int, seat: str) -> str | None:
    on = desk.items.get(item)
    for motion in (desk.motions[number] for number in on.motions) if on else ():
        if motion.is_open and seat in motion.votes:
            return "This member has voted on the motion that is open. Step the vote back first."
    return None


def _stand_in(table: Table, desk: Desk, entry: Entry) -> str | None:
    facts = entry.facts
    if not table.named(facts["absent"]) or not table.named(facts["seat"]):
        return "There is no such seat under the terms in force."
    item = table.item_now(desk, facts["item"])
    try:
        standing = standing_of(
            Item(item.seats, item.conflicts, {**item.stand_ins, facts["absent"]: facts["seat"]}, item.business_of)
        )
    except CannotStand as wrong:
        return wrong.sentence
    return (
        None if standing.may_vote(facts["seat"]) else "Whoever stands in is present and has no interest of their own."
    )


@clause("Public Bodies (Admission to Meetings) Act 1960, section 1", part="by resolution, with its ground")
def _exclude(table: Table, desk: Desk, entry: Entry) -> str | None:
    """The public is excluded by a resolution that states its ground."""
    if desk.public_is_out:
        return "The public is excluded already."
    if not str(entry.facts.get("ground", "")).strip():
        return "Say on which ground the public is excluded."
    return None


def _readmit(table: Table, desk: Desk, entry: Entry) -> str | None:
    return None if desk.public_is_out else "The public is not excluded."


@clause(MEETINGS, part="no decision outside the remit")
def _move(table: Table, desk: Desk, entry: Entry) -> str | None:
    """A motion is put on the item that is open, by somebody present, and on nothing the terms leave to others."""
    facts = entry.facts
    if desk.item != facts["item"]:
        return "Begin this item first."
    if facts["item"] in table.left_to_others:
        return table.left_to_others[facts["item"]]
    on = desk.on(facts["item"])
    if any(desk.motions[number].is_open for number in on.motions):
        return "Another motion is open on this item. Record its result or withdraw it first."
    for who, words in ((facts["mover"], "mover"), (facts.get("seconder"), "seconder")):
        if who and who not in desk.present:
            return f"The {words} is not recorded as present."
    if facts["mover"] == facts.get("seconder"):
        return "Nobody seconds their own motion."
    return None


def _open_motion(desk: Desk, entry: Entry, way: Way | None = None) -> str | None:
    motion = desk.motions[entry.facts["motion"]]
    if motion.result is not None:
        return "The result of this motion is recorded. A later vote does not count."
    if motion.withdrawn_why:
        return "This motion was withdrawn."
    if way is not None and motion.way is not way:
        return f"This motion is decided by {_WAYS[motion.way]}."
    return None


_WAYS = {Way.RECORDED: "recorded vote", Way.COUNTED: "show of hands", Way.CONSENSUS: "consensus"}


def _vote(table: Table, desk: Desk, entry: Entry) -> str | None:
    motion: Motion = desk.motions[entry.facts["motion"]]
    seat = entry.facts["seat"]
    fault = _open_motion(desk, entry, Way.RECORDED)
    if fault:
        return fault
    if seat in motion.votes:
        return "This member’s vote is recorded already. To change it, step it back first."
    return _may_not_vote(table, desk, motion, seat)


@clause(MEETINGS, part="only who is entitled votes")
def _may_not_vote(table: Table, desk: Desk, motion: Motion, seat: str) -> str | None:
    """Whoever is absent, has no vote, or has an interest that keeps them from voting does not vote on the item."""
    item = table.item_now(desk, motion.item)
    standing = standing_of(item)
    if standing.may_vote(seat):
        return None
    found = next((one for one in item.seats if one.key == seat), None)
    if found is None:
        return "There is no such seat under the terms in force."
    if seat in item.conflicts:
        return "This member has declared an interest in this item and does not vote on it."
    if not found.present:
        return "This member is not recorded as present."
    if not standing.concerns(found.organisation):
        return f"This is the business of {item.business_of} alone: this member abstains."
    return "This seat has no vote."


def _count(table: Table, desk: Desk, entry: Entry) -> str | None:
    fault = _open_motion(desk, entry, Way.COUNTED)
    if fault:
        return fault
    facts, motion = entry.facts, desk.motions[entry.facts["motion"]]
    if min(facts["for"], facts["against"], facts["abstained"]) < 0:
        return "Enter how many hands were raised, 0 or more."
    trial = Motion(motion.number, motion.item, motion.words, motion.mover, motion.seconder, motion.way, motion.at)
    trial.count = Count(facts["for"], facts["against"], facts["abstained"])
    try:
        votes_of(trial, table.terms, standing_of(table.item_now(desk, motion.item)))
    except NotCountable as wrong:
        return wrong.sentence
    return None


def _consensus(table: Table, desk: Desk, entry: Entry) -> str | None:
    return _open_motion(desk, entry, Way.CONSENSUS)


@clause("Tower Hamlets terms of reference", part="a casting vote without a tie")
def _casting(table: Table, desk: Desk, entry: Entry) -> str | None:
    """The second and deciding vote is given on an exact tie, by a holder of it who is present and may vote."""
    fault = _open_motion(desk, entry)
    if fault:
        return fault
    motion = desk.motions[entry.facts["motion"]]
    item = table.item_now(desk, motion.item)
    if entry.facts["seat"] not in {seat.key for seat in holders(table.terms, item, standing_of(item))}:
        return "This member holds no casting vote on this item."
    fault = _undecided(table, item, motion)
    if fault:
        return fault
    verdict = verdict_on(table.terms, item, motion)
    return None if verdict.tie else "There is no tie, so there is no casting vote."


@clause(MEETINGS, part="no decision without quorum")
def _result(table: Table, desk: Desk, entry: Entry) -> str | None:
    """A decision is recorded only where the item is quorate and the motion was put to those who may vote."""
    fault = _open_motion(desk, entry)
    if fault:
        return fault
    motion = desk.motions[entry.facts["motion"]]
    item = table.item_now(desk, motion.item)
    fault = _undecided(table, item, motion)
    if fault:
        return fault
    verdict = verdict_on(table.terms, item, motion)
    if not verdict.quorate:
        return f"The item is not quorate, so nothing can be decided: {'; '.join(verdict.shortfall)}."
    return None


def _undecided(table: Table, item: Item, motion: Motion) -> str | None:
    """Why a motion has no outcome yet."""
    try:
        verdict = verdict_on(table.terms, item, motion)
    except (CannotStand, NoVote, NotCountable) as wrong:
        return wrong.sentence
    put = motion.votes or motion.count is not None or motion.by_consensus
    if not put and verdict.quorate:
        return "Nobody has voted yet."
    return None


def _withdraw(table: Table, desk: Desk, entry: Entry) -> str | None:
    return _open_motion(desk, entry) or (
        None if str(entry.facts.get("why", "")).strip() else "Say why it is withdrawn."
    )


def _worded(table: Table, desk: Desk, entry: Entry) -> str | None:
    return None if str(entry.facts.get("words", "")).strip() else "Enter the words."


def _step_back(table: Table, desk: Desk, entry: Entry) -> str | None:
    """Any entry can be stepped back with a reason, the later ones that rest on it first."""
    number = entry.facts["entry"]
    found = next((one for one in desk.entries if one.number == number), None)
    if found is None or found.kind is Kind.STEP_BACK:
        return "There is no such entry to step back."
    if number in desk.taken_back:
        return "This entry was stepped back already."
    if not str(entry.facts.get("why", "")).strip():
        return "Say why it is stepped back."
    if desk.closed_at is not None and found.kind is not Kind.CLOSE:
        return "The meeting is closed. Step its close back first."
    standing = [one for one in desk.entries if one.number not in desk.taken_back and one.kind is not Kind.STEP_BACK]
    later = [one for one in standing if one.number > number and _rests_on(one, found)]
    if later:
        return f"Entry {later[-1].number} rests on this one. Step that back first."
    return None


def _rests_on(later: Entry, found: Entry) -> bool:
    if found.kind is Kind.OPEN:
        return True
    if found.kind is Kind.MOVE:
        return later.facts.get("motion") == found.number
    if found.kind is Kind.DECLARE:
        same = (later.facts.get("item"), later.facts.get("seat")) == (found.facts["item"], found.facts["seat"])
        return later.kind is Kind.TREAT and same
    if "motion" in found.facts:
        return later.kind is Kind.RESULT and later.facts["motion"] == found.facts["motion"]
    if found.kind is Kind.ARRIVE:
        seat = found.facts["seat"]
        return seat in {later.facts.get(name) for name in ("seat", "mover", "seconder", "absent")}
    return False


_CHECKS: dict[Kind, Callable[[Table, Desk, Entry], str | None]] = {
    Kind.CLOSE: _close,
    Kind.ARRIVE: _arrive,
    Kind.LEAVE: _leave,
    Kind.BEGIN_ITEM: _begin_item,
    Kind.END_ITEM: _end_item,
    Kind.DECLARE: _declare,
    Kind.TREAT: _treat,
    Kind.STAND_IN: _stand_in,
    Kind.EXCLUDE: _exclude,
    Kind.READMIT: _readmit,
    Kind.MOVE: _move,
    Kind.VOTE: _vote,
    Kind.COUNT: _count,
    Kind.CONSENSUS: _consensus,
    Kind.CASTING: _casting,
    Kind.RESULT: _result,
    Kind.WITHDRAW_MOTION: _withdraw,
    Kind.ACTION: _worded,
    Kind.NOTE: _worded,
}
