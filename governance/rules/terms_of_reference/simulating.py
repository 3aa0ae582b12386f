"""What a supposed attendance and vote would come to under a version of the terms; nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from governance.rules.voting.standing import TOWER_HAMLETS, CannotStand, standing_of
from governance.rules.voting.terms import Item, Seat, Terms, Treatment, Vote
from governance.rules.voting.verdict import Casting, Verdict, decide
from hubportal.clauses import clause


@dataclass(frozen=True, slots=True)
class Supposed:
    """Who is present, how each conflict was treated, who voted how; each by the code of the seat."""

    present: frozenset[str]
    conflicts: Mapping[str, Treatment] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)
    casting: Casting | None = None
    business_of: str | None = None

    def called(self, names: Mapping[str, str]) -> "Supposed":
        """The same with its seats called otherwise; one without another name keeps its own."""
        casting = self.casting
        return Supposed(
            frozenset(names.get(key, key) for key in self.present),
            {names.get(key, key): how for key, how in self.conflicts.items()},
            {names.get(key, key): vote for key, vote in self.votes.items()},
            replace(casting, seat=names.get(casting.seat, casting.seat)) if casting else None,
            self.business_of,
        )


@dataclass(frozen=True, slots=True)
class Trial:
    """The verdict, what was left out to reach it and why; no verdict where the item cannot be as it was said."""

    verdict: Verdict | None
    notes: tuple[str, ...] = ()


@clause(TOWER_HAMLETS, part="stand-in without being asked")
def stand_ins(
    seats: Sequence[Seat], stands_in_for: Mapping[str, str], conflicts: Mapping[str, Treatment]
) -> dict[str, str]:
    """Where the voting GP is conflicted, a GP without a vote votes instead: the first present one who has no conflict
    of their own. From the conflicted seat to the one that stands in.
    """
    conflicted = {key for key, treatment in conflicts.items() if treatment is not Treatment.NOTE}
    found: dict[str, str] = {}
    for seat in seats:
        absent = stands_in_for.get(seat.key)
        if absent in conflicted and absent not in found and seat.present and seat.key not in conflicted:
            found[str(absent)] = seat.key
    return found


def try_out(terms: Terms, seats: Sequence[Seat], supposed: Supposed, stands_in_for: Mapping[str, str]) -> Trial:
    """The verdict on what is supposed; whatever this version has no seat for, or no vote for, is left out and said."""
    known = {seat.key for seat in seats}
    unknown = sorted({*supposed.present, *supposed.conflicts, *supposed.votes} - known)
    notes = [f"{key} has no seat under this version and is left out." for key in unknown]
    here = tuple(replace(seat, present=seat.key in supposed.present) for seat in seats)
    conflicts = {key: how for key, how in supposed.conflicts.items() if key in known}
    item = Item(here, conflicts, stand_ins(here, stands_in_for, conflicts), supposed.business_of)
    try:
        standing = standing_of(item)
    except CannotStand as wrong:
        return Trial(None, (*notes, wrong.sentence))
    votes = {key: vote for key, vote in supposed.votes.items() if standing.may_vote(key)}
    notes += [
        f"{key} may not vote on this item, so that their vote is left out."
        for key in sorted((supposed.votes.keys() & known) - votes.keys())
    ]
    return Trial(decide(terms, item, votes, supposed.casting), tuple(notes))
