"""What the page of a desk is made of: seats, items, motions and votes, each ready to be read."""

import uuid
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat at the table."""

    code: str
    title: str
    organisation: str
    name: str
    votes: bool
    is_here: bool
    state: str
    may_arrive: bool


@dataclass(frozen=True, slots=True)
class QuorumWords:
    """The quorum of an item: met or not, and why."""

    is_met: bool
    why: str
    reasons: list[str]

    @property
    def stands(self) -> str:
        """Whether it is met, in words."""
        return "Quorate" if self.is_met else "Not quorate"

    @property
    def short(self) -> str:
        """All of it on one line."""
        return f"{self.stands}: {self.why}"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the agenda."""

    public_id: uuid.UUID
    position: int
    title: str
    purpose: str
    state: str
    is_open: bool
    may_begin: bool
    is_private: bool
    business_of: str
    quorum: QuorumWords | None


@dataclass(frozen=True, slots=True)
class VoterRow:
    """A seat on a motion, and its vote."""

    code: str
    name: str
    vote: str
    why_not: str


@dataclass(frozen=True, slots=True)
class MotionWords:
    """A motion and how far it is."""

    number: int
    words: str
    by: str
    way: str
    result: str
    is_open: bool
    tally: str
    needed: str
    decided_by: str
    ground: str = ""
    was_decided: bool = False
    voters: list[VoterRow] = field(default_factory=list)
    working: list[str] = field(default_factory=list)
    tie: bool = False
    holders: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """A declared interest."""

    name: str
    words: str
    decided: str
