"""What visitors may see: current publications only, which stand behind no tenant wall."""

from datetime import datetime, timedelta

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Max, Q, QuerySet

from governance.models import Publication, PublicationKind
from hubportal.organisations.models import Committee

Published = QuerySet[Publication]
KEPT_IN_CALENDARS = timedelta(days=400)
OF_MEETINGS = (PublicationKind.MEETING, PublicationKind.AGENDA, PublicationKind.PAPERS)


def committees_shown(*, q: str = "") -> QuerySet[Committee]:
    """The committees with something public, each with how much and since when; narrowed by words of the name."""
    current = Q(publications__is_current=True)
    found = Committee.objects.filter(current)
    for word in q.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(hub__name__icontains=word))
    return (
        found.select_related("hub")
        .annotate(how_many=Count("publications", filter=current), latest=Max("publications__published_on"))
        .order_by("name", "pk")
    )


def publications_shown(committee: Committee) -> Published:
    """What a committee shows now, the latest first."""
    found = Publication.objects.filter(committee=committee, is_current=True).defer("content")
    return found.order_by("-published_at", "-pk")


def found(*, q: str = "", kind: str = "", committee: Committee | None = None) -> Published:
    """Everything shown now that has these words, in its title, its text or the text of its file; the latest first."""
    rows = Publication.objects.filter(is_current=True).select_related("committee").defer("content")
    if committee is not None:
        rows = rows.filter(committee=committee)
    if kind:
        rows = rows.filter(kind=kind)
    if q.strip():
        parts = Q()
        for word in q.split()[:8]:
            parts &= Q(title__icontains=word)
        rows = rows.filter(Q(words=SearchQuery(q, search_type="websearch", config="english")) | parts)
    return rows.order_by("-published_at", "-pk")


def meetings_shown(committee: Committee | None, *, now: datetime, past: bool = False, q: str = "") -> Published:
    """The meetings in the public calendar, of one committee or of all: those not yet over, the next first, or those
    that are, the last first.
    """
    rows = Publication.objects.filter(kind=PublicationKind.MEETING, is_current=True).select_related("committee")
    if committee is not None:
        rows = rows.filter(committee=committee)
    for word in q.split()[:8]:
        rows = rows.filter(Q(committee__name__icontains=word) | Q(title__icontains=word))
    if past:
        return rows.filter(ends_at__lt=now).order_by("-starts_at", "-pk")
    return rows.filter(ends_at__gte=now).order_by("starts_at", "pk")


def calendar_rows(committee: Committee | None, *, now: datetime) -> Published:
    """The meetings for calendar programs."""
    rows = Publication.objects.filter(
        kind=PublicationKind.MEETING, is_current=True, starts_at__gte=now - KEPT_IN_CALENDARS
    )
    if committee is not None:
        rows = rows.filter(committee=committee)
    return rows.select_related("committee").order_by("starts_at", "pk")


def of_meeting(committee: Committee, number: int) -> Published:
    """Everything shown of one meeting, whole."""
    rows = Publication.objects.filter(committee=committee, meeting_number=number, is_current=True)
    return rows.order_by("kind", "key", "pk")
