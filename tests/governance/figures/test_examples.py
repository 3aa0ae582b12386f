"""The terms of reference of the source documents, and what is said of a table that cannot be one."""

from typing import Any

import pytest

from governance.figures import examples as figures
from governance.figures.examples import Example, examples, renamed
from governance.rules.terms_of_reference.membership import elections_from
from governance.rules.terms_of_reference.oddities import faults, warnings_before_adoption
from governance.rules.voting.quorum import needed_of
from governance.rules.voting.reading import terms_from
from governance.rules.voting.terms import FractionOfSeats, Seat
from hubportal.organisations.services.tables import FaultyTable
from tests.governance.rules.committees import ESSEX

GOOD: dict[str, Any] = {
    "name": "Example",
    "rules": {"quorum": {"kind": "fraction", "fraction": "1/3"}},
    "seats": [{"code": "a", "title": "A", "organisation": "CCG", "role": "lay"}],
}


def seats_of(example: Example) -> list[Seat]:
    return [
        Seat(one["code"], one["organisation"], one["role"], one.get("office", ""), one.get("voting", True))
        for one in example.seats
    ]


@pytest.mark.parametrize("code", ["tower_hamlets", "mid_and_north_east_essex", "wel_forum"])
def test_each_example_could_be_adopted(code: str) -> None:
    example = examples()[code]
    recommends = bool(example.particulars.get("recommends_only"))

    assert faults(seats=seats_of(example), recommends_only=recommends, source=example.particulars["source"]) == []


def test_tower_hamlets_has_seven_votes_of_which_three_are_a_quorum() -> None:
    example = examples()["tower_hamlets"]
    voting = [seat for seat in seats_of(example) if seat.voting]
    quorum = terms_from(example.composed.rules).quorum

    assert isinstance(quorum, FractionOfSeats)
    assert (len(voting), needed_of(quorum, len(voting))) == (7, 3)


def test_essex_is_what_the_engine_was_tried_with_and_warns_of_its_literal_quorum() -> None:
    example = examples()["mid_and_north_east_essex"]
    terms = terms_from(example.composed.rules)
    elections = elections_from(example.lists["elections"])

    assert terms == ESSEX
    assert any("literal quorum" in said for said in warnings_before_adoption(terms, seats_of(example), elections))


def test_the_other_examples_have_nothing_odd() -> None:
    for code in ("tower_hamlets", "wel_forum"):
        example = examples()[code]
        assert warnings_before_adoption(terms_from(example.composed.rules), seats_of(example), ()) == []


def test_an_organisation_is_called_otherwise_everywhere() -> None:
    made = renamed(examples()["mid_and_north_east_essex"], {"NHS England": "NHSE"})

    assert "NHSE" in made.composed.rules["quorum"]["rules"][0]["counts"]
    assert made.composed.rules["weights"]["totals"] == {"NHSE": 6}
    assert "NHS England" not in {seat["organisation"] for seat in made.seats}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rules": {"quorum": {"kind": "bishops"}}}, "Choose a kind of rule"),
        ({"clauses": {"quorum.rules.0": "9"}}, "there is no rule at quorum.rules.0"),
        ({"readings": {"nothing": "9"}}, "there is no rule at nothing"),
        ({"seats": GOOD["seats"] * 2}, "a seat is there twice"),
        ({"seats": [GOOD["seats"][0] | {"title": ""}]}, "seat a has no title"),
        ({"seats": [GOOD["seats"][0] | {"stands_in_for": "b"}]}, "seat a stands in for none"),
    ],
)
def test_a_table_that_cannot_be_is_refused_by_its_place(more: dict[str, Any], words: str) -> None:
    assert figures._example("good", GOOD).name == "Example"
    with pytest.raises(FaultyTable, match=words):
        figures._example("bad", GOOD | more)
