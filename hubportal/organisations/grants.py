"""What a person may do now, gathered in one SQL per request, and the scope that follows from it.

Both walls are fed from the same value, so they cannot drift; `tests/tenancy/test_grants.py` compares them for everyone.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from hubportal.tenancy.scope import Scope

if TYPE_CHECKING:
    from hubportal.organisations.models import Person

# Each row: a kind of object, the permissions held, and on which ids. The period test makes an ended role end at once.
_SQL = "SELECT kind, names, ids, hubs FROM app.grants_of(%s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Grants:
    """A person's permissions today: `kind -> codename -> object ids`. Empty for somebody without a role."""

    actor: int | None = None
    held: dict[str, dict[str, frozenset[int]]] = field(default_factory=dict)
    hubs: frozenset[int] = frozenset()
    whole_hubs: frozenset[int] = frozenset()
    is_system_administrator: bool = False

    def can(self, codename: str, object_id: int) -> bool:
        """Whether the permission is held on that CCG, committee or practice (the codename's prefix says which)."""
        return object_id in self.on(codename)

    def on(self, codename: str) -> frozenset[int]:
        """The ids the permission is held on."""
        kind = codename.split("_", 1)[0]
        return self.held.get(kind, {}).get(codename, frozenset())

    def ccgs(self, codename: str = "ccg_read") -> frozenset[int]:
        """CCGs on which a `ccg_` permission is held."""
        return self.on(codename)

    def any(self, codename: str) -> bool:
        """Whether the permission is held anywhere."""
        return bool(self.on(codename))

    def only_hub(self) -> int | None:
        """The hub this person works with, when there is just one."""
        return next(iter(self.hubs)) if len(self.hubs) == 1 else None

    def whole_hub(self) -> int | None:
        """The hub every CCG of which this person reads by a hub-wide role, when there is just one."""
        return next(iter(self.whole_hubs)) if len(self.whole_hubs) == 1 and self.hubs == self.whole_hubs else None

    def scope(self, *, reading: bool = False) -> Scope:
        """The scope to open: a hub-wide reader reads by its own database role, a practice's person by theirs."""
        ccgs = self.on("ccg_read")
        practices = self.on("practice_read")
        whole = self.whole_hub()
        role = "hub_app"
        if reading and whole is not None:
            role = "hub_wide"
        elif practices and not ccgs and not self.held.get("committee"):
            role = "hub_practice"
        return Scope(
            actor=self.actor,
            hub=self.only_hub(),
            hubs=tuple(sorted(self.hubs)),
            ccgs=tuple(sorted(ccgs)),
            committees=tuple(sorted(self.on("committee_read"))),
            practices=tuple(sorted(practices)),
            role=role,  # type: ignore[arg-type]
            read_only=reading,
        )


def load_grants(person: "Person", *, assignment: int | None = None) -> Grants:
    """Read a person's grants for today; `assignment` narrows them to one role they chose to work in."""
    if not person.is_active or person.pk is None:
        return Grants()
    held: dict[str, dict[str, frozenset[int]]] = {}
    hubs: set[int] = set()
    whole: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, (person.pk, timezone.localdate(), assignment))
        for kind, names, ids, hub_ids in cursor.fetchall():
            if kind == "hub":
                whole.update(ids)
                continue
            held.setdefault(kind, {}).update(dict.fromkeys(names, frozenset(ids)))
            hubs.update(hub for hub in hub_ids if hub is not None)
    return Grants(
        actor=person.pk,
        held=held,
        hubs=frozenset(hubs),
        whole_hubs=frozenset(whole),
        is_system_administrator=person.is_system_administrator,
    )
