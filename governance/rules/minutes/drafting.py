"""Minutes drafted from the record: nothing that it holds is ever typed again."""

from collections.abc import Iterable, Iterator

from governance.rules.desk.entries import Kind, Outcome
from governance.rules.desk.state import Stay
from governance.rules.minutes.record import Exclusion, OnAgenda, Record, exclusions, private_items
from governance.rules.minutes.sections import Block, Section
from governance.rules.minutes.wording import (
    MEETINGS,
    action_line,
    exclusion_block,
    interest_lines,
    motion_block,
    movement_lines,
    sentence,
)
from hubportal.clauses import clause
from hubportal.web.words import clock_time

OUTCOMES = {Outcome.DEFERRED: "Deferred", Outcome.WITHDRAWN: "Withdrawn"}


@clause(MEETINGS, part="minutes are drafted from the record")
def draft(record: Record) -> tuple[Section, ...]:
    """Attendance, then each item as the agenda orders them, then what was entered outside any item. What was heard in
    private stands in sections of its own.
    """
    out = exclusions(record)
    private = private_items(record)
    made = [_attendance(record, out), *_attended_in_private(record, out)]
    for item in record.items:
        made += _of_item(record, item, out, is_private=item.key in private)
    made += _besides(record, out)
    return tuple(made)


@clause(MEETINGS, part="minutes give attendance with times, apologies and deputies")
def _attendance(record: Record, out: tuple[Exclusion, ...]) -> Section:
    """Who was there from when to when, for whom a deputy sat, who sent an apology and who did not come."""
    shown = [stay for stay in record.desk.stays if not any(one.spans(stay) for one in out)]
    here = {stay.seat for stay in record.desk.stays if stay.seat}
    blocks = [
        Block("Present", tuple(_present(record, stay) for stay in _by_seat(record, shown))),
        Block("In attendance", tuple(_with_times(record, stay) for stay in shown if not stay.seat)),
        Block("Apologies", tuple(_apologies(record))),
        Block(
            "Absent without apology",
            tuple(
                f"{one.name}, {one.title}"
                for one in record.members
                if one.name and one.code not in here and one.code not in record.apologies
            ),
        ),
        Block("Times", tuple(_times(record))),
    ]
    return Section("attendance", "Attendance", False, _said(blocks))


def _attended_in_private(record: Record, out: tuple[Exclusion, ...]) -> Iterator[Section]:
    only = [stay for stay in record.desk.stays if any(one.spans(stay) for one in out)]
    if only:
        lines = tuple(_with_times(record, stay) for stay in only)
        yield Section(
            "attendance:private", "In the room only while the public was not", True, (Block("Present", lines),)
        )


def _by_seat(record: Record, stays: Iterable[Stay]) -> list[Stay]:
    order = {one.code: place for place, one in enumerate(record.members)}
    return sorted(
        (stay for stay in stays if stay.seat), key=lambda stay: (order.get(stay.seat, len(order)), stay.since)
    )


def _present(record: Record, stay: Stay) -> str:
    seat = next((one for one in record.members if one.code == stay.seat), None)
    title = seat.title if seat else stay.seat
    deputy = f", deputy for {seat.name}" if stay.is_deputy and seat and seat.name and seat.name != stay.name else ""
    voting = "" if seat is None or seat.voting else " (no vote)"
    return f"{stay.name}, {title}{voting}{deputy}{_when(record, stay)}"


def _with_times(record: Record, stay: Stay) -> str:
    job = f", {stay.designation}" if stay.designation else ""
    return f"{stay.name}{job}{_when(record, stay)}"


def _when(record: Record, stay: Stay) -> str:
    """Nothing for somebody who was there from the beginning to the end: who is ticked as present before the first item
    begins was there from the beginning.
    """
    began = min((on.begun_at for on in record.desk.items.values() if on.begun_at), default=None)
    late = began is not None and stay.since > began
    early = stay.until is not None and stay.until != record.desk.closed_at
    if late and early:
        return f", from {clock_time(stay.since)} to {clock_time(stay.until)}"
    if late:
        return f", from {clock_time(stay.since)}"
    return f", until {clock_time(stay.until)}" if early else ""


