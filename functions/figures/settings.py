"""What a hub has set: its closures and the versions of its clock policies."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from hubportal.clocks.models import Closure, PolicyVersion
from hubportal.organisations.models import Ccg, Hub, Person


def hubs_of(person: Person) -> list[Hub]:
    """The hubs for whose CCGs a person works cases, by name."""
    worked = Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_case_edit")).order_by().values("hub_id")
    return list(Hub.objects.filter(pk__in=worked).order_by("name", "pk"))


def closures_of(hubs: Iterable[Hub]) -> list[Closure]:
    """The closures of these hubs, the latest first."""
    found = Closure.objects.filter(hub__in=list(hubs)).select_related("made_by", "hub")
    return list(found.order_by("-day", "hub__name"))


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
