"""Cases by their words and by a tag, through the two functions that may use the indexes of these across CCGs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from functions.figures.work_filter import WorkListFilter
from functions.models.queries import State
from hubportal.tenancy.prepared import Listed, Slot, slot, statement
from hubportal.tenancy.scope import current_scope

if TYPE_CHECKING:
    from hubportal.organisations.models import Person

MOST_FOUND = MOST_TAGGED = 1_000
# The functions refuse CCGs outside the scope, so that only those in it are named.
_OF_CODES = "SELECT c.id FROM organisations_ccg c WHERE c.ods_code IN ({}) AND c.id = ANY (app.tenants())"


@dataclass(frozen=True, slots=True)
class Searching:
    """How somebody's words or tag are looked for: in their own few cases (a practice), or through the indexes.

    `ccgs` are the CCGs the indexes are asked for; None for the whole hub of the scope.
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
        within, given = self._within(codes)
        found = f"SELECT app.search_queries(%s, {within}, %s, %s)"  # noqa: S608 - the values are parameters
        return Q(pk__in=RawSQL(found, [words, *given, only_open, MOST_FOUND]))  # noqa: S611

    def tagged(self, asked: WorkListFilter) -> list[int] | None:
        """The keys of the cases with the tag asked for; None where they are many, and for a practice.

        The cases of a rare tag are fetched by their keys; those of a common one are soon met in the order of the list.
        """
        if self.own:
            return None
        narrowed = WorkListFilter(state=asked.state, ccgs=asked.ccgs, tag=asked.tag)
        keys = _tagged(self.shape(), narrowed.shape(), MOST_TAGGED)(self.values() | narrowed.values())
        return keys if len(keys) <= MOST_TAGGED else None

    def _within(self, codes: Sequence[str | Slot]) -> tuple[str, list[Any]]:
        """The CCGs to look in, as SQL and what goes into it."""
        if codes:
            return f"ARRAY({_OF_CODES.format(', '.join(['%s'] * len(codes)))})::bigint[]", list(codes)
        return "%s::bigint[]", [sorted(self.ccgs) if isinstance(self.ccgs, Collection) else self.ccgs]

    def shape(self) -> "Searching":
        """The same with a slot in place of the CCGs."""
        return self if self.ccgs is None else Searching(self.own, slot("searched_ccgs"))

    def values(self) -> dict[str, Any]:
        """What goes into that slot."""
        return {"searched_ccgs": sorted(self.ccgs) if isinstance(self.ccgs, Collection) else None}


@statement
def _tagged(searching: Searching, asked: WorkListFilter, most: int) -> Listed:
    within, given = searching._within(asked.ccgs)
    sql = f"SELECT app.tagged_queries(%s, {within}, %s, %s)"  # noqa: S608 - the values are parameters
    return Listed(sql, (asked.tag, *given, asked.state == State.OPEN, most), lambda rows: [key for (key,) in rows])
