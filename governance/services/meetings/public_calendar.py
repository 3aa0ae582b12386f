"""The public calendar: the dates of meetings held in public, put in and kept true; and what asks for the rest."""

from datetime import datetime

from django.db import transaction

from governance.models import Meeting, Publication, PublicationKind
from governance.rules.meetings.moves import CANCELLED, PLANNED
from governance.rules.meetings.publishing import in_calendar
from governance.services.finding import locked_committee
from governance.services.meetings.days import in_public, is_public, terms_on, when_and_where
from governance.services.publications import Beside, keep_copy
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

PUBLISH = "governance.publish_papers"


def publish_date(meeting: Meeting, *, by: Person, at: datetime, asked: bool = False) -> Publication | None:
    """Put a meeting, which the caller has locked, into the public calendar as it stands, where it belongs there;
    `asked` puts in one whose notice is still to come.
    """
    committee = Committee.objects.select_for_update().get(pk=meeting.committee_id)
    key = f"meeting-{meeting.number}"
    mine = Publication.objects.filter(committee=committee, kind=PublicationKind.MEETING, key=key)
    public = in_public(meeting)
    published = mine.filter(is_current=True).exists() or (asked and public)
    if not in_calendar(in_public=public, state=meeting.state, published=published):
        return None
    cancelled = meeting.state == CANCELLED
    content = {
        "lead": "This meeting is cancelled." if cancelled else when_and_where(meeting),
        "event": {"place": meeting.place, "state": CANCELLED if cancelled else PLANNED},
    }
    return keep_copy(
        committee=committee,
        kind=PublicationKind.MEETING,
        key=key,
        title=f"Meeting {meeting.number}, {long_date(meeting.starts_at)}",
        content=content,
        by=by,
        at=at,
        beside=Beside(meeting.number, meeting.starts_at, meeting.ends_at),
    )


def dates_to_publish(committee: Committee, *, at: datetime) -> list[Meeting]:
    """The meetings to come that are held in public and not in the public calendar yet."""
    ahead = Meeting.objects.filter(committee=committee, starts_at__gt=at).exclude(state=CANCELLED)
    shown = Publication.objects.filter(committee=committee, kind=PublicationKind.MEETING, is_current=True)
    numbers = shown.filter(meeting_number__isnull=False).values("meeting_number")
    found = list(ahead.exclude(number__in=numbers).select_related("committee").order_by("starts_at", "id"))
    terms = terms_on(committee.pk, {local_day(one.starts_at) for one in found})
    return [one for one in found if is_public(terms[local_day(one.starts_at)])]


@transaction.atomic
def publish_dates(*, committee_id: int, by: Person, at: datetime) -> int:
    """Put every meeting to come that is held in public into the public calendar; returns how many were not in it."""
    committee = locked_committee(committee_id, by=by)
    made = [publish_date(meeting, by=by, at=at, asked=True) for meeting in dates_to_publish(committee, at=at)]
    count = sum(one is not None for one in made)
    if not count:
        raise Refused("Every meeting to come that is held in public is in the public calendar already.")
    return count


def ask_to_publish(meeting: Meeting, *, fact: str, again: bool = False) -> None:
    """Have what the public may read of a meeting brought up to date on the public site; `again` also brings back what
    a person took back before.
    """
    enqueue(
        kind=PUBLISH,
        dedupe=f"publish:{meeting.pk}:{fact}",
        payload={"meeting": meeting.pk, "again": again},
        hub=meeting.hub_id,
    )
