"""Events a clock refuses, each with the sentence the person reads."""

import pytest

from hubportal.clocks import EventKind, allowed_events, refuse_event
from tests.clocks.cases import d, event, read

RECEIVED = "2016-02-01"


def refusal(policy, events, new, today="2016-03-31"):
    reading = read(policy, RECEIVED, *events, today=today)
    return refuse_event(reading, new, today=d(today))


ANSWERED = [event("responded", "2016-02-10")]
PAUSED = [event("paused", "2016-02-10")]
WITHDRAWN = [event("withdrawn", "2016-02-10")]

REFUSED = {
    "before receipt": (
        "query",
        [],
        event("acknowledged", "2016-01-29"),
        "The date must be Monday 1 February 2016, the day of receipt, or later.",
        "on",
    ),
    "in the future": (
        "query",
        [],
        event("acknowledged", "2016-04-01"),
        "The date must be today or in the past.",
        "on",
    ),
    "acknowledgement after the answer": (
        "query",
        ANSWERED,
        event("acknowledged", "2016-02-11"),
        "It was acknowledged on Wednesday 10 February 2016.",
        "",
    ),
    "second acknowledgement": (
        "query",
        [event("acknowledged", "2016-02-03")],
        event("acknowledged", "2016-02-02"),
        "It was acknowledged on Wednesday 3 February 2016.",
        "",
    ),
    "acknowledgement of a withdrawn case": (
        "query",
        WITHDRAWN,
        event("acknowledged", "2016-02-11"),
        "It was withdrawn on Wednesday 10 February 2016. Reopen it first.",
        "",
    ),
    "second answer": (
        "query",
        ANSWERED,
        event("responded", "2016-02-12"),
        "It was answered on Wednesday 10 February 2016. Reopen it first.",
        "",
    ),
    "second answer dated before the first": (
        "query",
        ANSWERED,
        event("responded", "2016-02-08"),
        "It was answered on Wednesday 10 February 2016. Reopen it first.",
        "",
    ),
    "update after the answer": (
        "query",
        ANSWERED,
        event("update_given", "2016-02-12"),
        "It was answered on Wednesday 10 February 2016. Reopen it first.",
        "",
    ),
    "pause of a clock that does not pause": (
        "complaint",
        [],
        event("paused", "2016-02-12"),
        "This clock does not pause while the hub waits for the requester.",
        "",
    ),
    "pause after the answer": (
        "query",
        ANSWERED,
        event("paused", "2016-02-12"),
        "It was answered on Wednesday 10 February 2016. Reopen it first.",
        "",
    ),
    "pause while paused": (
        "query",
        PAUSED,
        event("paused", "2016-02-12"),
        "It has been paused since Wednesday 10 February 2016.",
        "",
    ),
    "resumption without a pause": ("query", [], event("resumed", "2016-02-12"), "It is not paused.", ""),
    "resumption dated before the pause": (
        "query",
        PAUSED,
        event("resumed", "2016-02-09"),
        "It is not paused.",
        "",
    ),
    "promise on a clock without one": (
        "query",
        [],
        event("promised", "2016-02-12", promised_on="2016-02-20"),
        "This clock runs to no promised date.",
        "",
    ),
    "promise without a date": (
        "information_request",
        [],
        event("promised", "2016-02-12"),
        "Enter the date that was promised.",
        "promised_on",
    ),
    "promise for a day already gone": (
        "information_request",
        [],
        event("promised", "2016-02-12", promised_on="2016-02-11"),
        "The promised date must be Friday 12 February 2016 or later.",
        "promised_on",
    ),
    "promise beyond the calendar": (
        "information_request",
        [],
        event("promised", "2016-02-12", promised_on="2036-02-11"),
        "The promised date must be Monday 31 December 2035 or earlier.",
        "promised_on",
    ),
    "information request acknowledged without a date": (
        "information_request",
        [],
        event("acknowledged", "2016-02-12"),
        "Name the date by which the data will be ready.",
        "promised_on",
    ),
    "exclusion for a reason of another standard": (
        "query",
        [],
        event("excluded", "2016-02-12", reason="data not routinely collected"),
        "Choose one of the reasons of this standard: further investigation required; outside the hub's responsibility.",
        "reason",
    ),
    "exclusion without a reason": (
        "information_request",
        [],
        event("excluded", "2016-02-12"),
        "Choose one of the reasons of this standard: data not routinely collected; data not validated by the provider.",
        "reason",
    ),
    "exclusion where the law gives none": (
        "foi",
        [],
        event("excluded", "2016-02-12", reason="further_investigation"),
        "The standard gives no reason for leaving a case of this kind out.",
        "",
    ),
    "second exclusion": (
        "query",
        [event("excluded", "2016-02-10", reason="further_investigation")],
        event("excluded", "2016-02-12", reason="further_investigation"),
        "It was left out of the standard on Wednesday 10 February 2016.",
        "",
    ),
    "removing no exclusion": (
        "query",
        [],
        event("exclusion_removed", "2016-02-12"),
        "It has not been left out of the standard.",
        "",
    ),
    "reopening before the answer": (
        "query",
        ANSWERED,
        event("reopened", "2016-02-08"),
        "It was open on that day. Enter Wednesday 10 February 2016 or later.",
        "",
    ),
    "reopening an open case": ("query", [], event("reopened", "2016-02-12"), "It is still open.", ""),
    "withdrawing an answered case": (
        "query",
        ANSWERED,
        event("withdrawn", "2016-02-12"),
        "It was answered on Wednesday 10 February 2016. Reopen it first.",
        "",
    ),
}


