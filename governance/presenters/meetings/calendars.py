"""Meetings as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vUri

from governance.models import Meeting
from hubportal.web.words import LONDON, local_day, plural

PRODUCT = "-//Hub Portal//Meetings//EN"
EVERY = timedelta(hours=4)
HOST = "hub-portal"


def calendar_of(meetings: Iterable[Meeting], *, name: str) -> bytes:
    """The meetings as a calendar that programs subscribe to. A meeting keeps its UID for good; its sequence rises when
    date or place change, and a cancelled one stays in as cancelled so that every calendar strikes it out.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", EVERY)
    given = list(meetings)
    if given:
        calendar.add_component(_london(min(local_day(meeting.starts_at) for meeting in given)))
    for meeting in given:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


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
