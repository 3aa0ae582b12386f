"""The desk of a meeting as its pages show it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from governance.figures.desk import Room
from governance.figures.seating import SeatedMember
from governance.models import AgendaItem, Meeting
from governance.presenters.desk_rows import DeclaredRow, ItemRow, MotionWords, QuorumWords, SeatRow, VoterRow
from governance.presenters.desk_words import (
    OUTCOMES,
    TREATMENTS,
    VOTES,
    WAYS,
    Line,
    Words,
    result_words,
    tally_words,
    why_not,
)
from governance.rules.desk.deciding import NotCountable, quorum_on, still_needed, told, verdict_on
from governance.rules.desk.entries import Kind, Way
from governance.rules.desk.facts import fitting
from governance.rules.desk.leaving import entries_about
from governance.rules.desk.privacy import may_release
from governance.rules.desk.state import Motion
from governance.rules.voting.standing import CannotStand, standing_of
from governance.rules.voting.verdict import NoVote, holders
from hubportal.web.words import clock_time

LATEST = 30


class DeskPage:
    """Everything the page of a desk shows, worked out once from what stands. `hidden` are private items for which the
    reader was asked to leave: nothing that is entered about them is shown.
    """

    def __init__(self, room: Room, *, hidden: frozenset[int] = frozenset()) -> None:
        self.room = room
        self.desk = room.desk
        self.hidden = hidden
        self.words = Words(room)
        self.names = self.words.names
        self.hides_open_item = self.desk.item in hidden
        shown = self.desk.item if not self.hides_open_item else None
        self.open_item = next((item for item in room.items if item.pk == shown), None)

    @property
    def last(self) -> int:
        """The number of the last entry."""
        return self.desk.last

    @property
    def state(self) -> str:
        """Whether the meeting is in session."""
        if self.room.meeting.state == Meeting.State.CANCELLED:
            return "Cancelled"
        if self.desk.opened_at is None:
            return "Not open yet"
        if self.desk.closed_at is not None:
            return f"Closed at {clock_time(self.desk.closed_at)}"
        return f"In session since {clock_time(self.desk.opened_at)}"

    @property
    def in_session(self) -> bool:
        """Whether entries are made."""
        return self.desk.is_in_session

    @property
    def may_open(self) -> bool:
        """Whether it can be opened."""
        cancelled = self.room.meeting.state == Meeting.State.CANCELLED
        return self.desk.opened_at is None and self.room.table is not None and not cancelled

    @property
    def is_closed(self) -> bool:
        """Whether it has ended."""
        return self.desk.closed_at is not None

    @property
    def seats(self) -> list[SeatRow]:
        """Every seat with who sits in it."""
        return [self._seat(one) for one in self.room.seated]

    def _seat(self, one: SeatedMember) -> SeatRow:
        stay = self.desk.present.get(one.code)
        apology = self.room.apologies.get(one.code)
        left = [past for past in self.desk.stays if past.seat == one.code and past.until]
        if stay is not None:
            state = f"{'Deputy, here' if stay.is_deputy else 'Here'} since {clock_time(stay.since)}"
        elif left:
            state = f"Left at {clock_time(left[-1].until)}"
        elif apology is not None:
            state = f"Apologies; deputy {apology.deputy.name}" if apology.deputy else "Apologies"
        else:
            state = "Not here" if one.member else "Vacant"
        return SeatRow(
            code=one.code,
            title=one.title,
            organisation=one.organisation,
            name=stay.name if stay else (one.member.name if one.member else "Vacant"),
            votes=one.voting,
            is_here=stay is not None,
            state=state,
            may_arrive=self.in_session and stay is None and one.member is not None,
        )

    @property
    def in_attendance(self) -> list[tuple[str, str]]:
        """Who else is in the room, with their job title."""
        hidden = {one.facts.get("name") for one in self.desk.entries if one.number in self.hidden_entries}
        return [(stay.name, stay.designation) for stay in self.desk.in_attendance if stay.name not in hidden]

    def quorum(self, item: AgendaItem) -> QuorumWords | None:
        """The quorum of an item as the table stands."""
        table = self.room.table
        if table is None or item.pk not in table.items:
            return None
        try:
            found = quorum_on(table.terms, table.item_now(self.desk, item.pk))
        except CannotStand as wrong:
            return QuorumWords(False, "it cannot be worked out", self.words.working([wrong.sentence]))
        counting = f"{found.counting} voting members count"
        why = counting if found.is_met else "; ".join(found.shortfall)
        return QuorumWords(found.is_met, why, self.words.working(found.reasons))

    @cached_property
    def items(self) -> list[ItemRow]:
        """The agenda."""
        return [self._item(item) for item in self.room.items]

    def _item(self, item: AgendaItem) -> ItemRow:
        on = self.desk.items.get(item.pk)
        is_open = self.desk.item == item.pk
        if item.withdrawn_at:
            state = "Withdrawn"
        elif is_open:
            state = "Open now"
        elif on is not None and on.outcome:
            state = OUTCOMES[on.outcome].capitalize()
        else:
            state = "To come"
        live = self.in_session and item.withdrawn_at is None
        return ItemRow(
            public_id=item.public_id,
            position=item.position,
            title=item.title,
            purpose=item.get_purpose_display(),
            state=state,
            is_open=is_open,
            may_begin=live and self.desk.item is None,
            is_private=item.is_private,
            business_of=item.business_of,
            quorum=self.quorum(item) if live and (is_open or state == "To come") else None,
        )

    def still_to_declare(self, known: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Of the interests the register knows, by seat, those not declared yet: seat, who sits there, and words."""
        on = self.desk.items.get(self.desk.item) if self.desk.item is not None else None
        return [
            (seat, self.words.who(seat), fitting(words))
            for seat, words in known.items()
            if seat in self.desk.present and not (on and seat in on.declared)
        ]

    @property
    def may_release(self) -> bool:
        """Whether what was said in private on the open item may be released: its exclusion was stepped back."""
        return not self.desk.public_is_out and may_release(self.desk, self.desk.item)

    @property
    def declared(self) -> list[DeclaredRow]:
        """The interests declared on the item that is open."""
        on = self.desk.items.get(self.desk.item or 0)
        return [
            DeclaredRow(
                self.words.who(seat),
                one.words,
                (TREATMENTS[one.treatment] + (f" ({one.why})" if one.why else "")) if one.treatment else "",
            )
            for seat, one in (on.declared if on else {}).items()
        ]

    @property
    def stand_ins(self) -> list[str]:
        """Who stands in for whom on the item that is open, in sentences."""
        on = self.desk.items.get(self.desk.item or 0)
        return [
            f"{self.words.who(seat)} for {self.words.who(absent)}"
            for absent, seat in (on.stand_ins if on else {}).items()
        ]

    @property
    def refused_motion(self) -> str:
        """Why no motion is put on the item that is open, where the terms leave it to others."""
        table = self.room.table
        return table.left_to_others.get(self.desk.item or 0, "") if table else ""

    @property
    def proposed(self) -> str:
        """The resolution proposed on the agenda for the item that is open, until a motion on it was put."""
        return self.open_item.asks if self.open_item is not None and not self.motions else ""

    @cached_property
    def motions(self) -> list[MotionWords]:
        """The motions on the item that is open, or on the meeting when none is, the latest first."""
        numbers = (
            self.desk.items[self.desk.item].motions
            if self.desk.item is not None and self.desk.item in self.desk.items
            else list(self.desk.motions)
        )
        found = [self.desk.motions[number] for number in reversed(numbers)]
        return [self.motion(one) for one in found if one.item not in self.hidden]

    @cached_property
    def open_motion(self) -> MotionWords | None:
        """The motion on which votes are cast."""
        return next((one for one in self.motions if one.is_open), None)

    def motion(self, motion: Motion) -> MotionWords:
        """A motion in words: while it is open as it stands now, afterwards as it was decided."""
        seconded = f", seconded by {self.words.who(motion.seconder)}" if motion.seconder else ""
        said: dict[str, Any] = {
            "number": motion.number,
            "words": motion.words,
            "by": f"Moved by {self.words.who(motion.mover)}{seconded}",
            "way": motion.way.value,
            "decided_by": WAYS[motion.way.value],
            "result": result_words(motion),
            "is_open": motion.is_open,
            "ground": motion.ground,
            "was_decided": any(
                one.kind is Kind.RESULT and one.facts["motion"] == motion.number and one.number in self.desk.taken_back
                for one in self.desk.entries
            ),
        }
        if motion.result is not None:
            kept = motion.result.facts
            return MotionWords(
                **said,
                tally=tally_words(kept["verdict"]),
                needed="",
                voters=self._kept_votes(kept) if motion.way is Way.RECORDED else [],
                working=self.words.working(kept["verdict"]["working"]),
            )
        return (
            MotionWords(**said, **self._as_it_stands(motion))
            if motion.is_open
            else MotionWords(**said, tally="", needed=motion.withdrawn_why)
        )

    def _kept_votes(self, kept: Mapping[str, Any]) -> list[VoterRow]:
        return [
            VoterRow(seat, self.words.who(seat), VOTES[vote], "")
            for seat, vote in sorted(kept["given"]["votes"].items())
        ]

    def _as_it_stands(self, motion: Motion) -> dict[str, Any]:
        table = self.room.table
        if table is None:
            return {"tally": "", "needed": ""}
        item = table.item_now(self.desk, motion.item)
        try:
            standing = standing_of(item)
            verdict = verdict_on(table.terms, item, motion)
        except (CannotStand, NoVote, NotCountable) as wrong:
            return {"tally": "", "needed": self.words.working([wrong.sentence])[0]}
        voters = []
        for one in self.room.seated:
            if one.code not in self.desk.present:
                continue
            why = "" if standing.may_vote(one.code) else why_not(one, item.conflicts, standing)
            vote = motion.votes.get(one.code)
            voters.append(VoterRow(one.code, self.words.who(one.code), VOTES[vote] if vote else "", why))
        return {
            "tally": tally_words(told(verdict)),
            "needed": self.words.working([still_needed(table.terms, verdict)])[0],
            "voters": voters,
            "tie": verdict.tie and verdict.quorate and verdict.base > 0 and motion.casting is None,
            "holders": [(seat.key, self.words.who(seat.key)) for seat in holders(table.terms, item, standing)],
        }

    def lines(self, *, every: bool = False) -> list[Line]:
        """The entries, the latest first; the last thirty unless all are asked for."""
        entries = [entry for entry in self.desk.entries if entry.number not in self.hidden_entries]
        return [self.words.line(entry) for entry in reversed(entries if every else entries[-LATEST:])]

    @cached_property
    def hidden_entries(self) -> frozenset[int]:
        """The numbers of the entries that are about the hidden items."""
        return entries_about(self.desk.entries, self.hidden) if self.hidden else frozenset()

    @property
    def actions(self) -> list[str]:
        """What somebody is to do, in sentences."""
        return [
            f"{one.owner}: {one.words}" + (f" (by {one.due_on:%-d %B %Y})" if one.due_on else "")
            for one in self.desk.actions
            if one.entry not in self.hidden_entries
        ]
