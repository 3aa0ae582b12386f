"""What a committee decided on an item, with its working."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from governance.rules.voting.quorum import shortfall
from governance.rules.voting.standing import ESSEX, TOWER_HAMLETS, Standing, standing_of
from governance.rules.voting.terms import Item, MajorityOf, Seat, Terms, Vote
from governance.rules.voting.weights import weights_of
from governance.rules.voting.words import one_of
from hubportal.clauses import clause

ZERO = Fraction(0)


class NoVote(ValueError):
    """A vote by a seat that may not vote on the item; `about` is its key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key} may not vote on this item.")
        self.sentence = f"{key} may not vote on this item."
        self.about = key


@dataclass(frozen=True, slots=True)
class Casting:
    """A second and deciding vote."""

    seat: str
    vote: Vote


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one motion. Weights are exact; `carried` is None where the item was not quorate.

    `base` is what a motion needs more than half of: the weight of the votes for and against, or of all who may vote.
    """

    quorate: bool
    shortfall: tuple[str, ...]
    weights: Mapping[str, Fraction]
    votes_for: Fraction
    votes_against: Fraction
    abstained: Fraction
    base: Fraction
    tie: bool
    casting_used: bool
    carried: bool | None
    working: tuple[str, ...]


def decide(terms: Terms, item: Item, votes: Mapping[str, Vote], casting: Casting | None = None) -> Verdict:
    """The verdict on a motion: conflicts, then quorum for this item, then weights, votes and a casting vote on a tie.

    Raises `CannotStand` where the item contradicts itself and `NoVote` where a seat voted that may not.
    """
    standing = standing_of(item)
    for key in sorted(votes):
        if not standing.may_vote(key):
            raise NoVote(key)
    missing = shortfall(terms.quorum, standing)
    weights = weights_of(terms, item, standing)
    tally = {vote: sum((weights[key] for key, cast in votes.items() if cast is vote), ZERO) for vote in Vote}
    count = _Count(
        tally[Vote.FOR], tally[Vote.AGAINST], tally[Vote.ABSTAIN], _base(terms.decision.majority_of, weights, tally)
    )
    second = _second_vote(terms, item, standing, casting)
    decided = _by_casting_vote(count, second) if not missing else None
    carried = None if missing else _carries(count) if decided is None else decided
    return Verdict(
        quorate=not missing,
        shortfall=tuple(missing),
        weights=weights,
        votes_for=count.votes_for,
        votes_against=count.against,
        abstained=count.abstained,
        base=count.base,
        tie=count.tied,
        casting_used=decided is not None,
        carried=carried,
        working=tuple(_working(terms, item, standing, missing, count, casting, second, carried)),
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """The weights for, against and abstaining, and what the motion needs more than half of."""

    votes_for: Fraction
    against: Fraction
    abstained: Fraction
    base: Fraction

    @property
    def tied(self) -> bool:
        return self.votes_for == self.against


@clause(f"{ESSEX} 14", part="majority of members present")
def _base(majority_of: MajorityOf, weights: Mapping[str, Fraction], tally: Mapping[Vote, Fraction]) -> Fraction:
    """Of members present: whoever may vote counts, so that an abstention is in effect against. Of votes cast, where
    the terms say nothing else.
    """
    if majority_of is MajorityOf.WEIGHT_PRESENT:
        return sum(weights.values(), ZERO)
    return tally[Vote.FOR] + tally[Vote.AGAINST]


def _carries(count: _Count) -> bool:
    """More than half: exactly half is not enough."""
    return count.votes_for > count.base / 2


@clause(TOWER_HAMLETS, part="second and deciding vote")
def _by_casting_vote(count: _Count, casting: Casting | None) -> bool | None:
    """On an exact tie, and only then, the holder of the casting vote decides; None where there is none to use."""
    if not count.tied or casting is None:
        return None
    return casting.vote is Vote.FOR


def _second_vote(terms: Terms, item: Item, standing: Standing, casting: Casting | None) -> Casting | None:
    """The casting vote that was given, if whoever gave it holds it on this item."""
    if casting is None or casting.vote is Vote.ABSTAIN:
        return None
    return casting if casting.seat in {seat.key for seat in holders(terms, item, standing)} else None


@clause(f"{ESSEX} 15", part="casting vote")
def holders(terms: Terms, item: Item, standing: Standing) -> tuple[Seat, ...]:
    """Who holds the casting vote: present holders of a named office who may vote on the item; on the business of one
    CCG of the offices named for that, which are NHS England's.
    """
    offices = casting_offices(terms, item)
    return tuple(seat for seat in standing.voters if seat.office in offices)


def casting_offices(terms: Terms, item: Item) -> tuple[str, ...]:
    """The offices that hold the casting vote on an item."""
    if item.business_of is not None and terms.single_ccg is not None:
        return terms.single_ccg.casting_vote
    return terms.decision.casting_vote


def _working(
    terms: Terms,
    item: Item,
    standing: Standing,
    missing: list[str],
    count: _Count,
    casting: Casting | None,
    second: Casting | None,
    carried: bool | None,
) -> list[str]:
    said = list(standing.reasons)
    if missing:
        return [*said, "The item is not quorate, so that nothing is decided: " + "; ".join(missing) + "."]
    said.append(f"Quorate: {len(standing.counting)} voting members count.")
    of = "the weight present" if terms.decision.majority_of is MajorityOf.WEIGHT_PRESENT else "the votes cast"
    said.append(
        f"{count.votes_for} for, {count.against} against, {count.abstained} abstained;"
        f" carried by more than half of {of}, {count.base}."
    )
    if count.tied:
        offices = casting_offices(terms, item)
        held = f"the {one_of(offices)} holds the casting vote" if offices else "nobody holds a casting vote"
        said.append(f"A tie: {held}.")
    if casting is not None:
        said.append(_of_casting(count, casting, second))
    said.append("Carried." if carried else "Not carried.")
    return said


def _of_casting(count: _Count, casting: Casting, second: Casting | None) -> str:
    if second is None:
        return f"{casting.seat} holds no casting vote on this item."
    if not count.tied:
        return f"The casting vote of {casting.seat} is not used, for there is no tie."
    return f"{casting.seat} gives the casting vote {casting.vote}."
