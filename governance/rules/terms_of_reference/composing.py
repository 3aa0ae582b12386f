"""Putting the rules of a draft together, one rule at a time, so that what is stored can always be read.

Rules are kept as `governance.rules.voting.reading` takes them. A rule of quorum is named by its place: `quorum`, or
`quorum.rules.1` inside a group. A group is never empty: a rule is joined to another one, which makes the group, and the
last but one that is taken out dissolves it. Clause and reading of each rule travel with it.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from governance.rules.voting.reading import WrongTerms, terms_from

ALL, ANY = "all_of", "any_of"
GROUPS = (ALL, ANY)
KINDS = {
    "fraction": "A part of the voting members",
    "per_organisation": "So many members of each organisation",
    "role_majority": "Members of some roles outnumber the others",
    "at_least": "At least so many members",
}
QUORUM = "quorum"
SETTLED = ("weights", "decision", "single_ccg")
_CLAUSE, _READING = " clause", " reading"  # no key of a rule begins with a space


@dataclass(frozen=True, slots=True)
class Composed:
    """Rules with the clause and the reading of each, by place."""

    rules: Mapping[str, Any]
    clauses: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)


BEGINNING = Composed(
    {
        "quorum": {"kind": "fraction", "fraction": "1/3"},
        "weights": {"kind": "one_each"},
        "decision": {"majority_of": "votes_cast", "casting_vote": ["chair"]},
    }
)


class NoSuchRule(ValueError):
    """No rule stands at that place."""

    def __init__(self, place: str) -> None:
        super().__init__(f"There is no rule at {place}.")
        self.sentence = "This rule is not there any more. Go back to the terms and choose again."


def rule_at(composed: Composed, place: str) -> Mapping[str, Any]:
    """The rule at a place; raises `NoSuchRule`."""
    parent: Any = composed.rules
    for step in _steps(place):
        try:
            parent = parent[step]
        except (KeyError, IndexError, TypeError) as missing:
            raise NoSuchRule(place) from missing
    if not isinstance(parent, Mapping):
        raise NoSuchRule(place)
    return parent


def put(composed: Composed, place: str, rule: Mapping[str, Any], *, clause: str = "", reading: str = "") -> Composed:
    """The rules with this one in place of what stands there; weights, decision and single-CCG business likewise."""
    if place in SETTLED:
        return _checked(
            Composed(
                {**composed.rules, place: dict(rule)},
                _with(composed.clauses, place, clause),
                _with(composed.readings, place, reading),
            )
        )
    tree = _annotated(composed)
    _replace(tree, place, _noted(dict(rule), clause, reading))
    return _detached(composed, tree)


def forget(composed: Composed, place: str) -> Composed:
    """The rules without what they say of single-CCG business."""
    return _checked(
        Composed(
            {name: rule for name, rule in composed.rules.items() if name != place},
            _with(composed.clauses, place, ""),
            _with(composed.readings, place, ""),
        )
    )


def join(
    composed: Composed, place: str, how: str, rule: Mapping[str, Any], *, clause: str = "", reading: str = ""
) -> Composed:
    """The rules with one more: `how` says whether it must be met as well (`all_of`) or instead (`any_of`).

    It joins the group that stands at the place or around it, where that is of the same sort, and else makes one.
    """
    tree, new = _annotated(composed), _noted(dict(rule), clause, reading)
    there = _found(tree, place)
    parent_place = place.rpartition(".rules.")[0]
    if there.get("kind") == how:
        there["rules"].append(new)
    elif parent_place and _found(tree, parent_place).get("kind") == how:
        _found(tree, parent_place)["rules"].insert(int(place.rpartition(".")[2]) + 1, new)
    else:
        _replace(tree, place, {"kind": how, "rules": [there, new]})
    return _detached(composed, tree)


def take_out(composed: Composed, place: str) -> Composed:
    """The rules without the one at this place of a group; a group of one is that one."""
    tree = _annotated(composed)
    _found(tree, place)
    parent_place, _, number = place.rpartition(".rules.")
    if not parent_place:
        raise WrongTerms("A quorum needs at least one rule. Change this one instead.", QUORUM)
    group = _found(tree, parent_place)
    del group["rules"][int(number)]
    if len(group["rules"]) == 1:
        _replace(tree, parent_place, group["rules"][0])
    return _detached(composed, tree)


def places(composed: Composed) -> dict[str, Mapping[str, Any]]:
    """Every rule of quorum by its place, a group before what is in it."""
    found: dict[str, Mapping[str, Any]] = {}

    def visit(rule: Mapping[str, Any], place: str) -> None:
        found[place] = rule
        for number, part in enumerate(rule.get("rules", ())):
            visit(part, f"{place}.rules.{number}")

    visit(composed.rules[QUORUM], QUORUM)
    return found


def _steps(place: str) -> list[str | int]:
    return [int(step) if step.isascii() and step.isdigit() else step for step in place.split(".")]


def _found(tree: dict[str, Any], place: str) -> dict[str, Any]:
    if place.partition(".")[0] != QUORUM:
        raise NoSuchRule(place)
    return dict_at(tree, place)


def dict_at(tree: dict[str, Any], place: str) -> dict[str, Any]:
    """The rule at a place, to change."""
    found = rule_at(Composed(tree), place)
    if not isinstance(found, dict) or "kind" not in found:
        raise NoSuchRule(place)
    return found


def _replace(tree: dict[str, Any], place: str, rule: dict[str, Any]) -> None:
    _found(tree, place)
    parent_place, _, number = place.rpartition(".rules.")
    if parent_place:
        _found(tree, parent_place)["rules"][int(number)] = rule
    else:
        tree[QUORUM] = rule


def _noted(rule: dict[str, Any], clause: str, reading: str) -> dict[str, Any]:
    return rule | {_CLAUSE: clause.strip(), _READING: reading.strip()}


def _annotated(composed: Composed) -> dict[str, Any]:
    tree: dict[str, Any] = deepcopy(dict(composed.rules))
    for place, rule in places(Composed(tree)).items():
        rule[_CLAUSE] = composed.clauses.get(place, "")  # type: ignore[index]
        rule[_READING] = composed.readings.get(place, "")  # type: ignore[index]
    return tree


def _detached(before: Composed, tree: dict[str, Any]) -> Composed:
    """The rules as they are stored again, what is said of anything but quorum left as it was."""
    clauses = {place: said for place, said in before.clauses.items() if place.partition(".")[0] != QUORUM}
    readings = {place: said for place, said in before.readings.items() if place.partition(".")[0] != QUORUM}
    for place, rule in places(Composed(tree)).items():
        if said := rule.pop(_CLAUSE, ""):  # type: ignore[attr-defined]
            clauses[place] = said
        if said := rule.pop(_READING, ""):  # type: ignore[attr-defined]
            readings[place] = said
    return _checked(Composed(tree, clauses, readings))


def _with(said: Mapping[str, str], place: str, words: str) -> dict[str, str]:
    return {**{name: text for name, text in said.items() if name != place}, **({place: words} if words else {})}


def _checked(composed: Composed) -> Composed:
    """As it was given, once the engine has read it; raises `WrongTerms`."""
    terms_from(composed.rules)
    return composed
