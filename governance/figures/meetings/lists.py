"""Meetings of a committee in lists, and of a person's committees for a calendar."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from governance.models import Meeting
from hubportal.organisations.models import Committee, Person

KEPT_IN_CALENDARS = timedelta(days=400)


def meetings_of(committee: Committee) -> QuerySet[Meeting]:
    """The meetings of a committee with how many items stand on each agenda, latest first."""
    standing = Count("items", filter=Q(items__withdrawn_at__isnull=True))
    return (
        Meeting.objects.filter(committee=committee)
        .select_related("committee")
        .annotate(item_count=standing)
        .order_by("-starts_at", "-id")
    )


def meetings_for_calendar(person: Person, *, committee: UUID | None, now: datetime) -> QuerySet[Meeting]:
    """The meetings a person's calendar shows: of one committee or of all of theirs, from thirteen months back on."""
    found = Meeting.objects.visible_to(person).filter(starts_at__gte=now - KEPT_IN_CALENDARS)
    if committee is not None:
        found = found.filter(committee__public_id=committee)
    return found.select_related("committee").order_by("starts_at", "id")
