"""What a motion comes to: the desk as the rules of voting read it, and the proof that is kept of it.

What was given is kept in the form of `what-if/vote`, so that anybody can decide a stored motion again, under the terms
then in force or under others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from governance.rules.desk.entries import Way
from governance.rules.desk.state import Desk, Motion
from governance.rules.voting.quorum import shortfall
from governance.rules.voting.reading import terms_from
from governance.rules.voting.standing import Standing, standing_of
from governance.rules.voting.terms import Bloc, Item, MajorityOf, Seat, Terms, Treatment, Vote
from governance.rules.voting.verdict import Casting, Verdict, decide
from hubportal.clauses import clause


@dataclass(frozen=True, slots=True)
class Matter:
    """An item as its decision needs it: its key, and the organisation whose sole business it is, if it is one's."""

    item: int
    business_of: str | None = None


class NotCountable(ValueError):
    """A motion cannot be decided the way it was put; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def item_of(desk: Desk, seats: Iterable[Seat], matter: Matter, *, at: datetime | None = None) -> Item:
    """The item as it stands: who is present, now or at a moment, what was decided about each interest, who stands in.

    Whoever stands in does so until the member may vote again: they come back, or the chair only notes the interest.
    """
    present = desk.present if at is None else desk.present_at(at)
    on = desk.items.get(matter.item)
    now = tuple(replace(seat, present=seat.key in present) for seat in seats)
    conflicts = on.conflicts if on else {}
    return Item(
        seats=now,
        conflicts=conflicts,
        stand_ins={
            absent: seat
            for absent, seat in (on.stand_ins if on else {}).items()
            if absent not in present or conflicts.get(absent) in {Treatment.STAY, Treatment.LEAVE}
        },
        business_of=matter.business_of or None,
    )


def votes_of(motion: Motion, terms: Terms, standing: Standing) -> dict[str, Vote]:
    """Each seat's vote; by count and by consensus they are those of the voters present, whoever they were.

    Raises `NotCountable`: hands cannot be counted where votes weigh differently, nor more hands than voters.
    """
    match motion.way:
        case Way.RECORDED:
            return dict(motion.votes)
        case Way.COUNTED:
            return _counted(motion, terms, standing)
        case Way.CONSENSUS:
            return {seat.key: Vote.FOR for seat in standing.voters} if motion.by_consensus else {}


@clause("Specification of governance, Meetings", part="show of hands by count")
def _counted(motion: Motion, terms: Terms, standing: Standing) -> dict[str, Vote]:
    """Hands are counted where every vote weighs the same; no more hands than voters."""
    if isinstance(terms.weights, Bloc):
        raise NotCountable("Votes weigh differently here, so hands cannot be counted. Record each member’s vote.")
    if motion.count is None:
        return {}
    hands = [Vote.FOR] * motion.count.votes_for + [Vote.AGAINST] * motion.count.against
    hands += [Vote.ABSTAIN] * motion.count.abstained
    if len(hands) > len(standing.voters):
        raise NotCountable(f"{len(hands)} hands were counted, and {len(standing.voters)} may vote on this item.")
    return {seat.key: hand for seat, hand in zip(standing.voters, hands, strict=False)}


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether an item is quorate as the table stands, what is missing, and why whoever is there counts or does not."""

    shortfall: tuple[str, ...]
    counting: int
    voters: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether there are enough members."""
        return not self.shortfall


def quorum_on(terms: Terms, item: Item) -> Quorum:
    """The quorum of an item before anybody votes; raises `CannotStand`."""
    standing = standing_of(item)
    return Quorum(
        tuple(shortfall(terms.quorum, standing)),
        len(standing.counting),
        tuple(seat.key for seat in standing.voters),
        standing.reasons,
    )


def verdict_on(terms: Terms, item: Item, motion: Motion) -> Verdict:
    """The verdict as it would be now; raises `CannotStand`, `NoVote` or `NotCountable`."""
    return decide(terms, item, votes_of(motion, terms, standing_of(item)), motion.casting)


def given(rules: Mapping[str, Any], item: Item, votes: Mapping[str, Vote], casting: Casting | None) -> dict[str, Any]:
    """Everything a verdict rests on, in the form of `what-if/vote`; `rules` are those of the terms in force."""
    return {
        "terms": dict(rules),
        "seats": [
            {
                "id": seat.key,
                "organisation": seat.organisation,
                "role": seat.role,
                "office": seat.office,
                "voting": seat.voting,
                "present": seat.present,
            }
            for seat in item.seats
        ],
        "conflicts": [{"seat": seat, "treatment": way.value} for seat, way in sorted(item.conflicts.items())],
        "stand_ins": [{"for": absent, "seat": seat} for absent, seat in sorted(item.stand_ins.items())],
        "business_of": item.business_of,
        "votes": {seat: vote.value for seat, vote in sorted(votes.items())},
        "casting": {"seat": casting.seat, "vote": casting.vote.value} if casting else None,
    }


def result_facts(rules: Mapping[str, Any], terms: Terms, item: Item, motion: Motion) -> dict[str, Any]:
    """What is kept of a motion as it is decided: all it rests on, and the verdict on that."""
    votes = votes_of(motion, terms, standing_of(item))
    return {"given": given(rules, item, votes, motion.casting), "verdict": told(verdict_on(terms, item, motion))}


def told(verdict: Verdict) -> dict[str, Any]:
    """A verdict as it is kept and answered: fractions as words."""
    return {
        "quorate": verdict.quorate,
        "shortfall": list(verdict.shortfall),
        "weights": {seat: str(weight) for seat, weight in sorted(verdict.weights.items())},
        "for": str(verdict.votes_for),
        "against": str(verdict.votes_against),
        "abstained": str(verdict.abstained),
        "base": str(verdict.base),
        "tie": verdict.tie,
        "casting_used": verdict.casting_used,
        "carried": verdict.carried,
        "working": list(verdict.working),
    }


def replay(kept: Mapping[str, Any], *, rules: Mapping[str, Any] | None = None) -> Verdict:
    """A stored motion decided again: under the terms kept with it, or under `rules` to see what those would make."""
    seats = tuple(
        Seat(seat["id"], seat["organisation"], seat["role"], seat["office"], seat["voting"], seat["present"])
        for seat in kept["seats"]
    )
    item = Item(
        seats,
        {one["seat"]: Treatment(one["treatment"]) for one in kept["conflicts"]},
        {one["for"]: one["seat"] for one in kept["stand_ins"]},
        kept["business_of"],
    )
    cast = kept["casting"]
    return decide(
        terms_from(rules if rules is not None else kept["terms"]),
        item,
        {seat: Vote(vote) for seat, vote in kept["votes"].items()},
        Casting(cast["seat"], Vote(cast["vote"])) if cast else None,
    )


def still_needed(terms: Terms, verdict: Verdict) -> str:
    """What a motion still needs to carry as the votes stand, in a sentence; empty when it would carry now."""
    if not verdict.quorate:
        return f"Not quorate: {'; '.join(verdict.shortfall)}."
    if verdict.carried:
        return ""
    if verdict.base == 0:
        return "Nobody has voted for or against yet."
    if verdict.tie:
        return f"A tie at {verdict.votes_for} each: a casting vote decides, or one more vote."
    of = "weight present" if terms.decision.majority_of is MajorityOf.WEIGHT_PRESENT else "votes cast"
    return f"Needs more than {verdict.base / 2}, half of the {of}; has {verdict.votes_for}."
