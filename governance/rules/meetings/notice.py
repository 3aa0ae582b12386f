"""By when notice is given and papers are sent, in clear working days."""

from dataclasses import dataclass
from datetime import date, timedelta

from governance.rules.meetings.planning import MEETINGS
from hubportal.clauses import clause
from hubportal.clocks.calendar import WorkingCalendar
from hubportal.clocks.wording import in_words

PUBLIC_NOTICE = "Public Bodies (Admission to Meetings) Act 1960, section 1(4)"
PUBLIC_NOTICE_DAYS = 3


@clause(MEETINGS, part="clear working days")
def latest_day(meeting_on: date, *, days: int, calendar: WorkingCalendar) -> date:
    """The last day on which something is done so many clear working days before a meeting.

    Neither that day nor the day of the meeting counts: five clear working days before Thursday 14 January 2016 is
    Wednesday 6 January. The answer is itself a working day.
    """
    return calendar.add_working_days(meeting_on, -(days + 1))


@clause(MEETINGS, part="clear working days between")
def clear_days(given_on: date, meeting_on: date, *, calendar: WorkingCalendar) -> int:
    """How many working days lie between, without either end; none when it is given on the day of the meeting or
    after it.
    """
    return max(0, calendar.working_days_between(given_on, meeting_on - timedelta(days=1)))


@clause(PUBLIC_NOTICE, part="three clear days")
def public_notice_by(meeting_on: date) -> date:
    """The public is told of a meeting at least three clear days before it: days of the week all count, and neither the
    day of the notice nor the day of the meeting does.
    """
    return meeting_on - timedelta(days=PUBLIC_NOTICE_DAYS + 1)


@dataclass(frozen=True, slots=True)
class Dates:
    """What has to be done by when, before a meeting of a committee with these terms."""

    notice_by: date
    papers_by: date
    public_by: date | None


@clause(MEETINGS, part="planned backwards from the meeting")
def dates_before(
    meeting_on: date, *, notice_days: int, papers_days: int, in_public: bool, calendar: WorkingCalendar
) -> Dates:
    """The dates of a meeting, planned backwards from its day.

    For a meeting in public, notice is given by the earlier of the terms' day and the Act's.
    """
    notice = latest_day(meeting_on, days=notice_days, calendar=calendar)
    public = public_notice_by(meeting_on) if in_public else None
    return Dates(
        min(notice, public) if public else notice, latest_day(meeting_on, days=papers_days, calendar=calendar), public
    )


@clause(MEETINGS, part="late papers are flagged")
def is_late(on: date, *, papers_by: date) -> bool:
    """A paper that comes after the last day for papers is late, and stays marked as that."""
    return on > papers_by


@clause(MEETINGS, part="short notice needs a reason")
def short_notice(on: date, *, by: date, what: str) -> str | None:
    """What is said of an act after its last day: it is done with a reason, which goes on the record."""
    return None if on <= by else f"The last day for {what} was {in_words(by)}. Enter the reason for going ahead."
