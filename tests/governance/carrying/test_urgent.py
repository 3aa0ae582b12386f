"""Urgent decisions: who must agree, why, and that they are reported."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from governance.figures.decision_thread import thread_of_entry
from governance.figures.register import body_of_entry
from governance.models import AgendaItem, AgendaRequest, DeskEntry, RegisterEntry
from governance.rules.urgent import Member, WhoAgrees, setting_fault, urgent_fault, who_agrees
from governance.services.urgent import UrgentWords, decide_urgently
from hubportal.web.refusals import Refused
from tests.conftest import find_person, in_scope_of
from tests.governance.carrying import steps
from tests.governance.terms import at_work, of, the_committee

DAY = date(2016, 1, 20)
AT = datetime(2016, 1, 21, 9, tzinfo=UTC)
MEMBERS = (
    Member("chair", "A", "chair"), Member("vice", "B", "vice_chair"), Member("lay", "C"), Member("gp", "D"),
    Member("observer", "E", voting=False),
)  # fmt: skip


def fault(**more: Any) -> tuple[str, str] | None:
    said: dict[str, Any] = {
        "needs": WhoAgrees(), "members": MEMBERS, "agreed": ["chair", "lay"], "ground": "continuity", "why": "W",
        "on": DAY, "today": DAY,
    }  # fmt: skip
    return urgent_fault(**(said | more))


@pytest.mark.clause(
    "Specification of governance, section 5", part="an urgent decision records who agreed and why it could not wait"
)
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, None),
        ({"agreed": ["vice", "gp"]}, None),
        ({"agreed": ["chair", "vice"]}, None),
        ({"agreed": ["chair"]}, "agreed"),
        ({"agreed": ["chair", "chair"]}, "agreed"),
        ({"agreed": ["lay", "gp"]}, "agreed"),
        ({"agreed": ["chair", "observer"]}, "agreed"),
        ({"agreed": ["chair", "stranger"]}, "agreed"),
        ({"agreed": []}, "agreed"),
        ({"ground": "cost"}, "ground"),
        ({"why": "  "}, "why"),
        ({"on": date(2016, 1, 21)}, "decided_on"),
        ({"needs": WhoAgrees((), 0), "agreed": []}, "agreed"),
        ({"needs": WhoAgrees(("chair",), 2)}, "agreed"),
    ],
)
def test_who_must_agree_and_why(more: dict[str, Any], field: str | None) -> None:
    found = fault(**more)
    assert (found[0] if found else None) == field


@pytest.mark.clause(
    "Specification of governance, section 5", part="an urgent decision records who agreed and why it could not wait"
)
@given(st.sets(st.sampled_from(["chair", "vice", "lay", "gp"])), st.sampled_from(["chair", "vice", "lay", "gp"]))
def test_one_more_who_agrees_never_undoes_an_agreement(agreed: set[str], more: str) -> None:
    if fault(agreed=sorted(agreed)) is None:
        assert fault(agreed=sorted(agreed | {more})) is None


@pytest.mark.clause("Specification of governance, section 4", part="terms say who may agree an urgent decision")
def test_terms_never_let_nobody_agree() -> None:
    assert setting_fault(offices=["chair"], others=0) is None
    assert setting_fault(offices=[], others=1) is None
    assert "Select an office" in (setting_fault(offices=[], others=0) or "")
    assert setting_fault(offices=["chair"], others=-1) is not None


def test_the_terms_say_who_agrees_and_are_silent_for_the_usual() -> None:
    assert who_agrees({}).words == "The chair or vice-chair, and at least 1 more voting member"
    assert who_agrees({"offices": ["chair"], "others": 2}).words == "The chair, and at least 2 more voting members"
    assert who_agrees({"offices": [], "others": 3}).words == "At least 3 voting members"


def words(**more: Any) -> UrgentWords:
    said: dict[str, Any] = {
        "title": "Cover", "resolution": "That cover be paid for.", "agreed": ["chair", "gp"],
        "ground": "patient_safety", "why": "The surgery had no doctor.", "decided_on": DAY,
    }  # fmt: skip
    return UrgentWords(**(said | more))


def enter(by: str = "secretary", **more: Any) -> RegisterEntry:
    with in_scope_of(by) as person, transaction.atomic():
        return decide_urgently(committee_id=the_committee().pk, by=person, words=words(**more), at=AT)


@pytest.mark.django_db
def test_it_is_entered_and_goes_on_the_next_agenda_by_itself() -> None:
    steps.committee_at_work()
    steps.a_meeting(2, at=datetime(2016, 3, 3, 14, tzinfo=UTC))
    soonest = steps.a_meeting(1)
    entry = enter()

    body = body_of_entry(entry)
    assert (entry.kind, body["agreed_by"]) == ("urgent", ["Member chair", "Member gp"])
    assert body["urgency"] == "Patient safety: The surgery had no doctor."
    with at_work(the_committee()):
        item = AgendaItem.objects.get()
        assert (item.meeting_id, item.purpose, item.record_kind) == (soonest.pk, "note", "urgent")
        assert AgendaRequest.objects.get().state == "placed"


@pytest.mark.django_db
def test_with_no_meeting_planned_it_waits_and_cannot_be_declined() -> None:
    from governance.services.carrying import placing

    steps.committee_at_work()
    enter()
    with in_scope_of("secretary") as by, transaction.atomic():
        request = AgendaRequest.objects.get()
        assert request.state == "waiting"
        with pytest.raises(Refused, match="cannot be declined"):
            placing.decline(request_id=request.pk, version=None, by=by, why="No", at=AT)
    item = steps.place(steps.a_meeting())
    assert item.record_kind == "urgent"


@pytest.mark.django_db
def test_it_is_reported_when_the_meeting_has_ended_its_item() -> None:
    steps.committee_at_work()
    meeting = steps.a_meeting()
    entry = enter()
    member = find_person("secretary")

    def reported() -> Any:
        with in_scope_of("secretary"):
            return thread_of_entry(entry, body_of_entry(entry), person=member).reported[0].at

    assert reported() is None
    with at_work(the_committee()):
        item = AgendaItem.objects.get()
        facts = ({"item": item.pk}, {"item": item.pk, "outcome": "done", "words": "Noted."})
        for number, (kind, said) in enumerate(zip(("begin_item", "end_item"), facts, strict=True), start=1):
            DeskEntry.objects.create(
                **of(the_committee()), meeting=meeting, number=number, kind=kind, facts=said, at=steps.MET_AT,
                key=steps.key(),
            )  # fmt: skip
    assert reported() == steps.MET_AT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("by", "more", "sentence"),
    [
        ("member", {}, "does not do this"),
        ("secretary", {"agreed": ["gp"]}, "The terms of reference ask for"),
        ("secretary", {"decided_on": date(2014, 5, 1)}, "Nobody sat on this committee"),
        ("secretary", {"resolution": " "}, "Enter what was decided"),
    ],
)
def test_refusals_enter_nothing(by: str, more: dict[str, Any], sentence: str) -> None:
    steps.committee_at_work()
    with pytest.raises(Refused, match=sentence):
        enter(by, **more)
    with at_work(the_committee()):
        assert not RegisterEntry.objects.exists()
        assert not AgendaRequest.objects.exists()


@pytest.mark.django_db
def test_terms_may_ask_for_more() -> None:
    steps.committee_at_work(urgent_decisions={"offices": ["chair"], "others": 2})
    with pytest.raises(Refused, match="the chair, and at least 2 more voting members"):
        enter()
    assert enter(agreed=["chair", "gp", "lay"]).number == 1
