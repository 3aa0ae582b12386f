"""What those who asked said of the answers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from functions.models import Query, Satisfaction
from hubportal.organisations.models import Person
from reporting.rules.periods import Quarter


@dataclass(frozen=True, slots=True)
class Judged:
    """Of the cases received in a period: how many were answered, and what was said of the answers."""

    answered: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def said(self) -> int:
        """How many answers something was said of."""
        return self.yes + self.partly + self.no

    @property
    def share(self) -> float | None:
        """The share of those that gave what was needed; None when nothing was said."""
        return self.yes / self.said if self.said else None


def satisfaction_of(*, person: Person, ccg_ids: Collection[int], quarter: Quarter, as_at: date) -> dict[int, Judged]:
    """By CCG, of the cases received in the quarter that the person may see, as at the end of a day; two statements."""
    cases = Query.objects.visible_to(person).filter(
        ccg_id__in=ccg_ids, received_on__range=(quarter.first, quarter.last)
    )
    answered = cases.filter(responded_on__lte=as_at).order_by().values("ccg_id").annotate(answered=Count("pk"))
    found: dict[int, dict[str, int]] = {row["ccg_id"]: {"answered": row["answered"]} for row in answered}
    said = Satisfaction.objects.filter(ccg_id__in=ccg_ids, given_on__lte=as_at, query__in=cases)
    for row in said.order_by().values("ccg_id", "answer").annotate(count=Count("pk")):
        found.setdefault(row["ccg_id"], {})[row["answer"]] = row["count"]
    return {ccg: Judged(**found.get(ccg, {})) for ccg in ccg_ids}
