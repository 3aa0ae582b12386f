"""The date, agenda and papers of a meeting on the public site: put there, kept true, and taken off."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from governance.models import AgendaItem, Meeting, Paper, Publication
from governance.services.meetings import items, papers, planning, public_calendar, publishing, sending
from governance.services.meetings.publishing import Withholding
from governance.services.publications import withdraw
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.functions.pages import text_of
from tests.governance.meetings import making
from tests.governance.meetings.making import moment
from tests.governance.publishing.test_walk import fetched

pytestmark = pytest.mark.django_db
IN_TIME, LAST_DAY, LATE = date(2015, 12, 21), date(2016, 1, 6), date(2016, 1, 7)


def sent(*, withheld: Withholding = publishing.NOTHING, second: str = "List closure") -> tuple[Meeting, AgendaItem]:
    """A meeting with two public papers on one item and one on the next, sent and published."""
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    making.paper(first, "Albatross", title="First paper")
    making.paper(first, "Buzzard", title="Second paper")
    making.paper(making.item(meeting, second), "Curlew", title="Third paper")
    with in_scope_of("secretary") as by:
        sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
        sending.issue_papers(meeting_id=meeting.pk, version=None, by=by, at=moment(LAST_DAY), withheld=withheld)
    making.done_in_background()
    return meeting, first


def paper_named(title: str) -> Paper:
    with in_scope_of("secretary"):
        return Paper.objects.filter(title=title).select_related("file").latest("pk")


def shown(kind: str = "papers") -> dict[str, Publication]:
    return {row.title: row for row in Publication.objects.filter(kind=kind, is_current=True)}


def pack_text() -> str:
    (row,) = [one for title, one in shown().items() if title.startswith("Public papers in one file")]
    return fetched(Client(), reverse("public:file", args=[row.public_id])).text


def status_of(row: Publication, name: str = "file") -> int:
    return Client().get(reverse(f"public:{name}", args=[row.public_id])).status_code


def test_agenda_papers_and_pack_are_published_once_the_pack_is_made() -> None:
    meeting, _ = sent()
    assert set(shown()) == {
        "First paper", "Second paper", "Third paper", "Public papers in one file, 14 January 2016",
    }  # fmt: skip
    page = text_of(Client().get(reverse("public:meeting", args=[making.committee().public_id, meeting.number])))
    for words in ("Thursday 14 January 2016", "1. Merger of two practices", "Third paper", "Council chamber"):
        assert words in page
    again = Publication.objects.count()
    publishing_done(meeting)
    assert Publication.objects.count() == again


def publishing_done(meeting: Meeting) -> int:
    with scope(Scope(hub=meeting.hub_id, role="hub_work", reason="test")):
        return publishing.bring_up_to_date(meeting=meeting.pk, at=moment(LATE))


def test_withholding_needs_its_reason_and_keeps_the_paper_out_of_the_pack() -> None:
    making.with_terms()
    meeting = making.planned()
    kept = making.paper(making.item(meeting), "Albatross", title="First paper")
    with in_scope_of("secretary") as by:
        sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
        act: dict[str, Any] = {"meeting_id": meeting.pk, "version": None, "by": by, "at": moment(LAST_DAY)}
        with pytest.raises(Refused, match="Enter why it is withheld") as refused:
            sending.issue_papers(**act, withheld=Withholding(frozenset({kept.public_id})))
        assert refused.value.field == "withheld_why"
        sending.issue_papers(**act, withheld=Withholding(frozenset({kept.public_id}), why="Prices"))
    making.done_in_background()
    assert set(shown()) == {"Public papers in one file, 14 January 2016"}
    assert "Albatross" not in pack_text()
    assert "1 paper not published" in str([row.content for row in shown("agenda").values()])
    with in_scope_of("secretary") as by:
        publishing.publish_again(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE))
    making.done_in_background()
    assert "First paper" in shown()
    assert "Albatross" in pack_text()


def test_everything_may_be_withheld_and_published_afterwards() -> None:
    meeting, _ = sent(withheld=Withholding(everything=True, why="Before an election"))
    assert shown("papers") == {}
    assert shown("agenda") == {}
    assert len(shown("meeting")) == 1
    with in_scope_of("secretary") as by:
        publishing.publish_again(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE))
    making.done_in_background()
    assert len(shown()) == 4
    with in_scope_of("secretary") as by:
        publishing.publish_again(
            meeting_id=meeting.pk, version=None, by=by, at=moment(LATE), withheld=Withholding(everything=True, why="x")
        )
    assert shown() == {}  # at once, before any background work


@pytest.mark.clause(
    "Specification of reporting, Publication",
    part="what is withdrawn leaves at once, what is replaced with its supplement",
)
def test_a_withdrawn_paper_leaves_at_once_and_the_pack_comes_back_without_it() -> None:
    meeting, _ = sent()
    before, pack = shown()["First paper"], shown()["Public papers in one file, 14 January 2016"]
    with in_scope_of("secretary") as by:
        papers.withdraw_paper(
            paper_id=paper_named("First paper").pk, version=None, by=by, at=moment(LATE), why="Wrong figures."
        )
    assert (status_of(before), status_of(pack), status_of(before, "publication")) == (410, 410, 410)
    assert "First paper" not in text_of(Client().get(reverse("public:publication", args=[before.public_id])))
    making.done_in_background()
    text = pack_text()
    assert "Albatross" not in text
    assert "Buzzard" in text
    assert "3" in text  # the second paper keeps its page number
    assert len(shown()) == 3
    assert publishing_done(meeting) == 0


def test_an_item_withdrawn_takes_its_papers_along_and_one_put_off_leaves_them() -> None:
    _, first = sent()
    with in_scope_of("secretary") as by:
        second = AgendaItem.objects.get(title="List closure")
        items.defer_item(item_id=second.pk, version=None, by=by, why="Not ready.", at=moment(LATE))
    making.done_in_background()
    assert "Third paper" in shown()
    with in_scope_of("secretary") as by:
        items.withdraw_item(item_id=first.pk, version=None, by=by, why="Settled.", at=moment(LATE))
    assert {"First paper", "Second paper"}.isdisjoint(shown())
    making.done_in_background()
    assert "Albatross" not in pack_text()


def test_a_replaced_paper_stays_until_the_supplement_brings_the_next() -> None:
    meeting, _ = sent()
    old = shown()["First paper"]
    with in_scope_of("secretary") as by:
        papers.replace_paper(
            paper_id=paper_named("First paper").pk, version=None, by=by, at=moment(LATE), why="A sum was wrong.",
            words=papers.PaperWords("First paper, corrected"), upload=making.upload("Dunlin"),
        )  # fmt: skip
    making.done_in_background()
    assert status_of(old) == 200
    with in_scope_of("secretary") as by:
        sending.issue_supplement(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE))
    making.done_in_background()
    gone = Client().get(reverse("public:publication", args=[old.public_id]))
    assert gone.status_code == 410
    assert str(shown()["First paper, corrected"].public_id) in gone.content.decode()
    assert "Supplement 1 in one file, 14 January 2016" in shown()
    assert "A sum was wrong." in str([row.content for row in shown("agenda").values()])


def test_a_paper_taken_back_by_hand_stays_away_until_it_is_asked_for() -> None:
    meeting, _ = sent()
    row = shown()["Second paper"]
    with in_scope_of("secretary") as by:
        withdraw(publication_id=row.pk, why="Commercial", by=by, at=moment(LATE))
    making.done_in_background()
    assert "Second paper" not in shown()
    assert "Buzzard" not in pack_text()
    assert paper_named("Second paper").withheld_why == "Commercial"
    publishing_done(meeting)
    assert "Second paper" not in shown()
    with in_scope_of("secretary") as by:
        publishing.publish_again(meeting_id=meeting.pk, version=None, by=by, at=moment(LATE))
    making.done_in_background()
    assert "Second paper" in shown()


@pytest.mark.clause(
    "Specification of reporting, Publication", part="an agenda names nothing that only a private item names"
)
def test_a_public_agenda_that_names_what_is_private_is_not_sent() -> None:
    making.with_terms()
    meeting = making.planned()
    making.item(meeting, "Award after talks with Acme Hidden")
    making.item(meeting, "Sanctions", is_private=True, ground="Prices", names=("Acme Hidden",))
    with in_scope_of("secretary") as by:
        sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
        act: dict[str, Any] = {"meeting_id": meeting.pk, "version": None, "by": by, "at": moment(LAST_DAY)}
        with pytest.raises(Refused, match="names “Acme Hidden”, which only a private item concerns"):
            sending.issue_papers(**act)
        sending.issue_papers(**act, withheld=Withholding(everything=True, why="It names a supplier"))


def test_an_email_address_in_what_is_published_is_refused() -> None:
    making.with_terms()
    meeting = making.planned()
    making.paper(making.item(meeting), "x", title="Report", author="ann@example.org")
    with in_scope_of("secretary") as by:
        sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
        with pytest.raises(Refused, match="ann@example.org"):
            sending.issue_papers(meeting_id=meeting.pk, version=None, by=by, at=moment(LAST_DAY))


# --- The calendar -----------------------------------------------------------------------------------------------------


def test_dates_are_published_moved_and_cancelled_without_the_reason() -> None:
    making.with_terms()
    meeting = making.planned()
    with in_scope_of("secretary") as by:
        assert public_calendar.publish_dates(committee_id=making.committee().pk, by=by, at=making.PLANNED) == 1
        with pytest.raises(Refused, match="in the public calendar already"):
            public_calendar.publish_dates(committee_id=making.committee().pk, by=by, at=making.PLANNED)
        planning.change_meeting(
            meeting_id=meeting.pk, version=None, by=by, sitting=making.sitting(date(2016, 1, 21)), at=making.PLANNED
        )
        (moved,) = shown("meeting").values()
        assert (moved.number, moved.starts_at) == (2, moment(date(2016, 1, 21), 14))
        planning.cancel_meeting(meeting_id=meeting.pk, version=None, by=by, why="Heron", at=making.PLANNED)
    (cancelled,) = shown("meeting").values()
    assert cancelled.content["event"]["state"] == "cancelled"
    page = text_of(Client().get(reverse("public:meeting", args=[making.committee().public_id, meeting.number])))
    assert "Cancelled" in page
    assert "Heron" not in page


def test_a_meeting_that_nobody_told_of_is_in_no_calendar() -> None:
    making.with_terms()
    meeting = making.planned()
    address = reverse("public:meeting", args=[making.committee().public_id, meeting.number])
    assert Client().get(address).status_code == 404
    with in_scope_of("secretary") as by:
        planning.cancel_meeting(meeting_id=meeting.pk, version=None, by=by, why="x", at=making.PLANNED)
    assert not Publication.objects.exists()


def test_calendar_programs_read_the_public_meetings(time_machine: Any) -> None:
    time_machine.move_to(making.PLANNED)
    making.with_terms()
    making.item(making.planned())
    with in_scope_of("secretary") as by:
        public_calendar.publish_dates(committee_id=making.committee().pk, by=by, at=making.PLANNED)
    for name, more in (("ics", []), ("committee-ics", [making.committee().public_id])):
        answer = Client().get(reverse(f"public:{name}", args=more))
        assert answer["Content-Type"].startswith("text/calendar")
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event["location"] == "Council chamber"
        assert event.decoded("dtstart") == moment(making.MEETING_ON, 14)
        assert f"{making.NAME}, meeting 1" in event["summary"]
    assert making.NAME in text_of(Client().get(reverse("public:calendar")))
    listed = Client().get(reverse("public:calendar-csv")).content.decode("utf-8-sig")
    assert "Council chamber" in listed


def test_public_lists_ask_as_often_for_many_as_for_few() -> None:
    sent()
    client = Client()
    pages = [
        reverse("public:calendar") + "?past=1", reverse("public:search"), reverse("public:committees"),
        reverse("public:committee", args=[making.committee().public_id]),
    ]  # fmt: skip

    def counts() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    few = counts()
    (row,) = shown("meeting").values()
    for number in range(2, 8):
        row.pk, row.public_id, row.key, row.meeting_number = None, uuid4(), f"meeting-{number}", number
        row.save()
    assert counts() == few


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_secretary_sees_what_will_be_public_before_sending(signed_in: Any, time_machine: Any) -> None:
    time_machine.move_to(moment(LAST_DAY))
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    public = making.paper(first, "Albatross", title="Public paper")
    making.paper(first, "Basilisk", title="Confidential paper", marking="confidential")
    with in_scope_of("secretary") as by:
        sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(IN_TIME))
    client = signed_in("secretary")
    at = reverse("meetings:send", args=[making.committee().public_id, meeting.number])
    page = text_of(client.get(at))
    for words in ("What anybody will be able to read", "1 paper not published", "Marked confidential", "Public paper"):
        assert words in page
    with in_scope_of("secretary"):
        version = Meeting.objects.get(pk=meeting.pk).version
    typed = {"version": str(version), "why": "", "withheld": str(public.public_id), "withheld_why": ""}
    refused = client.post(at, typed)
    assert (refused.status_code, "Enter why it is withheld" in text_of(refused)) == (422, True)
    told = text_of(client.post(at, typed | {"withheld_why": "Prices"}, follow=True))
    assert "The packs are being made" in told
    making.done_in_background()
    again = reverse("meetings:publish", args=[making.committee().public_id, meeting.number])
    shown_again = client.get(again)
    assert "Withheld: Prices" in text_of(shown_again)
    with in_scope_of("secretary"):
        version = Meeting.objects.get(pk=meeting.pk).version
    told = text_of(client.post(again, {"version": str(version)}, follow=True))
    assert "being brought up to date" in told
    making.done_in_background()
    assert "Public paper" in shown()
    assert "Published: 4" in text_of(client.get(again.removesuffix("publish/")))
