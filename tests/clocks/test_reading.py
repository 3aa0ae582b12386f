"""What each event does to a clock."""

import pytest

from hubportal.clocks import StepState
from tests.clocks.cases import d, event, read, step

RECEIVED = "2016-02-01"  # a Monday in a plain month: acknowledge by 8 February, answer by 29 February


def respond(*events, today, number=1):
    return step(read("query", RECEIVED, *events, today=today), "respond", number)


@pytest.mark.clause("London MOU, standard 3", part="update")
def test_an_update_meets_the_standard_and_begins_another_twenty_days():
    updated = event("update_given", "2016-02-22")
    first, second = respond(updated, today="2016-02-23"), respond(updated, today="2016-02-23", number=2)
    assert (first.state, first.met_on, first.due_on) == (StepState.MET, d("2016-02-22"), d("2016-02-29"))
    assert (second.state, second.began_on, second.due_on) == (
        StepState.RUNNING,
        d("2016-02-22"),
        d("2016-03-21"),
    )


@pytest.mark.clause("London MOU, standard 3", part="update")
def test_a_late_update_is_late_and_the_next_is_counted_from_it():
    updated = event("update_given", "2016-03-02")
    assert respond(updated, today="2016-03-02").state is StepState.MET_LATE
    assert respond(updated, today="2016-03-02", number=2).due_on == d("2016-04-01")


def test_an_update_on_a_complaint_changes_nothing():
    reading = read("complaint", RECEIVED, event("update_given", "2016-02-05"), today="2016-02-05")
    assert [item.met_on for item in reading.steps] == [None, None, None]


@pytest.mark.clause("London MOU, standard 3", part="full response")
def test_a_full_response_before_any_acknowledgement_also_acknowledges():
    answered = event("responded", "2016-02-09")
    reading = read("query", RECEIVED, answered, today="2016-02-20")
    assert step(reading, "acknowledge").state is StepState.MET_LATE
    assert step(reading, "acknowledge").met_on == step(reading, "respond").met_on == d("2016-02-09")


@pytest.mark.clause("London MOU, standard 3", part="full response")
def test_an_acknowledgement_before_the_response_keeps_its_own_date():
    events = event("responded", "2016-02-09"), event("acknowledged", "2016-02-03")
    assert step(read("query", RECEIVED, *events, today="2016-02-20"), "acknowledge").met_on == d("2016-02-03")


@pytest.mark.clause("FOI Act s.10(2)")
def test_while_paused_the_due_date_moves_on_with_today():
    paused = event("paused", "2016-02-08")
    assert respond(paused, today="2016-02-08").due_on == d("2016-03-01")
    later = respond(paused, today="2016-02-10")
    assert (later.state, later.due_on) == (StepState.PAUSED, d("2016-03-03"))
    assert (later.working_days_used, later.working_days_left) == (4, 16)


@pytest.mark.clause("FOI Act s.10(2)")
def test_a_pause_over_a_weekend_adds_nothing():
    events = event("paused", "2016-02-06"), event("resumed", "2016-02-07")
    assert respond(*events, today="2016-02-08").due_on == d("2016-02-29")


@pytest.mark.clause("FOI Act s.10(2)")
def test_a_second_pause_on_the_day_the_first_ended_does_not_take_that_day_twice():
    events = [
        event(kind, on)
        for kind, on in (
            ("paused", "2016-02-08"),
            ("resumed", "2016-02-10"),
            ("paused", "2016-02-10"),
            ("resumed", "2016-02-11"),
        )
    ]
    assert respond(*events, today="2016-02-12").due_on == d("2016-03-04")


@pytest.mark.clause("FOI Act s.10(2)")
def test_a_pause_on_the_due_date_counts_and_one_begun_after_it_changes_nothing():
    on_the_day = respond(event("paused", "2016-02-29"), today="2016-02-29")
    assert (on_the_day.state, on_the_day.due_on) == (StepState.PAUSED, d("2016-03-01"))
    too_late = respond(event("paused", "2016-03-01"), today="2016-03-04")
    assert (too_late.state, too_late.due_on, too_late.working_days_left) == (
        StepState.LATE,
        d("2016-02-29"),
        -4,
    )


@pytest.mark.clause("FOI Act s.10(2)")
def test_a_pause_that_an_update_interrupts_goes_on_in_the_next_round():
    events = [
        event("paused", "2016-02-08"),
        event("update_given", "2016-02-10"),
        event("resumed", "2016-02-12"),
    ]
    assert respond(*events, today="2016-02-15").state is StepState.MET
    assert respond(*events, today="2016-02-15", number=2).due_on == d("2016-03-11")


