"""Who sits in which seat on a day."""

from datetime import date
from typing import Any

import pytest

from governance.figures.seating import rule_seats, seating
from governance.rules.voting.terms import Seat as RuleSeat
from tests.governance.terms import appoint, at_work, elect, make_seat, make_terms, the_committee

pytestmark = pytest.mark.django_db
DAY = date(2016, 5, 4)


def test_a_seat_names_its_member_and_deputies_of_that_day() -> None:
    committee = the_committee()
    with at_work(committee):
        terms = make_terms(committee)
        make_seat(terms, "finance", role="executive", deputies_allowed=True)
        appoint(committee, "finance", "Before", until=date(2016, 1, 1))
        appoint(committee, "finance", "Now", first=date(2016, 1, 1))
        appoint(committee, "finance", "Deputy", is_deputy=True)
        (seated,) = seating(terms, on=DAY)

    assert seated.member is not None
    assert seated.member.name == "Now"
    assert [deputy.name for deputy in seated.deputies] == ["Deputy"]
    assert (seated.code, seated.role, seated.deputies_allowed) == ("finance", "executive", True)


def test_a_vacant_seat_has_no_member() -> None:
    committee = the_committee()
    with at_work(committee):
        terms = make_terms(committee)
        make_seat(terms, "lay")
        (seated,) = seating(terms, on=DAY)

    assert seated.member is None
    assert seated.deputies == ()


def test_an_elected_office_counts_for_the_days_it_is_held() -> None:
    committee = the_committee()
    with at_work(committee):
        terms = make_terms(committee)
        make_seat(terms, "lay-a")
        make_seat(terms, "lay-b")
        elect(committee, "chair", "lay-a", until=date(2016, 4, 1))
        elect(committee, "chair", "lay-b", first=date(2016, 4, 1))
        offices = {on: [one.office for one in seating(terms, on=on)] for on in (date(2016, 3, 31), DAY)}

    assert offices == {date(2016, 3, 31): ["chair", ""], DAY: ["", "chair"]}


def test_an_office_of_a_seat_is_not_also_held_by_election() -> None:
    committee = the_committee()
    with at_work(committee):
        terms = make_terms(committee)
        make_seat(terms, "lay-chair", office="chair")
        make_seat(terms, "lay-b")
        elect(committee, "chair", "lay-b")
        assert [one.office for one in seating(terms, on=DAY)] == ["chair", ""]


def test_seats_are_given_to_the_rules_with_who_is_present() -> None:
    committee = the_committee()
    with at_work(committee):
        terms = make_terms(committee)
        make_seat(terms, "a")
        make_seat(terms, "b", voting=False)
        seated = seating(terms, on=DAY)

    assert rule_seats(seated, present={"b"}) == (
        RuleSeat("a", "South Warwickshire", "lay", "", True, False),
        RuleSeat("b", "South Warwickshire", "lay", "", False, True),
    )
    assert all(seat.present for seat in rule_seats(seated))


@pytest.mark.parametrize("seats", [1, 12])
def test_seating_asks_three_times_however_many_sit(seats: int, django_assert_num_queries: Any) -> None:
    committee = the_committee()
    with at_work(committee):
        terms = make_terms(committee)
        for number in range(seats):
            make_seat(terms, f"seat-{number}")
            appoint(committee, f"seat-{number}", f"Member {number}")
            appoint(committee, f"seat-{number}", f"Deputy {number}", is_deputy=True)
        elect(committee, "chair", "seat-0")
        with django_assert_num_queries(3):
            seating(terms, on=DAY)
