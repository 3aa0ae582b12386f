"""The explanation and the day-by-day ledger say what the dates are made of."""

from collections import Counter
from datetime import timedelta

import pytest

from hubportal.clocks import DayMark, calendar_for, folded, ledger
from tests.clocks.cases import d, event, read, step


def lines(reading, name, number=1):
    return [(line.on.isoformat(), line.text) for line in step(reading, name, number).explanation]


def texts(reading, name, number=1):
    return [text for _, text in lines(reading, name, number)]


def test_each_skipped_day_is_named_and_the_due_date_follows():
    reading = read("query", "2015-12-24", event("acknowledged", "2016-01-04"), today="2016-01-04")
    assert lines(reading, "acknowledge") == [
        ("2015-12-24", "Received on Thursday 24 December 2015. This is day 0."),
        ("2015-12-25", "Friday 25 December 2015 is not counted: Christmas Day (bank holiday)."),
        ("2015-12-28", "Monday 28 December 2015 is not counted: Boxing Day, substitute day (bank holiday)."),
        ("2016-01-01", "Friday 1 January 2016 is not counted: New Year's Day (bank holiday)."),
        ("2016-01-04", "Acknowledged on Monday 4 January 2016, working day 4: in time."),
        (
            "2016-01-05",
            "Working day 5 is Tuesday 5 January 2016. Acknowledge the query by the end of that day.",
        ),
    ]


def test_every_line_cites_the_clause_of_its_step():
    reading = read("complaint", "2016-02-01", today="2016-02-02")
    cited = [{line.clause for line in item.explanation} for item in reading.steps]
    assert cited == [
        {"2009 complaints regulations, reg. 13"},
        {"2009 complaints regulations, reg. 13"},
        {"2009 complaints regulations, reg. 14"},
    ]


def test_receipt_on_a_saturday_says_which_day_is_day_1():
    assert texts(read("query", "2016-01-02"), "acknowledge")[0] == (
        "Received on Saturday 2 January 2016. This is day 0, though not a working day; day 1 is Monday 4 January 2016."
    )


@pytest.mark.parametrize(
    ("today", "last"),
    [
        ("2016-02-03", "2 working days used, 3 left."),
        ("2016-02-08", "Due today."),
        ("2016-02-09", "1 working day late."),
        ("2016-02-11", "3 working days late."),
    ],
)
def test_an_open_step_says_what_is_left(today, last):
    assert last in texts(read("query", "2016-02-01", today=today), "acknowledge")


def test_a_due_date_passed_at_the_weekend_says_so_without_a_number():
    assert "Late, since the due date has passed." in texts(
        read("query", "2016-01-29", today="2016-02-06"), "acknowledge"
    )


def test_a_pause_says_who_is_waited_for_and_how_many_days_it_takes():
    paused = event("paused", "2016-02-08", reason="list of patients needed")
    going_on = texts(read("query", "2016-02-01", paused, today="2016-02-10"), "respond")
    assert (
        "Waiting for the requester (list of patients needed) since Monday 8 February 2016:"
        " 3 working days not counted so far. The due date moves on until the requester replies."
    ) in going_on
    assert not any("left" in text for text in going_on)
    over = read("query", "2016-02-01", paused, event("requester_message", "2016-02-12"), today="2016-02-15")
    assert (
        "Waiting for the requester (list of patients needed) from Monday 8 February 2016 to"
        " Friday 12 February 2016: 5 working days not counted."
    ) in texts(over, "respond")
    assert "The requester replied on Friday 12 February 2016, which ended the pause." in texts(over, "respond")


def test_a_pause_that_went_on_over_a_message_says_so():
    events = (
        event("paused", "2016-02-08"),
        event("requester_message", "2016-02-12"),
        event("resumed", "2016-02-15"),
    )
    over = read("query", "2016-02-01", *events, today="2016-02-15")
    assert "The requester wrote on Friday 12 February 2016, during the pause." in texts(over, "respond")


