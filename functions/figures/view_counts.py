"""How many open cases each view of the work list holds, from the tallies that triggers keep: no case is counted."""

from datetime import timedelta
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL

from functions.models import OpenTally, Query
from functions.models.sight import Sight
from functions.models.tallies import DUE_BY
from functions.rules.work_groups import GroupDates
from hubportal.organisations.models import Person
from hubportal.tenancy.prepared import slot, statement

_By = OpenTally.By
_NONE = (0, 0, 0, 0)


def counts_by_view(person: Person, dates: GroupDates) -> dict[str, int]:
    """The open cases a person sees in each view, in one statement; a practice, which has one view, counts its few."""
    sight = Sight.of(person.grants)
    if sight.practices is not None:
        return {"all": Query.objects.seen_by(sight).open().count()}
    values = {
        "person": person.pk,
        "team": person.team,
        "yesterday": dates.today - timedelta(days=1),
        "week_ends_on": dates.week_ends_on,
    }
    found = {kind: sums for kind, *sums in _open_cases(sight.shape())(sight.values() | values)}
    every, unassigned, late, by_week_end = found.get(_By.CCG, _NONE)
    return {
        "mine": found.get(_By.OWNER, _NONE)[0],
        "team": found.get(_By.TEAM, _NONE)[0],
        "unassigned": unassigned,
        "week": by_week_end - late,
        "late": late,
        "all": every,
    }


@statement
def _open_cases(sight: Sight) -> QuerySet[Any]:
    """Those of the CCGs, those of the person and those of their team, each as one row."""
    counted = (
        Q(counted_by=_By.CCG)
        | Q(counted_by=_By.OWNER, owner_id=slot("person"))
        | Q(counted_by=_By.TEAM, team=slot("team"))
    )
    return (
        OpenTally.objects.filter(sight.condition(), counted)
        .values("counted_by")
        .annotate(
            every=Sum("cases"),
            without_owner=Sum("unassigned"),
            late=_due_by("yesterday"),
            by_week_end=_due_by("week_ends_on"),
        )
        .values_list("counted_by", "every", "without_owner", "late", "by_week_end")
    )


def _due_by(day: str) -> Sum:
    """How many are due on or before a day."""
    return Sum(RawSQL(DUE_BY, [slot(day)], output_field=IntegerField()))  # noqa: S611 - SQL of ours
