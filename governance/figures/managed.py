"""The committees whose CCGs somebody manages, which need not be committees whose business they read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hubportal.organisations.models import Ccg, CommitteeCcg, Person
from hubportal.organisations.services.directory import ccgs_managed_by, committees_managed_by
from hubportal.tenancy.scope import Scope, scope


@dataclass(frozen=True, slots=True)
class ManagedCommittee:
    """A committee's public identity and the periods of its CCGs; nothing of its business."""

    pk: int
    public_id: UUID
    name: str
    hub_id: int
    hub: str
    links: tuple[CommitteeCcg, ...]


def managed_committees(person: Person, *, public_id: UUID | None = None) -> list[ManagedCommittee]:
    """Those a person manages, by name, or the one of these with an identity; the links are read for just these."""
    rows = committees_managed_by(person).select_related("hub").order_by("name")
    found = list(rows if public_id is None else rows.filter(public_id=public_id))
    links: dict[int, list[CommitteeCcg]] = {committee.pk: [] for committee in found}
    if found:
        with scope(Scope(committees=tuple(links), reason="the CCGs of committees that are managed")):
            of_these: Any = CommitteeCcg.objects.filter(committee__in=links).select_related("ccg")
            for link in of_these.order_by("ccg__name"):
                links[link.committee_id].append(link)
    return [
        ManagedCommittee(one.pk, one.public_id, one.name, one.hub_id, one.hub.name, tuple(links[one.pk]))
        for one in found
    ]


def parts_of(committee: ManagedCommittee, person: Person) -> tuple[list[Ccg], list[Ccg]]:
    """The CCGs that take part without an end, and those of the hub that could join."""
    taking_part = [link.ccg for link in committee.links if link.period.upper is None]
    known = [link.ccg_id for link in committee.links]
    others = ccgs_managed_by(person).filter(hub_id=committee.hub_id).exclude(pk__in=known).order_by("name")
    return taking_part, list(others)
