"""What kinds of case record, and the order of the ladder."""

from datetime import date
from typing import Any

import pytest

from functions.rules.escalation import (
    next_rung,
    refuse_date,
    refuse_passing_on,
    refuse_settling,
    role_that_holds,
)
from functions.rules.findings import answered_elsewhere, finding_faults, late_complaint

RECEIVED = date(2016, 2, 1)


def fields(kind: str, **facts: Any) -> list[str]:
    return [fault.field for fault in finding_faults(kind, facts, received_on=RECEIVED)]


def test_a_complaint_ends_with_an_outcome() -> None:
    assert fields("complaint") == ["outcome"]
    assert fields("complaint", outcome="upheld", happened_on="2016-01-15", learning="Ring back the same day") == []
    assert fields("complaint", outcome="perhaps") == ["outcome"]
    assert fields("complaint", outcome="partly", happened_on="2016-02-02") == ["happened_on"]


def test_an_incident_has_a_severity_and_a_day_and_a_dispute_a_result() -> None:
    assert fields("incident") == ["severity", "happened_on"]
    assert fields("incident", severity="low", happened_on="2016-02-01") == []
    assert fields("dispute") == ["result", "actions"]
    assert fields("dispute", result="referred", actions="Sent to the appeal unit") == []


@pytest.mark.clause("FOI Act s.17", part="refusal notice")
def test_a_refusal_cites_its_exemption_and_weighs_the_public_interest() -> None:
    assert fields("foi", disclosure="refused") == ["exemptions"]
    assert fields("foi", disclosure="refused", exemptions=["s40"]) == []
    assert fields("foi", disclosure="part", exemptions=["s43"]) == ["public_interest"]
    assert fields("foi", disclosure="part", exemptions=["s43"], public_interest="Prices still in use") == []
    assert fields("foi", disclosure="full", exemptions=["s40"]) == ["exemptions"]
    assert fields("foi", disclosure="not_held") == []
    assert fields("foi", disclosure="refused", exemptions=["s99"]) == ["exemptions"]


@pytest.mark.clause("2009 complaints regulations", part="time limit of 12 months")
@pytest.mark.parametrize(
    ("happened", "received", "late"),
    [
        (date(2015, 2, 1), date(2016, 2, 1), False),
        (date(2015, 1, 31), date(2016, 2, 1), True),
        (date(2016, 2, 29), date(2017, 2, 28), False),
        (date(2016, 2, 29), date(2017, 3, 1), True),
        (None, date(2016, 2, 1), False),
    ],
)
def test_a_complaint_is_made_within_twelve_months(happened: date | None, received: date, late: bool) -> None:
    assert late_complaint(happened, received) is late


@pytest.mark.clause("2009 complaints regulations", part="one body answers")
def test_one_body_answers_a_complaint() -> None:
    assert answered_elsewhere({"to_practice": "yes"})
    assert not answered_elsewhere({"to_practice": "no"})


@pytest.mark.clause("Specification of governance, section 8", part="order of the ladder")
def test_a_concern_goes_to_the_lead_then_the_director_then_the_panel() -> None:
    assert [
        rung.code if (rung := next_rung(reached)) else None for reached in ([], ["lead"], ["lead", "director"])
    ] == [
        "lead",
        "director",
        "panel",
    ]
    assert next_rung(["lead", "director", "panel"]) is None


@pytest.mark.clause("Specification of governance, section 8", part="who holds it")
def test_the_stream_says_which_head_holds_it_first() -> None:
    assert role_that_holds("lead", "contracting") == "head_of_primary_care"
    assert role_that_holds("lead", "finance") == "assistant_head_of_finance"
    assert role_that_holds("director", "finance") == "locality_director"
    assert role_that_holds("panel", "finance") == ""


@pytest.mark.clause("Specification of governance, section 8", part="the panel closes it")
def test_the_panels_decision_comes_with_its_reference_and_file() -> None:
    def said(rung: str, outcome: str = "Agreed", decision: str = "", files: int = 0) -> str | None:
        return refuse_settling(kind="concern", state="open", rung=rung, outcome=outcome, decision=decision, files=files)

    assert said("lead") is None
    late = refuse_settling(kind="concern", state="withdrawn", rung="lead", outcome="x", decision="", files=0)
    assert "not withdrawn or merged" in (late or "")
    assert "how it was settled" in (said("lead", outcome=" ") or "")
    assert "reference of the panel" in (said("panel") or "")
    assert "as a file" in (said("panel", decision="RP 1") or "")
    assert said("panel", decision="RP 1", files=1) is None


def test_what_stops_a_concern_on_its_way() -> None:
    def said(**changed: Any) -> str | None:
        return refuse_passing_on(**{"kind": "concern", "state": "open", "settled": False, "reached": [], **changed})

    assert said() is None
    assert "Only a concern" in (said(kind="query") or "")
    assert "withdrawn" in (said(state="withdrawn") or "")
    assert "settled" in (said(settled=True) or "")
    assert "nothing stands above" in (said(reached=["lead", "director", "panel"]) or "")
    assert refuse_date(RECEIVED, RECEIVED) is None
    assert refuse_date(date(2016, 1, 31), RECEIVED) == "The date must be today or later."
