"""A committee that meets in the portal approves a notice for the CCG, or refuses it; a person serves it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from functions.models import ContractNotice
from functions.services.notices import serving
from functions.services.notices.drafting import Draft
from governance.models import AgendaItem, IfCarried, RecordDecision
from governance.services.carrying import asking, out
from hubportal.records.models import Letter, RecordFile, RecordMove
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.functions.notices.test_notices import TO, drafted, moved
from tests.functions.pages import day_boxes
from tests.functions.variations.steps import freshly
from tests.governance.carrying import steps
from tests.governance.terms import at_work, the_committee

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("Specification of governance, section 5", part="a decision on a record moves it"),
]
Signing = Callable[[str], Client]
DRAFTED = date(2016, 1, 11)
RESOLUTION = "That the breach notice be issued."
BREACH = Draft("breach", grounds="The door was locked at noon.", required="Open at noon.", ccg_approves=True)


@pytest.fixture(autouse=True)
def _committee(db: None) -> None:
    steps.committee_at_work()


def a_notice(draft: Draft = BREACH, *, approved: bool = True) -> ContractNotice:
    """A notice whose words a second person has approved for the hub."""
    with in_scope_of("officer") as by:
        notice = drafted(by, draft, on=DRAFTED)
        moved(notice, by, "submit", on=DRAFTED)
    if approved:
        with in_scope_of("head") as by:
            moved(notice, by, "approve", on=DRAFTED)
    return again(notice)


def again(notice: ContractNotice) -> ContractNotice:
    with in_scope_of("officer"):
        return ContractNotice.objects.get(pk=notice.pk)


def ask(notice: ContractNotice, *, by: str = "officer", if_carried: str = IfCarried.APPROVE) -> None:
    with in_scope_of(by) as person, transaction.atomic():
        asking.ask_for_place(
            kind="notice", record_id=notice.pk, version=None, by=person, at=steps.ASKED_AT, upload=steps.a_pdf(),
            asked=asking.Asked(the_committee().pk, "A breach notice", RESOLUTION, if_carried),
        )  # fmt: skip
    steps.work()


def on_agenda(**more: Any) -> tuple[ContractNotice, AgendaItem]:
    notice = a_notice()
    ask(notice, **more)
    item = steps.place(steps.a_meeting())
    steps.work()
    return notice, item


def decided(notice: ContractNotice) -> RecordDecision:
    with in_scope_of("officer"):
        return RecordDecision.objects.select_related("document").get(record_id=notice.pk)


def issue(notice: ContractNotice) -> ContractNotice:
    with in_scope_of("officer") as by:
        return serving.issue_notice(
            notice_id=notice.pk, to=TO, send_by="letter", by=by, at=datetime(2016, 2, 5, 10, tzinfo=UTC)
        )


def test_a_carried_resolution_approves_it_for_the_ccg_and_a_person_serves_it() -> None:
    notice, item = on_agenda()
    steps.decide(item, words=RESOLUTION)
    steps.work()

    found, made = again(notice), decided(notice)
    with in_scope_of("officer"):
        move = steps.last_move(found)
        assert (found.state, made.state) == ("ccg_approved", "carried_out")
        assert (move.act, move.by_id, move.on) == ("approve_for_ccg", None, steps.MET)
        assert move.facts["body"] == the_committee().name
        assert move.facts["decision"] == "Decision 1, meeting 1"
        assert RecordFile.objects.of(found).get(pk__in=move.facts["files"]).document_id == made.document_id
        assert not Letter.objects.of(found).exists(), "no letter goes by the committee’s act"
    issue(notice)
    with in_scope_of("officer"):
        letter = Letter.objects.of(found).get()
        approval = RecordMove.objects.of(found).get(act="approve")
    assert letter.approved_by_id == approval.by_id, "the second pair of eyes is a person’s"
    assert letter.issued_by_id != letter.approved_by_id


def test_a_lost_motion_withdraws_it_with_the_reason() -> None:
    notice, item = on_agenda()
    steps.decide(item, words=RESOLUTION, carried=False)
    steps.work()

    found, made = again(notice), decided(notice)
    with in_scope_of("officer"):
        move = steps.last_move(found)
        assert RecordFile.objects.of(found).filter(document_id=made.document_id).exists()
    assert (found.state, found.closed_on, made.outcome) == ("withdrawn", steps.MET, "refuse")
    assert "Decision 1, meeting 1" in move.note
    assert "1 for, 3 against" in move.note


def test_a_carried_resolution_not_to_issue_withdraws_it() -> None:
    notice, item = on_agenda(if_carried=IfCarried.REFUSE)
    steps.decide(item, words=RESOLUTION)
    steps.work()
    assert again(notice).state == "withdrawn"


def test_other_words_move_nothing() -> None:
    notice, item = on_agenda()
    steps.decide(item, words="That the practice be written to first.")
    steps.work()
    assert again(notice).state == "approved"
    assert "in other words" in decided(notice).why_waiting


def test_one_that_was_withdrawn_meanwhile_stays_so() -> None:
    notice, item = on_agenda()
    with in_scope_of("officer") as by:
        moved(notice, by, "withdraw", on=date(2016, 1, 20))
    steps.decide(item, words=RESOLUTION)
    steps.work()
    made = decided(notice)
    assert (again(notice).state, made.state) == ("withdrawn", "waiting")
    assert made.why_waiting == "The notice is withdrawn, so no committee decides any more whether it goes."


def test_one_approved_by_hand_meanwhile_is_not_approved_twice() -> None:
    notice, item = on_agenda()
    with in_scope_of("lead") as by:
        moved(notice, by, "approve_for_ccg", on=date(2016, 1, 20))
    steps.decide(item, words=RESOLUTION)
    steps.work()
    assert "approved by the CCG" in decided(notice).why_waiting
    with in_scope_of("officer"):
        assert RecordMove.objects.of(notice).filter(act="approve_for_ccg").count() == 1


def test_a_work_item_done_again_changes_nothing() -> None:
    notice, item = on_agenda()
    entry = steps.decide(item, words=RESOLUTION)
    steps.work()
    with at_work(the_committee()), transaction.atomic():
        out.carry_out(entry_id=entry.pk, at=steps.MET_AT)
        assert RecordDecision.objects.count() == 1
    with in_scope_of("officer"):
        assert RecordMove.objects.of(notice).filter(act="approve_for_ccg").count() == 1
        assert RecordFile.objects.of(notice).filter(document_id=decided(notice).document_id).count() == 1


@pytest.mark.clause("Specification of governance, section 5", part="a decision that is taken back")
def test_taken_back_after_it_was_carried_out_undoes_nothing_and_waits_for_a_person(signed_in: Signing) -> None:
    notice, item = on_agenda()
    steps.decide(item, words=RESOLUTION)
    steps.work()
    steps.take_back(item)
    steps.work()

    made = decided(notice)
    assert (again(notice).state, made.state) == ("ccg_approved", "taken_back")
    assert "took its decision back" in made.why_waiting
    waiting = signed_in("officer").get(reverse("carrying:waiting")).content.decode()
    assert notice.reference in waiting


def test_taken_back_before_it_was_carried_out_moves_nothing_and_waits_for_nobody(signed_in: Signing) -> None:
    notice, item = on_agenda()
    steps.decide(item, words=RESOLUTION)
    steps.take_back(item)
    steps.work()
    assert (again(notice).state, decided(notice).state) == ("approved", "taken_back")
    assert "No decision waits for you" in signed_in("officer").get(reverse("carrying:waiting")).content.decode()


@pytest.mark.clause("Specification of casework, section 7", part="a committee decides for the CCG")
def test_a_committee_is_asked_only_about_words_that_a_second_person_approved() -> None:
    notice = a_notice(approved=False)
    with pytest.raises(Refused, match="A second person approves the words first"):
        ask(notice)
    unticked = a_notice(Draft("breach", grounds="Locked.", required="Open."))
    with pytest.raises(Refused, match="The CCG does not approve this breach notice"):
        ask(unticked)


def test_who_may_ask(signed_in: Signing) -> None:
    notice = a_notice()
    page = reverse("carrying:ask", args=[notice.reference])
    form = signed_in("officer").get(page).content.decode()
    assert "That the breach notice to" in form
    assert the_committee().name in form
    assert signed_in("auditor").get(page).status_code == 403
    assert signed_in("stranger").get(page).status_code == 404
    assert signed_in("secretary").get(page).status_code == 404
    with pytest.raises(Refused, match="not do this"):
        ask(notice, by="auditor")


def test_both_records_lead_to_each_other(signed_in: Signing) -> None:
    notice, item = on_agenda()
    entry = steps.decide(item, words=RESOLUTION)
    steps.work()
    href = reverse("decisions:entry", args=[the_committee().public_id, entry.number])
    page = signed_in("officer").get(notice.get_absolute_url()).content.decode()
    for words in ("was asked on", "Decision 1 of", "Carried out", "PDF of decision 1"):
        assert words in page
    assert href not in page, "an officer without a role at the committee reads words"
    told = signed_in("secretary").get(href).content.decode()
    assert notice.reference in told
    assert "Request 1 of" in told
    assert notice.get_absolute_url() not in told


def test_a_person_records_a_waiting_decision_from_the_form_it_fills_in(signed_in: Signing) -> None:
    notice, item = on_agenda()
    steps.decide(item, words="That the notice be issued once the practice has been told.")
    steps.work()
    lead = freshly("lead")
    page = lead.get(notice.get_absolute_url()).content.decode()
    start = page.index(reverse("contract_notices:move", args=[notice.reference, "approve_for_ccg"]) + "?")
    href = page[start : page.index('"', start)].replace("&amp;", "&")
    form = lead.get(href).content.decode()
    assert "is kept with the record as the proof" in form
    assert "once the practice has been told" in form
    typed = {
        "version": again(notice).version, "note": "As decided.", **day_boxes("on", steps.MET_AT)
    }  # fmt: skip
    answer = lead.post(href, typed)
    assert answer.status_code == 302, answer.content.decode()
    page = lead.get(notice.get_absolute_url()).content.decode()
    assert "Recorded by hand" in page
    assert "Mark decision" not in page
    assert "No decision waits for you" in lead.get(reverse("carrying:waiting")).content.decode()
    assert issue(notice).state == "issued"
