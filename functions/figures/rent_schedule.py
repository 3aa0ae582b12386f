"""The schedule of rent reviews: how many fall in each quarter, and how far they are."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, DateField, Field, Func, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import TruncQuarter

from functions.models import RegisterRow
from functions.rules.rent_reviews import financial_year, quarter_of
from hubportal.organisations.models import Person


class ReviewDay(Func):
    """Three years after the last effective day, as `rules.rent_reviews.next_review_on` counts them."""

    template = "((%(expressions)s)::date + interval '3 years')::date"
    output_field: ClassVar[Field] = DateField()


@dataclass(frozen=True, slots=True)
class ScheduleQuarter:
    """One quarter: reviews that fall in it, and of those how many wait, are with the District Valuer, or further on."""

    first: date
    last: date
    year: str
    number: int
    falls: int
    waiting: int
    instructed: int

    @property
    def further(self) -> int:
        """Those with a result."""
        return self.falls - self.waiting - self.instructed


def open_reviews(person: Person, *, register: str, ccg: str = "") -> Any:
    """The open reviews a person sees, each with the day on which it falls; empty where the last one is not known."""
    rows = RegisterRow.objects.visible_to(person).open().filter(register=register)
    if ccg:
        rows = rows.filter(ccg__ods_code=ccg)
    return rows.annotate(review_on=ReviewDay(KeyTextTransform("last_effective_on", "values")))


def by_quarter(reviews: Any) -> list[ScheduleQuarter]:
    """How many fall in each quarter, in one statement."""
    counted = (
        reviews.filter(review_on__isnull=False)
        .order_by()
        .annotate(quarter=TruncQuarter("review_on"))
        .values("quarter")
        .annotate(
            falls=Count("id"),
            waiting=Count("id", filter=Q(state="scheduled")),
            instructed=Count("id", filter=Q(state="instructed")),
        )
        .order_by("quarter")
    )
    return [_quarter(row) for row in counted]


def _quarter(row: dict[str, Any]) -> ScheduleQuarter:
    first, last = quarter_of(row["quarter"])
    number = (first.month - 4) % 12 // 3 + 1
    return ScheduleQuarter(first, last, financial_year(first), number, row["falls"], row["waiting"], row["instructed"])
