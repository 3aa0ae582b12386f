"""The working days of a committee's hub, and a meeting's dates and hours by the terms in force on its day."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from functions.services.policies import calendar_of
from governance.models import Meeting, TermsOfReference
from governance.rules.meetings.notice import Dates, dates_before
from governance.services.finding import adopted_terms, terms_in_force
from hubportal.organisations.models import Committee
from hubportal.web.words import clock_time, local_day, weekday_date

if TYPE_CHECKING:
    from hubportal.clocks.calendar import WorkingCalendar


def working_days(committee: Committee) -> "WorkingCalendar":
    """England's working days less the closures of the committee's hub."""
    return calendar_of(committee.hub_id, "england")


def terms_of(meeting: Meeting) -> TermsOfReference | None:
    """The terms a meeting is held under: fixed when it opened, and before that those in force on its day."""
    return meeting.terms or terms_in_force(meeting.committee_id, on=local_day(meeting.starts_at))


def in_public(meeting: Meeting) -> bool:
    """Whether a meeting is held in public; without terms of reference it is."""
    return is_public(terms_of(meeting))


def is_public(terms: TermsOfReference | None) -> bool:
    """Whether meetings under these terms are held in public; without terms of reference they are."""
    return terms is None or terms.in_public


def terms_on(committee_id: int, days: Collection[date]) -> dict[date, TermsOfReference | None]:
    """The terms in force on each of these days, in one statement."""
    adopted = list(adopted_terms(committee_id).order_by("-in_force_from"))
    return {day: next((one for one in adopted if one.in_force_from <= day), None) for day in days}


def when_and_where(meeting: Meeting) -> str:
    """The day, hours and place of a meeting in a sentence."""
    hours = f"{clock_time(meeting.starts_at)} to {clock_time(meeting.ends_at)}"
    place = f", {meeting.place}" if meeting.place else ""
    return f"It is on {weekday_date(meeting.starts_at)}, {hours}{place}."


def dates_of(meeting_on: date, terms: TermsOfReference | None, calendar: "WorkingCalendar") -> Dates:
    """By when notice is given and papers are sent; without terms, five clear working days and in public."""
    if terms is None:
        return dates_before(meeting_on, notice_days=5, papers_days=5, in_public=True, calendar=calendar)
    return dates_before(
        meeting_on,
        notice_days=terms.notice_days,
        papers_days=terms.papers_days,
        in_public=terms.in_public,
        calendar=calendar,
    )