def test_a_reply_ends_the_pause_that_day_and_the_overlap_is_flagged():
    events = [
        event("paused", "2016-02-08"),
        event("requester_message", "2016-02-12"),
        event("resumed", "2016-02-17"),
    ]
    reading = read("query", RECEIVED, *events, today="2016-02-18")
    assert step(reading, "respond").due_on == d("2016-03-07")
    assert [wait.message_on for wait in reading.pauses_over_messages] == [d("2016-02-12")]


def test_a_reply_that_ends_a_pause_and_nothing_more_is_not_flagged():
    events = event("paused", "2016-02-08", place=1), event("requester_message", "2016-02-12", place=2)
    reading = read("query", RECEIVED, *events, today="2016-02-18")
    assert step(reading, "respond").due_on == d("2016-03-07")
    assert reading.pauses_over_messages == ()


def test_a_pause_recorded_over_a_message_that_was_there_already_is_flagged():
    events = event("paused", "2016-02-08", place=2), event("requester_message", "2016-02-12", place=1)
    reading = read("query", RECEIVED, *events, today="2016-02-18")
    assert [wait.message_on for wait in reading.pauses_over_messages] == [d("2016-02-12")]


def test_a_pause_begun_on_the_day_the_requester_wrote_is_flagged():
    events = [event("requester_message", "2016-02-08"), event("paused", "2016-02-08")]
    reading = read("query", RECEIVED, *events, today="2016-02-09")
    assert step(reading, "respond").state is StepState.PAUSED
    assert [wait.message_on for wait in reading.pauses_over_messages] == [d("2016-02-08")]


def test_a_message_while_not_paused_changes_nothing():
    reading = read("query", RECEIVED, event("requester_message", "2016-02-08"), today="2016-02-09")
    assert step(reading, "respond").due_on == d("2016-02-29")
    assert reading.pauses_over_messages == ()


@pytest.mark.clause("FOI Act s.1(3)", part="clarification")
def test_while_clarification_is_awaited_the_twenty_days_have_not_begun():
    found = step(read("foi", RECEIVED, event("paused", "2016-02-08"), today="2016-02-10"), "respond")
    assert (found.state, found.due_on, found.working_days_used) == (StepState.PAUSED, d("2016-03-09"), 0)


@pytest.mark.clause("FOI Act s.1(3)", part="clarification")
def test_a_clarification_that_nobody_asked_for_also_begins_the_count_again():
    found = step(read("foi", RECEIVED, event("clarification", "2016-02-12"), today="2016-02-15"), "respond")
    assert found.due_on == d("2016-03-11")


@pytest.mark.clause("FOI Act s.1(3)", part="clarification")
def test_a_clarification_after_the_due_date_changes_nothing():
    late = step(read("foi", RECEIVED, event("clarification", "2016-03-02"), today="2016-03-02"), "respond")
    assert (late.state, late.due_on) == (StepState.LATE, d("2016-02-29"))


def test_a_clarification_of_a_query_is_only_a_message():
    assert respond(event("clarification", "2016-02-12"), today="2016-02-15").due_on == d("2016-02-29")


@pytest.mark.clause("London MOU, quantified standards", part="exclusions")
def test_an_excluded_case_leaves_the_standard_and_keeps_its_result_for_the_figure_without_exclusions():
    excluded = event("excluded", "2016-02-10", reason="further_investigation")
    acknowledged = event("acknowledged", "2016-02-09")
    reading = read("query", RECEIVED, acknowledged, excluded, today="2016-02-11")
    assert {item.state for item in reading.steps} == {StepState.EXCLUDED}
    assert [item.result for item in reading.steps] == [StepState.MET_LATE, StepState.RUNNING]
    assert reading.next_due_on is None
    back = read(
        "query",
        RECEIVED,
        acknowledged,
        excluded,
        event("exclusion_removed", "2016-02-12"),
        today="2016-02-12",
    )
    assert [item.state for item in back.steps] == [StepState.MET_LATE, StepState.RUNNING]
    assert back.next_due_on == d("2016-02-29")