def test_clarification_that_nobody_waited_for_is_no_pause_and_no_reply():
    said = texts(read("foi", "2016-02-01", event("clarification", "2016-02-08"), today="2016-02-09"), "respond")
    assert not any("pause" in text for text in said)


def test_telling_a_complainant_why_is_said_where_an_answer_would_be():
    told = event("update_given", "2016-07-25", reason="The records are with the coroner")
    said = texts(read("complaint", "2016-02-01", told, today="2016-08-02"), "six_months")
    assert any(text.startswith("Told why there is no answer yet on Monday 25 July 2016") for text in said)
    later = event("responded", "2016-09-01")
    both = texts(read("complaint", "2016-02-01", told, later, today="2016-09-02"), "six_months")
    assert any(text.startswith("Told why there is no answer yet on Monday 25 July 2016") for text in both)


def test_a_bank_holiday_inside_a_pause_is_not_said_twice():
    events = event("paused", "2016-03-24"), event("resumed", "2016-03-29")
    said = texts(read("query", "2016-03-21", *events, today="2016-03-30"), "respond")
    assert not any("Good Friday" in text for text in said)
    assert any("2 working days not counted." in text for text in said)


def test_a_pause_after_the_due_date_is_said_to_change_nothing():
    said = texts(read("query", "2016-02-01", event("paused", "2016-03-01"), today="2016-03-02"), "respond")
    assert "Paused on Tuesday 1 March 2016, after the due date: this changes nothing." in said


def test_clarification_awaited_and_arrived():
    asked = event("paused", "2016-02-08")
    assert (
        "Waiting for clarification since Monday 8 February 2016:"
        " the 20 working days begin again when it arrives."
        in texts(read("foi", "2016-02-01", asked, today="2016-02-09"), "respond")
    )
    arrived = read("foi", "2016-02-01", asked, event("resumed", "2016-02-12"), today="2016-02-15")
    assert "Clarification arrived on Friday 12 February 2016: the 20 working days begin again. This is day 0." in texts(
        arrived, "respond"
    )
    same_day = read("foi", "2016-02-01", event("clarification", "2016-02-01"), today="2016-02-02")
    assert not any("arrived" in text for text in texts(same_day, "respond"))


def test_promises_are_said_with_what_came_of_them():
    events = [
        event("acknowledged", "2016-02-04", promised_on="2016-02-26"),
        event("promised", "2016-02-29", promised_on="2016-03-04"),
    ]
    said = texts(read("information_request", "2016-02-01", *events, today="2016-03-01"), "respond")
    assert said == [
        "Received on Monday 1 February 2016.",
        "Promised for Friday 26 February 2016.",
        "Due on Friday 26 February 2016. Send the data by the end of that day.",
        "Friday 4 March 2016 was promised after the earlier date had passed: this changes nothing.",
        "2 working days late.",
    ]
    assert "No date has been promised yet." in texts(read("information_request", "2016-02-01"), "respond")


def test_updates_reopening_and_withdrawal_open_and_close_a_round():
    events = [
        event("update_given", "2016-02-10"),
        event("responded", "2016-02-12"),
        event("reopened", "2016-02-15"),
        event("withdrawn", "2016-02-16"),
    ]
    reading = read("query", "2016-02-01", *events, today="2016-02-17")
    assert "Update given on Wednesday 10 February 2016, working day 7: in time." in texts(reading, "respond")
    assert texts(reading, "respond", 2)[0].startswith("Update given on Wednesday 10 February 2016: the time to answer")
    assert texts(reading, "respond", 3)[0].startswith("Reopened on Monday 15 February 2016: a new time to answer")
    assert "Withdrawn on Tuesday 16 February 2016." in texts(reading, "respond", 3)


def test_an_exclusion_gives_its_reason_in_the_words_of_the_agreement():
    def said(reason):
        reading = read("query", "2016-02-01", event("excluded", "2016-02-03", reason=reason), today="2016-02-04")
        return texts(reading, "respond")

    assert "Left out of the standard: further investigation required." in said("further_investigation")
    assert "Left out of the standard: no reason recorded." in said("")


