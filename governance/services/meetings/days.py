"""The working days of a committee's hub, and a meeting's dates by the terms in force on its day."""

from datetime import date
from typing import TYPE_CHECKING

from functions.services.policies import calendar_of
from governance.models import Meeting, TermsOfReference
from governance.rules.meetings.notice import Dates, dates_before
from governance.services.finding import terms_in_force
from hubportal.organisations.models import Committee
from hubportal.web.words import local_day

if TYPE_CHECKING:
    from hubportal.clocks.calendar import WorkingCalendar


def working_days(committee: Committee) -> "WorkingCalendar":
    """England's working days less the closures of the committee's hub."""
    return calendar_of(committee.hub_id, "england")


def terms_of(meeting: Meeting) -> TermsOfReference | None:
    """The terms a meeting is held under: fixed when it opened, and before that those in force on its day."""
    return meeting.terms or terms_in_force(meeting.committee_id, on=local_day(meeting.starts_at))


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
