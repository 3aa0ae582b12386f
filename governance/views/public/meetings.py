"""The public calendar of meetings, as pages, as iCalendar and as CSV; and one meeting with its agenda and papers."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from governance.figures import publications as figures
from governance.presenters import publications as words
from governance.presenters.meetings.calendars import public_calendar_of
from governance.views.public.base import asked_words, attachment, committee_named, page, public
from hubportal.organisations.models import Committee
from hubportal.web.exports import csv_lines
from hubportal.web.paging import KeysetPage

MOST_LISTED = 5_000


@public
def calendar(request: HttpRequest, committee: UUID | None = None) -> HttpResponse:
    """The meetings of all committees, or of one: those to come, or those that are over."""
    whose = committee_named(committee) if committee else None
    past, now, q = "past" in request.GET, timezone.now(), asked_words(request)
    way = "desc" if past else "asc"
    rows = KeysetPage(
        figures.meetings_shown(whose, now=now, past=past, q=q),
        order=(("starts_at", way), ("pk", way)),
        after=request.GET.get("after") or None,
    )
    return page(
        request,
        "calendar.jinja",
        committee=whose,
        table=words.meetings_table(rows.rows, caption="Meetings", whose=whose is None),
        past=past,
        q=q,
        page=rows,
        parameters=request.GET,
    )


@public
def ics(request: HttpRequest, committee: UUID | None = None) -> HttpResponse:
    """The same for calendar programs, from thirteen months back on."""
    whose, now = (committee_named(committee) if committee else None), timezone.now()
    rows = _kept(whose, now)
    answer = HttpResponse(
        public_calendar_of(rows, name=whose.name if whose else "Primary care committees"),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'inline; filename="public-meetings.ics"'
    return answer


def _kept(committee: Committee | None, now: datetime) -> "figures.Published":
    return figures.calendar_rows(committee, now=now)[:MOST_LISTED]


@public
def csv(request: HttpRequest) -> HttpResponse:
    """The meetings of all committees as CSV."""
    rows = _kept(None, timezone.now())
    body = "".join(csv_lines((words.meeting_listed(row) for row in rows), words.MEETINGS_LISTED))
    return attachment(body, name="meetings.csv")


@public
def meeting(request: HttpRequest, committee: UUID, number: int) -> HttpResponse:
    """One meeting: when and where, its agenda, papers, minutes and decisions, as far as they are published."""
    whose = committee_named(committee)
    rows = list(figures.of_meeting(whose, number))
    if not rows:
        raise Http404("This meeting has published nothing.")
    return page(request, "meeting.jinja", committee=whose, number=number, **words.meeting_words(rows, number))