def _apologies(record: Record) -> Iterator[str]:
    for one in record.members:
        away = record.apologies.get(one.code)
        if away is not None:
            deputy = f"; deputy: {away.deputy}" if away.deputy else ""
            yield f"{one.name or one.title}, {one.title}{deputy}"


def _times(record: Record) -> Iterator[str]:
    if record.desk.opened_at:
        yield f"The meeting began at {clock_time(record.desk.opened_at)}."
    if record.desk.closed_at:
        yield f"It ended at {clock_time(record.desk.closed_at)}."


def _of_item(record: Record, item: OnAgenda, out: tuple[Exclusion, ...], *, is_private: bool) -> Iterator[Section]:
    """One section; of a private item also one for the public, which says that it was heard in private and why."""
    if is_private:
        yield _told_of(record, item, [one for one in out if one.item == item.key])
    on = record.desk.items.get(item.key)
    blocks = []
    if item.withdrawn_why is not None:
        blocks.append(Block("Withdrawn from the agenda", (sentence(item.withdrawn_why or "No reason was given"),)))
    if on is not None:
        blocks += _blocks_of(record, item)
    notes = [str(entry.facts["words"]).strip() for entry in on.notes] if on else []
    if not notes and not any(block.lines for block in blocks):
        heard = on is not None and on.begun_at is not None
        blocks = [Block("Heard", ("Nothing was put to the vote.",)) if heard else Block("Not heard", ("Not reached.",))]
    yield Section(f"item:{item.key}", f"{item.position}. {item.title}", is_private, _said(blocks), "\n\n".join(notes))


@clause(
    "Public Bodies (Admission to Meetings) Act 1960, section 1", part="minutes are split into public and confidential"
)
def _told_of(record: Record, item: OnAgenda, out: list[Exclusion]) -> Section:
    """What the public is told of a private item: its place on the agenda, the resolution with its vote, the ground and
    the times. Its title is not among that.
    """
    blocks = [exclusion_block(record, one, one.motion) for one in out if one.motion is not None]
    if not blocks:
        ground = (f"Ground: {sentence(item.ground)}",) if item.ground.strip() else ()
        blocks = [Block("Heard in private", ground)] if ground else []
    lines = blocks or [Block("Heard in private", ("This item is minuted in the confidential part.",))]
    return Section(f"item:{item.key}:public", f"{item.position}. An item heard in private", False, _said(lines))


def _blocks_of(record: Record, item: OnAgenda) -> list[Block]:
    desk = record.desk
    on = desk.items[item.key]
    blocks = [
        Block("Interests declared", tuple(interest_lines(record, on))),
        Block("Arrivals and departures", tuple(movement_lines(record, on))),
    ]
    motions = [desk.motions[number] for number in on.motions if not desk.motions[number].excluded]
    blocks += [motion_block(record, one, place, len(motions)) for place, one in enumerate(motions, start=1)]
    actions = [one for one in desk.actions if one.item == item.key]
    blocks.append(Block("Actions", tuple(action_line(one.words, one.owner, one.due_on) for one in actions)))
    if on.outcome in OUTCOMES:
        why = sentence(on.words) if on.words.strip() else "No reason was given."
        blocks.append(Block(OUTCOMES[on.outcome], (why,)))
    return blocks


def _besides(record: Record, out: tuple[Exclusion, ...]) -> Iterator[Section]:
    """Actions and notes outside any item; what was entered while the public was out is confidential."""
    for is_private in (False, True):
        actions = [
            action_line(one.words, one.owner, one.due_on)
            for one in record.desk.actions
            if one.item is None and any(time.holds(one.entry) for time in out) is is_private
        ]
        notes = [
            str(entry.facts["words"]).strip()
            for entry in record.standing()
            if entry.kind is Kind.NOTE
            and entry.facts.get("item") is None
            and any(time.holds(entry.number) for time in out) is is_private
        ]
        if actions or notes:
            key = "besides:private" if is_private else "besides"
            block = _said([Block("Actions", tuple(actions))])
            yield Section(key, "Besides the agenda", is_private, block, "\n\n".join(notes))


def _said(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.lines)