def test_reopening_a_complaint_does_not_make_its_six_months_late():
    events = event("responded", "2016-01-08"), event("reopened", "2016-08-01")
    reading = read("complaint", "2016-01-04", *events, today="2016-08-10")
    assert step(reading, "six_months").state is StepState.MET
    assert step(reading, "respond", number=2).state is StepState.RUNNING


@pytest.mark.clause("London MOU, standard 3", part="reopening")
def test_reopening_begins_a_new_response_time_and_keeps_the_first_result():
    events = event("responded", "2016-02-15"), event("reopened", "2016-02-22")
    assert respond(*events, today="2016-02-23").state is StepState.MET
    again = respond(*events, today="2016-02-23", number=2)
    assert (again.due_on, again.state) == (d("2016-03-21"), StepState.RUNNING)


def test_a_withdrawn_case_leaves_the_standard_unless_it_was_late_already():
    in_time = read("query", RECEIVED, event("withdrawn", "2016-02-04"), today="2016-04-01")
    assert [item.state for item in in_time.steps] == [StepState.EXCLUDED, StepState.EXCLUDED]
    too_late = read("query", RECEIVED, event("withdrawn", "2016-02-10"), today="2016-04-01")
    assert [item.state for item in too_late.steps] == [StepState.LATE, StepState.EXCLUDED]


def test_a_withdrawn_case_may_be_reopened():
    events = (
        event("acknowledged", "2016-02-03"),
        event("withdrawn", "2016-02-04"),
        event("reopened", "2016-02-22"),
    )
    reading = read("query", RECEIVED, *events, today="2016-02-22")
    assert [item.state for item in reading.steps] == [StepState.MET, StepState.EXCLUDED, StepState.RUNNING]


@pytest.mark.clause("London MOU, standard 2", part="acknowledgement")
def test_an_information_request_is_acknowledged_once_the_date_for_the_data_is_named():
    named = event("acknowledged", "2016-02-04", promised_on="2016-02-26")
    reading = read("information_request", RECEIVED, named, today="2016-02-04")
    assert step(reading, "acknowledge").state is StepState.MET
    assert step(reading, "respond").due_on == d("2016-02-26")
    unnamed = [event("acknowledged", "2016-02-04"), event("promised", "2016-02-09", promised_on="2016-02-26")]
    assert step(read("information_request", RECEIVED, *unnamed[:1], today="2016-02-05"), "acknowledge").met_on is None
    late = step(read("information_request", RECEIVED, *unnamed, today="2016-02-09"), "acknowledge")
    assert (late.state, late.met_on) == (StepState.MET_LATE, d("2016-02-09"))


@pytest.mark.clause("London MOU, standard 2", part="promised date")
def test_until_a_date_is_promised_nothing_is_due():
    found = step(read("information_request", RECEIVED, today="2016-02-05"), "respond")
    assert (found.due_on, found.state, found.working_days_used, found.working_days_left) == (
        None,
        StepState.RUNNING,
        4,
        None,
    )


@pytest.mark.clause("London MOU, standard 2", part="promised date")
def test_a_new_promise_counts_only_while_the_old_one_holds():
    first = event("acknowledged", "2016-02-04", promised_on="2016-02-26")
    agreed = event("promised", "2016-02-26", promised_on="2016-03-04")
    too_late = event("promised", "2016-02-29", promised_on="2016-03-04")
    assert step(read("information_request", RECEIVED, first, agreed, today="2016-03-01"), "respond").due_on == d(
        "2016-03-04"
    )
    late = step(read("information_request", RECEIVED, first, too_late, today="2016-03-01"), "respond")
    assert (late.due_on, late.state, late.working_days_left) == (d("2016-02-26"), StepState.LATE, -2)


@pytest.mark.clause("London MOU, standard 2", part="promised date")
def test_a_date_promised_for_a_bank_holiday_falls_due_on_the_next_working_day():
    named = event("acknowledged", "2016-03-22", promised_on="2016-03-25")
    assert step(read("information_request", "2016-03-21", named, today="2016-03-22"), "respond").due_on == d(
        "2016-03-29"
    )


def test_data_sent_without_a_promise_is_in_time():
    reading = read("information_request", RECEIVED, event("responded", "2016-02-04"), today="2016-02-05")
    assert {item.state for item in reading.steps} == {StepState.MET}


