"""What stands after some entries: read from them in order, the same for every page and for the minutes."""

from collections.abc import Callable, Iterable
from datetime import date

from governance.rules.desk.entries import Entry, Kind, Outcome, Way
from governance.rules.desk.state import Action, Count, Declared, Desk, Motion, Stay
from governance.rules.voting.terms import Treatment, Vote
from governance.rules.voting.verdict import Casting


def read(entries: Iterable[Entry]) -> Desk:
    """What stands after these entries; an entry that was stepped back counts for nothing."""
    ordered = sorted(entries, key=lambda entry: entry.number)
    taken_back = {int(entry.facts["entry"]): entry for entry in ordered if entry.kind is Kind.STEP_BACK}
    desk = Desk(entries=ordered, taken_back=taken_back, last=ordered[-1].number if ordered else 0)
    for entry in ordered:
        if entry.number not in taken_back and entry.kind is not Kind.STEP_BACK:
            _READERS[entry.kind](desk, entry)
    return desk


def read_until(entries: Iterable[Entry], number: int) -> Desk:
    """What stood just after an entry, as the desk then knew it: later steps back are not known yet."""
    return read(entry for entry in entries if entry.number <= number)


def _open(desk: Desk, entry: Entry) -> None:
    desk.opened_at = entry.at


def _close(desk: Desk, entry: Entry) -> None:
    desk.closed_at = entry.at
    for stay in desk.stays:
        stay.until = stay.until or entry.at


def _arrive(desk: Desk, entry: Entry) -> None:
    facts = entry.facts
    desk.stays.append(Stay(facts["name"], entry.at, is_deputy=bool(facts.get("deputy")), seat=facts["seat"]))


def _attend(desk: Desk, entry: Entry) -> None:
    desk.stays.append(Stay(entry.facts["name"], entry.at, designation=entry.facts.get("designation", "")))


def _leave(desk: Desk, entry: Entry) -> None:
    for stay in desk.stays:
        if stay.until is None and (stay.seat or stay.name) == entry.facts["seat"]:
            stay.until = entry.at


def _begin_item(desk: Desk, entry: Entry) -> None:
    on = desk.on(entry.facts["item"])
    on.begun_at = on.begun_at or entry.at
    on.ended_at, on.outcome = None, None
    desk.item = on.item


def _end_item(desk: Desk, entry: Entry) -> None:
    on = desk.on(entry.facts["item"])
    on.ended_at, on.outcome, on.words = entry.at, Outcome(entry.facts["outcome"]), entry.facts.get("words", "")
    if on.excluded_at is not None and on.readmitted_at is None:
        on.readmitted_at = entry.at
        desk.public_is_out = False
    if desk.item == on.item:
        desk.item = None


def _declare(desk: Desk, entry: Entry) -> None:
    facts = entry.facts
    desk.on(facts["item"]).declared[facts["seat"]] = Declared(
        facts["seat"], facts["words"], entry.number, interest=facts.get("interest")
    )


def _treat(desk: Desk, entry: Entry) -> None:
    declared = desk.on(entry.facts["item"]).declared.get(entry.facts["seat"])
    if declared is not None:
        declared.treatment, declared.why = Treatment(entry.facts["treatment"]), entry.facts.get("why", "")


def _stand_in(desk: Desk, entry: Entry) -> None:
    desk.on(entry.facts["item"]).stand_ins[entry.facts["absent"]] = entry.facts["seat"]


def _readmit(desk: Desk, entry: Entry) -> None:
    desk.on(entry.facts["item"]).readmitted_at = entry.at
    desk.public_is_out = False


def _move(desk: Desk, entry: Entry) -> None:
    facts = entry.facts
    motion = Motion(
        entry.number,
        facts["item"],
        facts["words"],
        facts["mover"],
        facts.get("seconder", ""),
        Way(facts["way"]),
        entry.at,
        facts.get("ground", ""),
    )
    desk.motions[entry.number] = motion
    desk.on(motion.item).motions.append(entry.number)


def _vote(desk: Desk, entry: Entry) -> None:
    desk.motions[entry.facts["motion"]].votes[entry.facts["seat"]] = Vote(entry.facts["vote"])


def _count(desk: Desk, entry: Entry) -> None:
    facts = entry.facts
    desk.motions[facts["motion"]].count = Count(facts["for"], facts["against"], facts["abstained"])


def _consensus(desk: Desk, entry: Entry) -> None:
    desk.motions[entry.facts["motion"]].by_consensus = True


def _casting(desk: Desk, entry: Entry) -> None:
    motion = desk.motions[entry.facts["motion"]]
    motion.casting = Casting(entry.facts["seat"], Vote(entry.facts["vote"]))
    motion.casting_why = entry.facts.get("why", "")


def _result(desk: Desk, entry: Entry) -> None:
    motion = desk.motions[entry.facts["motion"]]
    motion.result = entry
    if motion.excluded:
        on = desk.on(motion.item)
        on.excluded_at, on.readmitted_at = entry.at, None
        on.ground, on.resolution = motion.ground, motion.words
        desk.public_is_out = True


def _withdraw(desk: Desk, entry: Entry) -> None:
    desk.motions[entry.facts["motion"]].withdrawn_why = entry.facts["why"]


def _action(desk: Desk, entry: Entry) -> None:
    facts = entry.facts
    due = facts.get("due_on")
    desk.actions.append(
        Action(
            entry.number,
            facts.get("item"),
            facts["words"],
            facts["owner"],
            date.fromisoformat(due) if due else None,
        )
    )


def _note(desk: Desk, entry: Entry) -> None:
    if entry.facts.get("item") is not None:
        desk.on(entry.facts["item"]).notes.append(entry)


def _release(desk: Desk, entry: Entry) -> None:
    """Changes nothing of what stands; what is private because of it is worked out in `privacy`."""


_READERS: dict[Kind, Callable[[Desk, Entry], None]] = {
    Kind.OPEN: _open,
    Kind.CLOSE: _close,
    Kind.ARRIVE: _arrive,
    Kind.ATTEND: _attend,
    Kind.LEAVE: _leave,
    Kind.BEGIN_ITEM: _begin_item,
    Kind.END_ITEM: _end_item,
    Kind.DECLARE: _declare,
    Kind.TREAT: _treat,
    Kind.STAND_IN: _stand_in,
    Kind.READMIT: _readmit,
    Kind.RELEASE: _release,
    Kind.MOVE: _move,
    Kind.VOTE: _vote,
    Kind.COUNT: _count,
    Kind.CONSENSUS: _consensus,
    Kind.CASTING: _casting,
    Kind.RESULT: _result,
    Kind.WITHDRAW_MOTION: _withdraw,
    Kind.ACTION: _action,
    Kind.NOTE: _note,
}
