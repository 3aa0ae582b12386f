"""Recording clock events: what each does to the dates, and which are refused."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from functions.models import Query, QueryEvent
from functions.rules.response_times import answered_in_time
from functions.services.clock import record_event
from functions.services.clock_reading import reading_of
from hubportal.clocks import ClockReading
from hubportal.web.refusals import Refused, Stale
from tests.functions.cases import a_case, at

ACKNOWLEDGED_ON = date(2016, 1, 5)


def record(
    case: Query, kind: str, on: date, *, by: Any, today: date | None = None, **more: Any
) -> tuple[Query, ClockReading]:
    """Record an event on its own day, holding no page."""
    return record_event(query_id=case.pk, version=None, kind=kind, on=on, by=by, at=at(today or on), **more)


@pytest.mark.clause("London MOU, standard 3", part="acknowledged in time")
def test_an_acknowledgement_leaves_the_answer_as_next_step(case: Query, officer: Any) -> None:
    case, _ = record(case, "acknowledged", ACKNOWLEDGED_ON, by=officer)
    assert case.acknowledged_on == ACKNOWLEDGED_ON
    assert (case.next_step, case.next_due_on) == ("respond", date(2016, 1, 29))


@pytest.mark.clause("London MOU, standard 3", part="full response")
def test_a_full_response_also_acknowledges_on_its_date(case: Query, officer: Any) -> None:
    case, _ = record(case, "responded", date(2016, 1, 7), by=officer)
    assert (case.acknowledged_on, case.responded_on) == (date(2016, 1, 7), date(2016, 1, 7))
    assert (case.state, case.closed_on, case.next_due_on) == ("closed", date(2016, 1, 7), None)


@pytest.mark.clause("London MOU, standard 3", part="update")
def test_an_update_gives_twenty_working_days_more(case: Query, officer: Any) -> None:
    record(case, "acknowledged", ACKNOWLEDGED_ON, by=officer)
    case, _ = record(case, "update_given", date(2016, 1, 29), by=officer)
    assert case.respond_due_on == case.next_due_on == date(2016, 2, 26)
    assert case.state == "open"


def test_a_paused_case_has_no_due_date_until_it_is_resumed(case: Query, officer: Any) -> None:
    record(case, "acknowledged", ACKNOWLEDGED_ON, by=officer)
    paused, _ = record(case, "paused", date(2016, 1, 11), by=officer, reason="asked for the rota")
    assert (paused.paused_on, paused.next_due_on, paused.next_step) == (date(2016, 1, 11), None, "respond")
    resumed, _ = record(case, "resumed", date(2016, 1, 15), by=officer)
    assert resumed.paused_on is None
    assert resumed.next_due_on == date(2016, 2, 5)  # five working days later than 29 January


def test_the_acknowledgement_is_still_due_while_the_answer_waits(case: Query, officer: Any) -> None:
    case, _ = record(case, "paused", date(2016, 1, 4), by=officer)
    assert (case.next_step, case.next_due_on) == ("acknowledge", date(2016, 1, 8))


def test_an_excluded_case_owes_no_date_and_comes_back_with_it(case: Query, officer: Any) -> None:
    excluded, reading = record(case, "excluded", date(2016, 1, 6), by=officer, reason="further investigation required")
    assert excluded.excluded_reason == "further_investigation"
    assert excluded.next_due_on is None
    assert excluded.state == "open"
    included, _ = record(case, "exclusion_removed", date(2016, 1, 7), by=officer)
    assert (included.excluded_reason, included.next_due_on) == ("", date(2016, 1, 8))


def test_an_exclusion_needs_a_reason_of_the_standard(case: Query, officer: Any) -> None:
    with pytest.raises(Refused, match="outside the hub's responsibility") as refused:
        record(case, "excluded", date(2016, 1, 6), by=officer, reason="too busy")
    assert (refused.value.field, refused.value.clause) == ("reason", "London MOU, standard 3")


@pytest.mark.clause("London MOU, standard 3", part="reopening")
def test_reopening_begins_a_new_answer_and_keeps_the_first_result(case: Query, officer: Any) -> None:
    record(case, "responded", date(2016, 1, 7), by=officer)
    case, reading = record(case, "reopened", date(2016, 2, 1), by=officer, note="a question was missed")
    assert (case.state, case.responded_on, case.next_due_on) == ("open", None, date(2016, 2, 29))
    first = reading.steps[1]
    assert (first.met_on, first.state) == (date(2016, 1, 7), "met")
    assert answered_in_time(reading).met_on == date(2016, 1, 7)


def test_nothing_is_deleted_a_case_is_withdrawn_with_a_reason(case: Query, officer: Any) -> None:
    with pytest.raises(Refused, match="Say why"):
        record(case, "withdrawn", date(2016, 1, 6), by=officer)
    case, _ = record(case, "withdrawn", date(2016, 1, 6), by=officer, reason="asked twice by mistake")
    assert (case.state, case.outcome, case.closed_on) == (
        "withdrawn",
        "asked twice by mistake",
        date(2016, 1, 6),
    )


@pytest.mark.parametrize(
    ("kind", "on", "today", "sentence"),
    [
        ("acknowledged", date(2016, 1, 1), date(2016, 1, 4), "day of receipt, or later"),
        ("acknowledged", date(2016, 1, 6), date(2016, 1, 4), "today or in the past"),
        ("resumed", date(2016, 1, 4), date(2016, 1, 4), "not paused"),
        ("reopened", date(2016, 1, 4), date(2016, 1, 4), "still open"),
    ],
)
@pytest.mark.clause("London MOU, standard 3", part="order of events")
def test_an_event_out_of_order_is_refused_with_the_clause(
    case: Query, officer: Any, kind: str, on: date, today: date, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        record(case, kind, on, by=officer, today=today)
    assert refused.value.clause.startswith("London MOU") or refused.value.clause.startswith("Specification")
    assert not QueryEvent.objects.exists()
    assert Query.objects.get().version == 1


def test_an_acknowledgement_after_the_answer_is_refused(case: Query, officer: Any) -> None:
    record(case, "responded", date(2016, 1, 7), by=officer)
    with pytest.raises(Refused, match="acknowledged on Thursday 7 January 2016"):
        record(case, "acknowledged", date(2016, 1, 8), by=officer)


@pytest.mark.clause("London MOU, standard 2", part="acknowledgement")
def test_an_information_request_is_acknowledged_with_the_date_of_the_data(officer: Any) -> None:
    case = a_case(officer, kind="information_request")
    assert (case.reference, case.respond_due_on) == ("WM-I-2016-00001", None)
    with pytest.raises(Refused, match="Name the date") as refused:
        record(case, "acknowledged", ACKNOWLEDGED_ON, by=officer)
    assert refused.value.field == "promised_on"
    case, _ = record(case, "acknowledged", ACKNOWLEDGED_ON, by=officer, promised_on=date(2016, 2, 10))
    assert case.next_due_on == date(2016, 2, 10)


def test_two_people_on_one_case_lose_nothing(case: Query, officer: Any) -> None:
    held = case.version
    record_event(
        query_id=case.pk,
        version=held,
        kind="acknowledged",
        on=ACKNOWLEDGED_ON,
        by=officer,
        at=at(ACKNOWLEDGED_ON),
    )
    with pytest.raises(Stale) as stale:
        record_event(
            query_id=case.pk,
            version=held,
            kind="responded",
            on=ACKNOWLEDGED_ON,
            by=officer,
            at=at(ACKNOWLEDGED_ON),
        )
    told = {(both.label, both.saved, both.yours) for both in stale.value.differences}
    assert told == {
        ("Acknowledged", "5 January 2016", ""),
        ("Entered on the clock", "Acknowledged on 5 January 2016", ""),
    }
    assert stale.value.held_as == "When you opened it"
    assert QueryEvent.objects.count() == 1


def test_who_may_read_but_not_work_is_refused_and_a_stranger_finds_nothing(case: Query, seen_by: Any) -> None:
    with seen_by("lead") as lead, pytest.raises(Refused, match="read this case but not change"):
        record(case, "acknowledged", ACKNOWLEDGED_ON, by=lead)
    with seen_by("stranger") as stranger, pytest.raises(Http404):
        record(case, "acknowledged", ACKNOWLEDGED_ON, by=stranger)


def test_the_clock_can_be_read_as_it_stood_on_an_earlier_day(case: Query, officer: Any) -> None:
    case, _ = record(case, "responded", date(2016, 1, 7), by=officer)
    earlier = reading_of(case, today=date(2016, 1, 6))
    assert [step.state for step in earlier.steps] == ["due_soon", "running"]
