"""What minutes are drafted from: the desk as it stands, the seats, the agenda and the apologies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.privacy import ends, undone
from governance.rules.desk.state import Desk, Motion, Stay


@dataclass(frozen=True, slots=True)
class Member:
    """A seat with who is appointed to it; `name` is empty while it is vacant."""

    code: str
    title: str
    organisation: str
    name: str
    voting: bool


@dataclass(frozen=True, slots=True)
class Away:
    """An apology given before the meeting, and the deputy it named."""

    reason: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """An item as it was put on the agenda."""

    key: int
    position: int
    title: str
    is_private: bool = False
    ground: str = ""
    withdrawn_why: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the minutes say comes from here."""

    desk: Desk
    members: tuple[Member, ...]
    items: tuple[OnAgenda, ...]
    apologies: Mapping[str, Away] = field(default_factory=dict)

    def standing(self) -> Iterator[Entry]:
        """The entries that were not stepped back."""
        for entry in self.desk.entries:
            if entry.number not in self.desk.taken_back and entry.kind is not Kind.STEP_BACK:
                yield entry

    def who(self, seat: str, at: datetime | None = None) -> str:
        """Who sat in a seat at a moment, or last; whoever is appointed to it where nobody did."""
        sat = [stay for stay in self.desk.stays if stay.seat == seat]
        if at is not None:
            sat = [stay for stay in sat if stay.since <= at and (stay.until is None or at <= stay.until)] or sat
        if sat:
            return sat[-1].name
        found = next((one for one in self.members if one.code == seat), None)
        return (found.name or found.title) if found else seat


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A time the public was out of the room: from which entry to which, when, and by which motion; open ended while
    it lasts. There is no motion where it was stepped back.
    """

    item: int
    first: int
    since: datetime
    motion: Motion | None
    last: int | None = None
    until: datetime | None = None

    def holds(self, number: int) -> bool:
        """Whether an entry was made during it."""
        return self.first < number and (self.last is None or number < self.last)

    def spans(self, stay: Stay) -> bool:
        """Whether somebody was in the room only while the public was out of it."""
        ended = self.until is None or (stay.until is not None and stay.until <= self.until)
        return stay.since >= self.since and ended


def exclusions(record: Record) -> tuple[Exclusion, ...]:
    """Every time the public was excluded: an exclusion ends when the public comes back, or with its item. One that was
    stepped back is among them, until what was said in it is released.
    """
    found: list[Exclusion] = []
    opened: Exclusion | None = None
    for entry in record.standing():
        facts = entry.facts
        motion = record.desk.motions.get(facts["motion"]) if entry.kind is Kind.RESULT else None
        if motion is not None and motion.excluded and opened is None:
            opened = Exclusion(motion.item, entry.number, entry.at, motion)
        elif opened is not None and ends(entry, opened.item):
            found.append(replace(opened, last=entry.number, until=entry.at))
            opened = None
    back = (Exclusion(one.item, one.first, one.since, None, one.last, one.until) for one in undone(record.desk))
    return (*back, *found, opened) if opened is not None else (*back, *found)


def private_items(record: Record) -> frozenset[int]:
    """The items of which no word is public: marked so on the agenda, or with an entry made while the public was out."""
    out = exclusions(record)
    marked = {one.key for one in record.items if one.is_private}
    heard = {
        entry.facts["item"]
        for entry in record.standing()
        if entry.facts.get("item") is not None and any(one.holds(entry.number) for one in out)
    }
    return frozenset(marked | heard | {one.item for one in out})