def test_the_six_months_of_a_complaint():
    assert any(
        text.startswith("6 months from receipt: Monday 1 August 2016.")
        for text in texts(read("complaint", "2016-02-01"), "six_months")
    )


def test_the_ledger_gives_every_day_counted_or_the_reason_it_is_not():
    events = event("paused", "2016-03-22", reason="dates"), event("resumed", "2016-03-24")
    closures = {"2016-03-30": "Staff training"}
    reading = read("query", "2016-03-18", *events, today="2016-03-31", closures=closures)
    calendar = calendar_for("england", [(d("2016-03-30"), "Staff training")])
    days = list(ledger(reading, calendar, step(reading, "respond")))
    marks = {day.on.isoformat(): (day.mark, day.number, day.why) for day in days}
    assert marks["2016-03-18"] == (DayMark.DAY_ZERO, 0, "")
    assert marks["2016-03-19"] == (DayMark.WEEKEND, None, "Saturday")
    assert marks["2016-03-21"] == (DayMark.COUNTED, 1, "")
    assert marks["2016-03-23"] == (DayMark.PAUSED, None, "Waiting for the requester (dates)")
    assert marks["2016-03-25"] == (DayMark.HOLIDAY, None, "Good Friday (bank holiday)")
    assert marks["2016-03-30"] == (DayMark.CLOSURE, None, "Staff training (hub closure)")
    assert (days[-1].on, days[-1].number) == (step(reading, "respond").due_on, 20)


def test_the_ledger_of_a_late_step_runs_on_and_of_one_without_a_date_to_today():
    late = read("query", "2016-02-01", today="2016-02-10")
    last = list(ledger(late, calendar_for("england"), step(late, "acknowledge")))[-1]
    assert (last.on, last.number) == (d("2016-02-10"), 7)
    undated = read("information_request", "2016-02-01", today="2016-02-03")
    assert [day.number for day in ledger(undated, calendar_for("england"), step(undated, "respond"))] == [
        0,
        1,
        2,
    ]
    paused = read("query", "2016-02-01", event("paused", "2016-02-03"), today="2016-02-03")
    days = list(ledger(paused, calendar_for("england"), step(paused, "respond")))
    assert days[2].why == "Waiting for the requester"


@pytest.mark.parametrize("days", [0, 20, 55, 56, 57, 90, 400, 3900])
@pytest.mark.parametrize(
    "paused", [None, ("2016-01-20", "2016-02-10"), ("2016-01-20", "2016-12-01"), ("2016-01-06", None)]
)
def test_a_folded_ledger_holds_the_same_days_as_the_whole_one(days, paused):
    events = [event("paused", paused[0])] + ([event("resumed", paused[1])] if paused[1] else []) if paused else []
    day = d("2016-01-02") + timedelta(days=days)
    closed = [(d("2016-03-30"), "Staff training"), (d("2017-08-08"), "Moving house")]
    reading = read(
        "query", "2016-01-02", *[one for one in events if one.on <= day], today=day.isoformat(),
        closures={on.isoformat(): why for on, why in closed},
    )  # fmt: skip
    calendar = calendar_for("england", closed)
    for one in reading.steps:
        whole = list(ledger(reading, calendar, one))
        first, between, last = folded(reading, calendar, one, weeks=3)
        assert [*first, *last] == [
            found for found in whole if not between or not between.first <= found.on <= between.last
        ]
        if between is None:
            continue
        sorts = Counter(found.mark for found in whole if between.first <= found.on <= between.last)
        assert sorts == Counter({
            DayMark.COUNTED: between.counted, DayMark.WEEKEND: between.weekend, DayMark.HOLIDAY: between.holiday,
            DayMark.CLOSURE: between.closure, DayMark.PAUSED: between.paused,
        })  # fmt: skip
