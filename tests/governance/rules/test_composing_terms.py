"""Rules put together one by one, said in words, compared and looked at before they are adopted."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.terms_of_reference import composing, oddities
from governance.rules.terms_of_reference.comparing import Change, Said, changes
from governance.rules.terms_of_reference.composing import BEGINNING, Composed, NoSuchRule
from governance.rules.terms_of_reference.membership import Election
from governance.rules.terms_of_reference.wording import (
    decision_words,
    quorum_words,
    single_words,
    weights_words,
    whole_quorum,
)
from governance.rules.voting.reading import WrongTerms, terms_from
from governance.rules.voting.terms import Seat, SingleCcg
from tests.governance.rules.committees import ESSEX, JOINT

THIRD = {"kind": "fraction", "fraction": "1/3"}
HALF = {"kind": "fraction", "fraction": "1/2"}
LAY = {"kind": "at_least", "count": 1, "roles": ["lay"]}
GP = {"kind": "at_least", "count": 1, "roles": ["clinical"]}


def quorum(rule: Any, **clauses: str) -> Composed:
    return Composed({"quorum": rule}, {place.replace("__", "."): said for place, said in clauses.items()})


def test_a_rule_joined_to_the_only_one_makes_a_group() -> None:
    made = composing.join(quorum(THIRD, quorum="9.1"), "quorum", "all_of", LAY, clause="9.2", reading="Any lay member")

    assert made.rules["quorum"] == {"kind": "all_of", "rules": [THIRD, LAY]}
    assert made.clauses == {"quorum.rules.0": "9.1", "quorum.rules.1": "9.2"}
    assert made.readings == {"quorum.rules.1": "Any lay member"}


def test_a_rule_joins_the_group_around_it_next_to_the_one_it_was_added_at() -> None:
    group = quorum({"kind": "all_of", "rules": [THIRD, LAY]}, quorum__rules__1="9.2")
    made = composing.join(group, "quorum.rules.0", "all_of", GP, clause="9.3")

    assert made.rules["quorum"]["rules"] == [THIRD, GP, LAY]
    assert made.clauses == {"quorum.rules.1": "9.3", "quorum.rules.2": "9.2"}


def test_a_rule_joins_the_group_it_is_added_at_when_of_the_same_sort() -> None:
    made = composing.join(quorum({"kind": "all_of", "rules": [THIRD, LAY]}), "quorum", "all_of", GP)

    assert made.rules["quorum"]["rules"] == [THIRD, LAY, GP]


def test_an_alternative_to_one_rule_of_a_group_is_nested() -> None:
    made = composing.join(quorum({"kind": "all_of", "rules": [THIRD, LAY]}), "quorum.rules.1", "any_of", GP)

    assert made.rules["quorum"] == {"kind": "all_of", "rules": [THIRD, {"kind": "any_of", "rules": [LAY, GP]}]}


def test_the_last_but_one_taken_out_dissolves_its_group_and_keeps_the_clause() -> None:
    group = quorum({"kind": "all_of", "rules": [THIRD, LAY]}, quorum="9", quorum__rules__1="9.2")
    made = composing.take_out(group, "quorum.rules.0")

    assert made.rules["quorum"] == LAY
    assert made.clauses == {"quorum": "9.2"}


def test_a_quorum_keeps_one_rule() -> None:
    with pytest.raises(WrongTerms, match="at least one rule"):
        composing.take_out(quorum(THIRD), "quorum")


def test_a_rule_is_put_in_place_of_another_with_its_own_clause() -> None:
    group = quorum({"kind": "all_of", "rules": [THIRD, LAY]}, quorum__rules__0="9.1", notice_days="13")
    made = composing.put(group, "quorum.rules.0", HALF, clause="10")

    assert made.rules["quorum"]["rules"] == [HALF, LAY]
    assert made.clauses == {"quorum.rules.0": "10", "notice_days": "13"}


def test_weights_are_put_and_single_ccg_business_is_forgotten_again() -> None:
    made = composing.put(quorum(THIRD), "single_ccg", {"casting_vote": ["chair"]}, clause="15", reading="Parity")
    assert (made.clauses["single_ccg"], made.readings["single_ccg"]) == ("15", "Parity")
    left = composing.forget(made, "single_ccg")
    assert "single_ccg" not in {**left.rules, **left.clauses, **left.readings}


def test_the_rules_given_are_not_changed() -> None:
    before = quorum({"kind": "all_of", "rules": [THIRD, LAY]})
    composing.take_out(before, "quorum.rules.0")
    composing.join(before, "quorum", "any_of", GP)

    assert before.rules == {"quorum": {"kind": "all_of", "rules": [THIRD, LAY]}}


@pytest.mark.parametrize(
    "place", ["quorum.rules.5", "quorum.rules.x", "weights", "quorum.kind", "nothing", "quorum..0"]
)
def test_a_place_without_a_rule_is_said(place: str) -> None:
    with pytest.raises(NoSuchRule) as missing:
        composing.take_out(quorum({"kind": "all_of", "rules": [THIRD, LAY]}), place)
    assert "not there any more" in missing.value.sentence


@pytest.mark.parametrize("place", ["quorum.rules", "quorum.fraction", "weights"])
def test_what_is_no_rule_is_not_read_as_one(place: str) -> None:
    with pytest.raises(NoSuchRule):
        composing.rule_at(quorum(THIRD), place)


def test_what_the_engine_cannot_read_is_refused_by_its_place() -> None:
    with pytest.raises(WrongTerms) as wrong:
        composing.put(quorum(THIRD), "quorum", {"kind": "fraction", "fraction": "3/2"})
    assert wrong.value.place == "quorum.fraction"


def test_rules_too_deep_are_refused_when_they_are_joined() -> None:
    made, place = quorum(THIRD), "quorum"
    for step in range(4):
        made = composing.join(made, place, "all_of" if step % 2 else "any_of", LAY)
        place += ".rules.0"
    deepest = composing.join(made, place, "any_of", LAY)
    with pytest.raises(WrongTerms, match="deep"):
        composing.join(deepest, f"{place}.rules.0", "all_of", LAY)


RULES = [THIRD, HALF, LAY, GP]
STEPS = st.lists(
    st.tuples(st.sampled_from(["all_of", "any_of", "out"]), st.integers(0, 50), st.sampled_from(RULES)), max_size=25
)


@given(STEPS)
def test_whatever_is_composed_can_be_read_and_each_clause_stands_at_its_rule(steps: list[Any]) -> None:
    """Every rule carries a clause naming it, so that one that went astray is seen."""
    composed = composing.put(BEGINNING, "quorum", THIRD, clause=str(THIRD))
    for how, number, rule in steps:
        there = list(composing.places(composed))
        place = there[number % len(there)]
        try:
            if how == "out":
                composed = composing.take_out(composed, place)
            else:
                composed = composing.join(composed, place, how, rule, clause=str(rule))
        except WrongTerms:
            continue
        terms_from(composed.rules)
        for at, found in composing.places(composed).items():
            if found["kind"] not in composing.GROUPS:
                assert composed.clauses[at] == str(found)
        for found in composing.places(composed).values():
            assert len(found.get("rules", [1, 2])) > 1


def test_rules_are_said_in_words() -> None:
    assert quorum_words(ESSEX.quorum) == "All of these"
    assert whole_quorum(ESSEX.quorum) == (
        "All of these: (At least 2 voting members of each of Mid Essex, North East Essex and NHS England; the chair or"
        " vice chair is among those of Mid Essex or North East Essex); (Lay and executive members outnumber the other"
        " voting members present)"
    )
    assert weights_words(ESSEX.weights) == (
        "NHS England has 6 votes in total, shared equally among its members who may vote on the item; everybody else"
        " has one vote"
    )
    assert "abstention is in effect a vote against; on a tie the area director or medical director has" in (
        decision_words(ESSEX.decision)
    )
    assert "as much as that CCG has voting seats" in single_words(ESSEX.single_ccg)
    assert single_words(None) == "No rule of its own: every member votes"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (THIRD, "At least one third of the voting members, rounded up"),
        ({"kind": "any_of", "rules": [THIRD, LAY]}, "Any one of these"),
        ({"kind": "at_least", "count": 2}, "At least 2 voting members"),
        ({**LAY, "offices": ["vice_chair"]}, "At least 1 lay voting member who is vice chair"),
        ({"kind": "at_least", "count": 1, "voting": False}, "At least 1 non-voting member"),
        (
            {"kind": "per_organisation", "counts": {"A": 1, "B": 2}},
            "At least 1 voting member of A; 2 voting members of B",
        ),
        (
            {"kind": "per_organisation", "counts": {"A": 1}, "offices": ["chair"]},
            "At least 1 voting member of A; the chair is among them",
        ),
    ],
)
def test_each_kind_of_quorum_has_its_words(rule: Any, words: str) -> None:
    assert quorum_words(terms_from({"quorum": rule}).quorum) == words


def test_the_other_settings_have_their_words() -> None:
    read = terms_from(
        {
            "quorum": THIRD,
            "weights": {"kind": "bloc", "totals": {"A": "3/2"}, "shared_among": "seats"},
            "decision": {},
        }
    )
    assert "the part of whoever is away being lost" in weights_words(read.weights)
    assert weights_words(terms_from({"quorum": THIRD}).weights) == "Each voting member has one vote"
    assert decision_words(read.decision) == (
        "Carried by more than half of the votes cast; on a tie nobody has a second and deciding vote"
    )
    single = terms_from({"quorum": THIRD, "single_ccg": {"bloc_total": "unchanged"}}).single_ccg
    assert isinstance(single, SingleCcg)
    assert single_words(single) == (
        "Only that CCG and NHS England vote; a bloc keeps its total; on a tie nobody has a second and deciding vote"
    )


OLD = [Said("Seats", "Lay chair", "Lay, voting", "chair"), Said("Rules", "Quorum", "A third")]
NEW = [Said("Seats", "Lay chair", "Lay, voting", "chair"), Said("Seats", "GP", "Clinical", "gp"),
       Said("Rules", "Quorum", "Half")]  # fmt: skip


def test_what_differs_is_new_changed_or_removed() -> None:
    assert changes(OLD, NEW) == [Change("Seats", "GP", "", "Clinical"), Change("Rules", "Quorum", "A third", "Half")]
    assert [change.kind for change in changes(OLD, NEW)] == ["New", "Changed"]
    assert [change.kind for change in changes(NEW, OLD)] == ["Removed", "Changed"]


SAIDS = st.lists(
    st.builds(Said, st.sampled_from("AB"), st.sampled_from("xyz"), st.sampled_from(["1", "2"])), max_size=6
).map(lambda found: list({said.name: said for said in found}.values()))


@given(SAIDS, SAIDS)
def test_comparing_the_other_way_round_changes_before_and_after_over(before: list[Said], after: list[Said]) -> None:
    there = {(one.heading, one.about, one.before, one.after) for one in changes(before, after)}
    back = {(one.heading, one.about, one.after, one.before) for one in changes(after, before)}
    assert there == back
    assert changes(before, before) == []


LAY_OF_BOTH = (
    Election("chair", ("lay",), ("Mid Essex", "North East Essex")),
    Election("vice_chair", ("lay",), ("Mid Essex", "North East Essex")),
)
SEATS = (
    *(Seat(f"m{n}", "Mid Essex", "lay" if n == 1 else "executive") for n in (1, 2, 3)),
    *(Seat(f"n{n}", "North East Essex", "lay" if n == 1 else "executive") for n in (1, 2, 3)),
    Seat("area", "NHS England", "executive", "area_director"),
    Seat("medical", "NHS England", "clinical", "medical_director"),
    Seat("head", "NHS England", "executive"),
)


@pytest.mark.clause("Mid and North East Essex terms of reference 10", part="Chair and Vice-chair of one CCG")
def test_whoever_enters_the_essex_terms_is_warned_that_the_literal_quorum_may_be_impossible() -> None:
    (warning,) = oddities.warnings_before_adoption(ESSEX, SEATS, LAY_OF_BOTH)

    assert warning == (
        "The chair and vice chair may both be elected from one of Mid Essex or North East Essex: the literal quorum may"
        " then be impossible, since each would need the chair or vice chair among its members. One among all of them is"
        " taken as enough."
    )


def test_both_offices_held_in_one_ccg_are_said_by_the_engine_too() -> None:
    held = (Seat("m1", "Mid Essex", "lay", "chair"), Seat("m2", "Mid Essex", "lay", "vice_chair"), *SEATS[2:])
    said = oddities.warnings_before_adoption(ESSEX, held, LAY_OF_BOTH)

    assert any("Read literally" in warning and "North East Essex has neither" in warning for warning in said)


def test_one_elected_office_may_be_of_one_ccg_alone() -> None:
    rule = terms_from(JOINT).quorum.rules[0]  # type: ignore[union-attr]
    assert "The chair may be elected from one of" in str(oddities.literal_reading(rule, ["chair"]))
    assert oddities.literal_reading(rule, []) is None


def test_an_elected_office_nobody_may_hold_is_missed() -> None:
    terms = terms_from({"quorum": THIRD, "decision": {"casting_vote": ["chair"]}})
    seats = (Seat("a", "A", "executive"),)
    assert oddities.warnings_before_adoption(terms, seats, [Election("chair", ("lay",))]) == [
        "No voting seat is chair, which holds a casting vote."
    ]
    assert oddities.warnings_before_adoption(terms, seats, [Election("chair")]) == []


def test_an_alternative_is_looked_at_too() -> None:
    rule = terms_from({"quorum": {"kind": "any_of", "rules": [THIRD, JOINT["quorum"]["rules"][0]]}})
    assert any("literal quorum" in said for said in oddities.warnings_before_adoption(rule, SEATS, LAY_OF_BOTH))


def test_what_stands_in_the_way_of_adoption() -> None:
    silent = Seat("a", "A", "lay", voting=False)
    assert oddities.faults(seats=[], recommends_only=False, source="x") == ["There are no seats yet."]
    assert oddities.faults(seats=[silent], recommends_only=False, source="x") == [
        "No seat is voting, so that nobody decides."
    ]
    assert oddities.faults(seats=[silent], recommends_only=True, source=" ") == [
        "No seat is voting, so that nobody agrees its recommendations.",
        "Name the document they come from, under particulars.",
    ]
    assert oddities.faults(seats=SEATS, recommends_only=False, source="x") == []


def test_fractions_are_read_as_they_are_stored() -> None:
    assert terms_from(BEGINNING.rules).quorum.fraction == Fraction(1, 3)  # type: ignore[union-attr]
