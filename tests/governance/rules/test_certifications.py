"""The quarterly self-certification's rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import certifications as rules

MET = {"standing": "compliant"}
ALL_MET = dict.fromkeys(rules.STATEMENTS, MET)


@pytest.mark.clause("Mid Essex paper, section 2.6", part="each quarter")
@pytest.mark.parametrize(
    ("day", "name", "due"),
    [
        (date(2015, 6, 30), "quarter 1 of 2015/16", date(2015, 7, 31)),
        (date(2015, 9, 1), "quarter 2 of 2015/16", date(2015, 10, 31)),
        (date(2015, 12, 31), "quarter 3 of 2015/16", date(2016, 1, 31)),
        (date(2016, 1, 1), "quarter 4 of 2015/16", date(2016, 4, 30)),
    ],
)
def test_due_by_the_end_of_the_month_after_the_quarter(day: date, name: str, due: date) -> None:
    quarter = rules.quarter_with(day)
    assert (quarter.name, rules.due_on(quarter)) == (name, due)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_is_in_one_quarter_and_quarters_follow_each_other(day: date) -> None:
    quarter = rules.quarter_with(day)
    assert quarter.first <= day <= quarter.last
    assert rules.quarter_before(quarter).last + timedelta(days=1) == quarter.first


@pytest.mark.clause("Mid Essex paper, section 2.6", part="of a quarter that has ended")
def test_a_quarter_is_certified_from_the_day_after_it() -> None:
    quarter = rules.quarter_with(date(2015, 12, 1))
    assert rules.quarter_fault(quarter, date(2016, 1, 1)) is None
    assert "31 December 2015" in (rules.quarter_fault(quarter, date(2015, 12, 31)) or "")


@pytest.mark.clause("Mid Essex paper, section 2.6", part="who signs")
def test_who_signs_depends_on_the_level() -> None:
    levels = ("delegated", "joint", "greater_involvement", "unknown")
    assert [rules.party_that_signs(level) for level in levels] == ["governing_body", "joint_committee", None, None]


@pytest.mark.clause("Mid Essex paper, section 2.6", part="signed for the body")
def test_nobody_of_the_hub_signs_for_a_governing_body() -> None:
    assert rules.signing_fault(party="governing_body", side="ccg") is None
    assert "not there" in (rules.signing_fault(party="governing_body", side="nhs_england") or "")
    assert rules.signing_fault(party="joint_committee", side="nhs_england") is None


@pytest.mark.clause("Mid Essex paper, section 2.6", part="compliant, or not with an action")
def test_each_statement_is_compliant_or_has_a_dated_action() -> None:
    assert rules.statement_faults(ALL_MET) == []
    assert len(rules.statement_faults({})) == 5
    bare = {**ALL_MET, "expiry": {"standing": "not_compliant"}}
    assert rules.statement_faults(bare) == ["Expiry of contracts: enter the action"]
    undated = {**ALL_MET, "expiry": {"standing": "not_compliant", "action": "Tender"}}
    assert "the day by which" in rules.statement_faults(undated)[0]


@pytest.mark.clause("Specification of governance, section 9", part="compared with the quarter before")
def test_each_statement_stands_beside_the_quarter_before() -> None:
    worse = {**ALL_MET, "outcomes": {"standing": "not_compliant"}}
    assert {row.change for row in rules.compared(None, ALL_MET)} == {""}
    assert [row.change for row in rules.compared(ALL_MET, worse)] == ["The same"] * 4 + ["Worse"]
    assert rules.compared(worse, ALL_MET)[-1].change == "Better"
