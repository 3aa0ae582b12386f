"""The rules of schemes, as the clause reads."""

from datetime import date
from decimal import Decimal

import pytest

from functions.rules.schemes.answering import Standing, refuse_answer, standing
from functions.rules.schemes.gates import GATE_OF, GATES, MOVES, next_gate, refuse_gate, refuse_offering
from functions.rules.schemes.terms import letter_fault, periods_of, read_periods, terms_faults

WINDOW = {"sign_up_from": date(2015, 4, 13), "answer_by": date(2015, 6, 30)}


@pytest.mark.clause("Specification of casework, section 8", part="four gates in order")
def test_the_gates_come_in_order_lmc_members_nhs_england_committee() -> None:
    passed: list[str] = []
    for act in ("lmc", "members", "england", "committee"):
        due = next_gate(passed)
        assert due is not None
        assert due.act == act
        passed.append(act)
    assert next_gate(passed) is None
    assert [gate.target for gate in GATES] == ["lmc", "members", "england", "approved"]


@pytest.mark.clause("Specification of casework, section 8", part="evidence at each gate")
def test_a_gate_out_of_turn_names_whose_support_comes_next() -> None:
    said = refuse_gate(GATE_OF["england"], passed=["lmc"], supporter="A Person", files=1)
    assert said == "“Record NHS England’s support” is out of order. Member practices comes next."
    over = refuse_gate(GATE_OF["lmc"], passed=list(GATE_OF), supporter="A Person", files=1)
    assert over is not None
    assert "All four gates are passed" in over


@pytest.mark.clause("Specification of casework, section 8", part="evidence at each gate")
def test_a_gate_needs_a_name_and_its_evidence() -> None:
    gate = GATE_OF["lmc"]
    assert refuse_gate(gate, passed=[], supporter=" ", files=1) == "Enter who gave the support."
    assert refuse_gate(gate, passed=[], supporter="LMC", files=0) == "Add the evidence: the LMC’s letter or minute."
    assert refuse_gate(gate, passed=[], supporter="LMC", files=1) is None


@pytest.mark.clause("Specification of casework, section 8", part="offering an approved scheme")
def test_only_an_approved_scheme_is_offered() -> None:
    assert refuse_offering("approved") is None
    assert all("four gates" in (refuse_offering(state) or "") for state in MOVES.states if state != "approved")


@pytest.mark.clause("Specification of casework, section 8", part="sign-up window")
def test_an_offer_names_its_year_rate_and_window() -> None:
    def faults(**changed: object) -> list[str]:
        given = {"year": "2015/16", "rate": Decimal("1.90"), **WINDOW, "remind_on": date(2015, 6, 1), **changed}
        return [fault.field for fault in terms_faults(**given)]  # type: ignore[arg-type]

    assert faults() == []
    assert faults(year="2015/17") == ["year"]
    assert faults(year="2099/00") == []
    assert faults(year="15/16") == ["year"]
    assert faults(rate=Decimal(0)) == ["rate"]
    assert faults(rate=None, remind_on=None) == []
    assert faults(answer_by=date(2015, 4, 1), remind_on=None) == ["answer_by"]
    assert faults(remind_on=date(2015, 7, 1)) == ["remind_on"]


def test_a_schedule_is_read_line_by_line() -> None:
    found, wrong = read_periods("Quarter 2: 2015-10-31\n\nQuarter 1: 2015-07-31")
    assert wrong is None
    assert [(one.name, one.due_on) for one in found] == [
        ("Quarter 1", date(2015, 7, 31)),
        ("Quarter 2", date(2015, 10, 31)),
    ]
    assert periods_of([{"name": "Quarter 1", "due_on": "2015-07-31"}]) == found[:1]
    assert "Quarter 1: 2015-07-31" in (read_periods("Quarter 1, end of July")[1] or "")
    assert "like Quarter 1" in (read_periods("Quarter 1: 2015-02-30")[1] or "")
    assert "name of its own" in (read_periods("Q: 2015-07-31\nq: 2015-08-31")[1] or "")


def test_a_letter_names_only_what_can_be_filled() -> None:
    assert letter_fault("Dear {practice_name}") is None
    assert letter_fault("Dear {patient}") == "{patient} is not a name that can be filled"


@pytest.mark.clause("Specification of casework, section 8", part="one answer")
def test_a_practice_answers_once_within_the_window() -> None:
    assert refuse_answer(state="invited", on=date(2015, 6, 30), **WINDOW) is None
    assert "has closed" in (refuse_answer(state="invited", on=date(2015, 7, 1), **WINDOW) or "")
    assert "not opened" in (refuse_answer(state="invited", on=date(2015, 4, 12), **WINDOW) or "")
    assert "already: signed up" in (refuse_answer(state="yes", on=date(2015, 5, 1), **WINDOW) or "")
    assert "withdrawn" in (refuse_answer(state="withdrawn", on=date(2015, 5, 1), **WINDOW) or "")


@pytest.mark.clause("Specification of casework, section 8", part="monitoring against the schedule")
def test_a_return_is_late_from_the_day_after_it_is_due() -> None:
    due, today = date(2015, 7, 31), date(2015, 8, 3)
    assert standing(due_on=due, returned_on=due, today=today) is Standing.IN_TIME
    assert standing(due_on=due, returned_on=date(2015, 8, 1), today=today) is Standing.LATE
    assert standing(due_on=due, returned_on=None, today=today) is Standing.OVERDUE
    assert standing(due_on=due, returned_on=None, today=due) is Standing.WAITED_FOR
