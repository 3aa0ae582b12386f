"""Outcomes, internal reviews, and a concern from the hub lead to the panel."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from functions.models import CaseFinding, EscalationStep, QueryLink
from functions.services.clock import record_event
from functions.services.escalation import may_escalate, pass_on, settle, steps_of
from functions.services.findings import begin_review, record_finding
from functions.services.merging import merge
from functions.services.queries import change_particulars
from governance.models import ResolutionPanel
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Ccg
from hubportal.organisations.services.assignments import assign as assign_role
from hubportal.records.models import Deadline, RecordFile
from hubportal.web.refusals import Refused, Stale
from tests.cast import START
from tests.conftest import find_person
from tests.functions.cases import NOW, SATURDAY, a_case, at

pytestmark = pytest.mark.django_db


def test_what_was_recorded_can_be_recorded_again(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="complaint")
        told = {"query_id": case.pk, "version": None, "by": officer, "at": NOW}
        with pytest.raises(Refused, match="Enter: outcome"):
            record_finding(**told, facts={"learning": "Ring back"})
        record_finding(**told, facts={"outcome": "upheld", "unknown": "passed over"})
        record_finding(**told, facts={"outcome": "partly", "learning": "Ring back"})
        assert CaseFinding.objects.get().facts == {
            "outcome": "partly", "happened_on": "", "to_practice": "", "learning": "Ring back", "actions": "",
        }  # fmt: skip
        plain = a_case(officer)
        with pytest.raises(Refused, match="records nothing"):
            record_finding(query_id=plain.pk, version=None, by=officer, at=NOW, facts={})


@pytest.mark.clause("FOI Act s.45 code of practice", part="internal review")
def test_a_review_is_a_case_of_its_own_with_twenty_working_days(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="foi")
        told = {"query_id": case.pk, "version": None, "by": officer, "at": at(date(2016, 2, 1))}
        with pytest.raises(Refused, match="not answered yet"):
            begin_review(**told, detail="Too little")
        record_event(query_id=case.pk, version=None, kind="responded", on=SATURDAY, by=officer, at=NOW)
        with pytest.raises(Refused, match="not content with"):
            begin_review(**told, detail=" ")
        review = begin_review(**told, detail="Section 43 does not hold")
        with pytest.raises(Refused, match=f"open already: {review.reference}"):
            begin_review(**told, detail="Again")
        assert review.respond_due_on == date(2016, 2, 29)
        assert review.subject.startswith(f"Internal review of {case.reference}")
        assert QueryLink.objects.get().other_id == case.pk
        complaint = a_case(officer, kind="complaint")
        with pytest.raises(Refused, match="Only a freedom of information"):
            begin_review(query_id=complaint.pk, version=None, by=officer, at=NOW, detail="No")


@pytest.mark.clause("Specification of governance, section 8")
def test_a_concern_climbs_the_ladder_to_the_panel_which_settles_it_once_it_is_chosen(seen_by: Any, person: Any) -> None:
    with seen_by("lead") as lead:  # the CCG takes it further itself
        with seen_by("officer") as officer:
            case = a_case(officer, kind="concern", stream="finance", category="statements")
        told: dict[str, Any] = {"query_id": case.pk, "version": None, "by": lead, "at": NOW}
        due = NOW.date() + timedelta(days=14)
        with pytest.raises(Refused, match="Nobody holds"):
            settle(**told, outcome="Agreed")
        with pytest.raises(Refused, match="today or later"):
            pass_on(**told, due_on=NOW.date() - timedelta(days=1), reason="Late schedules")
        with pytest.raises(Refused, match="Enter why"):
            pass_on(**told, due_on=due, reason=" ")
        first = pass_on(**told, due_on=due, reason="Late schedules")
        assert first.holder == person("finance_head")
        assert Deadline.objects.get(step="escalation").owner == person("finance_head")
        told_of_it = Notice.objects.filter(kind="escalated").values_list("person__email", flat=True)
        assert list(told_of_it) == ["finance_head@example.org"]  # the lead did it, and knows
    with seen_by("head") as head:
        told["by"] = head
        assert pass_on(**told, due_on=due, reason="Not agreed").holder == person("director")
        assert pass_on(**told, due_on=due, reason="Not agreed either").holder is None
        with pytest.raises(Refused, match="nothing stands above"):
            pass_on(**told, due_on=due, reason="Again")
        with pytest.raises(Refused, match="panel’s decision"):
            settle(**told, outcome="Schedules a week earlier")
        file = SimpleUploadedFile("decision.txt", b"Decided.", content_type="text/plain")
        panel: dict[str, Any] = {"outcome": "Schedules a week earlier", "decision": "RP 2016/1", "files": [file]}
        with pytest.raises(Refused, match="Choose who sits on the panel first"):
            settle(**told, **panel)
        chosen = ResolutionPanel.objects.create(
            hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, number=1, chosen_on=NOW.date()
        )
        with pytest.raises(Refused, match="on its own page"):
            settle(**told, **panel)
        chosen.decided_on = NOW.date()
        chosen.save()
        settle(**told, **panel)
        assert [step.rung for step in steps_of(case)] == ["lead", "director", "panel"]
        assert EscalationStep.objects.filter(left_on=None).count() == 0
        assert Deadline.objects.get(step="escalation").met_on == NOW.date()
        assert RecordFile.objects.get().requirement == "decision"
        with pytest.raises(Refused, match="is settled"):
            pass_on(**told, due_on=due, reason="Again")


@pytest.mark.clause("Specification of governance, section 8", part="settled before it is answered")
def test_a_concern_is_answered_once_it_is_settled(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="concern")
        told: dict[str, Any] = {"query_id": case.pk, "version": None, "by": officer, "at": NOW}
        with pytest.raises(Refused, match="Settle the concern first"):
            record_event(**told, kind="responded", on=NOW.date())
        pass_on(**told, due_on=NOW.date() + timedelta(days=14), reason="Late schedules")
        with pytest.raises(Refused, match="Somebody holds this concern"):
            change_particulars(**told, changes={"kind": "query"})
        other = a_case(officer, kind="concern")
        with pytest.raises(Refused, match="Somebody holds this concern"):
            merge(**told, into_id=other.pk, reason="The same")
        settle(**told, outcome="Schedules a week earlier")
        record_event(**told, kind="responded", on=NOW.date())


def test_a_withdrawn_concern_is_held_by_nobody_and_cannot_be_settled(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="concern")
        told: dict[str, Any] = {"query_id": case.pk, "version": None, "by": officer, "at": NOW}
        pass_on(**told, due_on=NOW.date() + timedelta(days=14), reason="Late schedules")
        record_event(**told, kind="withdrawn", on=NOW.date(), reason="Sorted out by phone")
        assert Deadline.objects.get(step="escalation").dropped_on == NOW.date()
        with pytest.raises(Refused, match="Nobody holds"):
            settle(**told, outcome="Late")


def test_cases_of_different_clocks_are_not_merged(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        complaint, request = a_case(officer, kind="complaint"), a_case(officer, kind="foi")
        with pytest.raises(Refused, match="their clocks differ. Link them instead"):
            merge(query_id=complaint.pk, into_id=request.pk, version=None, by=officer, at=NOW, reason="The same")


def test_the_same_page_sent_twice_takes_a_concern_one_rung_up(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="concern")
        sent: dict[str, Any] = {
            "query_id": case.pk, "version": case.version, "by": officer, "at": NOW,
            "due_on": NOW.date() + timedelta(days=14), "reason": "Late schedules",
        }  # fmt: skip
        pass_on(**sent)
        with pytest.raises(Stale, match="while you had it open"):
            pass_on(**sent)
        assert [step.rung for step in steps_of(case)] == ["lead"]


def test_two_who_record_at_once_do_not_write_over_each_other(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="complaint")
        held: dict[str, Any] = {"query_id": case.pk, "version": case.version, "by": officer, "at": NOW}
        record_finding(**held, facts={"outcome": "upheld"})
        with pytest.raises(Stale):
            record_finding(**held, facts={"outcome": "partly"})
        assert CaseFinding.objects.get().facts["outcome"] == "upheld"


def test_who_approves_for_one_ccg_and_works_cases_of_another_takes_a_concern_further(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="concern")
    elsewhere = Ccg.objects.get(ods_code="05Y")
    assign_role(person=find_person("lead"), role="hub_contracting_officer", organisation=elsewhere, on=START)
    with seen_by("lead") as lead:
        assert may_escalate(lead, case)
        due = NOW.date() + timedelta(days=14)
        pass_on(query_id=case.pk, version=None, by=lead, at=NOW, due_on=due, reason="Late schedules")


@pytest.mark.parametrize(
    ("kind", "acknowledge_by", "answer_by"),
    [
        ("incident", date(2016, 1, 8), date(2016, 1, 29)),
        ("dispute", date(2016, 1, 8), date(2016, 1, 29)),
        ("concern", date(2016, 1, 8), date(2016, 1, 29)),
        ("complaint", date(2016, 1, 6), None),  # three working days; the answer by the day that is agreed
        ("foi", None, date(2016, 2, 1)),  # 4 January is a bank holiday of Scotland
    ],
)
def test_each_kind_keeps_its_own_clock(
    seen_by: Any, kind: str, acknowledge_by: date | None, answer_by: date | None
) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind=kind)
    assert (case.acknowledge_due_on, case.respond_due_on) == (acknowledge_by, answer_by)
