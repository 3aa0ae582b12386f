"""From a variation to the committee's agenda and back: asked, placed, decided, carried out, taken back."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from functions.models import Variation
from governance.models import AgendaChange, AgendaRequest, Meeting, Paper, RecordDecision, RecordRequest
from governance.services.carrying import placing
from governance.services.carrying.out import summary_of
from governance.services.register import correct
from hubportal.documents.services import store
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.carrying import steps
from tests.governance.terms import at_work, the_committee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _committee(db: None) -> None:
    steps.committee_at_work()


def state_of(variation: Variation) -> str:
    with in_scope_of("officer"):
        return str(Variation.objects.get(pk=variation.pk).state)


def decision_of(variation: Variation) -> RecordDecision:
    with in_scope_of("officer"):
        return RecordDecision.objects.select_related("document").get(record_id=variation.pk)


def told(text: str) -> bool:
    with in_scope_of("officer") as by:
        return Notice.objects.filter(person=by, text__contains=text).exists()


def test_a_request_waits_at_the_committee_with_a_copy_of_its_paper(mailoutbox: Any) -> None:
    variation = steps.an_assessed_variation()
    asked = steps.ask(variation)
    steps.work()

    with at_work(the_committee()):
        request = AgendaRequest.objects.select_related("file").get(origin=asked.public_id)
        assert request.state == "waiting"
        assert (request.record_kind, request.record_reference) == ("variation", variation.reference)
        assert request.names == ["M84901"]
        assert request.file is not None
        assert (request.file.name, request.file.pages) == ("paper.pdf", 1)
        assert ["secretary@example.org"] in [message.to for message in mailoutbox]
        asked.refresh_from_db()
        assert asked.state == "waiting"


def test_placing_makes_the_item_with_its_paper_and_moves_the_variation() -> None:
    variation, item = steps.on_agenda()

    assert (item.position, item.record_reference, item.names) == (1, variation.reference, ["M84901"])
    assert item.asks == steps.RESOLUTION
    with at_work(the_committee()):
        assert Paper.objects.get(item=item).file.name == "paper.pdf"
    assert state_of(variation) == "on_agenda"
    assert told("is on the agenda of a committee’s meeting on 3 February 2016")
    with in_scope_of("officer"):
        asked = RecordRequest.objects.get()
        assert (asked.state, asked.meeting_number, asked.meeting_on) == ("placed", 1, steps.MET)


def test_a_declined_request_says_why_and_leaves_the_variation() -> None:
    variation = steps.an_assessed_variation()
    steps.ask(variation)
    steps.work()
    with in_scope_of("secretary") as by, transaction.atomic():
        request = AgendaRequest.objects.get()
        placing.decline(request_id=request.pk, version=None, by=by, why="The survey is missing.", at=steps.PLACED_AT)
    steps.work()

    with in_scope_of("officer"):
        asked = RecordRequest.objects.get()
        assert (asked.state, asked.why) == ("declined", "The survey is missing.")
    assert state_of(variation) == "assessed"
    assert told("was not put on the committee’s agenda")


@pytest.mark.clause("Specification of governance, section 5", part="a decision on a record moves it")
def test_a_carried_resolution_approves_the_variation_by_nobodys_hand() -> None:
    variation, item = steps.on_agenda()
    steps.decide(item)
    steps.work()

    with in_scope_of("officer"):
        found = Variation.objects.select_related("decision_document").get(pk=variation.pk)
        assert (found.state, found.decided_on, found.effective_on) == ("approved", steps.MET, steps.FAR)
        assert found.decision_body == the_committee().name
        assert found.decision_reference == "Decision 1, meeting 1"
        assert found.decision_document is not None
        move = steps.last_move(found)
        assert (move.act, move.by_id) == ("approve", None)
    made = decision_of(variation)
    assert (made.state, made.outcome, made.summary["votes"]) == (
        "carried_out", "approve", "3 for, 1 against, 0 abstained",
    )  # fmt: skip
    assert made.summary["papers"] == ["A smaller area"]
    assert told("the committee’s decision is carried out")


def test_a_resolution_that_is_not_carried_refuses_the_variation_with_the_vote() -> None:
    variation, item = steps.on_agenda()
    steps.decide(item, carried=False)
    steps.work()

    with in_scope_of("officer"):
        found = Variation.objects.get(pk=variation.pk)
        assert found.state == "refused"
        assert "1 for, 3 against" in found.decision_notes


def test_other_words_wait_for_a_person() -> None:
    variation, item = steps.on_agenda()
    steps.decide(item, words="That the variation be approved for three months only.")
    steps.work()

    made = decision_of(variation)
    assert (made.state, made.outcome) == ("waiting", "")
    assert "in other words" in made.why_waiting
    assert state_of(variation) == "on_agenda"
    assert told("the decision waits for you")


def test_no_date_waits_with_the_reason() -> None:
    variation, item = steps.on_agenda(requested_on=None)
    steps.decide(item)
    steps.work()

    assert decision_of(variation).why_waiting.startswith("No date is set")
    assert state_of(variation) == "on_agenda"


def test_a_date_that_is_past_waits_with_the_reason() -> None:
    variation, item = steps.on_agenda(requested_on=date(2016, 1, 20))
    steps.decide(item)
    steps.work()

    made = decision_of(variation)
    assert made.state == "waiting"
    assert made.why_waiting
    assert state_of(variation) == "on_agenda"


def test_a_variation_that_left_the_agenda_is_not_moved() -> None:
    variation, item = steps.on_agenda()
    with in_scope_of("officer") as by:
        steps.variations.moved(variation, by, "withdraw", on=date(2016, 1, 14), note="The practice withdrew.")
    steps.decide(item)
    steps.work()

    assert decision_of(variation).state == "waiting"
    assert state_of(variation) == "withdrawn"


def test_a_result_taken_back_undoes_nothing_and_says_so() -> None:
    variation, item = steps.on_agenda()
    steps.decide(item)
    steps.work()
    steps.take_back(item)
    steps.work()

    made = decision_of(variation)
    assert made.state == "taken_back"
    assert made.corrections[0]["number"] == 2
    assert state_of(variation) == "approved"
    assert told("decision was taken back")


def test_a_result_taken_back_before_it_was_carried_out_moves_nothing() -> None:
    variation, item = steps.on_agenda()
    steps.decide(item)
    steps.take_back(item)
    steps.work()

    assert decision_of(variation).state == "taken_back"
    assert state_of(variation) == "on_agenda"


def test_a_correction_is_noted_and_leaves_the_decision_standing() -> None:
    variation, item = steps.on_agenda()
    entry = steps.decide(item)
    steps.work()
    with in_scope_of("secretary") as by, transaction.atomic():
        correct(entry_id=entry.pk, words="The seconder was the GP.", by=by, at=steps.MET_AT)
    steps.work()

    made = decision_of(variation)
    assert (made.state, made.corrections[0]["words"]) == ("carried_out", "The seconder was the GP.")
    assert told("decision was corrected")


def test_carrying_out_twice_changes_nothing() -> None:
    variation, item = steps.on_agenda()
    entry = steps.decide(item)
    steps.work()
    from governance.services.carrying.out import carry_out

    with at_work(the_committee()), transaction.atomic():
        carry_out(entry_id=entry.pk, at=steps.MET_AT)
        assert RecordDecision.objects.count() == 1


def test_a_ccg_that_takes_no_part_on_the_day_is_not_decided_for() -> None:
    variation, item = steps.on_agenda()
    with at_work(the_committee()):
        link = the_committee().ccg_links.get()
        link.period = type(link.period)(link.period.lower, date(2016, 2, 1))
        link.save()
    steps.decide(item)
    steps.work()

    with at_work(the_committee()):
        assert not RecordDecision.objects.exists()
        failed = OutboxItem.objects.get(kind="governance.carry_out")
        assert failed.dead_at is not None
        assert "takes no part" in failed.error
    assert state_of(variation) == "on_agenda"


def test_asking_twice_is_refused_while_the_first_waits() -> None:
    variation = steps.an_assessed_variation()
    steps.ask(variation)
    with pytest.raises(Refused, match="asked to decide this already"):
        steps.ask(variation)


def test_an_auditor_may_not_ask() -> None:
    variation = steps.an_assessed_variation()
    from governance.services.carrying import asking

    with in_scope_of("auditor") as by, pytest.raises(Refused, match="not do this"):
        asking.ask_for_place(
            kind="variation", record_id=variation.pk, version=None, by=by,
            asked=asking.Asked(the_committee().pk, "T", "R"), at=steps.ASKED_AT, upload=steps.a_pdf(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"%PDF-1.7\nbroken", "cannot be read"), (b"", "is not a PDF")],
    ids=["broken", "empty"],
)
def test_a_broken_pdf_is_refused(content: bytes, sentence: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    variation = steps.an_assessed_variation()
    with pytest.raises(Refused, match=sentence):
        steps.ask(variation, upload=SimpleUploadedFile("paper.pdf", content, "application/pdf"))


def test_a_member_may_not_place() -> None:
    variation = steps.an_assessed_variation()
    steps.ask(variation)
    steps.work()
    meeting = steps.a_meeting()
    with in_scope_of("member") as by:
        request = AgendaRequest.objects.get()
        with pytest.raises(Refused, match="does not do this"), transaction.atomic():
            placing.place(
                request_id=request.pk, version=None, by=by, how=placing.Placing(meeting.pk), at=steps.PLACED_AT
            )


@pytest.mark.clause("Specification of governance, section 5 (a change after papers went says why)")
@pytest.mark.clause("Specification of governance, section 5 (late papers are flagged)")
def test_what_is_placed_after_papers_went_says_why_and_its_paper_is_late() -> None:
    variation = steps.an_assessed_variation()
    steps.ask(variation)
    steps.work()
    meeting = steps.a_meeting(at=datetime(2016, 1, 18, 14, tzinfo=UTC))
    with at_work(the_committee()):
        meeting.state = "issued"
        meeting.save()
    with pytest.raises(Refused, match="Enter the reason") as refused:
        steps.place(meeting)
    assert refused.value.field == "why"

    item = steps.place(meeting, why="The practice closes in March.")
    with at_work(the_committee()), transaction.atomic():
        paper = Paper.objects.get(item=item)
        changes = list(AgendaChange.objects.filter(meeting=meeting).values_list("why", "paper_id"))
    assert paper.is_late
    assert changes == [("The practice closes in March.", None), ("The practice closes in March.", paper.pk)]


@pytest.mark.clause("Specification of governance, section 5 (late papers are flagged)")
@pytest.mark.parametrize(("held_on", "late"), [(date(2016, 1, 18), True), (date(2016, 6, 8), False)])
def test_a_paper_placed_when_papers_are_due_is_late_though_none_has_gone(
    signed_in: Any, held_on: date, late: bool
) -> None:
    steps.ask(steps.an_assessed_variation())
    steps.work()
    meeting = steps.a_meeting(at=datetime.combine(held_on, time(14), tzinfo=UTC))
    with in_scope_of("secretary"):
        request = AgendaRequest.objects.select_related("committee").get()
    page = reverse("carrying:place", args=[request.committee.public_id, request.public_id])
    typed = {"version": request.version, "meeting": meeting.pk, "marking": "public", "minutes": 10}
    with time_machine.travel(steps.PLACED_AT, tick=False):
        answer = signed_in("secretary").post(page, typed, follow=True)
    assert ("Its paper came after the day for papers, and is marked late." in answer.content.decode()) is late
    with at_work(the_committee()), transaction.atomic():
        assert Paper.objects.get().is_late is late
        assert Meeting.objects.get(pk=meeting.pk).state == "planned"


def test_nothing_is_placed_on_a_meeting_that_is_over() -> None:
    variation = steps.an_assessed_variation()
    steps.ask(variation)
    steps.work()
    meeting = steps.a_meeting()
    with at_work(the_committee()):
        meeting.state = "closed"
        meeting.save()
    with pytest.raises(Refused, match="still to come"):
        steps.place(meeting)


def test_what_is_on_an_agenda_is_not_asked_for_again_until_it_was_decided() -> None:
    variation, item = steps.on_agenda(requested_on=None)
    with pytest.raises(Refused, match="on a committee’s agenda already"):
        steps.ask(variation)
    steps.decide(item, words="That it be put off to the next meeting.")
    steps.work()
    assert steps.ask(variation).state == "sent"


def test_the_pdf_says_what_was_decided_and_how_it_is_proved() -> None:
    variation, item = steps.on_agenda()
    entry = steps.decide(item)
    steps.work()
    made = decision_of(variation)
    assert made.document is not None
    with store.open_stored(made.document.stored_as) as stored:
        said = " ".join(" ".join(page.extract_text() for page in PdfReader(stored).pages).split())

    for words in (variation.reference, steps.RESOLUTION, "Carried: 3 for, 1 against", "A smaller area", "None."):
        assert words in said
    assert entry.digest[:20] in said.replace(" ", "")


def test_a_private_decision_copies_no_names_papers_or_title() -> None:
    body = {
        "title": "The lease", "outcome": "carried",
        "papers": [{"title": "The rent", "marking": "confidential"}],
        "declarations": [{"name": "Dr A", "words": "My brother", "treatment": "leave"}],
        "verdict": {"for": "3/2", "against": "1", "abstained": "0"},
    }  # fmt: skip
    private, public = summary_of(body, True), summary_of(body, False)

    assert "My brother" not in str(private) + str(public)
    assert not {"Dr A", "The rent", "The lease"} & {
        private["title"],
        *private["papers"],
        private["interests"][0]["name"],
    }
    assert private["votes"] == public["votes"] == "3/2 for, 1 against, 0 abstained"
    assert public["interests"] == [{"name": "Dr A", "treatment": "leave"}]
