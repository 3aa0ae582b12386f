"""Who may vote on an item, and who counts for its quorum."""

from collections.abc import Iterable
from dataclasses import dataclass

from governance.rules.voting.terms import NHS_ENGLAND, Item, Seat, Treatment
from hubportal.clauses import clause

TOWER_HAMLETS = "Tower Hamlets terms of reference"
ESSEX = "Mid and North East Essex terms of reference"


class CannotStand(ValueError):
    """What was said of the item contradicts itself; `about` is the key of the seat."""

    def __init__(self, sentence: str, about: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.about = about


@dataclass(frozen=True, slots=True)
class Standing:
    """The seats that concern an item, those that count for its quorum, those that may vote, and why, in words.

    `seats` are the voting seats of which a fraction is taken: all, or on one CCG's business its own and NHS England's.
    `attending` are present and heard, voting or not. Each is in the order of the seats' keys.
    """

    seats: tuple[Seat, ...]
    attending: tuple[Seat, ...]
    counting: tuple[Seat, ...]
    voters: tuple[Seat, ...]
    reasons: tuple[str, ...]
    business_of: str | None = None

    def concerns(self, organisation: str) -> bool:
        """Whether an organisation's seats count on the item at all."""
        return concerns(organisation, self.business_of)

    def may_vote(self, key: str) -> bool:
        """Whether a seat votes on the item."""
        return any(seat.key == key for seat in self.voters)


def standing_of(item: Item) -> Standing:
    """Who stands where on an item, after every conflict, stand-in and limit to one CCG."""
    by_key = _by_key(item)
    concerned = [seat for seat in item.seats if concerns(seat.organisation, item.business_of)]
    standing_in = {key for absent, key in item.stand_ins.items() if _stands_in(item, by_key[absent], by_key[key])}
    replaced = {absent for absent, key in item.stand_ins.items() if key in standing_in}
    attending = [seat for seat in concerned if seat.present and item.conflicts.get(seat.key) is not Treatment.LEAVE]
    members = [seat for seat in attending if (seat.voting or seat.key in standing_in) and seat.key not in replaced]
    voters = [seat for seat in members if item.conflicts.get(seat.key) is not Treatment.STAY]
    return Standing(
        seats=_sorted(seat for seat in concerned if seat.voting),
        attending=_sorted(attending),
        counting=_sorted(members),
        voters=_sorted(voters),
        reasons=tuple(_reasons(item, standing_in)),
        business_of=item.business_of,
    )


@clause(f"{ESSEX} 15", part="who votes")
def concerns(organisation: str, business_of: str | None) -> bool:
    """On the business of one CCG only it and NHS England vote; the others abstain by rule and count for nothing."""
    return business_of is None or organisation in {business_of, NHS_ENGLAND}


@clause(TOWER_HAMLETS, part="a non-voting member stands in")
def _stands_in(item: Item, absent: Seat, instead: Seat) -> bool:
    """A member without a vote stands in as a voting member where the one who has the vote is conflicted on the item.

    The membership counts once: whoever is stood in for then counts neither for quorum nor weight.
    """
    conflicted = item.conflicts.get(absent.key) in {Treatment.STAY, Treatment.LEAVE}
    if absent.present and not conflicted:
        raise CannotStand(f"{absent.key} may vote on this item, so that nobody stands in.", absent.key)
    if instead.voting:
        raise CannotStand(f"{instead.key} has a vote already and cannot stand in for {absent.key}.", instead.key)
    return instead.present and item.conflicts.get(instead.key) not in {Treatment.STAY, Treatment.LEAVE}


def _by_key(item: Item) -> dict[str, Seat]:
    by_key = {seat.key: seat for seat in item.seats}
    if len(by_key) < len(item.seats):
        twice = next(seat.key for seat in item.seats if sum(other.key == seat.key for other in item.seats) > 1)
        raise CannotStand(f"{twice} is the key of two seats.", twice)
    for key in (*item.conflicts, *item.stand_ins, *item.stand_ins.values()):
        if key not in by_key:
            raise CannotStand(f"There is no seat {key}.", key)
    for key in item.stand_ins.values():
        if list(item.stand_ins.values()).count(key) > 1:
            raise CannotStand(f"{key} stands in for one seat only.", key)
    if item.business_of is not None and item.business_of not in {seat.organisation for seat in item.seats}:
        raise CannotStand(f"No seat is of {item.business_of}.", item.business_of)
    return by_key


def _reasons(item: Item, standing_in: set[str]) -> list[str]:
    said = []
    if item.business_of is not None:
        others = sorted({seat.organisation for seat in item.seats if not concerns(seat.organisation, item.business_of)})
        named = f"; {' and '.join(others)} abstain and count for nothing" if others else ""
        said.append(f"This is the business of {item.business_of} alone: it and {NHS_ENGLAND} vote{named}.")
    words = {
        Treatment.NOTE: "has an interest that was noted, and votes.",
        Treatment.STAY: "has an interest: stays, counts for quorum and does not vote.",
        Treatment.LEAVE: "has an interest: leaves, and counts neither for quorum nor weight.",
    }
    said += [f"{key} {words[treatment]}" for key, treatment in sorted(item.conflicts.items())]
    said += [
        f"{key} stands in for {absent} and votes." if key in standing_in else f"{key} cannot stand in for {absent} now."
        for absent, key in sorted(item.stand_ins.items())
    ]
    return said


def _sorted(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(sorted(seats, key=lambda seat: seat.key))
