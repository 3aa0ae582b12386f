"""What the services of the room do, refuse, and to whom."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from pypdf import PdfReader

from governance.figures.minutes.actions import matters_arising
from governance.figures.minutes.record import clock_of, kept_of, terms_of
from governance.models import (
    Action,
    AgendaItem,
    Appointment,
    CommitteeFile,
    DecisionLetter,
    Meeting,
    Minutes,
    Publication,
)
from governance.rules.minutes.sections import from_data
from governance.rules.register import EntryKind
from governance.services.files import open_file
from governance.services.minutes import drafting, letters, publishing, reminders, sending, summaries
from governance.services.minutes.actions import ARISING, TAKEN_BACK, keep_actions, update_action
from governance.services.register import enter
from hubportal.clocks.reading import StepState
from hubportal.notifications.models import OutboxItem
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused, Stale
from tests.conftest import find_person, in_scope_of
from tests.functions.variations.steps import new, register_contracts_and_lists
from tests.governance.minutes.sitting import (
    HELD,
    LATER,
    SECRET,
    approved,
    circulated,
    committee,
    drafted,
    held,
    held_in_private,
    next_meeting,
)
from tests.governance.terms import at_work

pytestmark = pytest.mark.django_db


def as_secretary(do: Callable[..., Any], **asked: Any) -> Any:
    with in_scope_of("secretary") as by, transaction.atomic():
        return do(**asked, by=by)


def seen(query: Callable[[], Any]) -> Any:
    with at_work(committee()), transaction.atomic():
        return query()


def mails(what: str) -> list[OutboxItem]:
    """The messages queued for what a key names."""
    with scope(Scope(role="hub_work", hub=committee().hub_id, reason="test")), transaction.atomic():
        return list(OutboxItem.objects.filter(dedupe__contains=f":{what}").order_by("dedupe"))


def give_addresses(**emails: str) -> None:
    with at_work(committee()), transaction.atomic():
        for code, email in emails.items():
            Appointment.objects.filter(seat_code=code.replace("_", "-")).update(email=email)


class TestDrafting:
    def test_everything_entered_is_in_the_draft_and_nothing_is_asked(self) -> None:
        row = drafted(held())
        said = str(row.sections)
        for words in (
            "Ada Chair", "Finn Doctor declared: Partner at one of the practices.", "Approve the merger.",
            "Agreed by consensus.", "Result: carried.", "Write to patients. Owner: Member by 20 May 2016.",
            "The committee asked about parking.", "The rent is not agreed.", "left at",
        ):  # fmt: skip
            assert words in said, words

    def test_once_and_not_before_the_close(self) -> None:
        table = held()
        drafted(table)
        with pytest.raises(Refused, match="has minutes already"):
            drafted(table)
        open_one = next_meeting(number=7, state="open")
        with pytest.raises(Refused, match="not closed yet"):
            as_secretary(drafting.draft_minutes, meeting_id=open_one.pk, at=HELD)

    def test_a_member_drafts_nothing_and_a_stranger_finds_nothing(self) -> None:
        table = held()
        asked = {"meeting_id": table.meeting.pk, "at": HELD}
        with in_scope_of("member") as by, transaction.atomic(), pytest.raises(Refused) as refused:
            drafting.draft_minutes(**asked, by=by)
        assert refused.value.status == 403
        with in_scope_of("officer") as by, transaction.atomic(), pytest.raises(Http404):
            drafting.draft_minutes(**asked, by=by)

    def test_prose_is_written_and_the_record_is_not(self) -> None:
        row = drafted(held())
        key = from_data(row.sections)[1].key
        before = [one.record for one in from_data(row.sections)]
        after = as_secretary(drafting.write_prose, minutes_id=row.pk, version=1, key=key, prose="  My words ")
        assert from_data(after.sections)[1].prose == "My words"
        assert [one.record for one in from_data(after.sections)] == before
        with pytest.raises(Stale):
            as_secretary(drafting.write_prose, minutes_id=row.pk, version=1, key=key, prose="Late")
        with pytest.raises(Http404):
            as_secretary(drafting.write_prose, minutes_id=row.pk, version=2, key="no-such", prose="x")

    def test_what_changed_in_the_record_stops_circulation_until_it_is_taken_over(self) -> None:
        table = held()
        row = drafted(table)
        close = table.entries()[-1].number
        table.say("step_back", entry=close, why="Forgot an action")
        table.say("action", item=table.item, words="Tell the press", owner="Dev Officer")
        table.say("close")
        with pytest.raises(Refused, match="record changed"):
            as_secretary(sending.circulate, minutes_id=row.pk, version=None, at=HELD)
        found = seen(lambda: kept_of(table.now()).changes)
        assert {one.key for one in found} >= {f"item:{table.item}"}
        after = as_secretary(drafting.take_over_record, minutes_id=row.pk, version=None)
        assert "Tell the press" in str(after.sections)
        assert "The committee asked about parking." in str(after.sections)
        as_secretary(sending.circulate, minutes_id=row.pk, version=None, at=HELD)


class TestCirculating:
    def test_each_member_once_with_the_public_part_and_those_without_address_named(self) -> None:
        table = held_in_private()
        give_addresses(lay_chair="chair@example.org", officer="officer@example.org", finance="chair@example.org")
        row = circulated(table)
        sent = mails(f"minutes:{table.meeting.pk}:1")
        assert [item.payload["to"] for item in sent] == [
            ["chair@example.org"], [find_person("member").email], ["officer@example.org"]
        ]  # fmt: skip
        assert all(SECRET not in str(item.payload["body"]) for item in sent)
        (name, _, kind) = sent[0].payload["attachments"][0]
        assert kind == "application/pdf"
        assert "public part" in name
        assert set(row.circulated_to["by_hand"]) == {"Cora Lay", "Finn Doctor", "Gus Doctor"}
        assert row.state == "circulated"
        with pytest.raises(Refused, match="circulated already"):
            as_secretary(sending.circulate, minutes_id=row.pk, version=None, at=HELD)

    def test_the_pdf_of_the_public_part_has_no_word_of_the_private_item(self) -> None:
        row = circulated(held_in_private())
        assert row.file is not None
        assert row.public_file is not None
        assert SECRET in _text(row.file)
        assert SECRET not in _text(row.public_file)

    @pytest.mark.parametrize(
        ("held_on", "due"), [(date(2015, 12, 23), date(2015, 12, 30)), (date(2016, 1, 28), date(2016, 2, 2))]
    )
    def test_three_working_days_on_the_clock(self, held_on: date, due: date) -> None:
        table = held()
        starts = datetime(held_on.year, held_on.month, held_on.day, 13, tzinfo=UTC)
        seen(lambda: Meeting.objects.filter(pk=table.meeting.pk).update(starts_at=starts))
        meeting = table.now()
        step = seen(lambda: clock_of(meeting, terms=terms_of(meeting), circulated_on=None, on=due))
        assert step.due_on == due
        assert step.clause == "Mid Essex ToR 23a"
        assert step.explanation[0].text.startswith("The meeting was held on")
        late = seen(lambda: clock_of(meeting, terms=None, circulated_on=None, on=due + timedelta(days=1)))
        assert late.state is StepState.LATE

    def test_the_terms_say_in_how_many_days(self) -> None:
        table = held()
        terms = seen(lambda: terms_of(table.now()))
        terms.minutes_days, terms.clauses = 5, {"minutes_days": "TH ToR 30"}
        step = seen(lambda: clock_of(table.now(), terms=terms, circulated_on=None, on=HELD.date()))
        assert (step.due_on, step.clause) == (date(2016, 5, 11), "TH ToR 30")


def _text(file: CommitteeFile) -> str:
    with seen(lambda: open_file(file)) as content:
        read = PdfReader(content)
        assert "/StructTreeRoot" in read.trailer["/Root"]  # tagged
        return "".join(page.extract_text() for page in read.pages)


class TestApproving:
    def test_at_the_next_meeting_and_nothing_changes_after(self) -> None:
        row = approved(held())
        assert (row.state, row.approved_on, row.approved_by) == ("approved", LATER.date(), "Ada Chair")
        for do, more in (
            (drafting.write_prose, {"key": "attendance", "prose": "x"}),
            (drafting.take_over_record, {}),
            (drafting.drop_amendment, {}),
            (sending.circulate, {"at": LATER}),
            (sending.approve, {"at_meeting": 2, "approved_by": "x", "at": LATER}),
        ):
            with pytest.raises(Refused):
                as_secretary(do, minutes_id=row.pk, version=None, **more)
        with pytest.raises(Refused, match="never change"):
            as_secretary(drafting.begin_amendment, meeting_id=row.meeting_id, words="x", at=LATER)

    def test_with_amendments_both_versions_are_kept(self) -> None:
        row = circulated(held())
        meeting = next_meeting()
        made = as_secretary(drafting.begin_amendment, meeting_id=row.meeting_id, words="Item 1: a name", at=LATER)
        as_secretary(drafting.write_prose, minutes_id=made.pk, version=None, key="attendance", prose="Amended words")
        asked = {"version": None, "at_meeting": meeting.number, "approved_by": "Ada", "at": LATER + timedelta(hours=1)}
        with pytest.raises(Refused, match="later version"):
            as_secretary(sending.approve, minutes_id=row.pk, **asked)
        as_secretary(sending.approve, minutes_id=made.pk, **asked)
        first, second = seen(lambda: list(Minutes.objects.filter(meeting=row.meeting).order_by("number")))
        assert (first.state, second.state, second.amendments) == ("circulated", "approved", "Item 1: a name")
        assert "Amended words" not in str(first.sections)
        assert "Amended words" in str(second.sections)

    def test_an_amendment_is_taken_back_and_begun_once(self) -> None:
        row = circulated(held())
        made = as_secretary(drafting.begin_amendment, meeting_id=row.meeting_id, words="A name", at=LATER)
        with pytest.raises(Refused, match="a draft already"):
            as_secretary(drafting.begin_amendment, meeting_id=row.meeting_id, words="A name", at=LATER)
        as_secretary(drafting.drop_amendment, minutes_id=made.pk, version=None)
        assert seen(lambda: Minutes.objects.filter(meeting=row.meeting).count()) == 1
        with pytest.raises(Refused, match="Say what"):
            as_secretary(drafting.begin_amendment, meeting_id=row.meeting_id, words=" ", at=LATER)

    def test_not_at_its_own_meeting_nor_at_one_to_come(self) -> None:
        row = circulated(held())
        asked = {"minutes_id": row.pk, "version": None, "approved_by": "Ada", "at": LATER}
        with pytest.raises(Refused, match="later meeting"):
            as_secretary(sending.approve, **asked, at_meeting=1)
        next_meeting(number=3, starts_at=LATER + timedelta(days=30))
        with pytest.raises(Refused, match="not begun"):
            as_secretary(sending.approve, **asked, at_meeting=3)
        with pytest.raises(Http404):
            as_secretary(sending.approve, **asked, at_meeting=77)


class TestActions:
    def test_kept_when_the_meeting_closes_with_owner_and_privacy(self) -> None:
        held_in_private()
        rows = seen(lambda: list(Action.objects.order_by("number")))
        assert [(one.number, one.is_private, one.owner) for one in rows] == [
            (1, True, "Dev Officer"), (2, True, "Dev Officer")
        ]  # fmt: skip

    def test_closing_again_keeps_what_is_new_and_drops_what_was_taken_back(self) -> None:
        table = held()
        said = next(one for one in table.entries() if one.kind == "action").number
        table.say("step_back", entry=table.entries()[-1].number, why="A mistake")
        table.say("step_back", entry=said, why="Nobody agreed that")
        table.say("action", words="Book a room", owner="Member")
        table.say("close")
        first, second = seen(lambda: list(Action.objects.prefetch_related("updates").order_by("number")))
        assert (first.state, first.updates.all()[0].words) == ("dropped", TAKEN_BACK)
        assert (second.number, second.words, second.state) == (2, "Book a room", "open")
        assert seen(lambda: keep_actions(table.now())) == 0

    def test_carried_to_the_next_agenda_once(self) -> None:
        meeting = next_meeting(state="planned")
        table = held()
        items = seen(lambda: list(AgendaItem.objects.filter(meeting=meeting)))
        assert [one.title for one in items] == [ARISING]
        assert [one.words for one in seen(lambda: matters_arising(meeting))] == ["Write to patients"]
        seen(lambda: keep_actions(table.now()))
        assert seen(lambda: AgendaItem.objects.filter(meeting=meeting).count()) == 1

    def test_an_agenda_whose_papers_went_is_left_alone(self) -> None:
        meeting = next_meeting(state="issued")
        held()
        assert seen(lambda: AgendaItem.objects.filter(meeting=meeting).count()) == 0

    def test_its_owner_says_that_it_is_done_and_drops_nothing(self) -> None:
        held()
        row = seen(lambda: Action.objects.get())
        assert row.person == find_person("member")
        with in_scope_of("member") as by, transaction.atomic():
            with pytest.raises(Refused, match="Ask the secretary"):
                update_action(action_id=row.pk, version=None, state="dropped", words="x", by=by, at=LATER)
            update_action(action_id=row.pk, version=1, state="done", words="Sent on Monday", by=by, at=LATER)
        row = seen(lambda: Action.objects.get())
        assert (row.state, row.ended_on) == ("done", LATER.date())
        with in_scope_of("member") as by, transaction.atomic(), pytest.raises(Refused, match="has ended"):
            update_action(action_id=row.pk, version=None, state="open", words="x", by=by, at=LATER)
        as_secretary(update_action, action_id=row.pk, version=None, state="open", words="Not yet", at=LATER)
        assert seen(lambda: Action.objects.get().ended_on) is None

    def test_somebody_elses_action_and_empty_words_are_refused(self) -> None:
        held_in_private()
        row = seen(lambda: Action.objects.first())
        with in_scope_of("member") as by, transaction.atomic(), pytest.raises(Refused, match="somebody else"):
            update_action(action_id=row.pk, version=None, state="done", words="x", by=by, at=LATER)
        with pytest.raises(Refused) as refused:
            as_secretary(update_action, action_id=row.pk, version=None, state="done", words=" ", at=LATER)
        assert refused.value.field == "words"


class TestLetters:
    def test_one_for_each_practice_named_and_sent_once(self) -> None:
        table = held(names=["M84901", "Fernbrook Health Limited"])
        assert as_secretary(letters.write_letters, meeting_id=table.meeting.pk) == 1
        assert as_secretary(letters.write_letters, meeting_id=table.meeting.pk) == 0
        row = seen(lambda: DecisionLetter.objects.get())
        assert row.practice_code == "M84901"
        assert "Approve the merger" in row.body
        asked = {"letter_id": row.pk, "version": None, "at": LATER}
        with pytest.raises(Refused) as refused:
            as_secretary(letters.send_letter, **asked, way="sent")
        assert refused.value.field == "to_email"
        said = {"to_name": row.to_name, "to_email": "p@example.org", "subject": row.subject, "body": row.body}
        as_secretary(letters.change_letter, letter_id=row.pk, version=1, said=said)
        sent = as_secretary(letters.send_letter, **asked, way="sent")
        assert sent.file is not None
        (mail,) = mails(f"decision-letter:{row.pk}")
        assert mail.payload["to"] == ["p@example.org"]
        for do, more in (
            (letters.send_letter, {"way": "posted"}), (letters.drop_letter, {"why": "x"}),
        ):  # fmt: skip
            with pytest.raises(Refused, match="gone already"):
                as_secretary(do, **asked, **more)

    def test_posted_or_dropped_with_the_reason(self) -> None:
        table = held(names=["M84901"])
        as_secretary(letters.write_letters, meeting_id=table.meeting.pk)
        row = seen(lambda: DecisionLetter.objects.get())
        asked = {"letter_id": row.pk, "version": None, "at": LATER}
        with pytest.raises(Refused, match="on no record"):
            as_secretary(letters.send_letter, **asked, way="on_record")
        with pytest.raises(Refused, match="Say why"):
            as_secretary(letters.drop_letter, **asked, why=" ")
        as_secretary(letters.send_letter, **asked, way="posted")
        assert mails(f"decision-letter:{row.pk}") == []
        assert seen(lambda: DecisionLetter.objects.get().state) == "posted"

    def test_a_decision_that_was_taken_back_is_not_told(self) -> None:
        table = held(names=["M84901"])
        entry = seen(lambda: table.meeting.decisions.get())
        with at_work(committee()), transaction.atomic():
            enter(
                committee=committee(), kind=EntryKind.CORRECTION, decided_on=HELD.date(), at=HELD, by=None,
                body={"words": "x", "taken_back": True}, meeting=table.meeting, corrects=entry,
            )  # fmt: skip
        assert as_secretary(letters.write_letters, meeting_id=table.meeting.pk) == 0

    def test_on_a_record_it_goes_to_the_hub(self) -> None:
        table = held(record="WM-V-2016-00001")
        assert as_secretary(letters.write_letters, meeting_id=table.meeting.pk) == 1
        row = seen(lambda: DecisionLetter.objects.get())
        with pytest.raises(Refused, match="the hub sends"):
            as_secretary(letters.send_letter, letter_id=row.pk, version=None, way="posted", at=LATER)
        as_secretary(letters.send_letter, letter_id=row.pk, version=None, way="on_record", at=LATER)
        with scope(Scope(role="hub_work", hub=committee().hub_id, reason="test")):
            assert OutboxItem.objects.filter(dedupe=f"decision-letter:{row.pk}", kind=letters.ON_RECORD).count() == 1
        with at_work(committee()), transaction.atomic(), pytest.raises(Refused, match="no record"):
            letters.put_on_record(letter_id=row.pk)

    def test_the_hub_makes_it_a_letter_of_the_record(self) -> None:
        register_contracts_and_lists()
        with in_scope_of("officer") as by, transaction.atomic():
            (variation,) = new(by)
        table = held(record=variation.reference)
        as_secretary(letters.write_letters, meeting_id=table.meeting.pk)
        row = seen(lambda: DecisionLetter.objects.get())
        as_secretary(letters.send_letter, letter_id=row.pk, version=None, way="on_record", at=LATER)
        with at_work(committee()), transaction.atomic():
            made = letters.put_on_record(letter_id=row.pk)
        assert made is not None
        assert (made.reference, made.to_name) == (variation.reference, "Alder Lane Surgery")
        assert "Approve the merger" in made.body


class TestPublishing:
    @pytest.mark.clause("Specification of reporting, Publication (no word of a private item)")
    def test_no_word_of_a_private_item_is_published(self) -> None:
        row = approved(held_in_private())
        made = as_secretary(publishing.publish_minutes, minutes_id=row.pk, version=None, at=LATER)
        assert [(one.kind, one.key) for one in made] == [("minutes", "meeting-1"), ("decisions", "decision-1")]
        everything = str(seen(lambda: list(Publication.objects.values("title", "content", "file_name", "stored_as"))))
        assert SECRET.casefold() not in everything.casefold()
        assert "Approve the merger" in everything
        assert "The commercial interests of another body." in everything

    def test_publishing_again_needs_a_change_and_only_approved_minutes_are(self) -> None:
        table = held()
        row = circulated(table)
        with pytest.raises(Refused, match="when they are approved"):
            as_secretary(publishing.publish_minutes, minutes_id=row.pk, version=None, at=LATER)
        meeting = next_meeting()
        as_secretary(
            sending.approve, minutes_id=row.pk, version=None, at_meeting=meeting.number, approved_by="Ada",
            at=LATER + timedelta(hours=1),
        )  # fmt: skip
        as_secretary(publishing.publish_minutes, minutes_id=row.pk, version=None, at=LATER)
        with pytest.raises(Refused, match="Nothing has changed"):
            as_secretary(publishing.publish_minutes, minutes_id=row.pk, version=None, at=LATER)

    def test_prose_that_names_what_only_the_private_item_concerns_is_refused(self) -> None:
        table = held_in_private()
        row = drafted(table)
        as_secretary(
            drafting.write_prose, minutes_id=row.pk, version=None, key="attendance",
            prose=f"{SECRET.lower()} estates were late.",
        )  # fmt: skip
        as_secretary(sending.circulate, minutes_id=row.pk, version=None, at=HELD)
        meeting = next_meeting()
        as_secretary(
            sending.approve, minutes_id=row.pk, version=None, at_meeting=meeting.number, approved_by="Ada",
            at=LATER + timedelta(hours=1),
        )  # fmt: skip
        with pytest.raises(Refused, match=f"{SECRET} Estates"):
            as_secretary(publishing.publish_minutes, minutes_id=row.pk, version=None, at=LATER)
        assert seen(lambda: Publication.objects.count()) == 0


class TestSummaries:
    def test_drafted_written_and_sent_once(self) -> None:
        held_in_private()
        next_meeting(state="planned")
        month = date(2016, 5, 1)
        row = as_secretary(summaries.begin_summary, committee_id=committee().pk, month=month, at=LATER)
        said = str(row.sections)
        assert "4 May 2016" in said
        assert "Approve the merger" in said
        assert "1 decision was taken in private." in said
        assert SECRET not in said
        with pytest.raises(Refused, match="already"):
            as_secretary(summaries.begin_summary, committee_id=committee().pk, month=month, at=LATER)
        asked = {"summary_id": row.pk, "version": None}
        with pytest.raises(Refused, match="Enter the addresses"):
            as_secretary(summaries.send_summary, **asked, at=LATER)
        with pytest.raises(Refused, match="is not an email address"):
            as_secretary(summaries.write_summary, **asked, prose={}, recipients="nobody")
        as_secretary(
            summaries.write_summary, **asked, prose={"decisions": "All was well."},
            recipients="nhse@example.org\nbody@example.org\n",
        )  # fmt: skip
        again = as_secretary(summaries.draw_again, **asked, at=LATER)
        assert "All was well." in str(again.sections)
        sent = as_secretary(summaries.send_summary, **asked, at=LATER)
        assert sent.file is not None
        assert [one.payload["to"] for one in mails("summary:2016-05")] == [["body@example.org"], ["nhse@example.org"]]
        for do, more in (
            (summaries.send_summary, {"at": LATER}), (summaries.draw_again, {"at": LATER}),
            (summaries.write_summary, {"prose": {}, "recipients": ""}),
        ):  # fmt: skip
            with pytest.raises(Refused, match="was sent"):
                as_secretary(do, **asked, **more)
        following = as_secretary(summaries.begin_summary, committee_id=committee().pk, month=date(2016, 6, 1), at=LATER)
        assert following.recipients.startswith("nhse@")

    def test_a_month_to_come_has_no_summary(self) -> None:
        with pytest.raises(Refused, match="not begun"):
            as_secretary(summaries.begin_summary, committee_id=committee().pk, month=date(2016, 7, 1), at=LATER)


class TestReminders:
    def run(self, on: datetime) -> int:
        return int(seen(lambda: reminders.remind_by_timetable(hub_id=committee().hub_id, at=on)))

    def test_minutes_due_and_late_are_told_once_each(self) -> None:
        table = held()
        keys = f"minutes-due:{table.meeting.pk}"
        self.run(HELD)
        assert mails(keys) == []
        self.run(HELD + timedelta(days=2))
        self.run(HELD + timedelta(days=5))
        self.run(HELD + timedelta(days=6))
        sent = mails(keys)
        assert [item.dedupe.split(":")[4] for item in sent] == ["late", "soon"]
        assert {item.payload["to"][0] for item in sent} == {find_person("secretary").email}

    def test_circulated_minutes_are_not_asked_for(self) -> None:
        table = held()
        circulated(table)
        self.run(HELD + timedelta(days=6))
        assert mails(f"minutes-due:{table.meeting.pk}") == []

    def test_a_summary_is_asked_for_until_it_is_sent(self) -> None:
        held()
        self.run(LATER)
        self.run(LATER + timedelta(days=1))
        assert len(mails("summary-due:2016-05")) == 1
        self.run(datetime(2016, 8, 1, 8, tzinfo=UTC))
        assert mails("summary-due:2016-07") == []

    def test_an_owner_who_signs_in_is_told_of_an_action(self) -> None:
        held()
        row = seen(lambda: Action.objects.get())
        self.run(datetime(2016, 5, 16, 8, tzinfo=UTC))
        self.run(datetime(2016, 5, 23, 8, tzinfo=UTC))
        sent = mails(f"action-due:{row.pk}")
        assert len(sent) == 2
        assert "Write to patients" not in str(sent[0].payload)
