"""Apologies before a meeting: one's own, or by the secretary for anybody, with a deputy where the seat has one."""

from datetime import datetime

from django.db import transaction

from governance.figures.committees import roles_at
from governance.figures.meetings.people import seats_of
from governance.figures.seating import SeatedMember, seating
from governance.models import Apology, Appointment, Meeting
from governance.rules.meetings.apologies import deputy_fault
from governance.rules.meetings.moves import over_fault
from governance.rules.meetings.planning import MEETINGS
from governance.services.finding import MINUTE, READ
from governance.services.meetings.days import terms_of
from governance.services.meetings.finding import locked_meeting, of_meeting, refuse
from governance.services.writing import write_to
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date


def seated_at(meeting: Meeting) -> tuple[SeatedMember, ...]:
    """The seats on the day of a meeting, with who sits in them; none without terms of reference."""
    terms = terms_of(meeting)
    return () if terms is None else seating(terms, on=local_day(meeting.starts_at))


def _seat(meeting: Meeting, seat_code: str, *, by: Person) -> SeatedMember:
    seat = next((one for one in seated_at(meeting) if one.code == seat_code), None)
    if seat is None or seat.member is None:
        raise Refused("Select a member of the committee.", field="seat_code", status=400)
    own = seats_of(by, meeting.committee, on=local_day(meeting.starts_at))
    if not by.grants.can(MINUTE, meeting.committee_id) and seat_code not in own:
        raise Refused("Members send their own apologies. The secretary enters those of others.", status=403)
    return seat


@transaction.atomic
def give_apology(
    *, meeting_id: int, by: Person, seat_code: str, at: datetime, deputy_id: int | None = None, reason: str = ""
) -> Apology:
    """Say that a member will not come, and which deputy comes instead; said again, it replaces what was said."""
    meeting = locked_meeting(meeting_id, by=by, version=None, permission=READ)
    refuse(over_fault(meeting.state), clause=MEETINGS)
    seat = _seat(meeting, seat_code, by=by)
    deputy = next((one for one in seat.deputies if one.pk == deputy_id), None)
    if deputy_id is not None:
        others = meeting.apologies.exclude(seat_code=seat_code).select_related("deputy")
        coming = {_who(row.deputy) for row in others if row.deputy is not None}
        fault = deputy_fault(
            allowed=seat.deputies_allowed,
            named=deputy is not None,
            comes_for_another=deputy is not None and _who(deputy) in coming,
        )
        refuse(fault, field="deputy")
    said, _ = Apology.objects.update_or_create(
        committee_id=meeting.committee_id, meeting=meeting, seat_code=seat_code,
        defaults={
            "hub_id": meeting.hub_id, "deputy": deputy, "reason": reason.strip(), "given_at": at, "given_by": by,
        },
    )  # fmt: skip
    if not by.grants.can(MINUTE, meeting.committee_id):
        _tell_secretary(meeting, seat, deputy, at=at)
    return said


def _who(appointed: Appointment) -> tuple[int | None, str]:
    """Somebody who may be appointed as deputy for several seats; not everybody has a sign-in."""
    return appointed.person_id, "" if appointed.person_id else appointed.name.casefold()


def _tell_secretary(meeting: Meeting, seat: SeatedMember, deputy: Appointment | None, *, at: datetime) -> None:
    held = roles_at(meeting.committee, on=local_day(at)).filter(role="committee_secretary")
    instead = f" {deputy.name} comes instead." if deputy else ""
    name = seat.member.name if seat.member else seat.title
    write_to(
        addresses=[one.person.email for one in held],
        committee=meeting.committee,
        subject=f"Apologies: {meeting.committee.name}, {long_date(meeting.starts_at)}",
        lines=[f"{name} ({seat.title}) sends apologies for meeting {meeting.number}.{instead}"],
        dedupe=f"meeting:{meeting.pk}:apology:{seat.code}:{at.isoformat()}",
    )


@transaction.atomic
def take_back_apology(*, meeting_id: int, by: Person, seat_code: str) -> None:
    """The member will come after all."""
    meeting = locked_meeting(meeting_id, by=by, version=None, permission=READ)
    refuse(over_fault(meeting.state), clause=MEETINGS)
    _seat(meeting, seat_code, by=by)
    gone, _ = Apology.objects.filter(**of_meeting(meeting), meeting=meeting, seat_code=seat_code).delete()
    if not gone:
        raise Refused("No apology of this member is recorded.")
