"""What visitors may see: current publications only, which stand behind no tenant wall."""

from django.db.models import Count, Max, Q, QuerySet

from governance.models import Publication
from hubportal.organisations.models import Committee


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


def publications_shown(committee: Committee, *, q: str = "") -> QuerySet[Publication]:
    """What a committee shows now, the latest first; narrowed by words of the title."""
    found = Publication.objects.filter(committee=committee, is_current=True).defer("content")
    for word in q.split()[:8]:
        found = found.filter(title__icontains=word)
    return found.order_by("-published_at", "-pk")
