"""Terms of reference from plain data, as they are stored and sent; whatever is wrong is named by its place."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from governance.rules.voting.terms import (
    AllOf,
    AnyOf,
    AtLeast,
    Bloc,
    BlocTotal,
    Decision,
    FractionOfSeats,
    MajorityOf,
    OneEach,
    PerOrganisation,
    Quorum,
    RoleMajority,
    SharedAmong,
    SingleCcg,
    Terms,
    Weights,
)

DEEPEST = 6
MOST = 200
Choice = TypeVar("Choice", MajorityOf, SharedAmong, BlocTotal)


class WrongTerms(ValueError):
    """What is wrong with terms, and where: `place` is such as `quorum.rules.1.fraction`."""

    def __init__(self, sentence: str, place: str) -> None:
        super().__init__(f"{place}: {sentence}")
        self.sentence = sentence
        self.place = place


def terms_from(given: Any) -> Terms:
    """The terms; raises `WrongTerms`. Left out, weights are one each and more than half of the votes cast carries."""
    told = _known(given, "", {"quorum"}, {"weights", "decision", "single_ccg"})
    return Terms(
        quorum=_quorum(told["quorum"], "quorum", DEEPEST),
        weights=_weights(told.get("weights") or {"kind": "one_each"}),
        decision=_decision(told.get("decision") or {}),
        single_ccg=_single(told["single_ccg"]) if told.get("single_ccg") else None,
    )


def _quorum(given: Any, place: str, depth: int) -> Quorum:
    kind = given.get("kind") if isinstance(given, Mapping) else None
    reader = _QUORUMS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise WrongTerms(f"Choose a kind of rule: {', '.join(_QUORUMS)}.", f"{place}.kind")
    if depth == 0:
        raise WrongTerms(f"Rules are at most {DEEPEST} deep.", place)
    return reader(given, place, depth)


def _fraction_of_seats(given: Any, place: str, depth: int) -> Quorum:
    told = _known(given, place, {"kind", "fraction"})
    fraction = _fraction(told["fraction"], f"{place}.fraction")
    if not 0 < fraction <= 1:
        raise WrongTerms("Use a fraction above 0 and up to 1.", f"{place}.fraction")
    return FractionOfSeats(fraction)


def _per_organisation(given: Any, place: str, depth: int) -> Quorum:
    told = _known(given, place, {"kind", "counts"}, {"offices", "office_from"})
    counts = _mapping(told["counts"], f"{place}.counts")
    return PerOrganisation(
        {name: _whole(count, f"{place}.counts.{name}") for name, count in counts.items()},
        _words(told.get("offices"), f"{place}.offices"),
        _words(told.get("office_from"), f"{place}.office_from"),
    )


def _role_majority(given: Any, place: str, depth: int) -> Quorum:
    roles = _words(_known(given, place, {"kind", "roles"})["roles"], f"{place}.roles")
    if not roles:
        raise WrongTerms("Name at least one role.", f"{place}.roles")
    return RoleMajority(roles)


def _at_least(given: Any, place: str, depth: int) -> Quorum:
    told = _known(given, place, {"kind", "count"}, {"roles", "offices", "voting"})
    voting = told.get("voting", True)
    if not isinstance(voting, bool):
        raise WrongTerms("Say true or false.", f"{place}.voting")
    return AtLeast(
        _whole(told["count"], f"{place}.count"),
        _words(told.get("roles"), f"{place}.roles"),
        _words(told.get("offices"), f"{place}.offices"),
        voting,
    )


def _several(kind: Callable[[tuple[Quorum, ...]], Quorum]) -> Callable[[Any, str, int], Quorum]:
    def read(given: Any, place: str, depth: int) -> Quorum:
        rules = _known(given, place, {"kind", "rules"})["rules"]
        if not isinstance(rules, list) or not 1 <= len(rules) <= MOST:
            raise WrongTerms(f"Give a list of 1 to {MOST} rules.", f"{place}.rules")
        return kind(tuple(_quorum(rule, f"{place}.rules.{number}", depth - 1) for number, rule in enumerate(rules)))

    return read


_QUORUMS: dict[str, Callable[[Any, str, int], Quorum]] = {
    "fraction": _fraction_of_seats,
    "per_organisation": _per_organisation,
    "role_majority": _role_majority,
    "at_least": _at_least,
    "all_of": _several(AllOf),
    "any_of": _several(AnyOf),
}


def _weights(given: Any) -> Weights:
    kind = given.get("kind") if isinstance(given, Mapping) else None
    if kind == "one_each":
        _known(given, "weights", {"kind"})
        return OneEach()
    if kind != "bloc":
        raise WrongTerms("Choose a kind of weight: one_each, bloc.", "weights.kind")
    told = _known(given, "weights", {"kind", "totals"}, {"shared_among"})
    totals = _mapping(told["totals"], "weights.totals")
    if not totals:
        raise WrongTerms("Name at least one organisation.", "weights.totals")
    read = {name: _fraction(total, f"weights.totals.{name}") for name, total in totals.items()}
    for name, total in read.items():
        if total <= 0:
            raise WrongTerms("Use a total above 0.", f"weights.totals.{name}")
    return Bloc(read, _choice(SharedAmong, told.get("shared_among", "present"), "weights.shared_among"))


def _decision(given: Any) -> Decision:
    told = _known(given, "decision", set(), {"majority_of", "casting_vote"})
    majority = _choice(MajorityOf, told.get("majority_of", "votes_cast"), "decision.majority_of")
    return Decision(majority, _words(told.get("casting_vote"), "decision.casting_vote"))


def _single(given: Any) -> SingleCcg:
    told = _known(given, "single_ccg", set(), {"casting_vote", "bloc_total"})
    total = _choice(BlocTotal, told.get("bloc_total", "parity"), "single_ccg.bloc_total")
    return SingleCcg(_words(told.get("casting_vote"), "single_ccg.casting_vote"), total)


def _known(given: Any, place: str, needed: set[str], besides: set[str] = frozenset()) -> Mapping[str, Any]:  # type: ignore[assignment]
    told = _mapping(given, place)
    for name in sorted(needed - told.keys()):
        raise WrongTerms("This is needed.", f"{place}.{name}".lstrip("."))
    for name in sorted(told.keys() - needed - besides):
        raise WrongTerms("This is not known here.", f"{place}.{name}".lstrip("."))
    return told


def _mapping(given: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping) or len(given) > MOST or not all(isinstance(name, str) for name in given):
        raise WrongTerms("Give an object with names and values.", place)
    return given


def _words(given: Any, place: str) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > MOST or not all(isinstance(word, str) and word for word in given):
        raise WrongTerms("Give a list of words.", place)
    return tuple(given)


def _whole(given: Any, place: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= 1_000:
        raise WrongTerms("Give a whole number from 1 to 1,000.", place)
    return given


def _fraction(given: Any, place: str) -> Fraction:
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) <= 1_000_000:
        return Fraction(given)
    if isinstance(given, str) and len(given) <= 20 and given.isascii():
        try:
            return Fraction(given)
        except (ValueError, ZeroDivisionError):
            pass
    raise WrongTerms("Give a whole number, or a fraction such as 1/3.", place)


def _choice(of: type[Choice], given: Any, place: str) -> Choice:
    if isinstance(given, str) and given in [choice.value for choice in of]:
        return of(given)
    raise WrongTerms(f"Choose one of: {', '.join(of)}.", place)
