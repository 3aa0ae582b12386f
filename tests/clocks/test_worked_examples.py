"""The worked examples that fix the counting convention, each by its number."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from hubportal.clocks import StepState, calendar_for, day_of_receipt
from tests.clocks.cases import POLICIES, d, event, read, step

ACKNOWLEDGE_AND_RESPOND = {
    "R1 Christmas Eve": ("2015-12-24", "2016-01-05", "2016-01-26"),
    "R2 Thursday before Good Friday": ("2016-03-24", "2016-04-04", "2016-04-25"),
    "W01 plain week": ("2016-02-01", "2016-02-08", "2016-02-29"),
    "W02 over Christmas, Boxing Day substitute on 28 December": ("2015-12-21", "2015-12-30", "2016-01-21"),
    "W03 over Easter": ("2016-03-24", "2016-04-04", "2016-04-25"),
    "W04 received on a Saturday": ("2016-01-02", "2016-01-08", "2016-01-29"),
    "W05 received on a bank holiday": ("2015-05-25", "2015-06-01", "2015-06-22"),
    "W06 Friday before the August holiday": ("2015-08-28", "2015-09-07", "2015-09-28"),
    "W07 Platinum Jubilee moved the spring holiday": ("2022-05-30", "2022-06-08", "2022-06-29"),
    "W08 VE Day moved the early May holiday": ("2020-05-01", "2020-05-11", "2020-06-02"),
}


@pytest.mark.clause("London MOU, standard 3", part="counting")
@pytest.mark.parametrize(
    ("received", "acknowledge_by", "respond_by"),
    ACKNOWLEDGE_AND_RESPOND.values(),
    ids=ACKNOWLEDGE_AND_RESPOND.keys(),
)
def test_day_of_receipt_is_day_0_and_day_1_is_the_next_working_day(received, acknowledge_by, respond_by):
    reading = read("query", received)
    assert step(reading, "acknowledge").due_on == d(acknowledge_by)
    assert step(reading, "respond").due_on == d(respond_by)


@pytest.mark.clause("FOI Act s.10(6)")
@pytest.mark.parametrize(
    ("received", "england_only", "foi"),
    [("2016-03-09", "2016-04-08", "2016-04-11"), ("2015-12-14", "2016-01-14", "2016-01-15")],
    ids=["W09 Saint Patrick's Day in Northern Ireland", "W10 4 January in Scotland"],
)
def test_freedom_of_information_leaves_out_bank_holidays_of_any_part_of_the_uk(received, england_only, foi):
    assert step(read("query", received), "respond").due_on == d(england_only)
    assert step(read("foi", received), "respond").due_on == d(foi)


@pytest.mark.clause("FOI Act s.10(2)")
def test_w11_days_of_waiting_do_not_count_from_pause_to_resumption_both_included():
    paused = [event("paused", "2016-02-08"), event("resumed", "2016-02-12")]
    reading = read("query", "2016-02-01", *paused, today="2016-02-12")
    assert step(reading, "respond").due_on == d("2016-03-07")
    assert step(reading, "acknowledge").due_on == d("2016-02-08"), "the acknowledgement never pauses"
    assert step(read("query", "2016-02-01"), "respond").due_on == d("2016-02-29")


@pytest.mark.clause("FOI Act s.1(3)", part="clarification")
@pytest.mark.parametrize("arrival", ["resumed", "clarification", "requester_message"])
def test_w12_a_clarification_begins_the_twenty_days_again(arrival):
    asked = [event("paused", "2016-02-08"), event(arrival, "2016-02-12")]
    assert step(read("foi", "2016-02-01", *asked, today="2016-02-15"), "respond").due_on == d("2016-03-11")


@pytest.mark.clause("Mid Essex ToR 23a")
@pytest.mark.parametrize(
    ("meeting", "circulate_by"),
    [("2015-12-24", "2015-12-31"), ("2015-12-23", "2015-12-30"), ("2016-01-28", "2016-02-02")],
    ids=["R3", "W13 before Christmas", "W13 January"],
)
def test_minutes_are_circulated_within_three_working_days(meeting, circulate_by):
    assert step(read("minutes", meeting), "circulate").due_on == d(circulate_by)


@pytest.mark.clause("2009 complaints regulations, reg. 13")
def test_w14_a_complaint_is_acknowledged_within_three_working_days():
    assert step(read("complaint", "2016-03-24"), "acknowledge").due_on == d("2016-03-31")


@pytest.mark.clause("London MOU, standard 3", part="in time")
@pytest.mark.parametrize(
    ("acknowledged", "state", "left"),
    [
        ("2016-02-08", StepState.MET, 0),
        ("2016-02-09", StepState.MET_LATE, -1),
        ("2016-02-13", StepState.MET_LATE, -4),
    ],
    ids=["on the last day", "a day late", "on a Saturday, four working days late"],
)
def test_w15_met_on_the_last_day_and_missed_from_the_next(acknowledged, state, left):
    reading = read("query", "2016-02-01", event("acknowledged", acknowledged), today=acknowledged)
    found = step(reading, "acknowledge")
    assert (found.state, found.working_days_left, found.met_on) == (state, left, d(acknowledged))


LATE_EVENING = datetime(2016, 2, 1, 21, 40, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.clause("London MOU, standard 3", part="day of receipt")
@pytest.mark.parametrize(
    ("cut_off", "day_0", "acknowledge_by"),
    [(None, "2016-02-01", "2016-02-08"), (time(17, 0), "2016-02-02", "2016-02-09")],
    ids=["a day is not office hours", "with a cut-off at 17:00"],
)
def test_w16_received_after_hours(cut_off, day_0, acknowledge_by):
    assert day_of_receipt(LATE_EVENING, cut_off) == d(day_0)
    assert step(read("query", day_0), "acknowledge").due_on == d(acknowledge_by)


@pytest.mark.clause("London MOU, standard 3", part="day of receipt")
def test_the_day_of_receipt_is_londons():
    just_after_midnight_in_summer = datetime(2016, 6, 1, 23, 30, tzinfo=UTC)
    assert day_of_receipt(just_after_midnight_in_summer) == d("2016-06-02")
    assert day_of_receipt(datetime(2016, 2, 1, 17, 0, tzinfo=UTC), time(17, 0)) == d("2016-02-01")
    with pytest.raises(ValueError, match="time zone"):
        day_of_receipt(datetime(2016, 6, 1, 23, 30))


@pytest.mark.parametrize(("year", "month", "days"), [(2015, 12, 21), (2016, 3, 21), (2016, 5, 20)])
def test_w17_working_days_of_a_month(year, month, days):
    assert calendar_for("england").working_days_of_month(year, month) == days


def test_a_closure_is_one_working_day_fewer_in_its_month():
    assert calendar_for("england", [(d("2016-05-04"), "Training")]).working_days_of_month(2016, 5) == 19


@pytest.mark.clause("West Midlands MOU 7.1", part="report dates")
@pytest.mark.parametrize(
    ("quarter_end", "due"),
    [
        ("2015-06-30", "2015-07-31"),
        ("2015-09-30", "2015-10-30"),
        ("2015-12-31", "2016-01-29"),
        ("2016-03-31", "2016-04-29"),
    ],
    ids=["Q1 by end July", "Q2 by end October", "Q3 by end January", "Q4 by end April"],
)
def test_quarterly_reports_are_due_by_the_end_of_the_month_after(quarter_end, due):
    assert step(read("quarterly_report", quarter_end), "report").due_on == d(due)


def test_every_policy_has_its_clause_and_a_first_version_for_old_logs():
    assert {code: policy.clause for code, policy in POLICIES.items()} == {
        **dict.fromkeys(("query", "incident", "dispute", "concern"), "London MOU, standard 3"),
        "information_request": "London MOU, standard 2",
        "complaint": "2009 complaints regulations",
        "foi": "FOI Act s.10",
        "minutes": "Mid Essex ToR 23a",
        "payment_schedule": "London MOU, standard 1",
        "committee_report": "London MOU, standard 4",
        "quarterly_report": "West Midlands MOU 7.1",
    }
    assert all(policy.effective_from == d("2010-01-01") for policy in POLICIES.values())
