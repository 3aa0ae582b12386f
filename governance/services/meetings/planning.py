"""Planning a year's meetings, moving one, and cancelling it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from governance.figures.meetings.people import addresses_of
from governance.models import Meeting
from governance.rules.meetings.moves import ISSUED, NOTIFIED, over_fault
from governance.rules.meetings.planning import MEETINGS, date_fault
from governance.services.finding import changed, locked_committee, next_number, of
from governance.services.meetings.days import when_and_where, working_days
from governance.services.meetings.finding import locked_meeting, refuse
from governance.services.meetings.public_calendar import ask_to_publish, publish_date
from governance.services.writing import write_to
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import clock_time, local_day, long_date, weekday_date


@dataclass(frozen=True, slots=True)
class Sitting:
    """When and where a meeting is: it ends on the day it begins."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    joining: str = ""


@transaction.atomic
def plan_meetings(*, committee_id: int, by: Person, sittings: Sequence[Sitting], at: datetime) -> list[Meeting]:
    """Plan these meetings, numbered on from the last, in order of date.

    Refused for a day on which the hub does not work, in the past, or on which the committee meets already.
    """
    committee = locked_committee(committee_id, by=by)
    if not sittings:
        raise Refused("Enter at least one date.", status=400)
    taken = {local_day(start) for start in _standing(committee).values_list("starts_at", flat=True)}
    for sitting in sittings:
        _refuse_sitting(sitting, committee, at=at)
        on = local_day(sitting.starts_at)
        if on in taken:
            raise Refused(f"The committee meets on {long_date(on)} already.")
        taken.add(on)
    number = next_number(Meeting.objects.filter(committee=committee))
    return [
        Meeting.objects.create(
            **of(committee), number=number + place, made_by=by, starts_at=sitting.starts_at, ends_at=sitting.ends_at,
            place=sitting.place.strip(), joining=sitting.joining.strip(),
        )
        for place, sitting in enumerate(sorted(sittings, key=lambda one: one.starts_at))
    ]  # fmt: skip


def _standing(committee: Committee) -> QuerySet[Meeting]:
    return Meeting.objects.filter(committee=committee).exclude(state=Meeting.State.CANCELLED)


def _refuse_sitting(sitting: Sitting, committee: Committee, *, at: datetime) -> None:
    on = local_day(sitting.starts_at)
    if sitting.starts_at <= at:
        raise Refused(f"{long_date(on)}: a meeting is planned for a time to come.", field="on", status=400)
    if sitting.ends_at <= sitting.starts_at or local_day(sitting.ends_at) != on:
        raise Refused("A meeting ends after it begins, on the same day.", field="hours", status=400)
    fault = date_fault(on, calendar=working_days(committee))
    if fault is not None:
        raise Refused(f"{long_date(on)}: {fault}", clause=MEETINGS, field="on", status=400)


@transaction.atomic
def change_meeting(*, meeting_id: int, version: int | None, by: Person, sitting: Sitting, at: datetime) -> Meeting:
    """Move a meeting or change its place; after notice was given everybody is told of the change.

    Its calendar entry is the same one with a higher sequence, so that calendars move it.
    """
    meeting = locked_meeting(meeting_id, by=by, version=version)
    refuse(over_fault(meeting.state), clause=MEETINGS)
    before = (meeting.starts_at, meeting.ends_at, meeting.place, meeting.joining)
    after = (sitting.starts_at, sitting.ends_at, sitting.place.strip(), sitting.joining.strip())
    if before == after:
        return meeting
    if sitting.starts_at != meeting.starts_at:
        _refuse_sitting(sitting, meeting.committee, at=at)
        on = local_day(sitting.starts_at)
        others = _standing(meeting.committee).exclude(pk=meeting.pk).values_list("starts_at", flat=True)
        if on in {local_day(start) for start in others}:
            raise Refused(f"The committee meets on {long_date(on)} already.", field="on")
    elif sitting.ends_at <= sitting.starts_at:
        raise Refused("A meeting ends after it begins, on the same day.", field="hours", status=400)
    meeting.starts_at, meeting.ends_at, meeting.place, meeting.joining = after
    meeting.sequence += 1
    changed(meeting, "starts_at", "ends_at", "place", "joining", "sequence")
    publish_date(meeting, by=by, at=at)
    if meeting.state == ISSUED:
        ask_to_publish(meeting, fact=f"moved:{meeting.sequence}")
    if meeting.state in {NOTIFIED, ISSUED}:
        lines = [
            f"{meeting.committee.name}: meeting {meeting.number} has changed.",
            when_and_where(meeting),
            f"It was on {weekday_date(before[0])} at {clock_time(before[0])}{f', {before[2]}' if before[2] else ''}.",
        ]
        tell_everybody(meeting, "Meeting changed", lines, fact=f"moved:{meeting.sequence}")
    return meeting


@transaction.atomic
def cancel_meeting(
    *, meeting_id: int, version: int | None, by: Person, why: str, at: datetime | None = None
) -> Meeting:
    """Cancel a meeting that has not begun, with the reason; it stays in the list and in calendars, as cancelled. Where
    the public was told of it, the public calendar says so too, without the reason.
    """
    meeting = locked_meeting(meeting_id, by=by, version=version)
    refuse(over_fault(meeting.state), clause=MEETINGS)
    if not why.strip():
        raise Refused("Enter why the meeting is cancelled.", field="why", status=400)
    told = meeting.state in {NOTIFIED, ISSUED}
    meeting.state, meeting.cancelled_why = Meeting.State.CANCELLED, why.strip()
    meeting.sequence += 1
    changed(meeting, "state", "cancelled_why", "sequence")
    publish_date(meeting, by=by, at=at or timezone.now())
    if told:
        lines = [
            f"{meeting.committee.name}: meeting {meeting.number} on {weekday_date(meeting.starts_at)} is cancelled.",
            f"Reason: {meeting.cancelled_why}",
        ]
        tell_everybody(meeting, "Meeting cancelled", lines, fact="cancelled")
    return meeting


def tell_everybody(meeting: Meeting, subject: str, lines: Sequence[str], *, fact: str) -> int:
    """E-mail everybody of the committee on the day of the meeting, once for this fact; returns how many."""
    return write_to(
        addresses=addresses_of(meeting.committee, on=local_day(meeting.starts_at)),
        committee=meeting.committee,
        subject=f"{subject}: {meeting.committee.name}, {long_date(meeting.starts_at)}",
        lines=[*lines, "Sign in to the portal to see the agenda and papers."],
        dedupe=f"meeting:{meeting.pk}:{fact}",
    )
