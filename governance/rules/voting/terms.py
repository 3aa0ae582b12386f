"""What terms of reference may say of quorum, weight and decision, as plain data; roles and offices in their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

NHS_ENGLAND = "NHS England"


class Treatment(StrEnum):
    """What the chair decided about somebody's conflict on one item."""

    NOTE = "note"
    STAY = "stay_not_vote"
    LEAVE = "leave"


class Vote(StrEnum):
    """One vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class MajorityOf(StrEnum):
    """Of what a motion needs more than half."""

    VOTES_CAST = "votes_cast"
    WEIGHT_PRESENT = "weight_present"


class SharedAmong(StrEnum):
    """Among whom a bloc's total is shared: its voters on this item, or all its voting seats."""

    PRESENT = "present"
    SEATS = "seats"


class BlocTotal(StrEnum):
    """What a bloc weighs on the business of one CCG: its total, or as much as that CCG's voting seats."""

    UNCHANGED = "unchanged"
    PARITY = "parity"


@dataclass(frozen=True, slots=True)
class Seat:
    """One place at the table, with who sits there at this moment: `key` is unique among the seats."""

    key: str
    organisation: str
    role: str
    office: str = ""
    voting: bool = True
    present: bool = True


@dataclass(frozen=True, slots=True)
class FractionOfSeats:
    """So large a part of the voting seats, rounded up to whole members."""

    fraction: Fraction


@dataclass(frozen=True, slots=True)
class PerOrganisation:
    """So many voting members of each organisation; where offices are named, one of those present from `office_from`
    (from any, where it is empty) holds one of them.
    """

    counts: Mapping[str, int]
    offices: tuple[str, ...] = ()
    office_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleMajority:
    """Members of these roles outnumber the other voting members present."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many members; of these roles and holding one of these offices where any are named.

    They are voting members unless `voting` is False: some terms also ask for members without a vote.
    """

    count: int
    roles: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    voting: bool = True


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these rules."""

    rules: tuple["Quorum", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these rules."""

    rules: tuple["Quorum", ...]


Quorum = FractionOfSeats | PerOrganisation | RoleMajority | AtLeast | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class OneEach:
    """One vote each."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Some organisations have a fixed total, shared equally among their voters; everybody else has one vote."""

    totals: Mapping[str, Fraction]
    shared_among: SharedAmong = SharedAmong.PRESENT


Weights = OneEach | Bloc


@dataclass(frozen=True, slots=True)
class Decision:
    """What carries a motion, and which offices hold a second and deciding vote when it is tied."""

    majority_of: MajorityOf = MajorityOf.VOTES_CAST
    casting_vote: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SingleCcg:
    """What is different on the business of one CCG alone."""

    casting_vote: tuple[str, ...] = ()
    bloc_total: BlocTotal = BlocTotal.PARITY


@dataclass(frozen=True, slots=True)
class Terms:
    """The three rules of terms of reference, and what they say of single-CCG business if they speak of it."""

    quorum: Quorum
    weights: Weights = OneEach()
    decision: Decision = Decision()
    single_ccg: SingleCcg | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is decided: the seats at that moment, what was decided about each conflict, who stands in for whom
    (conflicted seat to the seat that votes instead), and the CCG whose sole business it is.
    """

    seats: tuple[Seat, ...]
    conflicts: Mapping[str, Treatment]
    stand_ins: Mapping[str, str]
    business_of: str | None = None
