"""Which cases a person may read, as one condition: with values for a queryset, with slots for a prepared statement."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Q

from functions.rules.kinds import KINDS_OF_PRACTICE
from hubportal.organisations.grants import Grants
from hubportal.tenancy.prepared import Slot, among, slot


@dataclass(frozen=True, slots=True)
class Sight:
    """A hub-wide reader's `hub`, or the CCGs somebody reads, or the practices of its people; the others are None.

    `cleared` are the CCGs whose restricted cases are read as well; None when those are all that are read.
    """

    hub: int | Slot | None = None
    ccgs: Collection[int] | Slot | None = None
    cleared: Collection[int] | Slot | None = None
    practices: Collection[int] | Slot | None = None

    @classmethod
    def of(cls, grants: Grants) -> "Sight":
        """What these grants let somebody see."""
        whole, ccgs = grants.whole_hub(), grants.ccgs("ccg_read")
        if whole is None and not ccgs:
            return cls(practices=grants.on("practice_read"))
        restricted = grants.ccgs("ccg_case_restricted")
        return cls(whole, ccgs if whole is None else None, None if restricted >= ccgs else restricted)

    def condition(self) -> Q:
        """The cases of the hub, the CCGs or the practices; a practice's people see their own questions alone."""
        if self.practices is not None:
            return among("practice_id", self.practices) & Q(is_restricted=False, kind__in=KINDS_OF_PRACTICE)
        seen = Q(hub_id=self.hub) if self.ccgs is None else among("ccg_id", self.ccgs)
        if self.cleared is None:
            return seen
        return seen & (Q(is_restricted=False) | among("ccg_id", self.cleared))

    def shape(self) -> "Sight":
        """The same with a slot in place of each value."""
        return Sight(*(None if getattr(self, part) is None else slot(f"sight_{part}") for part in PARTS))

    def values(self) -> dict[str, Any]:
        """What goes into those slots."""
        found = {f"sight_{part}": getattr(self, part) for part in PARTS}
        return {name: list(value) if isinstance(value, Collection) else value for name, value in found.items()}


PARTS = tuple(part.name for part in fields(Sight))
