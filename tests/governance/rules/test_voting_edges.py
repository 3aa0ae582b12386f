"""The edges of the rules of voting: exactly enough, one too many, and what the working says."""

from dataclasses import replace
from fractions import Fraction

import pytest

from governance.rules.voting.checking import warnings_of
from governance.rules.voting.quorum import shortfall
from governance.rules.voting.reading import MOST, WrongTerms, terms_from
from governance.rules.voting.standing import CannotStand, standing_of
from governance.rules.voting.terms import (
    AllOf,
    AnyOf,
    AtLeast,
    Decision,
    FractionOfSeats,
    MajorityOf,
    OneEach,
    PerOrganisation,
    Seat,
    Terms,
)
from governance.rules.voting.verdict import casting_offices, decide
from governance.rules.voting.words import fraction_in_words
from tests.governance.rules.committees import ESSEX, ESSEX_SEATS, TOWER_HAMLETS, TOWER_SEATS, item, votes


def terms_of(quorum: object) -> Terms:
    return Terms(quorum=quorum, weights=OneEach(), decision=Decision(MajorityOf.VOTES_CAST, ()), single_ccg=None)  # type: ignore[arg-type]


SEATS = (
    Seat("a", "CCG", "lay", "chair"), Seat("b", "CCG", "lay"), Seat("c", "CCG", "executive"),
    Seat("d", "CCG", "lay", "secretary", voting=False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("quorum", "warned"),
    [
        (FractionOfSeats(Fraction(1)), False),
        (FractionOfSeats(Fraction(1, 3)), False),
        (FractionOfSeats(Fraction(0)), True),
        (FractionOfSeats(Fraction(4, 3)), True),
        (FractionOfSeats(Fraction(3, 2)), True),
        (AtLeast(2, roles=("lay",)), False),
        (AtLeast(3, roles=("lay",)), True),
        (AtLeast(1, roles=("lay",), voting=False), False),
        (AtLeast(2, roles=("lay",), voting=False), True),
        (PerOrganisation({"CCG": 3}, (), ()), False),
        (PerOrganisation({"CCG": 4}, (), ()), True),
        (AnyOf((AtLeast(9), AtLeast(3))), False),
        (AnyOf((AtLeast(9), AtLeast(4))), True),
        (AllOf((AtLeast(3), AtLeast(1, offices=("chair",)))), False),
        (PerOrganisation({"CCG": 1}, ("chair",), ()), False),
    ],
)
def test_a_quorum_that_is_just_met_is_not_warned_of_and_one_more_is(quorum: object, warned: bool) -> None:
    assert bool(warnings_of(terms_of(quorum), SEATS)) is warned


def test_a_casting_vote_of_a_seat_without_a_vote_is_warned_of() -> None:
    terms = replace(terms_of(AtLeast(1)), decision=Decision(MajorityOf.VOTES_CAST, ("secretary",)))
    assert warnings_of(terms, SEATS) == ["No voting seat is secretary, which holds a casting vote."]
    assert warnings_of(replace(terms, decision=Decision(MajorityOf.VOTES_CAST, ("chair",))), SEATS) == []


def test_an_office_may_come_from_anywhere_where_no_place_is_named() -> None:
    anywhere = PerOrganisation({"CCG": 1}, ("chair",), ())
    assert shortfall(anywhere, standing_of(item(SEATS))) == []
    assert shortfall(anywhere, standing_of(item(SEATS, away=("a",)))) == ["Needs the chair"]
    elsewhere = PerOrganisation({"CCG": 1}, ("chair",), ("NHS England",))
    assert shortfall(elsewhere, standing_of(item(SEATS))) == ["Needs the chair of NHS England"]


def test_the_seat_that_is_there_twice_is_named() -> None:
    with pytest.raises(CannotStand) as twice:
        standing_of(item((*SEATS, Seat("b", "CCG", "lay"))))
    assert twice.value.sentence == "b is the key of two seats."


def test_the_working_says_whose_business_it_is_and_who_abstains() -> None:
    (said, *_) = standing_of(item(ESSEX_SEATS, business_of="Mid Essex")).reasons
    assert said == (
        "This is the business of Mid Essex alone: it and NHS England vote; North East Essex abstain and count for"
        " nothing."
    )
    assert standing_of(item(ESSEX_SEATS)).reasons == ()


def test_the_working_says_of_what_a_motion_needs_more_than_half() -> None:
    cast = decide(TOWER_HAMLETS, item(TOWER_SEATS), votes(yes="chair vice"), None)
    assert any("more than half of the votes cast, 2" in line for line in cast.working)
    present = decide(ESSEX, item(ESSEX_SEATS), votes(yes="m1 m2"), None)
    assert any("more than half of the weight present, 12" in line for line in present.working)


def test_the_offices_of_one_ccgs_business_hold_only_there_and_where_the_terms_have_some() -> None:
    ours = item(ESSEX_SEATS, business_of="Mid Essex")
    apart = replace(ESSEX, decision=replace(ESSEX.decision, casting_vote=("chair",)))
    assert casting_offices(apart, item(ESSEX_SEATS)) == ("chair",)
    assert casting_offices(apart, ours) == ("area_director", "medical_director")
    assert casting_offices(replace(apart, single_ccg=None), ours) == ("chair",)


def test_whoever_is_not_said_otherwise_is_present() -> None:
    assert Seat("a", "CCG", "lay").present
    assert Seat("a", "CCG", "lay").voting
    assert AtLeast(1).voting


def quorum_from(quorum: object) -> object:
    return terms_from({"quorum": quorum}).quorum


@pytest.mark.parametrize("fraction", [0, "0", "0/5", "4/3", 2, 1_000_001, "1" * 21, "0.3333333333333333333", True])
def test_a_fraction_that_is_none_is_refused(fraction: object) -> None:
    with pytest.raises(WrongTerms):
        quorum_from({"kind": "fraction", "fraction": fraction})


def test_as_much_as_may_be_is_read_and_one_more_is_not() -> None:
    assert quorum_from({"kind": "fraction", "fraction": 1}) == FractionOfSeats(Fraction(1))
    assert quorum_from({"kind": "fraction", "fraction": "0.333333333333333333"}) == FractionOfSeats(
        Fraction("0.333333333333333333")
    )
    assert quorum_from({"kind": "at_least", "count": 1_000}) == AtLeast(1_000)
    for count in (0, 1_001):
        with pytest.raises(WrongTerms):
            quorum_from({"kind": "at_least", "count": count})
    totals = {"kind": "bloc", "totals": {"CCG": 1_000_000}}
    assert terms_from({"quorum": {"kind": "at_least", "count": 1}, "weights": totals}).weights.totals == {  # type: ignore[union-attr]
        "CCG": Fraction(1_000_000)
    }
    for total in (0, 1_000_001):
        with pytest.raises(WrongTerms):
            terms_from(
                {"quorum": {"kind": "at_least", "count": 1}, "weights": {"kind": "bloc", "totals": {"CCG": total}}}
            )
    part = {"kind": "at_least", "count": 1}
    assert quorum_from({"kind": "all_of", "rules": [part]}) == AllOf((AtLeast(1),))
    half = {"kind": "bloc", "totals": {"CCG": "1/2"}}
    assert terms_from({"quorum": part, "weights": half}).weights.totals == {"CCG": Fraction(1, 2)}  # type: ignore[union-attr]
    most = {"kind": "all_of", "rules": [part] * MOST}
    assert len(quorum_from(most).rules) == MOST == 200  # type: ignore[attr-defined]
    for rules in ([part] * (MOST + 1), []):
        with pytest.raises(WrongTerms):
            quorum_from({"kind": "all_of", "rules": rules})
    words = [f"role-{number}" for number in range(MOST)]
    assert quorum_from({"kind": "role_majority", "roles": words}).roles == tuple(words)  # type: ignore[attr-defined]
    for roles in ([*words, "one more"], [""], [7], ["lay", ""]):
        with pytest.raises(WrongTerms):
            quorum_from({"kind": "role_majority", "roles": roles})
    counts = {f"Organisation {number}": 1 for number in range(MOST)}
    assert len(quorum_from({"kind": "per_organisation", "counts": counts}).counts) == MOST  # type: ignore[attr-defined]
    with pytest.raises(WrongTerms):
        quorum_from({"kind": "per_organisation", "counts": counts | {"One more": 1}})


@pytest.mark.parametrize(
    ("fraction", "words"),
    [("1/4", "a quarter"), ("1/3", "one third"), ("1/2", "half"), ("2/3", "two thirds"), ("3/5", "3/5"), ("1", "1")],
)
def test_fractions_are_said_in_words(fraction: str, words: str) -> None:
    assert fraction_in_words(Fraction(fraction)) == words


def test_rules_six_deep_are_read_and_seven_are_not() -> None:
    def deep(levels: int) -> dict[str, object]:
        rule: dict[str, object] = {"kind": "at_least", "count": 1}
        for _ in range(levels - 1):
            rule = {"kind": "all_of", "rules": [rule]}
        return rule

    assert quorum_from(deep(6))
    with pytest.raises(WrongTerms) as wrong:
        quorum_from(deep(7))
    assert wrong.value.sentence == "Rules are at most 6 deep."


def test_one_of_a_bloc_who_is_there_alone_has_all_of_it() -> None:
    alone = decide(ESSEX, item(ESSEX_SEATS, away=("medical", "head")), votes(yes="area"), None)
    assert alone.weights["area"] == 6