@pytest.mark.clause("London MOU, standard 3", part="order of events")
@pytest.mark.parametrize(("policy", "events", "new", "sentence", "field"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(policy, events, new, sentence, field):
    found = refusal(policy, events, new)
    assert (found.sentence, found.field) == (sentence, field)
    assert found.clause


ACCEPTED = {
    "acknowledged on the day of receipt": ("query", [], event("acknowledged", RECEIVED)),
    "an acknowledgement recorded after the answer but made before it": (
        "query",
        ANSWERED,
        event("acknowledged", "2016-02-04"),
    ),
    "an update recorded after the answer but given before it": (
        "query",
        ANSWERED,
        event("update_given", "2016-02-09"),
    ),
    "an answer while paused": ("query", PAUSED, event("responded", "2016-02-11")),
    "a pause after the due date, though it changes nothing": ("query", [], event("paused", "2016-03-10")),
    "an information request acknowledged with its date": (
        "information_request",
        [],
        event("acknowledged", "2016-02-04", promised_on="2016-02-20"),
    ),
    "an acknowledgement that leans on an earlier promise": (
        "information_request",
        [event("promised", "2016-02-03", promised_on="2016-02-20")],
        event("acknowledged", "2016-02-04"),
    ),
    "an exclusion by the words of the agreement": (
        "query",
        [],
        event("excluded", "2016-02-12", reason="Outside the hub’s  responsibility."),
    ),
    "an exclusion that ends": (
        "query",
        [event("excluded", "2016-02-10", reason="further_investigation")],
        event("exclusion_removed", "2016-02-12"),
    ),
    "a reopening": ("query", ANSWERED, event("reopened", "2016-02-12")),
    "a message at any time": ("query", ANSWERED, event("requester_message", "2016-02-12")),
    "an acknowledgement of a request that needs none": ("foi", [], event("acknowledged", "2016-02-12")),
    "a date agreed with a complainant": (
        "complaint",
        [],
        event("promised", "2016-02-12", promised_on="2016-03-12"),
    ),
}


@pytest.mark.parametrize(("policy", "events", "new"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_accepted(policy, events, new):
    assert refusal(policy, events, new) is None


def test_a_refusal_cites_the_clause_of_the_step_it_is_about():
    about_acknowledging = refusal("complaint", [], event("acknowledged", "2016-01-29"))
    assert about_acknowledging.clause == "2009 complaints regulations, reg. 13"
    assert refusal("foi", [], event("acknowledged", "2016-01-29")).clause == "FOI Act s.10"


@pytest.mark.parametrize(
    ("events", "offered"),
    [
        ([], "acknowledged update_given responded paused excluded withdrawn"),
        ([event("acknowledged", "2016-02-03")], "update_given responded paused excluded withdrawn"),
        (PAUSED, "acknowledged update_given responded resumed excluded withdrawn"),
        (ANSWERED, "excluded reopened"),
        (
            [event("excluded", "2016-02-10", reason="further_investigation")],
            "acknowledged update_given responded paused exclusion_removed withdrawn",
        ),
    ],
    ids=["new", "acknowledged", "paused", "answered", "excluded"],
)
def test_only_what_is_possible_is_offered(events, offered):
    from_requester = {EventKind.REQUESTER_MESSAGE, EventKind.CLARIFICATION}
    found = allowed_events(read("query", RECEIVED, *events, today="2016-02-12"))
    assert [kind.value for kind in found if kind not in from_requester] == offered.split()
