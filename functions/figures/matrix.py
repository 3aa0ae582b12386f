"""The standard function matrix in force on a day."""

from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When

from functions.models import Activity, MatrixVersion
from hubportal.organisations.models import Ccg, CcgLevel
from hubportal.tenancy.prepared import Slot

FUNCTIONS = Activity.Schedule.FUNCTIONS
FINANCE = Activity.Schedule.FINANCE


def versions_begun(day: date | Slot, hub_id: int | Slot | None = None) -> QuerySet[MatrixVersion]:
    """The versions that had begun on that day for a hub, the one in force first."""
    own = Case(When(hub__isnull=False, then=Value(1)), default=Value(0), output_field=IntegerField())
    return MatrixVersion.objects.of_hub(hub_id).filter(effective_from__lte=day).order_by("-effective_from", own.desc())


def version_on(day: date, hub_id: int | None = None) -> MatrixVersion | None:
    """The version of the matrix in force on that day; None before the first (1 October 2015)."""
    return versions_begun(day, hub_id).first()


def activities_on(day: date, hub_id: int | None = None, *, schedule: str | None = FUNCTIONS) -> QuerySet[Activity]:
    """The activities of the version in force, in the agreement's order; none before the first version.

    `schedule` is the table of the agreement; None for both.
    """
    version = versions_begun(day, hub_id).values("pk")[:1]
    found = Activity.objects.filter(version__in=version).select_related("version").order_by("position")
    return found.filter(schedule=schedule) if schedule else found


def activity_called(ref: str) -> str:
    """The words of an activity in the newest version of the standard; empty for none."""
    newest = Activity.objects.filter(ref=ref, version__hub__isnull=True).order_by("-version__effective_from")
    return newest.values_list("activity", flat=True).first() or ""


def level_on(ccg: Ccg | None, day: date) -> str:
    """A CCG's level in words on a day, "Not recorded" where its history has a gap; empty without a CCG."""
    if ccg is None:
        return ""
    level = CcgLevel.on(ccg, day)
    return str(dict(CcgLevel._meta.get_field("level").choices)[level])  # type: ignore[arg-type]
