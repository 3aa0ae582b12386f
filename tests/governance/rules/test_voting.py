"""Quorum, weights and decisions by the terms of the sources, case by case."""

from dataclasses import replace
from fractions import Fraction

import pytest

from governance.rules.voting.checking import warnings_of
from governance.rules.voting.reading import WrongTerms, terms_from
from governance.rules.voting.standing import CannotStand
from governance.rules.voting.terms import Item, Seat
from governance.rules.voting.verdict import NoVote
from tests.governance.rules.committees import (
    ESSEX,
    ESSEX_SEATS,
    JOINT,
    TOWER_HAMLETS,
    TOWER_SEATS,
    item,
    verdict,
)

EVERYBODY = "m1 m2 m3 n1 n2 n3"


@pytest.mark.clause("Tower Hamlets terms of reference", part="quorum")
def test_one_third_of_seven_is_three() -> None:
    two = verdict(TOWER_HAMLETS, item(TOWER_SEATS, away=["lay1", "lay2", "ao", "cfo", "gp"]))
    assert not two.quorate
    assert two.shortfall == ("Needs 1 more voting member (one third of 7 is 3, and 2 count)",)
    assert two.carried is None
    assert verdict(TOWER_HAMLETS, item(TOWER_SEATS, away=["lay1", "lay2", "ao", "cfo"])).quorate


@pytest.mark.clause("Tower Hamlets terms of reference", part="second and deciding vote")
def test_the_chair_has_a_second_vote_on_a_tie_and_only_then() -> None:
    six = item(TOWER_SEATS, away=["gp"])
    tied = verdict(TOWER_HAMLETS, six, ("chair", "for"), yes="chair vice lay1", no="lay2 ao cfo")
    assert (tied.tie, tied.casting_used, tied.carried) == (True, True, True)
    lost = verdict(TOWER_HAMLETS, six, yes="chair vice lay1", no="lay2 ao cfo")
    assert (lost.tie, lost.casting_used, lost.carried) == (True, False, False)
    seven = verdict(TOWER_HAMLETS, item(TOWER_SEATS), ("chair", "for"), yes="chair vice lay1", no="lay2 ao cfo gp")
    assert (seven.tie, seven.casting_used, seven.carried) == (False, False, False)
    assert "The casting vote of chair is not used, for there is no tie." in seven.working
    nobodys = verdict(TOWER_HAMLETS, six, ("ao", "for"), yes="chair vice lay1", no="lay2 ao cfo")
    assert (nobodys.casting_used, nobodys.carried) == (False, False)


def test_the_casting_vote_goes_with_the_chair_and_not_the_person() -> None:
    without = item(TOWER_SEATS, leave=["chair"], away=["gp"])
    held = verdict(TOWER_HAMLETS, without, ("vice", "for"), yes="vice lay1", no="lay2 ao", neither="cfo")
    assert (held.casting_used, held.carried) == (True, True)
    gone = verdict(TOWER_HAMLETS, without, ("chair", "for"), yes="vice lay1", no="lay2 ao")
    assert (gone.casting_used, gone.carried) == (False, False)


def test_an_abstention_counts_against_only_where_the_terms_say_members_present() -> None:
    six = item(TOWER_SEATS, away=["gp"])
    cast = {"yes": "chair vice lay1", "no": "lay2 ao", "neither": "cfo"}
    assert verdict(TOWER_HAMLETS, six, **cast).carried
    of_present = replace(TOWER_HAMLETS, decision=ESSEX.decision)
    lost = verdict(of_present, six, **cast)
    assert (lost.base, lost.carried) == (Fraction(6), False)


@pytest.mark.clause("Tower Hamlets terms of reference", part="a non-voting member stands in")
def test_a_conflict_breaks_quorum_for_that_item_until_somebody_stands_in() -> None:
    few = ["lay1", "lay2", "ao", "cfo"]
    broken = verdict(TOWER_HAMLETS, item(TOWER_SEATS, away=few, leave=["gp"]))
    assert not broken.quorate
    mended = verdict(TOWER_HAMLETS, item(TOWER_SEATS, away=few, leave=["gp"], instead={"gp": "gp2"}), yes="gp2 chair")
    assert mended.quorate
    assert mended.carried
    assert "gp2 stands in for gp and votes." in mended.working
    once = item(TOWER_SEATS, away=few, stay=["gp"], instead={"gp": "gp2"})
    assert "Quorate: 3 voting members count." in verdict(TOWER_HAMLETS, once).working  # one membership, counted once
    away = item(TOWER_SEATS, away=[*few, "gp2"], leave=["gp"], instead={"gp": "gp2"})
    assert "gp2 cannot stand in for gp now." in verdict(TOWER_HAMLETS, away).working


