"""The rules of terms of reference as sentences."""

from collections.abc import Iterable

from governance.rules.voting.terms import (
    AllOf,
    AnyOf,
    AtLeast,
    Bloc,
    BlocTotal,
    Decision,
    FractionOfSeats,
    MajorityOf,
    PerOrganisation,
    Quorum,
    RoleMajority,
    SharedAmong,
    SingleCcg,
    Weights,
)
from governance.rules.voting.words import fraction_in_words, named, one_of


def and_list(words: Iterable[str]) -> str:
    """A, B and C."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def in_words(number: int, what: str) -> str:
    """1 voting member, 2 voting members."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def quorum_words(rule: Quorum) -> str:
    """One rule of quorum, what is inside a group left to be said below it."""
    match rule:
        case FractionOfSeats(fraction):
            return f"At least {fraction_in_words(fraction)} of the voting members, rounded up"
        case PerOrganisation():
            return _per_organisation(rule)
        case RoleMajority(roles):
            kinds = and_list(named(role) for role in roles)
            return f"{kinds.capitalize()} members outnumber the other voting members present"
        case AtLeast():
            return _at_least(rule)
        case AllOf():
            return "All of these"
        case AnyOf():
            return "Any one of these"


def whole_quorum(rule: Quorum) -> str:
    """A rule of quorum with everything inside it, in one sentence."""
    if isinstance(rule, AllOf | AnyOf):
        parts = [f"({whole_quorum(part)})" for part in rule.rules]
        return f"{quorum_words(rule)}: {'; '.join(parts)}"
    return quorum_words(rule)


def _per_organisation(rule: PerOrganisation) -> str:
    by_count: dict[int, list[str]] = {}
    for organisation, count in rule.counts.items():
        by_count.setdefault(count, []).append(organisation)
    said = []
    for count, organisations in by_count.items():
        each = "each of " if len(organisations) > 1 else ""
        said.append(f"{in_words(count, 'voting member')} of {each}{and_list(organisations)}")
    words = f"At least {'; '.join(said)}"
    if not rule.offices:
        return words
    among = f" among those of {' or '.join(rule.office_from)}" if rule.office_from else " among them"
    return f"{words}; the {one_of(rule.offices)} is{among}"


def _at_least(rule: AtLeast) -> str:
    voting = "voting" if rule.voting else "non-voting"
    kind = f"{one_of(rule.roles)} {voting}" if rule.roles else voting
    words = f"At least {in_words(rule.count, f'{kind} member')}"
    return f"{words} who is {one_of(rule.offices)}" if rule.offices else words


def weights_words(weights: Weights) -> str:
    """What each vote weighs."""
    if not isinstance(weights, Bloc):
        return "Each voting member has one vote"
    shared = (
        "shared equally among its members who may vote on the item"
        if weights.shared_among is SharedAmong.PRESENT
        else "shared equally among all its voting seats, the part of whoever is away being lost"
    )
    totals = and_list(f"{organisation} has {total} votes in total" for organisation, total in weights.totals.items())
    return f"{totals}, {shared}; everybody else has one vote"


def decision_words(decision: Decision) -> str:
    """What carries a motion, and who decides a tie."""
    of = (
        "the votes cast"
        if decision.majority_of is MajorityOf.VOTES_CAST
        else "the weight of the members present, so that an abstention is in effect a vote against"
    )
    tie = f"on a tie the {one_of(decision.casting_vote)} has" if decision.casting_vote else "on a tie nobody has"
    return f"Carried by more than half of {of}; {tie} a second and deciding vote"


def single_words(single: SingleCcg | None) -> str:
    """What is different on the business of one CCG."""
    if single is None:
        return "No rule of its own: every member votes"
    weight = (
        "a bloc weighs as much as that CCG has voting seats"
        if single.bloc_total is BlocTotal.PARITY
        else "a bloc keeps its total"
    )
    tie = f"the {one_of(single.casting_vote)} has" if single.casting_vote else "nobody has"
    return f"Only that CCG and NHS England vote; {weight}; on a tie {tie} a second and deciding vote"
