"""The rules of a version as a tree, each rule beside its clause, with what can be done with it in a draft."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from governance.figures.terms_of_reference import composed_of
from governance.models import TermsOfReference
from governance.presenters.terms_of_reference.saying import RULE_NAMES
from governance.rules.terms_of_reference.composing import GROUPS, QUORUM, places
from governance.rules.terms_of_reference.wording import decision_words, quorum_words, single_words, weights_words
from governance.rules.voting.reading import terms_from
from hubportal.organisations.models import Committee


@dataclass(slots=True)
class Link:
    """Something to do with a rule."""

    text: str
    href: str
    about: str = ""


@dataclass(slots=True)
class RuleNode:
    """One rule: what it says, its clause, how that is read, what is inside, and what can be done with it."""

    place: str
    words: str
    clause: str
    reading: str
    kind: str = ""
    children: list["RuleNode"] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    remove: str = ""


def rule_tree(terms: TermsOfReference, committee: Committee, *, draft: bool) -> list[tuple[str, RuleNode]]:
    """The four rules by name; with links where the version is a draft that the person changes."""
    composed, read = composed_of(terms), terms_from(terms.rules)

    def node(place: str, words: str, kind: str = "") -> RuleNode:
        return RuleNode(place, words, composed.clauses.get(place, ""), composed.readings.get(place, ""), kind)

    def at(name: str, *more: Any) -> str:
        return reverse(f"terms:{name}", args=[committee.public_id, terms.number, *more])

    nodes: dict[str, RuleNode] = {}

    def visit(rule: Any, place: str) -> RuleNode:
        made = nodes[place] = node(place, quorum_words(rule))
        made.children = [
            visit(part, f"{place}.rules.{number}") for number, part in enumerate(getattr(rule, "rules", ()))
        ]
        return made

    visit(read.quorum, QUORUM)
    settled = {
        "weights": node("weights", weights_words(read.weights)),
        "decision": node("decision", decision_words(read.decision)),
        "single_ccg": node("single_ccg", single_words(read.single_ccg)),
    }
    if draft:
        for place, rule in places(composed).items():
            made = nodes[place]
            made.kind = rule["kind"]
            made.links = [
                Link("Change", at("rule", place, "set", rule["kind"])),
                Link("Replace", at("rule-kind", place, "set")),
                Link("Add a rule to meet as well", at("rule-kind", place, "and")),
                Link("Add an alternative", at("rule-kind", place, "or")),
            ]
            if rule["kind"] in GROUPS:
                made.links = made.links[2:]
            if place != QUORUM:
                made.remove = at("rule-remove", place)
        for place, made in settled.items():
            made.links = [Link("Change", at("rule", place, "set", "settled"))]
        if read.single_ccg is not None:
            settled["single_ccg"].remove = at("rule-remove", "single_ccg")
    return [(RULE_NAMES[place], made) for place, made in {QUORUM: nodes[QUORUM], **settled}.items()]