@pytest.mark.parametrize(
    ("instead", "leave", "sentence"),
    [
        ({"gp": "gp2"}, [], "gp may vote on this item"),
        ({"gp": "cfo"}, ["gp"], "cfo has a vote already"),
        ({"gp": "nobody"}, ["gp"], "There is no seat nobody"),
        ({"gp": "gp2", "ao": "gp2"}, ["gp", "ao"], "gp2 stands in for one seat only"),
    ],
)
def test_a_stand_in_that_cannot_be_is_refused(instead: dict[str, str], leave: list[str], sentence: str) -> None:
    with pytest.raises(CannotStand, match=sentence):
        verdict(TOWER_HAMLETS, item(TOWER_SEATS, leave=leave, instead=instead))


def test_a_seat_twice_and_a_ccg_without_seats_are_refused() -> None:
    with pytest.raises(CannotStand, match="key of two seats"):
        verdict(TOWER_HAMLETS, Item((*TOWER_SEATS, TOWER_SEATS[0]), {}, {}))
    with pytest.raises(CannotStand, match="No seat is of Walsall"):
        verdict(TOWER_HAMLETS, item(TOWER_SEATS, business_of="Walsall"))


@pytest.mark.parametrize(("who", "conflict"), [("watch", {}), ("ao", {"leave": ["ao"]}), ("ao", {"stay": ["ao"]})])
def test_a_vote_by_a_seat_that_may_not_vote_is_refused_by_name(who: str, conflict: dict[str, list[str]]) -> None:
    with pytest.raises(NoVote, match=f"{who} may not vote on this item"):
        verdict(TOWER_HAMLETS, item(TOWER_SEATS, **conflict), yes=who)


@pytest.mark.clause("Mid and North East Essex terms of reference 14", part="weights")
def test_nhs_englands_votes_are_six_in_total_however_many_sit() -> None:
    carried = verdict(ESSEX, item(ESSEX_SEATS), yes="m1 m2 m3 n1 area medical head", no="n2 n3")
    assert (carried.votes_for, carried.votes_against, carried.base) == (Fraction(10), Fraction(2), Fraction(12))
    assert carried.weights["area"] == Fraction(2)
    two = verdict(ESSEX, item(ESSEX_SEATS, away=["head"]), yes="area")
    assert two.weights["area"] == Fraction(3)
    seats = terms_from({**JOINT, "weights": {**JOINT["weights"], "shared_among": "seats"}})
    assert verdict(seats, item(ESSEX_SEATS, away=["head"]), yes="area").weights["area"] == Fraction(2)


@pytest.mark.clause("Mid and North East Essex terms of reference 14", part="majority of members present")
def test_six_against_six_is_a_tie_that_the_area_or_medical_director_decides() -> None:
    cast = {"yes": EVERYBODY, "no": "area medical head"}
    tied = verdict(ESSEX, item(ESSEX_SEATS), ("area", "against"), **cast)
    assert (tied.tie, tied.casting_used, tied.carried) == (True, True, False)
    chair = verdict(ESSEX, item(ESSEX_SEATS), ("m1", "for"), **cast)
    assert (chair.casting_used, chair.carried) == (False, False)
    assert "m1 holds no casting vote on this item." in chair.working


@pytest.mark.clause("Mid and North East Essex terms of reference 16", part="members of each organisation")
def test_two_of_each_organisation_with_the_chair_or_vice_chair() -> None:
    enough = item(ESSEX_SEATS, away=["m2", "n3", "head"])
    assert verdict(ESSEX, enough).quorate
    short = verdict(ESSEX, item(ESSEX_SEATS, away=["n2", "n3"]))
    assert short.shortfall == ("North East Essex needs 1 more voting member",)
    headless = verdict(ESSEX, item(ESSEX_SEATS, away=["m1", "n1"]))
    assert "Needs the chair or vice chair of Mid Essex or North East Essex" in headless.shortfall


@pytest.mark.clause("Mid and North East Essex terms of reference 16", part="lay and executive majority")
def test_lay_and_executive_members_outnumber_the_others() -> None:
    three = verdict(ESSEX, item(ESSEX_SEATS, away=["m2", "n2", "head"]))
    assert three.shortfall == ("Lay and executive members (3) must outnumber the other voting members (3)",)


