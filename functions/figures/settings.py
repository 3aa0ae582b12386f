"""What a hub has set: its closures and the versions of its clock policies."""

from django.db.models import Q

from hubportal.clocks.models import Closure, PolicyVersion
from hubportal.organisations.models import Hub, Person


def hub_of(person: Person) -> Hub | None:
    """The one hub a person works in; None for somebody of none or several."""
    return Hub.objects.filter(pk__in=person.grants.hubs).first() if len(person.grants.hubs) == 1 else None


def closures_of(hub: Hub) -> list[Closure]:
    """Closures, the latest first."""
    return list(Closure.objects.filter(hub=hub).select_related("made_by").order_by("-day"))


def versions_of(hub: Hub) -> list[PolicyVersion]:
    """Every version that counts for a hub, its own and the agreements', by policy and the latest first."""
    known = PolicyVersion.objects.filter(Q(hub=hub) | Q(hub__isnull=True)).select_related("made_by", "hub")
    return list(known.order_by("code", "-effective_from", "-version"))
