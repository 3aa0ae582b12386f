"""What a hub has set: its closures and the versions of its clock policies."""

from typing import Any

from django.db.models import F, Q

from hubportal.clocks.models import Closure, PolicyVersion
from hubportal.organisations.models import Hub, Person


def hub_of(person: Person) -> Hub | None:
    """The one hub a person works in; None for somebody of none or several."""
    return Hub.objects.filter(pk__in=person.grants.hubs).first() if len(person.grants.hubs) == 1 else None


def closures_of(hub: Hub) -> list[Closure]:
    """Closures, the latest first."""
    return list(Closure.objects.filter(hub=hub).select_related("made_by").order_by("-day"))


def closures_removed(hub: Hub) -> list[dict[str, Any]]:
    """Closures that were taken back: day, reason, when and by whom, the latest first."""
    history = Closure.pgh_event_model.objects  # type: ignore[attr-defined]
    rows = list(
        history.filter(hub=hub, pgh_label="delete")
        .order_by("-pgh_created_at", "-pgh_id")
        .values("day", "reason", removed_at=F("pgh_created_at"), by=F("pgh_context__metadata__person"))
    )
    names = dict(Person.objects.filter(pk__in=[row["by"] for row in rows if row["by"]]).values_list("pk", "name"))
    return [{**row, "by": names.get(row["by"] or 0, "The portal")} for row in rows]


def versions_of(hub: Hub) -> list[PolicyVersion]:
    """Every version that counts for a hub, its own and the agreements', by policy and the latest first."""
    known = PolicyVersion.objects.filter(Q(hub=hub) | Q(hub__isnull=True)).select_related("made_by", "hub")
    return list(known.order_by("code", "-effective_from", "-version"))
