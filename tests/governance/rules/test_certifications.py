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


@pytest.mark.clause("Mid Essex paper, section 2.6", part="an action is a date to keep")
def test_the_action_of_each_statement_that_is_not_compliant_is_a_date_to_keep() -> None:
    owed = {"standing": "not_compliant", "action": "Tender\nboth.", "action_by": "2016-03-01"}
    long = owed | {"action": "word " * 90}
    kept = rules.actions_of({**ALL_MET, "outcomes": long, "expiry": owed})
    assert [(one.code, one.due_on, one.warn_on) for one in kept] == [
        ("expiry", date(2016, 3, 1), date(2016, 2, 16)),
        ("outcomes", date(2016, 3, 1), date(2016, 2, 16)),
    ]
    assert kept[0].named == "Expiry of contracts: Tender both."
    assert len(kept[1].named) <= rules.MOST_WORDS
    assert kept[1].named.endswith("word …")
    assert rules.actions_of(ALL_MET) == []


@pytest.mark.clause("Mid Essex paper, section 2.6", part="an action is done once, after the signature")
@pytest.mark.parametrize(
    ("done_on", "already", "field", "words"),
    [
        (date(2016, 1, 4), None, None, ""),
        (date(2016, 2, 1), None, None, ""),
        (date(2016, 2, 2), None, "done_on", "today or in the past"),
        (date(2016, 1, 3), None, "done_on", "after the day of the signature"),
        (date(2016, 1, 9), date(2016, 1, 8), "", "done already: on Friday 8 January 2016"),
    ],
)
def test_an_action_is_done_once_on_a_day_from_the_signature_to_today(
    done_on: date, already: date | None, field: str | None, words: str
) -> None:
    signed, today = date(2016, 1, 4), date(2016, 2, 1)
    fault = rules.done_fault(done_on=done_on, already=already, signed_on=signed, today=today)
    assert (fault and fault[0]) == field
    assert words in (fault[1] if fault else "")
    assert rules.done_fault(done_on=signed, already=None, signed_on=None, today=today) is not None


@pytest.mark.clause("Specification of governance, section 9", part="compared with the quarter before")
def test_each_statement_stands_beside_the_quarter_before() -> None:
    worse = {**ALL_MET, "outcomes": {"standing": "not_compliant"}}
    assert {row.change for row in rules.compared(None, ALL_MET)} == {""}
    assert [row.change for row in rules.compared(ALL_MET, worse)] == ["The same"] * 4 + ["Worse"]
    assert rules.compared(worse, ALL_MET)[-1].change == "Better"
