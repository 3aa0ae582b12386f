"""Why a motion may not be put, voted on, decided or withdrawn now; None where it may."""

from governance.rules.desk.deciding import NotCountable, verdict_on, votes_of
from governance.rules.desk.entries import Entry, Way
from governance.rules.desk.state import Count, Desk, Motion
from governance.rules.desk.table import MEETINGS, NO_SEAT, Table
from governance.rules.voting.standing import CannotStand, standing_of
from governance.rules.voting.terms import Item
from governance.rules.voting.verdict import NoVote, holders
from hubportal.clauses import clause
from hubportal.web.words import clock_time


@clause(MEETINGS, part="no decision outside the remit")
def move(table: Table, desk: Desk, entry: Entry) -> str | None:
    """A motion is put on the item that is open, by somebody present, and on nothing the terms leave to others."""
    facts = entry.facts
    if desk.item != facts["item"]:
        return "Begin this item first."
    fault = _excludes(desk, entry) if facts.get("ground") else table.left_to_others.get(facts["item"])
    if fault is not None:
        return fault
    on = desk.on(facts["item"])
    if any(desk.motions[number].is_open for number in on.motions):
        return "Another motion is open on this item. Record its result or withdraw it first."
    for who, words in ((facts["mover"], "mover"), (facts.get("seconder"), "seconder")):
        if who and who not in desk.present:
            return f"The {words} is not recorded as present."
    if facts["mover"] == facts.get("seconder"):
        return "Nobody seconds their own motion."
    return None


@clause("Public Bodies (Admission to Meetings) Act 1960, section 1", part="by resolution, with its ground")
def _excludes(desk: Desk, entry: Entry) -> str | None:
    """The public is excluded by a resolution that states its ground, moved and decided as any other, on the item that
    is open: on one that the terms leave to others too. It leaves once that is carried, and not before.
    """
    return "The public is excluded already." if desk.public_is_out else None


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


def vote(table: Table, desk: Desk, entry: Entry) -> str | None:
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
        return NO_SEAT
    if seat in item.conflicts:
        return "This member has declared an interest in this item and does not vote on it."
    if not found.present:
        return "This member is not recorded as present."
    if not standing.concerns(found.organisation):
        return f"This is the business of {item.business_of} alone: this member abstains."
    return "This seat has no vote."


def count(table: Table, desk: Desk, entry: Entry) -> str | None:
    fault = _open_motion(desk, entry, Way.COUNTED)
    if fault:
        return fault
    facts, motion = entry.facts, desk.motions[entry.facts["motion"]]
    trial = Motion(motion.number, motion.item, motion.words, motion.mover, motion.seconder, motion.way, motion.at)
    trial.count = Count(facts["for"], facts["against"], facts["abstained"])
    try:
        votes_of(trial, table.terms, standing_of(table.item_now(desk, motion.item)))
    except NotCountable as wrong:
        return wrong.sentence
    return None


def consensus(table: Table, desk: Desk, entry: Entry) -> str | None:
    return _open_motion(desk, entry, Way.CONSENSUS)


@clause("Tower Hamlets terms of reference", part="a casting vote without a tie")
def casting(table: Table, desk: Desk, entry: Entry) -> str | None:
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
    if not verdict.quorate:
        return f"The item is not quorate, so nothing can be decided: {'; '.join(verdict.shortfall)}."
    if not verdict.tie:
        return "There is no tie, so there is no casting vote."
    return "A casting vote is given already. To change it, step it back first." if motion.casting else None


@clause(MEETINGS, part="no decision without quorum")
def result(table: Table, desk: Desk, entry: Entry) -> str | None:
    """A decision is recorded only where the item is quorate and the motion was put to those who may vote: of those who
    were there when it was decided, which may be noted late.
    """
    fault = _open_motion(desk, entry)
    if fault:
        return fault
    motion = desk.motions[entry.facts["motion"]]
    if entry.at < motion.at:
        return f"The motion was put at {clock_time(motion.at)}. Enter a time from then on."
    item = table.item_at(desk, motion.item, entry.at)
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


def withdraw(table: Table, desk: Desk, entry: Entry) -> str | None:
    return _open_motion(desk, entry)


@clause(MEETINGS, part="a vote stands until its result")
def votes_fall(table: Table, before: Desk, after: Desk) -> str | None:
    """While a motion is open nothing is entered that would make a vote already cast, or hands already counted, void."""
    for motion in after.motions.values():
        if not motion.is_open or not before.motions[motion.number].is_open:
            continue
        standing = standing_of(table.item_now(after, motion.item))
        stood = standing_of(table.item_now(before, motion.item))
        cast = [*motion.votes, *([motion.casting.seat] if motion.casting else [])]
        fallen = next((seat for seat in cast if stood.may_vote(seat) and not standing.may_vote(seat)), None)
        if fallen is not None:
            return f"{_who(before, fallen)} has voted on the motion that is open. {_FIRST}"
        try:
            votes_of(motion, table.terms, standing)
        except NotCountable:
            return f"Hands were counted on the motion that is open. {_FIRST}"
    return None


_FIRST = "Record its result, or step the vote back, first."


def _who(desk: Desk, seat: str) -> str:
    stay = desk.present.get(seat)
    return stay.name if stay else seat
