"""Circulating minutes to the members, and approving them at a later meeting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from governance.models import Appointment, Meeting, Minutes
from governance.rules.minutes import moves
from governance.services.files import open_file
from governance.services.finding import changed
from governance.services.minutes.drafting import locked_minutes, refuse
from governance.services.minutes.printing import PDF, keep_minutes
from governance.services.writing import write_to
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody the minutes go to; without an address the secretary sends them by hand."""

    name: str
    email: str


def members_on(committee: Committee, *, on: date) -> list[Reader]:
    """The members of a committee on a day, deputies too, each once, with the address that is known."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(committee=committee, period__contains=on)
    found: dict[str, Reader] = {}
    for one in rows.select_related("person").order_by("is_deputy", "name", "id"):
        email = one.email or (one.person.email if one.person and one.person.is_active else "")
        known = found.get(one.name)
        if known is None or (email and not known.email):
            found[one.name] = Reader(one.name, email)
    return list(found.values())


@transaction.atomic
def circulate(*, minutes_id: int, version: int | None, by: Person, at: datetime) -> Minutes:
    """Send the first draft to the members, once each: the public part attached, all of it behind the link.

    Refused where the record changed after drafting.
    """
    row, kept = locked_minutes(minutes_id, version=version, by=by)
    refuse(moves.why_not_circulate(state=row.state, number=row.number, changed=bool(kept.changes)))
    meeting = row.meeting
    row.file, row.public_file = keep_minutes(row, meeting, by=by)
    readers = members_on(meeting.committee, on=local_day(at))
    row.state, row.circulated_at = Minutes.State.CIRCULATED, at
    row.circulated_to = {
        "sent": [one.name for one in readers if one.email],
        "by_hand": [one.name for one in readers if not one.email],
    }
    changed(row, "state", "circulated_at", "circulated_to", "file", "public_file")
    with open_file(row.public_file) as file:
        attached = (row.public_file.name, file.read(), PDF)
    where = settings.BASE_URL + reverse("minutes:minutes", args=[meeting.committee.public_id, meeting.number])
    write_to(
        addresses=[one.email for one in readers if one.email],
        committee=meeting.committee,
        subject=f"Minutes to read: {meeting.committee.name}, {long_date(meeting.starts_at)}",
        lines=[
            f"The draft minutes of the meeting of {long_date(meeting.starts_at)} and its actions are ready to read.",
            "Their public part is attached. All of it is here, for those who sign in:",
            where,
            "Tell the secretary before the next meeting if something is not right. They are approved there.",
        ],
        dedupe=f"minutes:{meeting.pk}:{row.number}",
        attached=attached,
    )
    return row


@transaction.atomic
def approve(
    *, minutes_id: int, version: int | None, at_meeting: int, approved_by: str, by: Person, at: datetime
) -> Minutes:
    """Record that the committee approved the latest version at a later meeting; nothing of it changes after."""
    row, kept = locked_minutes(minutes_id, version=version, by=by)
    if kept.latest is None or kept.latest.pk != row.pk:
        raise Refused("There is a later version. Approve that, or take the amendment back.")
    rows = Meeting.objects.filter(committee_id=row.committee_id)
    approving = rows.filter(number=at_meeting).first()
    if approving is None:
        raise Http404("This committee has no such meeting.")
    sentence = moves.why_not_approve(
        states=[one.state for one in kept.versions],
        changed=bool(kept.changes),
        held_at=row.meeting.starts_at,
        approving_at=approving.starts_at,
        approving_state=approving.state,
        now=at,
    )
    refuse(sentence, field="meeting")
    if not approved_by.strip():
        raise Refused(
            "Enter who moved and seconded it, or that the chair signed them.", field="approved_by", status=400
        )
    row.state, row.approved_on = Minutes.State.APPROVED, local_day(approving.starts_at)
    row.approved_at_meeting, row.approved_by = approving, approved_by.strip()
    row.file, row.public_file = keep_minutes(row, row.meeting, by=by)
    changed(row, "state", "approved_on", "approved_at_meeting", "approved_by", "file", "public_file")
    return row
