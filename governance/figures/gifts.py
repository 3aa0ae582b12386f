"""Gifts, procurement decisions and publications of a committee, as lists read them."""

from django.db.models import Prefetch, Q, QuerySet

from governance.models import Gift, Procurement, ProcurementConflict, Publication
from hubportal.organisations.models import Committee


def gifts_of(committee: Committee, *, show: str = "", q: str = "") -> QuerySet[Gift]:
    """The register of gifts and hospitality: all, or what waits for its review (`waiting`)."""
    found = Gift.objects.filter(committee_id=committee.pk).select_related("person", "reviewed_by")
    if show == "waiting":
        found = found.filter(reviewed_on__isnull=True)
    for word in q.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(offered_by__icontains=word) | Q(details__icontains=word))
    return found.order_by("-offered_on", "-number")


def procurements_of(committee: Committee, *, show: str = "", q: str = "") -> QuerySet[Procurement]:
    """Procurement decisions with their conflicts: all, being prepared (`draft`) or `recorded`."""
    conflicts = ProcurementConflict.objects.filter(committee_id=committee.pk).order_by("id")
    found = Procurement.objects.filter(committee_id=committee.pk).select_related("meeting")
    if show in Procurement.State.values:
        found = found.filter(state=show)
    for word in q.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(supplier__icontains=word) | Q(reference__iexact=word))
    return found.prefetch_related(Prefetch("conflicts", queryset=conflicts)).order_by("-number")


def published_by(committee: Committee) -> QuerySet[Publication]:
    """Everything a committee published, also what was replaced or withdrawn, the latest first."""
    found = Publication.objects.filter(committee=committee).select_related("published_by", "withdrawn_by")
    return found.defer("content").order_by("-published_at", "-pk")
