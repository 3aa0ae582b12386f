"""Cases by their words, through the one function that may use the text index across CCGs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from hubportal.tenancy.prepared import Slot, slot
from hubportal.tenancy.scope import current_scope

if TYPE_CHECKING:
    from hubportal.organisations.models import Person

MOST_FOUND = 1_000
# The function refuses CCGs outside the scope, so that only those in it are named.
_OF_CODES = "SELECT c.id FROM organisations_ccg c WHERE c.ods_code IN ({}) AND c.id = ANY (app.tenants())"


@dataclass(frozen=True, slots=True)
class Searching:
    """How somebody's words are looked for: in their own few cases (a practice), or through the index.

    `ccgs` are the CCGs the index is asked for; None for the whole hub of the scope.
    """

    own: bool
    ccgs: Collection[int] | Slot | None = None

    @classmethod
    def by(cls, person: "Person") -> "Searching":
        """As the open scope has it."""
        opened = current_scope()
        if opened is not None and opened.role == "hub_practice":
            return cls(own=True)
        whole = opened is not None and opened.role in {"hub_wide", "hub_work"}
        return cls(own=False, ccgs=None if whole else person.grants.ccgs("ccg_read"))

    def condition(self, words: str | Slot, *, codes: Sequence[str | Slot] = (), only_open: bool = False) -> Q:
        """The cases whose reference, subject, contact or detail has the words asked for.

        Of those in the CCGs of these codes (all, without codes), open if so asked, the newest 1,000 are considered; a
        page says so and asks for more words.
        """
        if self.own:
            return Q(subject__icontains=words) | Q(detail__icontains=words)
        ccgs = sorted(self.ccgs) if isinstance(self.ccgs, Collection) else self.ccgs
        within: str = "%s"
        given: list[Any] = [ccgs]
        if codes:
            within, given = f"ARRAY({_OF_CODES.format(', '.join(['%s'] * len(codes)))})", list(codes)
        found = f"SELECT app.search_queries(%s, {within}::bigint[], %s, %s)"  # noqa: S608 - the values are parameters
        return Q(pk__in=RawSQL(found, [words, *given, only_open, MOST_FOUND]))  # noqa: S611

    def shape(self) -> "Searching":
        """The same with a slot in place of the CCGs."""
        return self if self.ccgs is None else Searching(self.own, slot("searched_ccgs"))

    def values(self) -> dict[str, Any]:
        """What goes into that slot."""
        return {"searched_ccgs": sorted(self.ccgs) if isinstance(self.ccgs, Collection) else None}
