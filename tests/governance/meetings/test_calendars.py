"""Calendar feeds: whose, until when, and in the form that RFC 5545 asks for."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.http import Http404
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from governance.models import CalendarFeed, Meeting
from governance.presenters.meetings.calendars import minutes_in_words
from governance.services.meetings import feeds, planning
from hubportal.organisations.models import Assignment
from hubportal.web.refusals import Refused
from tests.conftest import find_person, in_scope_of
from tests.functions.pages import text_of
from tests.governance.meetings import making
from tests.governance.meetings.making import MEETING_ON, PLANNED, sitting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_december_2015() -> Any:
    with time_machine.travel(PLANNED, tick=False):
        yield


def feed_of(key: str, *, one: bool = False) -> str:
    with in_scope_of(key) as by:
        made = feeds.make_feed(by=by, committee=making.committee().public_id if one else None, at=PLANNED)
    return feeds.address_of(made).partition("//")[2].partition("/")[2].join(("/", ""))


def read(address: str) -> tuple[str, Calendar]:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode(), Calendar.from_ical(answer.content)


def test_a_feed_is_what_rfc_5545_asks_for() -> None:
    meeting = making.planned()
    with in_scope_of("secretary") as by:
        planning.change_meeting(
            meeting_id=meeting.pk, version=None, by=by, at=PLANNED,
            sitting=sitting(place="Council chamber; first floor, room 4\\5, " + "long corridor " * 8),
        )  # fmt: skip
    raw, calendar = read(feed_of("member", one=True))

    lines = raw.split("\r\n")
    assert "\n" not in raw.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in raw.replace("\r\n ", "").split("\r\n")[:-1]:
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:.*", line), line
    assert "room 4\\\\5\\, long" in raw.replace("\r\n ", "")
    assert [str(one) for one in (calendar["VERSION"], calendar["METHOD"])] == ["2.0", "PUBLISH"]
    assert "X-PUBLISHED-TTL:PT4H" in lines
    event = next(one for one in calendar.walk("VEVENT"))
    assert str(event["UID"]) == f"{meeting.public_id}@hub-portal"
    assert (int(event["SEQUENCE"]), str(event["STATUS"])) == (1, "CONFIRMED")
    assert "DTSTART;TZID=Europe/London:20160114T140000" in raw
    assert event.end.hour == 16
    zone = next(one for one in calendar.walk("VTIMEZONE"))
    assert str(zone["TZID"]) == "Europe/London"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert "DTSTAMP:" in raw
    assert "/committees/" in str(event["URL"])


def test_a_meeting_moved_or_cancelled_keeps_its_uid_with_a_higher_sequence() -> None:
    meeting = making.planned()
    address = feed_of("member")
    before = next(one for one in read(address)[1].walk("VEVENT"))
    with in_scope_of("secretary") as by:
        planning.change_meeting(
            meeting_id=meeting.pk, version=None, by=by, sitting=sitting(date(2016, 7, 14)), at=PLANNED
        )
    moved = next(one for one in read(address)[1].walk("VEVENT"))
    with in_scope_of("secretary") as by:
        planning.cancel_meeting(meeting_id=meeting.pk, version=None, by=by, why="Snow")
    gone = next(one for one in read(address)[1].walk("VEVENT"))

    assert len({str(one["UID"]) for one in (before, moved, gone)}) == 1
    assert [int(one["SEQUENCE"]) for one in (before, moved, gone)] == [0, 1, 2]
    assert moved.start.date() == date(2016, 7, 14)
    assert moved.start.utcoffset().total_seconds() == 3600  # summer time
    assert str(gone["STATUS"]) == "CANCELLED"
    assert "Snow" in str(gone["DESCRIPTION"])


def test_a_feed_shows_what_its_person_reads_now_and_nothing_once_that_is_nothing() -> None:
    making.planned()
    everything, one = feed_of("member"), feed_of("member", one=True)
    assert len(list(read(everything)[1].walk("VEVENT"))) == 1
    held = Assignment.objects.get(person__email="member@example.org")
    held.period = type(held.period)(held.period.lower, date(2015, 11, 1))
    held.save()
    for address in (everything, one):
        assert list(read(address)[1].walk("VEVENT")) == []


def test_an_address_that_was_ended_or_never_given_out_answers_nobody() -> None:
    address = feed_of("member")
    assert Client().get(address).status_code == 200
    with in_scope_of("member") as member:
        feed = CalendarFeed.objects.get(person=member)
    with in_scope_of("secretary") as other, pytest.raises(Http404):
        feeds.end_feed(by=other, public_id=feed.public_id, at=PLANNED)
    with in_scope_of("member") as member:
        feeds.end_feed(by=member, public_id=feed.public_id, at=PLANNED)
    assert Client().get(address).status_code == 404
    odd = signing.Signer(salt=feeds.SALT).sign_object(["one", "two"])
    for token in ("WzEsICJhIl0:nothing", odd):
        assert Client().get(reverse("calendars:feed", args=[token])).status_code == 404


def test_whoever_can_no_longer_sign_in_has_no_feed() -> None:
    address = feed_of("member")
    person = find_person("member")
    person.is_active = False
    person.save()
    assert Client().get(address).status_code == 404


def test_a_feed_is_made_once_and_of_ones_own_committees(monkeypatch: pytest.MonkeyPatch) -> None:
    with in_scope_of("member") as by:
        one = feeds.make_feed(by=by, committee=None, at=PLANNED)
        assert feeds.make_feed(by=by, committee=None, at=PLANNED).pk == one.pk
        monkeypatch.setattr(feeds, "MOST_FEEDS", 1)
        with pytest.raises(Refused, match="as many feeds"):
            feeds.make_feed(by=by, committee=making.committee().public_id, at=PLANNED)
    with in_scope_of("officer") as by, pytest.raises(Http404):
        feeds.make_feed(by=by, committee=making.committee().public_id, at=PLANNED)


def test_feeds_are_made_and_ended_on_their_page(signed_in: Any) -> None:
    member = signed_in("member")
    address = reverse("calendars:feeds")
    assert "no calendar address yet" in text_of(member.get(address))
    for committee in ("", str(making.committee().public_id)):
        assert member.post(address, {"committee": committee}).status_code == 302
    page = text_of(member.get(address))
    assert page.count("meetings.ics") == 2
    assert "Make an address" not in page
    assert member.post(address, {"committee": "nonsense"}).status_code == 404
    with in_scope_of("member") as by:
        feed = CalendarFeed.objects.filter(person=by).latest("pk")
    assert member.post(reverse("calendars:end", args=[feed.public_id])).status_code == 302
    assert text_of(member.get(address)).count("meetings.ics") == 1
    assert signed_in("officer").get(address).status_code == 403


def test_a_calendar_without_meetings_is_still_one() -> None:
    raw, calendar = read(feed_of("member"))
    assert "BEGIN:VTIMEZONE" not in raw
    assert str(calendar["X-WR-CALNAME"]) == "Committee meetings"


def test_long_past_meetings_leave_the_calendar() -> None:
    meeting = making.planned()
    with in_scope_of("secretary"):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=sitting(MEETING_ON.replace(year=2014)).starts_at)
    assert list(read(feed_of("member"))[1].walk("VEVENT")) == []


@pytest.mark.parametrize(
    ("minutes", "words"), [(90, "1 hour 30 minutes"), (120, "2 hours"), (1, "1 minute"), (0, "0 minutes")]
)
def test_a_length_in_words(minutes: int, words: str) -> None:
    assert minutes_in_words(minutes) == words
