"""The rules of notices, with their days."""

from datetime import date
from typing import Any

import pytest

from functions.rules.concerns import CONCERN_MOVES, PERFORMER, PERFORMER_MOVES
from functions.rules.notices import moves, periods
from functions.rules.notices.sorts import FaultySort, read_sorts
from functions.services.notices.kind import notice_sorts
from hubportal.organisations.services.tables import read_csv, read_yaml


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, part 8", part="when a remedial period ends")
def test_28_days_from_1_december_2015_end_on_the_29th() -> None:
    assert periods.remedy_by(date(2015, 12, 1), 28) == date(2015, 12, 29)  # the later reading; not working days


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, part 8", part="shortest remedial period")
@pytest.mark.parametrize(
    ("days", "shortest", "because", "allowed"),
    [
        (28, 28, "", True),
        (27, 28, "", False),
        (7, 28, "Patients are at risk", True),
        (None, 28, "Patients are at risk", False),
        (0, 28, "x", False),
        (None, None, "", True),
    ],
)
def test_a_remedial_notice_gives_28_days_or_says_why_not(
    days: int | None, shortest: int | None, because: str, allowed: bool
) -> None:
    assert (periods.refuse_remedy_days(days, shortest=shortest, shorter_because=because) is None) is allowed


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, part 8", part="escalating before the period is over")
def test_a_notice_is_escalated_after_its_remedy_period_or_says_why_sooner() -> None:
    ends = date(2015, 12, 29)
    said = periods.refuse_early_escalation(ends, on=ends, early_because=" ")
    assert said is not None
    assert "until the end of 29 December 2015" in said
    assert periods.refuse_early_escalation(ends, on=date(2015, 12, 30), early_because="") is None
    assert periods.refuse_early_escalation(ends, on=date(2015, 12, 1), early_because="Harm.") is None
    assert periods.refuse_early_escalation(None, on=date(2015, 12, 1), early_because="") is None


@pytest.mark.clause("GMS Regulations 2015, Schedule 3, part 8", part="disputing a notice")
def test_a_dispute_comes_within_28_days_of_the_notice() -> None:
    served = date(2016, 2, 1)
    assert periods.refuse_late_dispute(served_on=served, on=date(2016, 2, 29), days=28) is None
    assert "29 February 2016" in (periods.refuse_late_dispute(served_on=served, on=date(2016, 3, 1), days=28) or "")
    assert periods.refuse_late_dispute(served_on=served, on=date(2017, 1, 1), days=None) is None


@pytest.mark.clause("Specification of casework, section 7", part="a plan that fits its period")
@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2015, 11, 30), "before the day of the notice"),
        (date(2015, 12, 1), ""),
        (date(2015, 12, 29), ""),
        (date(2015, 12, 30), "after 29 December 2015"),
    ],
)
def test_a_step_of_the_plan_lies_within_the_period_to_remedy(due: date, said: str) -> None:
    found = moves.refuse_step_day(due, served_on=date(2015, 12, 1), remedy_by=date(2015, 12, 29))
    assert said in (found or "")
    assert bool(found) is bool(said)
    assert moves.refuse_step_day(due, served_on=None, remedy_by=None) is None


@pytest.mark.clause("Specification of casework, section 7", part="approved by the CCG where it says so")
def test_a_termination_goes_only_after_the_ccg_approved_it() -> None:
    def said(act: str, state: str, ccg: bool) -> str | None:
        return moves.refuse_without_ccg(name="Termination notice", ccg_approves=ccg, state=state, act=act)

    assert "Ask the CCG’s lead" in (said("issue", "approved", ccg=True) or "")
    assert said("issue", "ccg_approved", ccg=True) is None
    assert said("issue", "approved", ccg=False) is None
    assert "needs no approval" in (said("approve_for_ccg", "approved", ccg=False) or "")


@pytest.mark.clause("Specification of casework, section 7", part="four eyes for every notice")
def test_no_author_approves() -> None:
    assert "Ask a colleague" in (moves.refuse_author(actor=1, authors=frozenset({1, 2})) or "")
    assert moves.refuse_author(actor=3, authors=frozenset({1, 2})) is None


@pytest.mark.clause("Specification of casework, section 7", part="an action plan that is done")
def test_an_undone_step_keeps_a_notice_open() -> None:
    assert "Train the staff" in (moves.refuse_open_steps(undone=["Train the staff"]) or "")
    assert moves.refuse_open_steps(undone=[]) is None


def test_what_follows_a_notice() -> None:
    assert moves.refuse_next(name="Breach notice", follows=("termination",), chosen="termination") is None
    assert "Select" in (moves.refuse_next(name="Breach notice", follows=("termination",), chosen="remedial") or "")
    assert "Close it" in (moves.refuse_next(name="Termination notice", follows=(), chosen="x") or "")


def test_the_table_of_sorts_is_whole() -> None:
    refs = {row["ref"] for row in read_csv("function_matrix.csv")}
    letters = {row["code"] for row in read_yaml("letters/notices.yaml")}
    sorts = notice_sorts()
    assert list(sorts) == ["remedial", "breach", "sanction", "termination"]
    for sort in sorts.values():
        assert sort.activity in refs
        assert sort.letter in letters


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"colour": "red"}, "colour"), ({"next": ["a"]}, "another sort"), ({"name": ""}, "not empty")],
)
def test_a_faulty_sort_is_named(changed: dict[str, Any], said: str) -> None:
    row = {
        "code": "a", "name": "A", "source": "S", "clause": "C", "activity": "XII.4", "letter": "l",
        "ccg_approves": False,
    }  # fmt: skip
    with pytest.raises(FaultySort, match=said):
        read_sorts([row | changed])
    with pytest.raises(FaultySort, match="twice"):
        read_sorts([row, row])


def test_stages_go_one_at_a_time_and_only_the_cleared_move_a_performer() -> None:
    assert CONCERN_MOVES.refuse("stage_1", "to_stage_3") is not None
    assert CONCERN_MOVES.ended() == {"closed"}
    assert {move.permission for move in PERFORMER_MOVES.moves} == {PERFORMER}
