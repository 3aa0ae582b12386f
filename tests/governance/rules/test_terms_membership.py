"""Reviews, appointments, elections and stand-ins of a committee's terms."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.terms_of_reference import membership, reviews, simulating
from governance.rules.terms_of_reference.membership import Days, Election, Sitting
from governance.rules.terms_of_reference.simulating import Supposed, try_out
from governance.rules.voting.terms import Treatment, Vote
from governance.rules.voting.verdict import Casting
from tests.governance.rules.committees import TOWER_HAMLETS, TOWER_SEATS

APRIL = date(2016, 4, 1)
DAYS = st.dates(date(2014, 1, 1), date(2020, 12, 31))


@pytest.mark.clause("Mid and North East Essex terms of reference 30", part="within six months")
def test_terms_established_on_1_april_2016_are_first_reviewed_by_1_october() -> None:
    assert reviews.first_review(APRIL) == date(2016, 10, 1)
    assert reviews.next_due(APRIL, None) == date(2016, 10, 1)


@pytest.mark.clause("Mid and North East Essex terms of reference 30", part="every April")
def test_then_every_april_from_the_year_after() -> None:
    aprils = reviews.april_reviews(APRIL)
    assert [next(aprils) for _ in range(3)] == [date(2017, 4, 30), date(2018, 4, 30), date(2019, 4, 30)]
    *_, last = reviews.april_reviews(date(9997, 1, 1))
    assert last == date(9998, 4, 30)


@pytest.mark.parametrize(
    ("held", "next_by"),
    [
        (date(2016, 4, 20), date(2017, 4, 30)),  # the first may be early
        (date(2016, 9, 30), date(2017, 4, 30)),
        (date(2017, 3, 31), date(2017, 4, 30)),  # March is not April
        (date(2017, 4, 1), date(2018, 4, 30)),
        (date(2017, 5, 2), date(2018, 4, 30)),  # late, for the one before
    ],
)
def test_a_review_answers_what_was_due_by_its_day(held: date, next_by: date) -> None:
    assert reviews.next_due(APRIL, held) == next_by


@given(DAYS, st.one_of(st.none(), DAYS))
def test_a_next_review_is_always_due_after_the_last_one(established: date, held: date | None) -> None:
    due = reviews.next_due(established, held)
    assert due > (held or established)


def test_a_review_is_due_soon_for_its_last_four_weeks() -> None:
    due = date(2016, 10, 1)
    days = (date(2016, 9, 2), date(2016, 9, 3), due, date(2016, 10, 2))
    assert [reviews.standing(due, on=on) for on in days] == ["later", "soon", "soon", "late"]


def sitting(seat: str, first: date, end: date | None = None, person: int | None = None) -> Sitting:
    return Sitting(seat, f"Member of {seat}", Days(first, end), person)


@pytest.mark.clause("Specification of governance, section 4", part="one member a seat")
def test_a_seat_has_one_member_at_a_time() -> None:
    before = sitting("lay", date(2015, 4, 1), APRIL)
    titles = {"lay": "Lay member"}

    assert membership.appointment_fault(sitting("lay", APRIL), [before], titles) is None
    fault = membership.appointment_fault(sitting("lay", date(2016, 3, 31)), [before], titles)
    assert fault == (
        "Member of lay holds this seat from Wednesday 1 April 2015. End that appointment first, or choose other days."
    )


@pytest.mark.clause("Specification of governance, section 4", part="one member a seat")
def test_a_person_has_one_seat_at_a_time() -> None:
    other = sitting("chair", date(2015, 4, 1), person=7)
    titles = {"chair": "Lay chair"}

    assert membership.appointment_fault(sitting("lay", APRIL, person=8), [other], titles) is None
    assert membership.appointment_fault(sitting("lay", APRIL), [sitting("chair", APRIL)], titles) is None
    fault = membership.appointment_fault(sitting("lay", APRIL, person=7), [other], titles)
    assert fault is not None
    assert "already sits as Lay chair" in fault


def test_an_appointment_ends_on_or_after_its_first_day() -> None:
    assert membership.appointment_fault(sitting("lay", APRIL, APRIL), [], {}) is not None


@given(DAYS, st.one_of(st.none(), DAYS), DAYS, st.one_of(st.none(), DAYS))
def test_overlap_does_not_depend_on_the_order(a: date, b: date | None, c: date, d: date | None) -> None:
    assert Days(a, b).overlaps(Days(c, d)) == Days(c, d).overlaps(Days(a, b))


CHAIR = Election("chair", ("lay",), ("Mid Essex", "North East Essex"), clause="9")
LAY_SEAT = {"office": "chair", "role": "lay", "organisation": "Mid Essex", "voting": True, "own_office": ""}


@pytest.mark.clause("Mid and North East Essex terms of reference 9", part="who may be chair")
def test_the_chair_is_elected_among_the_lay_members_of_the_ccgs() -> None:
    assert membership.election_fault(CHAIR, **LAY_SEAT) is None  # type: ignore[arg-type]
    among = "The chair is elected among the lay members of Mid Essex and North East Essex."
    for wrong in ({"role": "executive"}, {"organisation": "NHS England"}, {"voting": False}):
        assert membership.election_fault(CHAIR, **(LAY_SEAT | wrong)) == among  # type: ignore[arg-type]


@pytest.mark.clause("Mid and North East Essex terms of reference 9", part="who may be chair")
def test_nobody_is_elected_where_the_terms_elect_nobody_or_the_seat_has_an_office() -> None:
    assert "no election" in str(membership.election_fault(None, **LAY_SEAT))  # type: ignore[arg-type]
    own = membership.election_fault(CHAIR, **(LAY_SEAT | {"own_office": "area_director"}))  # type: ignore[arg-type]
    assert own == "This seat is the area director by the terms, and holds no second office."


def test_elections_are_read_as_they_are_stored() -> None:
    (read,) = membership.elections_from([{"office": "chair", "roles": ["lay"], "organisations": None}])
    assert read == Election("chair", ("lay",))
    assert membership.among_words(read) == "lay members"
    assert membership.among_words(Election("chair")) == "voting members"


STANDS = {"gp2": "gp"}
ALL = frozenset(seat.key for seat in TOWER_SEATS)


@pytest.mark.clause("Tower Hamlets terms of reference", part="stand-in without being asked")
def test_a_gp_without_a_vote_stands_in_when_the_voting_gp_is_conflicted() -> None:
    stand = {"gp": Treatment.LEAVE}
    assert simulating.stand_ins(TOWER_SEATS, STANDS, stand) == {"gp": "gp2"}
    trial = try_out(TOWER_HAMLETS, TOWER_SEATS, Supposed(ALL, stand, {"gp2": Vote.FOR}), STANDS)
    assert trial.verdict is not None
    assert (trial.verdict.votes_for, trial.verdict.carried, trial.notes) == (1, True, ())


@pytest.mark.clause("Tower Hamlets terms of reference", part="stand-in without being asked")
@pytest.mark.parametrize("conflicts", [{}, {"gp": Treatment.NOTE}, {"gp": Treatment.LEAVE, "gp2": Treatment.STAY}])
def test_nobody_stands_in_for_who_may_vote_or_when_conflicted_too(conflicts: dict[str, Treatment]) -> None:
    assert simulating.stand_ins(TOWER_SEATS, STANDS, conflicts) == {}


def test_what_a_version_has_no_seat_or_vote_for_is_left_out_and_said() -> None:
    supposed = Supposed(ALL | {"gone"}, votes={"gone": Vote.FOR, "watch": Vote.FOR, "chair": Vote.AGAINST})
    trial = try_out(TOWER_HAMLETS, TOWER_SEATS, supposed, STANDS)

    assert trial.notes == (
        "gone has no seat under this version and is left out.",
        "watch may not vote on this item, so that their vote is left out.",
    )
    assert trial.verdict is not None
    assert (trial.verdict.votes_for, trial.verdict.votes_against) == (0, 1)


def test_business_of_a_ccg_that_has_no_seat_gives_no_verdict_and_says_why() -> None:
    trial = try_out(TOWER_HAMLETS, TOWER_SEATS, Supposed(ALL, business_of="Newham"), STANDS)
    assert trial.verdict is None
    assert trial.notes == ("No seat is of Newham.",)


def test_seats_may_be_called_by_their_titles() -> None:
    supposed = Supposed(frozenset("ab"), {"a": Treatment.NOTE}, {"b": Vote.FOR}, Casting("a", Vote.FOR))
    called = supposed.called({"a": "Chair"})
    assert called == Supposed(
        frozenset({"Chair", "b"}), {"Chair": Treatment.NOTE}, {"b": Vote.FOR}, Casting("Chair", Vote.FOR)
    )
    assert Supposed(frozenset("a")).called({}).casting is None
