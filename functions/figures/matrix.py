"""The function matrix in force for a CCG on a day."""

from datetime import date
from typing import Any

from django.db.models import QuerySet, Subquery

from functions.models import Activity
from hubportal.organisations.models import Ccg, CcgLevel
from hubportal.tenancy.prepared import Slot, slot, statement


def version_on(day: date) -> str | None:
    """The latest version of the matrix that had begun on that day; None before the first (1 October 2015)."""
    return _begun(day).first()


def _begun(day: date | Slot) -> QuerySet[Activity, str]:
    begun = Activity.objects.filter(effective_from__lte=day).order_by("-effective_from", "-version")
    return begun.values_list("version", flat=True)


def activities_on(day: date | Slot) -> QuerySet[Activity]:
    """The activities of the version in force, in the agreement's order; none before the first version."""
    return Activity.objects.filter(version=Subquery(_begun(day)[:1])).order_by("position")


def rows_on(day: date) -> tuple[Any, ...]:
    """The same as plain rows, for the page: equal rows make an equal page."""
    return tuple(_rows()({"day": day}))


@statement
def _rows() -> QuerySet[Any]:
    return activities_on(slot("day")).values_list(
        "version", "ref", "area", "group", "activity", "ccg_acts", "hub_part", "qualifier", "source_note"
    )


def activity_called(ref: str) -> str:
    """The words of an activity in its newest version; empty for none."""
    return Activity.objects.filter(ref=ref).order_by("-effective_from").values_list("activity", flat=True).first() or ""


def level_on(ccg: Ccg | None, day: date) -> str:
    """A CCG's level in words on a day, "Not recorded" where its history has a gap; empty without a CCG."""
    if ccg is None:
        return ""
    level = CcgLevel.on(ccg, day)
    return str(dict(CcgLevel._meta.get_field("level").choices)[level])  # type: ignore[arg-type]
