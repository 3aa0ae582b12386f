"""The rules of variations, with the dates of the Regulations."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.rules.sentences import counted, listed
from functions.rules.variations import parties, periods, retirement
from functions.rules.variations.moves import (
    VARIATION_MOVES,
    refuse_for_route,
    refuse_incomplete,
    refuse_undone,
)
from functions.rules.variations.types import FaultyType, Route, read_types
from functions.services.variations.kind import PLACEHOLDERS
from functions.services.variations.types import variation_types
from hubportal.organisations.services.tables import read_csv, read_yaml
from hubportal.records.services.letter_templates import ALWAYS

FOUR_WEEKS = periods.Notice(28, "days", "received", "Schedule 3, paragraph 58")
FORTNIGHT = periods.Notice(14, "days", "issued", "Schedule 3, paragraph 57")
ROUTINE = ("complete", "assess", "determine", "issue", "take_effect", "close")


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, part 8", part="notice before a change")
@pytest.mark.parametrize(
    ("notice", "received", "issued", "earliest"),
    [
        (FOUR_WEEKS, date(2016, 1, 4), None, date(2016, 2, 1)),  # calendar days, over a bank holiday or not
        (periods.Notice(6, "months", "received", "x"), date(2015, 8, 31), None, date(2016, 2, 29)),
        (FORTNIGHT, date(2016, 1, 4), date(2016, 3, 14), date(2016, 3, 28)),  # Easter Monday: not moved
        (FORTNIGHT, date(2016, 1, 4), None, None),
        (None, date(2016, 1, 4), None, None),
    ],
)
def test_earliest_effective_date(notice: Any, received: date, issued: date | None, earliest: date | None) -> None:
    found = periods.earliest_effect(notice, received_on=received, issued_on=issued)
    assert found.on == earliest
    assert found.working


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, part 8", part="an effective date inside the notice period")
def test_a_date_inside_the_notice_period_is_refused_with_the_first_that_would_do() -> None:
    earliest = periods.earliest_effect(FOUR_WEEKS, received_on=date(2016, 1, 4), issued_on=None)
    said = periods.refuse_too_soon(earliest, date(2016, 1, 31))
    assert said is not None
    assert said.endswith("Enter 1 February 2016 or a later date.")
    assert periods.refuse_too_soon(earliest, date(2016, 2, 1)) is None
    assert periods.refuse_too_soon(periods.Earliest(None, ()), date(2016, 1, 4)) is None


@given(st.dates(date(2014, 4, 1), date(2030, 12, 1)), st.integers(0, 400))
def test_a_later_receipt_never_makes_the_earliest_date_earlier(day: date, more: int) -> None:
    later = periods.after(day, more, "days")
    for notice in (FOUR_WEEKS, periods.Notice(6, "months", "received", "x")):
        first = periods.earliest_effect(notice, received_on=day, issued_on=None).on
        second = periods.earliest_effect(notice, received_on=later, issued_on=None).on
        assert first is not None
        assert second is not None
        assert first <= second


@pytest.mark.clause("Specification of casework, section 6", part="no change takes effect in the past")
def test_a_change_takes_effect_on_the_day_its_date_is_set_or_later() -> None:
    today = date(2016, 1, 4)
    assert periods.refuse_past_effect(today, today=today, may_be_past=False) is None
    said = periods.refuse_past_effect(date(2016, 1, 3), today=today, may_be_past=False)
    assert said == "It cannot take effect on 3 January 2016, which has passed. Enter 4 January 2016 or later."
    assert periods.refuse_past_effect(date(2016, 1, 3), today=today, may_be_past=True) is None


@pytest.mark.clause("Specification of casework, section 6", part="what is asked for lies ahead")
@pytest.mark.parametrize(
    ("requested", "until", "may_be_past", "field"),
    [
        (date(2016, 1, 4), date(2016, 2, 11), False, ""),
        (None, None, False, ""),
        (date(2016, 1, 3), None, False, "requested_on"),
        (date(2016, 1, 3), None, True, ""),
        (None, date(2016, 2, 10), False, "until_on"),
    ],
)
def test_what_is_asked_for_lies_ahead(requested: Any, until: Any, may_be_past: bool, field: str) -> None:
    found = periods.refuse_asked_too_early(
        received_on=date(2016, 1, 4), requested_on=requested, until_on=until, today=date(2016, 2, 10),
        may_be_past=may_be_past,
    )  # fmt: skip
    assert (found[0] if found else "") == field


@pytest.mark.clause("GMS Regulations 2015, regulation 1", part="which Regulations apply")
def test_the_regulations_changed_on_7_december_2015() -> None:
    assert periods.regulations_on(date(2015, 12, 6)) == "2004"
    assert periods.regulations_on(date(2015, 12, 7)) == "2015"


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, paragraph 34", part="length of a closure")
@pytest.mark.parametrize(
    ("reopens", "allowed"),
    [
        (date(2016, 4, 30), False),
        (date(2016, 5, 1), True),
        (date(2016, 8, 1), True),
        (date(2017, 2, 1), True),
        (date(2017, 2, 2), False),
    ],
)
def test_a_list_closes_for_3_to_12_months(reopens: date, allowed: bool) -> None:
    assert (periods.refuse_closure_period(date(2016, 2, 1), reopens) is None) is allowed


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, paragraph 34", part="a closure that runs")
def test_a_closure_stays_open_while_the_list_is_closed() -> None:
    opens = date(2016, 9, 1)
    assert "opens again on 1 September 2016" in (periods.refuse_ending_early(opens, on=date(2016, 8, 31)) or "")
    assert periods.refuse_ending_early(opens, on=opens) is None
    assert periods.refuse_ending_early(None, on=opens) is None


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, paragraph 36", part="extending a closure")
def test_an_extension_is_asked_for_8_weeks_before_even_on_a_sunday() -> None:
    assert periods.last_day_to_extend(date(2016, 8, 1)) == date(2016, 6, 5)


@pytest.mark.clause("PMS Regulations 2015, Schedule 2, paragraph 34", part="applying again")
def test_after_a_refusal_a_list_closure_waits_3_months_unless_things_changed() -> None:
    def refused(received: date, *, changed: bool = False) -> str | None:
        return periods.refuse_applying_again(
            refused_on=date(2016, 1, 20), received_on=received, changed_circumstances=changed
        )

    assert "20 April 2016" in (refused(date(2016, 4, 19)) or "")
    assert refused(date(2016, 4, 20)) is None
    assert refused(date(2016, 2, 1), changed=True) is None


@pytest.mark.clause("NHS Pension Scheme, 24-hour retirement", part="at least 24 hours out")
def test_one_whole_day_lies_between_retiring_and_returning() -> None:
    last_day = date(2016, 3, 31)
    assert "2 April 2016" in (retirement.refuse_return(retires_on=last_day, returns_on=date(2016, 4, 1)) or "")
    assert retirement.refuse_return(retires_on=last_day, returns_on=date(2016, 4, 2)) is None


@pytest.mark.clause("NHS Pension Scheme, 24-hour retirement", part="hours in the first month")
def test_at_most_16_hours_a_week_in_the_first_month() -> None:
    assert retirement.refuse_hours(weekly_hours=16, returns_on=date(2016, 4, 2)) is None
    assert "2 May 2016" in (retirement.refuse_hours(weekly_hours=17, returns_on=date(2016, 4, 2)) or "")


@pytest.mark.clause("NHS Pension Scheme, 24-hour retirement", part="the contract goes on")
def test_somebody_who_holds_the_contract_alone_recruits_first() -> None:
    assert retirement.refuse_alone(other_partners=1) is None
    assert "Partner joining" in (retirement.refuse_alone(other_partners=0) or "")


@pytest.mark.clause("Specification of casework, section 6", part="a merger has two practices")
def test_a_practice_does_not_merge_with_itself() -> None:
    assert parties.refuse_parties("M84901", ["M84902"]) is None
    assert parties.refuse_parties("M84901", ["M84901"]) == (
        "M84901 cannot merge with itself. Enter the other practice."
    )
    assert "joins it" in (parties.refuse_parties("M84901", []) or "")
    assert "twice" in (parties.refuse_parties("M84901", ["M84902", "M84902"]) or "")


@pytest.mark.clause("Specification of casework, section 6", part="a merger across CCGs")
def test_a_merger_across_ccgs_waits_for_the_other() -> None:
    said = parties.refuse_one_ccg_alone(other_ccg="Walsall", other_approved=False)
    assert said is not None
    assert "Walsall has a record of its own, which is not approved yet" in said
    assert parties.refuse_one_ccg_alone(other_ccg="Walsall", other_approved=True) is None


@pytest.mark.clause("Specification of casework, section 6", part="the same thing is recorded once")
def test_an_open_variation_of_the_same_type_is_named_before_another_is_recorded() -> None:
    given = {"name": "Partner joining", "practice": "Alder Lane Surgery"}
    said = parties.refuse_again(**given, references=["WM-V-2016-00001"], confirmed=False)
    assert said is not None
    assert said.startswith("WM-V-2016-00001 is an open variation of the type “Partner joining” for Alder Lane Surgery")
    assert parties.refuse_again(**given, references=["WM-V-2016-00001"], confirmed=True) is None
    assert parties.refuse_again(**given, references=[], confirmed=False) is None


@pytest.mark.clause("Specification of casework, section 6", part="a merger across CCGs is never half done")
def test_a_merger_whose_first_notice_has_gone_keeps_its_day_in_both_ccgs() -> None:
    said = parties.refuse_half_done(other_ccg="Coventry CCG", notified_for=date(2016, 4, 1))
    assert said is not None
    assert "The notice of Coventry CCG has gone: the merger takes effect on 1 April 2016" in said
    assert parties.refuse_half_done(other_ccg="Coventry CCG", notified_for=None) is None


@pytest.mark.clause("Specification of casework, section 6", part="a merger across CCGs takes effect for both")
def test_a_merger_across_ccgs_takes_effect_when_both_notices_have_gone() -> None:
    assert "Coventry CCG has not gone" in (
        parties.refuse_effect_alone(other_ccg="Coventry CCG", other_notified=False) or ""
    )
    assert parties.refuse_effect_alone(other_ccg="Coventry CCG", other_notified=True) is None


@pytest.mark.clause("Specification of casework, section 6", part="the dispersal plan adds up")
def test_every_patient_of_a_closing_practice_has_a_place() -> None:
    share = parties.Share
    assert parties.refuse_plan(5000, [share("A", 3000), share("B", 2000)]) is None
    assert "50 have no place yet" in (parties.refuse_plan(5000, [share("A", 4950)]) or "")
    assert "1 too many" in (parties.refuse_plan(5000, [share("A", 5001)]) or "")
    assert "how many patients" in (parties.refuse_plan(None, []) or "")
    assert "5,000 patients" in (parties.refuse_plan(5000, []) or "")


@pytest.mark.clause("Specification of casework, section 6", part="which steps the route leaves open")
@pytest.mark.parametrize(
    ("route", "sign_off", "state", "closed"),
    [
        ("routine", False, "assessed", {"sign_off", "put_on_agenda"}),
        ("non_routine", False, "assessed", {"sign_off", "determine", "decline"}),
        ("non_routine", True, "assessed", {"put_on_agenda", "determine", "decline"}),
        ("non_routine", True, "signed_off", set()),
        ("statutory", False, "assessed", {"sign_off", "put_on_agenda", "determine", "decline"}),
        ("statutory", False, "approved", set()),
    ],
)
def test_what_a_route_leaves_open(route: str, sign_off: bool, state: str, closed: set[str]) -> None:
    offered = {move.act for move in VARIATION_MOVES.open_in(state)}
    refused = {
        act for act in offered if refuse_for_route(name="X", route=route, ccg_sign_off=sign_off, state=state, act=act)
    }
    assert refused == closed


def test_a_variation_walks_its_table_to_the_end_and_no_act_is_open_twice() -> None:
    state = VARIATION_MOVES.first
    for act in ROUTINE:
        assert VARIATION_MOVES.refuse(state, act) is None
        state = VARIATION_MOVES.named(act).target
    assert state in VARIATION_MOVES.ended()
    assert state == "closed"
    assert "out of order" in (VARIATION_MOVES.refuse("received", "issue") or "")


@pytest.mark.clause("Specification of casework, section 6", part="complete means all documents in")
def test_a_missing_document_is_named() -> None:
    wanted = {"a": "Business case", "b": "Map", "c": "Plan"}
    assert (refuse_incomplete(wanted=wanted, held={"b"}) or "").startswith("Still missing: Business case and Plan.")
    assert refuse_incomplete(wanted=wanted, held=set(wanted)) is None


@pytest.mark.clause("Specification of casework, section 6", part="the checklist")
def test_an_undone_step_is_named() -> None:
    assert refuse_undone(waiting=[]) is None
    assert "Tell the LMC" in (refuse_undone(waiting=["Tell the LMC"]) or "")


def test_the_table_of_types_is_whole() -> None:
    types = variation_types()
    refs = {row["ref"] for row in read_csv("function_matrix.csv")}
    letters = {row["code"] for row in read_yaml("letters/variations.yaml")}
    assert {kind.route for kind in types.values()} == set(Route)
    assert sum(kind.route == Route.ROUTINE for kind in types.values()) == 6
    for kind in types.values():
        assert kind.activity in refs
        assert {kind.letter, kind.refusal_letter} <= letters
        assert kind.documents or kind.route == Route.STATUTORY
    assert not PLACEHOLDERS & ALWAYS
    assert listed(["a"]) == "a"
    assert counted(1, "months") == "1 month"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"route": "sideways"}, "sideways"),
        ({"clause": " "}, "clause is empty"),
        ({"effect": "vanish"}, "unknown"),
        ({"facts": ["colour"]}, "colour"),
        ({"contracts": ["XMS"]}, "GMS, PMS or APMS"),
        ({"notice": {"amount": 28, "unit": "moons", "counted_from": "received", "clause": "x"}}, "days or months"),
        ({"notice": {"amount": 0, "unit": "days", "counted_from": "received", "clause": "x"}}, "at least 1"),
        ({"steps": [{"code": "a", "words": "A"}, {"code": "a", "words": "B"}]}, "twice"),
        ({"steps": [{"code": "a", "words": "A", "before": "lunch"}]}, "waits for no move"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_faulty_type_is_named_with_its_fault(changed: dict[str, Any], said: str) -> None:
    row = {
        "code": "t", "name": "T", "route": "routine", "activity": "XII.1", "source": "S", "clause": "C",
        "letter": "variation_agreed", "documents": {}, "steps": [],
    }  # fmt: skip
    assert read_types([row])["t"].needs_practice
    with pytest.raises(FaultyType, match=said):
        read_types([row | changed])
    with pytest.raises(FaultyType, match="twice"):
        read_types([row, row])
