"""The verdict of each standard on one case."""

from datetime import date, datetime

import pytest

from functions.rules.merging import events_that_count, governing_receipt
from functions.rules.response_times import Verdict, acknowledged_in_time, answered_in_time, data_by_promised_date
from hubportal.clocks import ClockEvent, ClockReading, EventKind, calendar_for, read_clock
from hubportal.clocks.standards import standard_policies

SATURDAY = date(2016, 1, 2)
POLICIES = {row.policy.code: row.policy for row in standard_policies()}


def reading(
    *events: tuple[str, date], policy: str = "query", today: date = date(2016, 6, 1), **more: date
) -> ClockReading:
    told = [ClockEvent(EventKind(kind), on, reason="further_investigation", **more) for kind, on in events]
    chosen = POLICIES[policy]
    return read_clock(chosen, calendar_for(chosen.day_count), SATURDAY, told, today)


@pytest.mark.clause("London MOU, standard 3", part="acknowledged in time")
@pytest.mark.parametrize(("on", "verdict"), [(date(2016, 1, 8), Verdict.IN_TIME), (date(2016, 1, 9), Verdict.LATE)])
def test_a_query_is_acknowledged_in_five_working_days(on: date, verdict: Verdict) -> None:
    judged = acknowledged_in_time(reading(("acknowledged", on)))
    assert judged is not None
    assert (judged.verdict, judged.due_on, judged.met_on) == (verdict, date(2016, 1, 8), on)


def test_a_case_still_within_its_days_has_no_verdict_yet() -> None:
    judged = acknowledged_in_time(reading(today=date(2016, 1, 8)))
    assert judged is not None
    assert judged.verdict is Verdict.NOT_YET
    assert answered_in_time(reading(today=date(2016, 1, 8))).verdict is Verdict.NOT_YET


@pytest.mark.clause("London MOU, standard 3", part="answered or updated in time")
def test_an_answer_after_updates_in_time_is_in_time() -> None:
    judged = answered_in_time(reading(("update_given", date(2016, 1, 29)), ("responded", date(2016, 2, 26))))
    assert judged.verdict is Verdict.IN_TIME


def test_one_late_update_makes_the_case_late() -> None:
    judged = answered_in_time(reading(("update_given", date(2016, 2, 1)), ("responded", date(2016, 2, 2))))
    assert (judged.verdict, judged.due_on) == (Verdict.LATE, date(2016, 1, 29))


def test_a_reopened_case_keeps_its_first_verdict() -> None:
    judged = answered_in_time(reading(("responded", date(2016, 1, 7)), ("reopened", date(2016, 2, 1))))
    assert (judged.verdict, judged.met_on) == (Verdict.IN_TIME, date(2016, 1, 7))


def test_an_excluded_case_is_left_out_and_still_judged_beside() -> None:
    judged = answered_in_time(reading(("excluded", date(2016, 1, 7)), ("responded", date(2016, 3, 1))))
    assert (judged.verdict, judged.unexcluded) == (Verdict.LEFT_OUT, Verdict.LATE)


@pytest.mark.clause("London MOU, standard 2", part="data by the promised date")
def test_data_is_judged_by_the_promised_date() -> None:
    told = (("acknowledged", date(2016, 1, 5)), ("responded", date(2016, 2, 10)))
    promised = reading(*told, policy="information_request", promised_on=date(2016, 2, 9))
    judged = data_by_promised_date(promised)
    assert judged is not None
    assert (judged.verdict, judged.due_on) == (Verdict.LATE, date(2016, 2, 9))
    assert data_by_promised_date(reading()) is None


def test_a_policy_without_an_acknowledgement_has_no_such_verdict() -> None:
    assert acknowledged_in_time(reading(policy="foi")) is None


@pytest.mark.clause("Specification of casework, merging", part="earliest receipt")
def test_the_earliest_receipt_governs_and_only_what_was_told_counts() -> None:
    assert governing_receipt(SATURDAY, [date(2015, 12, 21), datetime(2016, 2, 1).date()]) == date(2015, 12, 21)
    assert governing_receipt(SATURDAY, []) == SATURDAY
    theirs = [ClockEvent(kind, SATURDAY) for kind in EventKind]
    assert {event.kind for event in events_that_count([], theirs)} == {"acknowledged", "promised", "update_given"}
