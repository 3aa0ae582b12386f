"""What the minutes say of a motion, an interest, an item and a person, in the words of the record."""

from collections.abc import Iterator

from governance.rules.desk.entries import Kind, Way
from governance.rules.desk.state import Motion, OnItem
from governance.rules.desk.wording import with_names
from governance.rules.minutes.record import Exclusion, Record
from governance.rules.minutes.sections import Block
from governance.rules.voting.terms import Treatment, Vote
from hubportal.clauses import clause
from hubportal.web.words import clock_time, long_date, lower_first

MEETINGS = "Specification of governance, Meetings"
TREATED = {
    Treatment.NOTE: "The chair noted it: {name} took part and voted.",
    Treatment.STAY: "The chair decided that {name} stayed and did not vote.",
    Treatment.LEAVE: "The chair decided that {name} left for the item.",
    None: "The chair did not decide on it, so {name} did not vote.",
}
CAME_TO = {"carried": "Carried", "not_carried": "Not carried", "agreed": "Agreed"}
VOTES = ((Vote.FOR, "For"), (Vote.AGAINST, "Against"), (Vote.ABSTAIN, "Abstained"))


def sentence(words: str) -> str:
    """Words with a full stop at their end."""
    said = words.strip()
    return said if not said or said[-1] in ".?!" else f"{said}."


@clause(MEETINGS, part="minutes give the vote and its result from the record")
def motion_block(record: Record, motion: Motion, place: int, of: int) -> Block:
    """A motion with who moved and seconded it, how it was voted on, its result and the working."""
    heading = "Motion" if of == 1 else f"Motion {place}"
    if motion.excludes and not motion.excluded:
        heading = f"{heading} to exclude the public"
    lines = [sentence(motion.words), _moved(record, motion), *_voted(record, motion)]
    if motion.casting is not None:
        name = record.who(motion.casting.seat, motion.at)
        why = f" {sentence(motion.casting_why)}" if motion.casting_why.strip() else ""
        lines.append(f"{name} gave the casting vote {motion.casting.vote.value}.{why}")
    lines += _ended(record, motion)
    lines += _taken_back(record, motion)
    return Block(heading, tuple(line for line in lines if line))


def _moved(record: Record, motion: Motion) -> str:
    moved = f"Moved by {record.who(motion.mover, motion.at)}"
    return f"{moved}, seconded by {record.who(motion.seconder, motion.at)}." if motion.seconder else f"{moved}."


def _voted(record: Record, motion: Motion) -> Iterator[str]:
    if motion.way is Way.RECORDED and motion.votes:
        weights = (motion.result.facts["verdict"]["weights"] if motion.result else None) or {}
        uneven = len({weights.get(seat) for seat in motion.votes}) > 1
        for vote, words in VOTES:
            names = [
                f"{record.who(seat, motion.at)} ({weights[seat]})" if uneven and seat in weights
                else record.who(seat, motion.at)
                for seat, cast in sorted(motion.votes.items())
                if cast is vote
            ]  # fmt: skip
            if names:
                yield f"{words}: {', '.join(names)}."
    elif motion.way is Way.COUNTED and motion.count is not None:
        count = motion.count
        yield f"Show of hands: {count.votes_for} for, {count.against} against, {count.abstained} abstained."
    elif motion.by_consensus:
        yield "Agreed by consensus."


def _ended(record: Record, motion: Motion) -> Iterator[str]:
    if motion.result is not None:
        verdict = motion.result.facts["verdict"]
        yield f"Result: {'carried' if verdict['carried'] else 'not carried'}."
        working = [line for line in verdict.get("working", ()) if line not in {"Carried.", "Not carried."}]
        if working:
            names = {one.code: record.who(one.code, motion.at) for one in record.members}
            yield f"How it came about: {' '.join(with_names(working, names))}"
    elif motion.withdrawn_why:
        yield f"Withdrawn: {lower_first(sentence(motion.withdrawn_why))}"
    else:
        yield "No result was recorded."


def _taken_back(record: Record, motion: Motion) -> Iterator[str]:
    for entry in record.desk.entries:
        back = record.desk.taken_back.get(entry.number)
        if back is not None and entry.kind is Kind.RESULT and entry.facts.get("motion") == motion.number:
            yield (
                f"A result recorded at {clock_time(entry.at)} was taken back at {clock_time(back.at)}:"
                f" {lower_first(sentence(back.facts['why']))}"
            )


@clause(MEETINGS, part="minutes give each interest and how it was treated")
def interest_lines(record: Record, on: OnItem) -> Iterator[str]:
    """Each interest, what the chair decided about it and why, and who stood in for whom."""
    at = on.begun_at
    for one in on.declared.values():
        name = record.who(one.seat, at)
        why = f" {sentence(one.why)}" if one.why.strip() else ""
        yield f"{name} declared: {sentence(one.words)} {TREATED[one.treatment].format(name=name)}{why}"
    for absent, seat in on.stand_ins.items():
        yield f"{record.who(seat, at)} stood in for {record.who(absent, at)}."


def movement_lines(record: Record, on: OnItem) -> Iterator[str]:
    """Who came and went while the item was heard."""
    if on.begun_at is None:
        return
    ended = on.ended_at or record.desk.closed_at
    for stay in record.desk.stays:
        if on.begun_at < stay.since and (ended is None or stay.since < ended):
            yield f"{stay.name} arrived at {clock_time(stay.since)}."
        if stay.until is None or stay.until == record.desk.closed_at:
            continue
        if on.begun_at <= stay.until and (ended is None or stay.until < ended):
            yield f"{stay.name} left at {clock_time(stay.until)}."


@clause("Public Bodies (Admission to Meetings) Act 1960, section 1", part="minutes give the resolution and its ground")
def exclusion_block(record: Record, out: Exclusion, motion: Motion) -> Block:
    """The resolution by which the public was excluded, the ground it states, who moved and seconded it, how it was
    voted on, and from when to when. The working is left out: it could name an interest in a private item.
    """
    until = f" to {clock_time(out.until)}" if out.until else ""
    lines = [sentence(motion.words), f"Ground: {sentence(motion.ground)}", _moved(record, motion)]
    lines += [*_voted(record, motion), "Result: carried."]
    lines.append(f"The public was out of the room from {clock_time(out.since)}{until}.")
    return Block("Exclusion of the public", tuple(lines))


def action_line(words: str, owner: str, due_on: object) -> str:
    """An action with its owner and date."""
    by = f" by {long_date(due_on)}" if due_on else ""  # type: ignore[arg-type]
    return f"{sentence(words)} Owner: {owner}{by}."
