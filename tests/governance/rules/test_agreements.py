"""When an agreement is extended, left and reviewed."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.rules import agreements as rules
from governance.rules.agreement_moves import MOVES
from governance.rules.terms import add_months, next_financial_year, period_ends

DAYS = st.dates(min_value=date(2013, 4, 1), max_value=date(2030, 3, 31))


@pytest.mark.clause("London MOU, period of the agreement", part="extension")
@pytest.mark.parametrize(
    ("term_until", "by"),
    [
        (date(2016, 3, 31), date(2015, 9, 1)),
        (date(2017, 3, 31), date(2016, 9, 1)),
        (date(2016, 9, 1), date(2016, 9, 1)),
        (date(2016, 8, 31), date(2015, 9, 1)),
        (date(2016, 12, 31), date(2016, 9, 1)),
    ],
)
def test_an_extension_is_agreed_by_the_1_september_before_the_term_ends(term_until: date, by: date) -> None:
    assert rules.extend_by(term_until) == by


@pytest.mark.clause("London MOU, period of the agreement", part="late extension")
def test_an_extension_after_its_date_is_late_and_after_the_term_refused() -> None:
    term = {"term_until": date(2016, 3, 31), "by": date(2015, 9, 1)}
    new = date(2017, 3, 31)
    assert rules.may_extend(on=date(2015, 9, 1), new_until=new, **term) == rules.Extension()
    assert rules.may_extend(on=date(2015, 9, 2), new_until=new, **term).late
    assert rules.may_extend(on=date(2016, 3, 31), new_until=new, **term).late
    assert "cannot be extended" in rules.may_extend(on=date(2016, 4, 1), new_until=new, **term).refused
    same_day = rules.may_extend(on=date(2015, 5, 1), new_until=date(2016, 3, 31), **term)
    assert "must be after Thursday 31 March 2016" in same_day.refused


@pytest.mark.clause("London MOU, period of the agreement", part="notice")
@pytest.mark.parametrize(
    ("given_on", "ends"),
    [
        (date(2015, 8, 31), date(2016, 2, 29)),  # a leap year's February
        (date(2014, 8, 31), date(2015, 2, 28)),
        (date(2015, 9, 15), date(2016, 3, 15)),
        (date(2016, 5, 10), date(2016, 11, 10)),
        (date(2015, 12, 31), date(2016, 6, 30)),
        (date(2016, 2, 29), date(2016, 8, 29)),
    ],
)
def test_notice_to_leave_is_six_calendar_months(given_on: date, ends: date) -> None:
    assert rules.notice_ends(given_on) == ends


@pytest.mark.clause("London MOU, period of the agreement", part="notice recorded late")
def test_a_notice_is_recorded_late_but_not_after_its_end_and_never_before_the_agreement_binds() -> None:
    def fault(given_on: date, recorded_on: date) -> str:
        ends_on = rules.notice_ends(given_on)
        return (
            rules.notice_fault(
                given_on=given_on, ends_on=ends_on, in_force_from=date(2015, 4, 8), recorded_on=recorded_on
            )
            or ""
        )

    assert fault(date(2015, 4, 8), date(2015, 4, 8)) == ""
    assert "from the day the agreement came into force: Wednesday 8 April" in fault(date(2015, 4, 7), date(2015, 4, 8))
    assert fault(date(2015, 5, 1), date(2015, 11, 1)) == ""  # it ends on the day it is recorded
    assert "ended on Sunday 1 November 2015" in fault(date(2015, 5, 1), date(2015, 11, 2))


@pytest.mark.clause("Mid Essex constitution 6.5.2(k)")
@pytest.mark.parametrize(
    ("given_on", "ends", "begins"),
    [
        (date(2016, 5, 10), date(2016, 11, 10), date(2017, 4, 1)),
        (date(2015, 9, 30), date(2016, 3, 30), date(2016, 4, 1)),
        (date(2015, 10, 1), date(2016, 4, 1), date(2017, 4, 1)),  # ends on 1 April: "after" is read strictly
        (date(2015, 11, 1), date(2016, 5, 1), date(2017, 4, 1)),
    ],
)
def test_the_new_arrangement_begins_with_the_next_financial_year(given_on: date, ends: date, begins: date) -> None:
    assert rules.new_arrangement_on(ends) == begins
    leaving = rules.leave(given_on=given_on, start=rules.NEXT_FINANCIAL_YEAR)
    assert (leaving.notice_ends_on, leaving.leaves_on) == (ends, begins)
    assert [step.on for step in leaving.working] == [given_on, ends, begins]


def test_elsewhere_it_begins_the_day_after_the_notice() -> None:
    leaving = rules.leave(given_on=date(2015, 9, 15))
    assert (leaving.notice_ends_on, leaving.leaves_on) == (date(2016, 3, 15), date(2016, 3, 16))
    assert rules.leave(given_on=date(2015, 9, 15), months=3).notice_ends_on == date(2015, 12, 15)


@pytest.mark.clause("London MOU, period of the agreement", part="term or notice")
def test_an_agreement_ends_by_notice_or_with_its_term_by_whichever_comes_first() -> None:
    notice = {"given_on": date(2026, 10, 10), "start": rules.NEXT_FINANCIAL_YEAR}  # a new arrangement on 1 April 2028
    first = rules.leave(**notice, term_until=date(2027, 3, 31))
    assert (first.notice_ends_on, first.leaves_on) == (date(2027, 4, 10), None)
    assert [step.on for step in first.working][2:] == [date(2028, 4, 1), date(2027, 3, 31)]
    assert "would start" in first.working[2].words
    assert "the agreement with it" in first.working[3].words
    for term_until in (date(2028, 3, 31), date(2029, 3, 31)):  # on the eve of the new arrangement both are one
        later = rules.leave(**notice, term_until=term_until)
        assert (later.leaves_on, len(later.working)) == (date(2028, 4, 1), 3)
    term = {"term_until": date(2027, 3, 31)}
    assert rules.end_fault(on=date(2027, 3, 31), leaves_on=None, **term) is None
    assert "from 31 March 2027" in (rules.end_fault(on=date(2027, 3, 30), leaves_on=None, **term) or "")
    assert "left on 1 March" in (rules.end_fault(on=date(2027, 3, 31), leaves_on=date(2027, 3, 1), **term) or "")
    assert rules.withdrawal_fault(on=date(2028, 4, 1), leaves_on=date(2028, 4, 1)) is None
    assert "from 1 April 2028" in (rules.withdrawal_fault(on=date(2028, 3, 31), leaves_on=date(2028, 4, 1)) or "")
    assert "Record the end of the term" in (rules.withdrawal_fault(on=date(2028, 4, 1), leaves_on=None) or "")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DAYS)
def test_a_new_arrangement_never_begins_before_the_notice_has_ended(given_on: date) -> None:
    for start in rules.LEAVING:
        leaving = rules.leave(given_on=given_on, start=start)
        assert given_on < leaving.notice_ends_on < leaving.leaves_on
        assert leaving.leaves_on <= add_months(given_on, 6 + 12)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DAYS, st.integers(min_value=1, max_value=24))
def test_months_keep_the_day_or_take_the_last(day: date, count: int) -> None:
    there = add_months(day, count)
    assert (there.year - day.year) * 12 + there.month - day.month == count
    assert there.day == day.day or (there + timedelta(days=1)).day == 1


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DAYS)
def test_a_financial_year_begins_after_the_day(day: date) -> None:
    begins = next_financial_year(day)
    assert (begins.month, begins.day) == (4, 1)
    assert timedelta() < begins - day <= timedelta(days=366)


@pytest.mark.clause("Specification of governance, section 1", part="reviews")
def test_reviews_fall_at_the_end_of_the_quarter_the_half_year_and_the_year() -> None:
    before = date(2015, 11, 30)
    assert rules.next_review("quarterly", after=before) == date(2015, 12, 31)
    assert rules.next_review("half_yearly", after=before) == date(2016, 3, 31)
    assert rules.next_review("annual", after=before) == date(2016, 3, 31)
    assert rules.next_review("quarterly", after=date(2015, 12, 31)) == date(2016, 3, 31)
    assert rules.next_review("half_yearly", after=date(2016, 3, 31)) == date(2016, 9, 30)
    assert rules.next_review("annual", after=date(2016, 3, 31)) == date(2017, 3, 31)
    assert period_ends(date(2016, 2, 1), months=6) == date(2016, 3, 31)


def test_a_term_ends_after_it_begins() -> None:
    assert rules.term_fault(first=date(2015, 4, 1), last=date(2016, 3, 31)) is None
    assert rules.term_fault(first=date(2015, 4, 1), last=date(2015, 4, 1))


def test_every_state_of_an_agreement_can_be_reached_and_two_end_it() -> None:
    reached = {MOVES.first} | {move.target for move in MOVES.moves}
    assert reached == MOVES.states.keys()
    assert MOVES.ended() == {"withdrawn", "ended"}
    assert "out of order" in (MOVES.refuse("draft", "notice") or "")


@pytest.mark.clause("Specification of governance, section 1", part="named signatories")
def test_an_address_that_nobody_of_the_party_uses_signs_for_nobody() -> None:
    def fault(side: str, sides: set[str], email: str = "a@example.org") -> str | None:
        return rules.signatory_fault(of="Walsall CCG", email=email, sides=sides, side=side)

    assert fault("ccg", {"ccg"}) is None
    assert fault("ccg", set(), "") is None
    for sides in ({"nhs_england"}, set()):
        said = fault("ccg", sides) or ""
        assert said.startswith("Nobody who signs for Walsall CCG signs in with a@example.org. Correct the address")


@pytest.mark.clause("Specification of governance, section 1", part="who signs for a party")
def test_each_partys_own_signatory_signs() -> None:
    def fault(party: str, side: str, named: str = "") -> str:
        return rules.signing_fault(party=party, side=side, named=named, email="A@example.org") or ""

    assert fault("ccg", "ccg") == fault("ccg", "ccg", "a@example.org") == fault("nhs_england", "nhs_england") == ""
    assert "Only the person named" in fault("ccg", "ccg", "b@example.org")
    assert "does not sign for the CCG" in fault("ccg", "nhs_england")
    assert "does not sign for NHS England" in fault("nhs_england", "ccg")
    assert "from the signed paper" in fault("council", "ccg")
