"""What stands at a meeting: who is there, what happened on each item, each motion."""

from dataclasses import dataclass, field
from datetime import date, datetime

from governance.rules.desk.entries import Entry, Outcome, Way
from governance.rules.voting.terms import Treatment, Vote
from governance.rules.voting.verdict import Casting


@dataclass(slots=True)
class Stay:
    """A time somebody was in the room; `until` is None while they still are."""

    name: str
    since: datetime
    until: datetime | None = None
    is_deputy: bool = False
    seat: str = ""
    designation: str = ""


@dataclass(slots=True)
class Declared:
    """An interest declared on an item, and what the chair decided about it (None until then)."""

    seat: str
    words: str
    entry: int
    interest: int | None = None
    treatment: Treatment | None = None
    why: str = ""


@dataclass(slots=True)
class Count:
    """Hands counted."""

    votes_for: int
    against: int
    abstained: int


@dataclass(slots=True)
class Motion:
    """A motion: `number` is that of the entry that moved it."""

    number: int
    item: int
    words: str
    mover: str
    seconder: str
    way: Way
    at: datetime
    ground: str = ""  # on which the public is excluded when it is carried; empty for a motion on the item itself
    votes: dict[str, Vote] = field(default_factory=dict)
    count: Count | None = None
    by_consensus: bool = False
    casting: Casting | None = None
    casting_why: str = ""
    result: Entry | None = None
    withdrawn_why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether votes may still be cast."""
        return self.result is None and not self.withdrawn_why

    @property
    def excludes(self) -> bool:
        """Whether it was put to exclude the public."""
        return bool(self.ground)

    @property
    def excluded(self) -> bool:
        """Whether it did exclude the public: it was put to, and is carried."""
        return self.excludes and self.result is not None and bool(self.result.facts["verdict"]["carried"])


@dataclass(slots=True)
class OnItem:
    """What happened on one item of the agenda."""

    item: int
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    words: str = ""
    declared: dict[str, Declared] = field(default_factory=dict)
    stand_ins: dict[str, str] = field(default_factory=dict)
    excluded_at: datetime | None = None
    readmitted_at: datetime | None = None
    ground: str = ""
    resolution: str = ""
    motions: list[int] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)

    @property
    def conflicts(self) -> dict[str, Treatment]:
        """What counts of the declarations: an interest the chair has yet to decide on keeps its member from voting."""
        return {seat: one.treatment or Treatment.STAY for seat, one in self.declared.items()}


@dataclass(slots=True)
class Action:
    """Something somebody is to do."""

    entry: int
    item: int | None
    words: str
    owner: str
    due_on: date | None


@dataclass(slots=True)
class Desk:
    """What stands. Seats are named by their codes, items by their keys, motions by the entry that moved them."""

    last: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    stays: list[Stay] = field(default_factory=list)
    item: int | None = None
    items: dict[int, OnItem] = field(default_factory=dict)
    motions: dict[int, Motion] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    taken_back: dict[int, Entry] = field(default_factory=dict)
    public_is_out: bool = False

    @property
    def is_in_session(self) -> bool:
        """Between its opening and its close."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def present(self) -> dict[str, Stay]:
        """Who sits in which seat now."""
        return {stay.seat: stay for stay in self.stays if stay.seat and stay.until is None}

    def present_at(self, at: datetime) -> dict[str, Stay]:
        """Who sat in which seat at a moment; whoever left at that very moment is gone."""
        here = [stay for stay in self.stays if stay.seat and stay.since <= at]
        return {stay.seat: stay for stay in here if stay.until is None or at < stay.until}

    @property
    def in_attendance(self) -> list[Stay]:
        """Who else is in the room now."""
        return [stay for stay in self.stays if not stay.seat and stay.until is None]

    def on(self, item: int) -> OnItem:
        """What happened on an item; nothing yet where nothing did."""
        return self.items.setdefault(item, OnItem(item))
