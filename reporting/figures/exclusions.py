"""Every exclusion of a period and its removal."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from functions.models import Query, QueryEvent
from functions.models.events import EXCLUSION_KINDS
from hubportal.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A case left its standard, and came back under it if somebody removed the exclusion."""

    case: Query
    made: QueryEvent
    removed: QueryEvent | None = None


def exclusions_of(*, person: Person, ccg_ids: Collection[int], first: date, last: date) -> list[Exclusion]:
    """The exclusions made or removed in a period of cases the person may see, the latest first; in one statement."""
    events = QueryEvent.objects.filter(ccg_id__in=ccg_ids, kind__in=EXCLUSION_KINDS)
    touched = events.filter(on__range=(first, last)).order_by().values("query_id")
    rows = events.filter(query__in=Query.objects.visible_to(person), query_id__in=touched)
    found: list[Exclusion] = []
    for event in rows.select_related("by", "query__ccg").order_by("query_id", "on", "id"):
        if event.kind == QueryEvent.Kind.EXCLUDED:
            found.append(Exclusion(event.query, event))
        elif found and found[-1].case.pk == event.query_id:
            found[-1] = replace(found[-1], removed=event)
    kept = [one for one in found if any(event and first <= event.on <= last for event in (one.made, one.removed))]
    return sorted(kept, key=lambda one: (one.made.on, one.made.pk), reverse=True)
