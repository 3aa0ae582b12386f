"""Notices from draft to their end: who may, what goes, and what the practice answers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import ContractNotice, NoticeStep
from functions.services.notices import serving
from functions.services.notices.drafting import Draft, change_draft, draft_notice
from hubportal.records.models import Deadline, Letter, RecordLink, RecordMove
from hubportal.records.services import letters
from hubportal.records.services.letters import Addressee
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.functions.cases import at
from tests.functions.pages import asked_of_database, day_boxes, text_of
from tests.functions.variations.steps import freshly, practice

pytestmark = pytest.mark.django_db
DAY = date(2015, 12, 1)
TO = Addressee("Alder Lane Surgery")
REMEDIAL = Draft(
    "remedial", grounds="The door was locked at noon.", required="Open from 8am to 6.30pm.", remedy_days=28
)


def drafted(by: Any, draft: Draft = REMEDIAL, on: date = DAY) -> ContractNotice:
    return draft_notice(practice=practice("M84901"), draft=draft, by=by, at=at(on))


def moved(notice: ContractNotice, by: Any, *acts: str, on: date = DAY, note: str = "Because.") -> None:
    for act in acts:
        serving.make_move(notice_id=notice.pk, act=act, by=by, on=on, at=at(on, 12), note=note)


def issued(draft: Draft = REMEDIAL) -> ContractNotice:
    with in_scope_of("officer") as officer:
        notice = drafted(officer, draft)
        moved(notice, officer, "submit")
    with in_scope_of("head") as head:
        moved(notice, head, "approve")
    if notice.ccg_approves:
        with in_scope_of("lead") as lead:
            moved(notice, lead, "approve_for_ccg")
    with in_scope_of("officer") as officer:
        return serving.issue_notice(notice_id=notice.pk, to=TO, send_by="letter", by=officer, at=at(DAY, 15))


def test_a_remedial_notice_is_approved_by_another_issued_and_remedied(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        notice = drafted(officer)
        assert (notice.reference, notice.state) == ("WM-T-2015-00001", "draft")
        assert "Open from 8am" in notice.body
        assert "{remedy_by}" in notice.body
        with pytest.raises(Refused, match="out of order: the record is draft"):
            serving.issue_notice(notice_id=notice.pk, to=TO, send_by="letter", by=officer, at=at(DAY))
        moved(notice, officer, "submit")
        with pytest.raises(Refused, match="Only a draft is changed"):
            change_draft(notice_id=notice.pk, draft=REMEDIAL, by=officer, at=at(DAY))
        with pytest.raises(Refused, match="You may read this record but not do this"):
            moved(notice, officer, "approve")
    with seen_by("head") as head:
        moved(notice, head, "approve")
        with pytest.raises(Refused, match="needs no approval by the CCG"), seen_by("lead") as lead:
            moved(notice, lead, "approve_for_ccg")
    with seen_by("officer") as officer:
        notice = serving.issue_notice(notice_id=notice.pk, to=TO, send_by="letter", by=officer, at=at(DAY, 15))
        assert (notice.served_on, notice.remedy_by) == (DAY, date(2015, 12, 29))
        letter = Letter.objects.of(notice).get()
        assert "29 December 2015, the end of the day" in letter.body
        assert "{" not in letter.body
        assert Deadline.objects.of(notice).open().get(step="remedy").due_on == date(2015, 12, 29)
        with pytest.raises(Refused, match="not be before the day of the notice"):
            serving.add_step(notice_id=notice.pk, step=serving.PlanStep("Early", DAY - timedelta(days=1)), by=officer, at=at(DAY))  # fmt: skip  # noqa: E501
        with pytest.raises(Refused, match="not be after 29 December 2015, the last day to remedy"):
            serving.add_step(notice_id=notice.pk, step=serving.PlanStep("Late", date(2015, 12, 30)), by=officer, at=at(DAY))  # fmt: skip  # noqa: E501
        step = serving.add_step(
            notice_id=notice.pk, step=serving.PlanStep("Train the staff", date(2015, 12, 15)), by=officer, at=at(DAY)
        )
        with pytest.raises(Refused, match="not done: Train the staff.* escalate it, or close it"):
            moved(notice, officer, "remedy", on=date(2015, 12, 20))
        serving.finish_step(notice_id=notice.pk, step_id=step.pk, evidence="Seen", by=officer, on=date(2015, 12, 14))
        with pytest.raises(Refused, match="no such step still to do"):
            serving.finish_step(notice_id=notice.pk, step_id=step.pk, evidence="", by=officer, on=DAY)
        moved(notice, officer, "remedy", on=date(2015, 12, 20))
        assert not Deadline.objects.of(notice).open().exists()
        moved(notice, officer, "close", on=date(2015, 12, 21))


def test_whoever_wrote_any_word_does_not_approve(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        notice = drafted(officer)
    with seen_by("head") as head:
        other = Draft("remedial", grounds="Longer grounds.", required="Open.", remedy_days=28)
        change_draft(notice_id=notice.pk, draft=other, by=head, at=at(DAY))
        with pytest.raises(Refused, match="keeps its sort"):
            change_draft(notice_id=notice.pk, draft=Draft("breach", "x", "y"), by=head, at=at(DAY))
    with seen_by("officer") as officer:
        notice.refresh_from_db()
        assert "What is wrong: Longer grounds." in notice.body  # the letter follows what was changed beside it
        moved(notice, officer, "submit")
    with seen_by("head") as head, pytest.raises(Refused, match="you wrote words of this one"):
        moved(notice, head, "approve")
    with seen_by("director") as director:
        moved(notice, director, "approve")


def test_no_letter_about_a_notice_goes_on_the_word_of_one_person(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        notice = drafted(officer)
        letter = letters.draft(notice, to=TO, words=letters.LetterWords("Notice", "Open."), by=officer, at=at(DAY))
        with pytest.raises(Refused, match="A second person approves a letter"):
            letters.issue(letter, by=officer, at=at(DAY))
        with pytest.raises(Refused, match="you wrote this one"):
            letters.approve(letter, by=officer, at=at(DAY))
    with seen_by("head") as head:
        letters.approve(letter, by=head, at=at(DAY))
        letters.issue(letter, by=head, at=at(DAY))


def test_a_head_who_drafts_needs_another_head(seen_by: Any) -> None:
    with seen_by("head") as head:
        notice = drafted(head)
        moved(notice, head, "submit")
        with pytest.raises(Refused, match="you wrote words of this one"):
            moved(notice, head, "approve")
    with seen_by("director") as director:
        moved(notice, director, "send_back")


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft("remedial", "x", "y", remedy_days=27), "at least 28 days"),
        (Draft("remedial", "x", "y"), "Enter how many days"),
        (Draft("remedial", " ", "y", remedy_days=28), "Enter what is wrong"),
        (Draft("breach", "x", ""), "Enter what the practice must do"),
        (Draft("warning", "x", "y"), "Select the sort"),
    ],
)
def test_a_draft_that_is_refused(seen_by: Any, draft: Draft, said: str) -> None:
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match=said):
            drafted(officer, draft)
        with pytest.raises(Refused, match="not a practice you work for"):
            draft_notice(practice=practice("M91901"), draft=REMEDIAL, by=officer, at=at(DAY))


def test_a_termination_waits_for_the_ccg_and_may_be_disputed(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        notice = drafted(officer, Draft("termination", "Repeated breaches.", "The contract ends on 31 March 2016."))
        moved(notice, officer, "submit")
    with seen_by("head") as head:
        moved(notice, head, "approve")
    with seen_by("officer") as officer, pytest.raises(Refused, match="Ask the CCG’s lead to approve it"):
        serving.issue_notice(notice_id=notice.pk, to=TO, send_by="letter", by=officer, at=at(DAY))
    with seen_by("lead") as lead:
        moved(notice, lead, "approve_for_ccg")
    with seen_by("officer") as officer:
        serving.issue_notice(notice_id=notice.pk, to=TO, send_by="letter", by=officer, at=at(DAY, 15))
        with pytest.raises(Refused, match="had until 29 December 2015"):
            moved(notice, officer, "dispute", on=date(2015, 12, 30))
        with pytest.raises(Refused, match="sets no period to remedy"):
            moved(notice, officer, "remedy")
        moved(notice, officer, "dispute", "end_dispute", on=date(2015, 12, 29))
        with pytest.raises(Refused, match="Nothing follows a termination notice"):
            serving.escalate(notice_id=notice.pk, to_sort="breach", reason="x", by=officer, on=DAY, at=at(DAY))


def test_what_is_not_remedied_leads_to_the_next_notice_linked_both_ways(seen_by: Any) -> None:
    notice = issued()
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="has until the end of 29 December 2015 to remedy this") as refused:
            serving.escalate(
                notice_id=notice.pk, to_sort="breach", reason="Still locked.", by=officer, on=date(2015, 12, 29),
                at=at(date(2016, 1, 4)),
            )  # fmt: skip
        assert refused.value.field == "early_because"
        following = serving.escalate(
            notice_id=notice.pk, to_sort="breach", reason="Still locked.", by=officer, on=date(2016, 1, 4),
            at=at(date(2016, 1, 4)),
        )  # fmt: skip
        assert (following.sort, following.state, following.follows_id) == ("breach", "draft", notice.pk)
        assert RecordLink.objects.get().other_id == following.pk
        assert not Deadline.objects.of(notice).open().exists()
        with pytest.raises(Refused, match="answers a notice that is issued"):
            serving.add_step(notice_id=following.pk, step=serving.PlanStep("x", DAY), by=officer, at=at(DAY))


def test_what_cannot_wait_for_the_end_of_the_remedy_period_says_why(seen_by: Any) -> None:
    notice = issued()
    with seen_by("officer") as officer:
        serving.escalate(
            notice_id=notice.pk, to_sort="breach", reason="Still locked.", by=officer, on=DAY, at=at(DAY, 16),
            early_because="A patient came to harm.",
        )  # fmt: skip
        kept = RecordMove.objects.of(notice).get(act="escalate")
        assert kept.facts == {"early_because": "A patient came to harm."}
        assert kept.note == "Still locked.\n\nBefore the remedy period ended: A patient came to harm."


def version(notice: ContractNotice) -> dict[str, int]:
    with in_scope_of("head"):
        return {"version": ContractNotice.objects.get(pk=notice.pk).version}


def test_the_pages_of_a_notice(signed_in: Any) -> None:
    officer, head = signed_in("officer"), freshly("head")
    assert "at least 28 days" in text_of(officer.get("/notices-to-practices/new/"))
    typed = {"practice": "M84901", "grounds": "Locked.", "required": "Open.", "remedy_days": "20"}
    wrong = officer.post("/notices-to-practices/new/remedial/", typed)
    assert "gives at least 28 days" in text_of(wrong)
    made = officer.post("/notices-to-practices/new/remedial/", typed | {"remedy_days": "28"})
    with in_scope_of("head"):
        notice = ContractNotice.objects.get()
    page = made["Location"]
    assert page == f"/notices-to-practices/{notice.reference}/"
    assert "Change the draft" in text_of(officer.get(page))
    words = {"grounds": "Locked at noon.", "required": "Open.", "remedy_days": "28"}
    assert officer.post(f"{page}change/", words | version(notice)).status_code == 302
    today = day_boxes("on")
    assert officer.post(f"{page}do/submit/", today | version(notice)).status_code == 302
    assert officer.get(f"{page}do/approve/").status_code == 403
    assert "reauthenticate" in signed_in("head").post(f"{page}do/approve/", today | version(notice))["Location"]
    assert head.post(f"{page}do/approve/", today | version(notice))["Location"] == page
    assert "1 Heron" not in text_of(officer.get(f"{page}do/issue/"))
    sent = {"to_name": "Alder Lane Surgery", "send_by": "letter"}
    assert officer.post(f"{page}do/issue/", sent | version(notice)).status_code == 302
    soon = timezone.now() + timedelta(days=7)
    assert officer.post(f"{page}plan/", {"words": "Hire"}).status_code == 422
    assert officer.post(f"{page}plan/", {"words": "Hire", **day_boxes("due_on", soon)}).status_code == 302
    assert "Hire" in text_of(officer.get(page))
    with in_scope_of("head"):
        step = NoticeStep.objects.get()
    assert officer.post(f"{page}plan/{step.pk}/", {"evidence": "Contract seen"}).status_code == 302
    reason = {**today, "note": "Still locked.", "to_sort": "breach"}
    early = officer.post(f"{page}do/escalate/", reason | version(notice))
    assert early.status_code == 422
    assert "say why it cannot wait" in text_of(early)
    reason["early_because"] = "A patient came to harm."
    following = officer.post(f"{page}do/escalate/", reason | version(notice))
    assert following.status_code == 302
    assert "Escalated from" in text_of(officer.get(following["Location"]))
    assert "Breach notice" in text_of(officer.get("/notices-to-practices/?sort=breach"))
    csv = b"".join(officer.get("/notices-to-practices/export/csv/?state=any").streaming_content).decode()
    assert csv.count("WM-T-") == 2


def test_pages_ask_as_often_with_many_as_with_few(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("head")
    notice = issued()
    for address, most in (("/notices-to-practices/", 7), (f"/notices-to-practices/{notice.reference}/", 17)):
        asked_of_database(client, address)
        few = asked_of_database(client, address)
        with seen_by("head") as head:
            for _ in range(12):
                drafted(head)
                serving.add_step(notice_id=notice.pk, step=serving.PlanStep("x", DAY), by=head, at=at(DAY))
        assert len(asked_of_database(client, address)) == len(few) <= most
