"""Meetings as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vDuration, vUri

from governance.models import Meeting, Publication
from hubportal.web.words import LONDON, local_day, plural

PRODUCT = "-//Hub Portal//Meetings//EN"
EVERY = timedelta(hours=4)
HOST = "hub-portal"


def calendar_of(meetings: Iterable[Meeting], *, name: str) -> bytes:
    """The meetings as a calendar that programs subscribe to. A meeting keeps its UID for good; its sequence rises when
    date or place change, and a cancelled one stays in as cancelled so that every calendar strikes it out.
    """
    given = list(meetings)
    return _calendar([_event(one) for one in given], [local_day(one.starts_at) for one in given], name=name)


def public_calendar_of(rows: Iterable[Publication], *, name: str) -> bytes:
    """Published meetings as a calendar for everybody: when and where, and the page with agenda and papers."""
    given = [row for row in rows if row.starts_at is not None]
    return _calendar(
        [_public_event(row) for row in given], [local_day(row.starts_at) for row in given if row.starts_at], name=name
    )


def _calendar(events: list[Event], days: list[date], *, name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY))
    if days:
        calendar.add_component(_london(min(days)))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _public_event(row: Publication) -> Event:
    committee = row.committee
    address = f"{settings.BASE_URL}{reverse('public:meeting', args=[committee.public_id, row.meeting_number])}"
    said = row.content.get("event", {})
    cancelled = said.get("state") == Meeting.State.CANCELLED
    event = Event()
    event.add("uid", f"public-{committee.public_id}-{row.meeting_number}@{HOST}")
    event.add("dtstamp", row.published_at)
    event.add("last-modified", row.published_at)
    event.add("sequence", row.number)
    if row.starts_at and row.ends_at:
        event.add("dtstart", row.starts_at.astimezone(LONDON))
        event.add("dtend", row.ends_at.astimezone(LONDON))
    event.add("summary", f"{'Cancelled: ' if cancelled else ''}{committee.name}, meeting {row.meeting_number}")
    if said.get("place"):
        event.add("location", said["place"])
    event.add("description", f"Agenda and papers: {address}")
    event["url"] = vUri(address)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _london(first: date) -> Timezone:
    """The clock changes from the year of the first meeting on, long enough for every plan."""
    return Timezone.from_tzinfo(
        LONDON, "Europe/London", first_date=date(first.year, 1, 1), last_date=date(first.year + 8, 1, 1)
    )


def _event(meeting: Meeting) -> Event:
    address = f"{settings.BASE_URL}{reverse('meetings:meeting', args=[meeting.committee.public_id, meeting.number])}"
    cancelled = meeting.state == Meeting.State.CANCELLED
    event = Event()
    event.add("uid", f"{meeting.public_id}@{HOST}")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(LONDON))
    event.add("dtend", meeting.ends_at.astimezone(LONDON))
    event.add("summary", f"{'Cancelled: ' if cancelled else ''}{meeting.committee.name}, meeting {meeting.number}")
    if meeting.place:
        event.add("location", meeting.place)
    said = [meeting.cancelled_why if cancelled else meeting.joining, f"Agenda and papers: {address}"]
    event.add("description", "\n\n".join(words for words in said if words))
    event["url"] = vUri(address)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def minutes_in_words(minutes: int) -> str:
    """1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [plural(hours, "hour")] if hours else []
    return " ".join([*parts, plural(rest, "minute")] if rest or not hours else parts)