@pytest.mark.clause("Mid and North East Essex terms of reference 15", part="who votes")
def test_on_the_business_of_one_ccg_the_other_counts_for_nothing() -> None:
    on = item(ESSEX_SEATS, business_of="Mid Essex")
    carried = verdict(ESSEX, on, yes="m1 area medical head", no="m2 m3")
    assert (carried.votes_for, carried.votes_against, carried.base) == (Fraction(4), Fraction(2), Fraction(6))
    assert carried.carried
    with pytest.raises(NoVote):
        verdict(ESSEX, on, yes="n1")
    assert verdict(ESSEX, item(ESSEX_SEATS, away=["n1", "n2", "n3"], business_of="Mid Essex")).quorate


@pytest.mark.clause("Mid and North East Essex terms of reference 15", part="weight of NHS England")
def test_nhs_england_weighs_as_much_as_the_ccg_has_seats_unless_the_terms_say_otherwise() -> None:
    on = item(ESSEX_SEATS, business_of="Mid Essex")
    tied = verdict(ESSEX, on, ("medical", "against"), yes="m1 m2 m3", no="area medical head")
    assert (tied.votes_for, tied.votes_against) == (Fraction(3), Fraction(3))
    assert (tied.casting_used, tied.carried) == (True, False)
    unchanged = terms_from({**JOINT, "single_ccg": {**JOINT["single_ccg"], "bloc_total": "unchanged"}})
    lost = verdict(unchanged, on, yes="m1 m2 m3", no="area medical head")
    assert (lost.votes_against, lost.tie, lost.carried) == (Fraction(6), False, False)
    fewer = verdict(ESSEX, item(ESSEX_SEATS, away=["m3"], business_of="Mid Essex"), yes="m1 m2", no="area medical head")
    assert (fewer.votes_for, fewer.votes_against, fewer.carried) == (Fraction(2), Fraction(3), False)


@pytest.mark.clause("Mid and North East Essex terms of reference 15", part="casting vote")
def test_the_casting_vote_on_one_ccgs_business_is_nhs_englands() -> None:
    chairs = terms_from({**JOINT, "decision": {"majority_of": "weight_present", "casting_vote": ["chair"]}})
    on = item(ESSEX_SEATS, business_of="Mid Essex")
    tied = verdict(chairs, on, ("m1", "for"), yes="m1 m2 m3", no="area medical head")
    assert (tied.casting_used, tied.carried) == (False, False)
    assert verdict(chairs, on, ("area", "for"), yes="m1 m2 m3", no="area medical head").carried


@pytest.mark.clause("Mid and North East Essex terms of reference 16", part="the office literally read")
def test_terms_that_can_be_met_in_one_reading_only_are_warned_about() -> None:
    assert warnings_of(ESSEX, ESSEX_SEATS) == []
    both_here = [replace(seat, office="vice_chair" if seat.key == "m2" else seat.office) for seat in ESSEX_SEATS]
    both_here = [replace(seat, office="" if seat.key == "n1" else seat.office) for seat in both_here]
    (warning,) = warnings_of(ESSEX, both_here)
    assert "North East Essex has neither. One among all of them is taken as enough." in warning
    nobody = [replace(seat, office="") for seat in ESSEX_SEATS]
    assert any("the quorum can never be met" in said for said in warnings_of(ESSEX, nobody))
    assert any("No voting seat is area director" in said for said in warnings_of(ESSEX, nobody))
    few = [seat for seat in ESSEX_SEATS if seat.organisation != "NHS England"]
    said = warnings_of(ESSEX, few)
    assert "The quorum asks for 2 voting members of NHS England, which has 0." in said
    assert "NHS England has a total of 6 votes and no voting seat." in said


def _lay(count: int) -> dict[str, object]:
    return {"kind": "at_least", "count": count, "roles": ["lay"]}