@pytest.mark.clause("2009 complaints regulations, reg. 13")
def test_a_complaint_is_answered_by_the_date_agreed_with_the_complainant():
    agreed = event("promised", "2016-02-03", promised_on="2016-03-18")
    reading = read("complaint", RECEIVED, agreed, event("acknowledged", "2016-02-03"), today="2016-03-17")
    assert step(reading, "respond").due_on == d("2016-03-18")
    assert step(reading, "respond").state is StepState.DUE_SOON


@pytest.mark.clause("2009 complaints regulations, reg. 14", part="six months")
@pytest.mark.parametrize(
    ("received", "warned"),
    [("2016-02-01", "2016-08-01"), ("2016-03-24", "2016-09-23"), ("2015-08-31", "2016-02-29")],
    ids=["a plain date", "six months on is a Saturday", "February is shorter"],
)
def test_a_complaint_warns_at_six_months(received, warned):
    assert step(read("complaint", received), "six_months").due_on == d(warned)


def test_a_complaint_past_six_months_is_late_until_answered():
    assert step(read("complaint", RECEIVED, today="2016-08-02"), "six_months").state is StepState.LATE
    answered = read("complaint", RECEIVED, event("responded", "2016-05-03"), today="2016-08-02")
    assert step(answered, "six_months").state is StepState.MET


@pytest.mark.clause("2009 complaints regulations, reg. 14", part="told why")
def test_an_update_that_gives_the_reason_is_what_the_regulation_asks_for_by_six_months():
    told = event("update_given", "2016-07-25", reason="The records are with the coroner")
    reading = read("complaint", RECEIVED, told, today="2016-08-02")
    assert (step(reading, "six_months").state, step(reading, "six_months").met_on) == (StepState.MET, d("2016-07-25"))
    assert step(reading, "respond").is_open  # the answer is owed all the same
    answered = read("complaint", RECEIVED, told, event("responded", "2016-09-01"), today="2016-09-02")
    assert step(answered, "six_months").met_on == d("2016-07-25")
    late = event("update_given", "2016-08-03", reason="The records are with the coroner")
    assert step(read("complaint", RECEIVED, late, today="2016-08-04"), "six_months").state is StepState.MET_LATE


@pytest.mark.clause("2009 complaints regulations, reg. 14", part="told why")
def test_an_update_without_a_reason_leaves_the_six_months_open():
    reading = read("complaint", RECEIVED, event("update_given", "2016-07-25"), today="2016-08-02")
    assert step(reading, "six_months").state is StepState.LATE


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2016-02-24", StepState.RUNNING),
        ("2016-02-25", StepState.DUE_SOON),
        ("2016-02-29", StepState.DUE_SOON),
        ("2016-03-01", StepState.LATE),
    ],
)
def test_due_soon_begins_two_working_days_before(today, state):
    assert respond(today=today).state is state


def test_saturday_after_a_friday_due_date_is_late_by_no_working_day_yet():
    found = step(read("query", "2016-01-29", today="2016-02-06"), "acknowledge")
    assert (found.due_on, found.state, found.working_days_left) == (d("2016-02-05"), StepState.LATE, 0)


def test_what_is_dated_after_today_has_not_happened_yet():
    assert respond(event("responded", "2016-02-15"), today="2016-02-12").state is StepState.RUNNING


def test_as_at_a_day_before_receipt_nothing_is_used():
    assert respond(today="2016-01-20").working_days_used == 0


@pytest.mark.parametrize(
    "stray",
    ["resumed", "exclusion_removed", "reopened"],
)
def test_an_event_that_could_not_have_been_recorded_is_passed_over(stray):
    assert respond(event(stray, "2016-02-05"), today="2016-02-12").due_on == d("2016-02-29")


def test_a_second_answer_withdrawal_or_update_after_the_answer_is_passed_over():
    answered = event("responded", "2016-02-15")
    more = [event(kind, "2016-02-16") for kind in ("responded", "withdrawn", "update_given", "paused", "clarification")]
    found = read("query", RECEIVED, answered, *more, today="2016-02-17")
    assert found.steps == read("query", RECEIVED, answered, today="2016-02-17").steps


def test_without_explanations_the_figures_are_the_same():
    from hubportal.clocks import calendar_for, read_clock
    from tests.clocks.cases import POLICIES

    full = read("query", RECEIVED, today="2016-02-05")
    bare = read_clock(POLICIES["query"], calendar_for("england"), d(RECEIVED), [], d("2016-02-05"), explained=False)
    assert [item.due_on for item in bare.steps] == [item.due_on for item in full.steps]
    assert all(item.explanation == () for item in bare.steps)
