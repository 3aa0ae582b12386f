"""The function matrix in force for a CCG on a day."""

from datetime import date

from django.db.models import QuerySet

from functions.models import Activity
from hubportal.organisations.models import Ccg, CcgLevel


def version_on(day: date) -> str | None:
    """The latest version of the matrix that had begun on that day; None before the first (1 October 2015)."""
    begun = Activity.objects.filter(effective_from__lte=day).order_by("-effective_from", "-version")
    return begun.values_list("version", flat=True).first()


def activities_on(day: date) -> QuerySet[Activity]:
    """The activities of the version in force, in the agreement's order; none before the first version."""
    return Activity.objects.filter(version=version_on(day) or "").order_by("position")


def activity_called(ref: str) -> str:
    """The words of an activity in its newest version; empty for none."""
    return Activity.objects.filter(ref=ref).order_by("-effective_from").values_list("activity", flat=True).first() or ""


def level_on(ccg: Ccg | None, day: date) -> str:
    """A CCG's level in words on a day, "Not recorded" where its history has a gap; empty without a CCG."""
    if ccg is None:
        return ""
    level = CcgLevel.on(ccg, day)
    return str(dict(CcgLevel._meta.get_field("level").choices)[level])  # type: ignore[arg-type]
