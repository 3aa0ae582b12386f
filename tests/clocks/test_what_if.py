"""What-if: a supposed case in, plain values out."""

import pytest

from hubportal.clocks import OutsideCalendar
from hubportal.clocks.what_if import SupposedEventRefused, suppose
from tests.clocks.cases import POLICIES, d


def test_the_shape_is_that_of_the_api():
    found = suppose({"policy": "query", "received_on": d("2015-12-24"), "as_at": d("2016-01-04")}, POLICIES)
    assert list(found) == ["steps"]
    acknowledge = found["steps"][0]
    assert {key: value for key, value in acknowledge.items() if key != "explanation"} == {
        "step": "acknowledge",
        "due_on": "2016-01-05",
        "met_on": None,
        "state": "due_soon",
        "working_days_used": 4,
        "working_days_left": 1,
        "clause": "London MOU, standard 3",
    }
    assert acknowledge["explanation"][0] == {
        "on": "2015-12-24",
        "text": "Received on Thursday 24 December 2015. This is day 0.",
        "clause": "London MOU, standard 3",
    }


def test_closures_and_events_are_taken_into_account():
    found = suppose(
        {
            "policy": "query",
            "received_on": d("2016-02-01"),
            "closures": [d("2016-02-03")],
            "events": [{"kind": "paused", "on": d("2016-02-08")}, {"kind": "resumed", "on": d("2016-02-12")}],
            "as_at": d("2016-02-15"),
        },
        POLICIES,
    )
    assert [step["due_on"] for step in found["steps"]] == ["2016-02-09", "2016-03-08"]


def test_an_event_that_could_not_have_happened_is_refused_with_its_place():
    request = {
        "policy": "query",
        "received_on": d("2016-02-01"),
        "events": [
            {"kind": "responded", "on": d("2016-02-08")},
            {"kind": "acknowledged", "on": d("2016-02-09")},
        ],
        "as_at": d("2016-02-15"),
    }
    with pytest.raises(SupposedEventRefused, match="It was acknowledged on Monday 8 February 2016") as raised:
        suppose(request, POLICIES)
    assert (raised.value.place, raised.value.refusal.clause) == (1, "London MOU, standard 3")


def test_on_one_day_the_promise_is_read_before_the_acknowledgement_that_leans_on_it():
    request = {
        "policy": "information_request",
        "received_on": d("2016-02-01"),
        "events": [
            {"kind": "acknowledged", "on": d("2016-02-04"), "reason": None},
            {"kind": "promised", "on": d("2016-02-04"), "promised_on": d("2016-02-26")},
        ],
        "as_at": d("2016-02-15"),
    }
    assert [(step["state"], step["due_on"]) for step in suppose(request, POLICIES)["steps"]] == [
        ("met", "2016-02-08"),
        ("running", "2016-02-26"),
    ]


def test_an_undated_step_has_no_due_date():
    request = {"policy": "complaint", "received_on": d("2016-02-01"), "as_at": d("2016-02-01")}
    respond = suppose(request, POLICIES)["steps"][1]
    assert (respond["due_on"], respond["working_days_left"]) == (None, None)


def test_dates_beyond_the_calendar_are_refused():
    with pytest.raises(OutsideCalendar):
        suppose({"policy": "query", "received_on": d("2035-12-24"), "as_at": d("2035-12-24")}, POLICIES)