# Four quorums of committees in being, each as data (peers, case R8).
REAL = {
    "three with a lay member and an officer": (
        {
            "kind": "all_of",
            "rules": [
                {"kind": "at_least", "count": 3},
                _lay(1),
                {"kind": "at_least", "count": 1, "roles": ["chief officer", "finance officer", "director"]},
            ],
        },
        ["lay", "director", "gp"],
        ["lay", "gp", "gp"],
    ),
    "non-executives, a GP, officers and two without a vote": (
        {
            "kind": "all_of",
            "rules": [
                {"kind": "at_least", "count": 3, "roles": ["non-executive"]},
                {"kind": "at_least", "count": 1, "roles": ["gp"]},
                {"kind": "at_least", "count": 2, "roles": ["chief officer"]},
                {"kind": "at_least", "count": 1, "roles": ["finance officer"]},
                {"kind": "at_least", "count": 1, "roles": ["head of contracting"]},
                {"kind": "at_least", "count": 2, "voting": False},
            ],
        },
        [*["non-executive"] * 3, "gp", "chief officer", "chief officer", "finance officer", "head of contracting",
         "-observer", "-observer"],
        [*["non-executive"] * 3, "gp", "chief officer", "chief officer", "finance officer", "head of contracting",
         "-observer"],
    ),
    "one lay, one GP, one executive": (
        {
            "kind": "all_of",
            "rules": [_lay(1), {"kind": "at_least", "count": 1, "roles": ["gp"]},
                      {"kind": "at_least", "count": 1, "roles": ["executive"]}],
        },
        ["lay", "gp", "executive"],
        ["lay", "gp", "gp"],
    ),
    "four with an officer, two of four roles, and the chair or vice chair": (
        {
            "kind": "all_of",
            "rules": [
                {"kind": "at_least", "count": 4},
                {"kind": "any_of", "rules": [{"kind": "at_least", "count": 1, "roles": ["chief officer"]},
                                             {"kind": "at_least", "count": 1, "roles": ["finance officer"]}]},
                {"kind": "at_least", "count": 2, "roles": ["lay", "nurse", "consultant"]},
                {"kind": "at_least", "count": 1, "offices": ["chair", "vice_chair"]},
            ],
        },
        ["lay*", "nurse", "finance officer", "gp"],
        ["lay", "nurse", "finance officer", "gp"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_four_quorums_of_committees_in_being_are_data(name: str) -> None:
    quorum, enough, short = REAL[name]
    terms = terms_from({"quorum": quorum})

    def seats(roles: list[str]) -> Item:
        return item(
            Seat(str(n), "CCG", role.strip("-*"), "chair" if role.endswith("*") else "", voting=role[0] != "-")
            for n, role in enumerate(roles)
        )

    assert verdict(terms, seats(enough)).shortfall == ()
    assert len(verdict(terms, seats(short)).shortfall) == 1


def test_neither_of_two_alternatives_is_said_as_one_choice() -> None:
    terms = terms_from({"quorum": {"kind": "any_of", "rules": [_lay(2), {"kind": "fraction", "fraction": "1/2"}]}})
    seats = [Seat("a", "CCG", "lay"), *(Seat(key, "CCG", "gp") for key in "bcd")]
    (sentence,) = verdict(terms, item(seats, away="bcd")).shortfall
    assert sentence == "Needs 1 more lay member or: Needs 1 more voting member (half of 4 is 2, and 1 count)"
    impossible = warnings_of(terms_from({"quorum": {"kind": "any_of", "rules": [_lay(9)]}}), [Seat("a", "CCG", "lay")])
    assert impossible == [
        "None of the quorum's alternatives can be met: The quorum asks for 9 of lay, and the seats have 1."
    ]


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ({}, "quorum"),
        ([], ""),
        ({"quorum": {"kind": "nearly"}}, "quorum.kind"),
        ({"quorum": {"kind": ["fraction"]}}, "quorum.kind"),
        ({"quorum": {"kind": "fraction", "fraction": "1/0"}}, "quorum.fraction"),
        ({"quorum": {"kind": "fraction", "fraction": "4/3"}}, "quorum.fraction"),
        ({"quorum": {"kind": "fraction", "fraction": 1.5}}, "quorum.fraction"),
        ({"quorum": {"kind": "all_of", "rules": []}}, "quorum.rules"),
        ({"quorum": {"kind": "all_of", "rules": [{"kind": "at_least", "count": True}]}}, "quorum.rules.0.count"),
        ({"quorum": {"kind": "at_least", "count": 1, "voting": "yes"}}, "quorum.voting"),
        ({"quorum": {"kind": "role_majority", "roles": []}}, "quorum.roles"),
        ({"quorum": _lay(1), "weights": {"kind": "heavy"}}, "weights.kind"),
        ({"quorum": _lay(1), "weights": {"kind": "bloc", "totals": {}}}, "weights.totals"),
        ({"quorum": _lay(1), "weights": {"kind": "bloc", "totals": {"A": 0}}}, "weights.totals.A"),
        ({"quorum": _lay(1), "decision": {"majority_of": "noise"}}, "decision.majority_of"),
        ({"quorum": _lay(1), "decision": {"casting_vote": "chair"}}, "decision.casting_vote"),
        ({"quorum": _lay(1), "single_ccg": {"casting": []}}, "single_ccg.casting"),
    ],
)
def test_terms_that_are_wrong_are_named_by_their_place(terms: object, place: str) -> None:
    with pytest.raises(WrongTerms) as wrong:
        terms_from(terms)
    assert wrong.value.place == place


def test_rules_within_rules_are_limited() -> None:
    deep: dict[str, object] = _lay(1)
    for _ in range(8):
        deep = {"kind": "all_of", "rules": [deep]}
    with pytest.raises(WrongTerms, match="at most 6 deep"):
        terms_from({"quorum": deep})
