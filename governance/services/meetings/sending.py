"""Giving notice, sending the papers, and sending what changed afterwards."""

from datetime import datetime

from django.db import transaction

from governance.figures.meetings.contents import entries_of, supplement_of
from governance.models import AgendaChange, Meeting, Pack
from governance.rules.meetings.moves import ISSUED, issue_fault, notice_fault
from governance.rules.meetings.notice import short_notice
from governance.rules.meetings.planning import MEETINGS
from governance.services.finding import changed
from governance.services.meetings.days import dates_of, terms_of, when_and_where, working_days
from governance.services.meetings.finding import locked_meeting, refuse
from governance.services.meetings.items import standing_order
from governance.services.meetings.packs import ask_for_packs, refuse_unchecked
from governance.services.meetings.planning import tell_everybody
from governance.services.meetings.public_calendar import publish_date
from governance.services.meetings.publishing import NOTHING, Withholding, withhold
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date


@transaction.atomic
def give_notice(*, meeting_id: int, version: int | None, by: Person, at: datetime, why: str = "") -> Meeting:
    """Tell everybody of the committee of the meeting; after the last day for it, with the reason. A meeting in public
    is then in the public calendar.
    """
    meeting = locked_meeting(meeting_id, by=by, version=version)
    refuse(notice_fault(meeting.state, items=len(standing_order(meeting))), clause=MEETINGS)
    due = dates_of(local_day(meeting.starts_at), terms_of(meeting), working_days(meeting.committee))
    _refuse_begun(meeting, at)
    late = short_notice(local_day(at), by=due.notice_by, what="notice")
    if late is not None and not why.strip():
        raise Refused(late, field="why", clause=MEETINGS)
    meeting.state, meeting.notified_at = Meeting.State.NOTIFIED, at
    meeting.notified_why = why.strip() if late else ""
    changed(meeting, "state", "notified_at", "notified_why")
    lines = [
        f"Notice of meeting {meeting.number} of {meeting.committee.name}.",
        when_and_where(meeting),
        f"Papers are to be sent by {long_date(due.papers_by)}.",
    ]
    tell_everybody(meeting, "Notice of meeting", lines, fact="notice")
    publish_date(meeting, by=by, at=at)
    return meeting


def _refuse_begun(meeting: Meeting, at: datetime) -> None:
    if at >= meeting.starts_at:
        raise Refused("The time of this meeting has come. Move it to another day first, or cancel it.")


@transaction.atomic
def issue_papers(
    *,
    meeting_id: int,
    version: int | None,
    by: Person,
    at: datetime,
    why: str = "",
    withheld: Withholding = NOTHING,
) -> Meeting:
    """Send agenda and papers: the packs are made, and everybody is told once they are ready. From now on the agenda
    stands. After the last day for papers, with the reason. Of a meeting in public, the agenda and public papers are
    published once the pack is ready, less what is `withheld`.
    """
    meeting = locked_meeting(meeting_id, by=by, version=version)
    refuse(issue_fault(meeting.state, items=len(standing_order(meeting))), clause=MEETINGS)
    _refuse_begun(meeting, at)
    refuse_unchecked(meeting)
    due = dates_of(local_day(meeting.starts_at), terms_of(meeting), working_days(meeting.committee))
    late = short_notice(local_day(at), by=due.papers_by, what="papers")
    if late is not None and not why.strip():
        raise Refused(late, field="why", clause=MEETINGS)
    withhold(meeting, withheld, entries_of(meeting))
    ask_for_packs(meeting, number=1, by=by, at=at)
    meeting.state, meeting.issued_at = Meeting.State.ISSUED, at
    meeting.issued_why = why.strip() if late else ""
    changed(meeting, "state", "issued_at", "issued_why")
    return meeting


@transaction.atomic
def issue_supplement(
    *, meeting_id: int, version: int | None, by: Person, at: datetime, withheld: Withholding = NOTHING
) -> int:
    """Send what was changed since the papers, or since the last supplement; returns its number, counted from 1. Its
    public papers are published with it, less what is `withheld`.
    """
    meeting = locked_meeting(meeting_id, by=by, version=version)
    if meeting.state != ISSUED:
        raise Refused("A supplement follows papers that have been sent, before the meeting begins.", clause=MEETINGS)
    untold = AgendaChange.objects.filter(committee_id=meeting.committee_id, meeting=meeting, sent_in__isnull=True)
    if not untold.exists():
        raise Refused("Nothing has changed since the papers were sent.")
    last = Pack.objects.filter(committee_id=meeting.committee_id, meeting=meeting).order_by("-number").first()
    if last is None or last.state != Pack.State.READY:
        raise Refused("The pack before it is still being made. Try again in a few minutes.")
    refuse_unchecked(meeting)
    withhold(meeting, withheld, supplement_of(meeting, None), whole=False)
    number = last.number + 1
    untold.update(sent_in=number)
    ask_for_packs(meeting, number=number, by=by, at=at)
    changed(meeting)
    return number - 1
