"""How a clock is put into words on the case page and in the message after an act."""

from functions.forms.log import LogForm
from functions.presenters.clock import in_a_sentence, steps_of
from tests.clocks.cases import event, read


def test_a_withdrawn_step_is_called_withdrawn_and_an_excluded_one_excluded() -> None:
    withdrawn = read("query", "2016-02-01", event("withdrawn", "2016-02-03", reason="asked twice"), today="2016-02-04")
    assert {step.state for step in steps_of(withdrawn)} == {"withdrawn"}
    left_out = event("excluded", "2016-02-03", reason="further_investigation")
    assert {step.state for step in steps_of(read("query", "2016-02-01", left_out, today="2016-02-04"))} == {"excluded"}


def test_no_date_is_named_while_the_answer_waits_for_the_requester() -> None:
    events = event("acknowledged", "2016-02-02"), event("paused", "2016-02-03", reason="list needed")
    said = in_a_sentence(read("query", "2016-02-01", *events, today="2016-02-04"))
    assert said == "Answer in full or give an update when the requester has replied"


def test_nothing_is_asked_of_a_case_withdrawn_after_its_answer_was_due() -> None:
    events = event("acknowledged", "2016-01-05"), event("withdrawn", "2016-03-01", reason="asked twice")
    reading = read("query", "2016-01-04", *events, today="2016-03-01")
    assert in_a_sentence(reading) == ""
    assert [step.state for step in steps_of(reading)] == ["met", "withdrawn_late"]


def test_errors_of_a_new_case_come_in_the_order_of_the_page() -> None:
    names = list(LogForm.field_order)
    assert names.index("subject") < names.index("detail") < names.index("category") < names.index("received_at")
