"""An agreed specification for every CCG of the load-test hub, each with some rows decided otherwise."""

from datetime import date

from functions.figures.matrix import activities_on
from functions.models import Activity, Specification, SpecificationRow
from hubportal.organisations.models import Ccg, Hub

BEGAN = date(2016, 4, 1)
OTHERWISE = 8  # rows a CCG decided otherwise than the standard


def specify_every_ccg(hub: Hub) -> int:
    """Agreed specifications where there are none yet; returns how many CCGs have one."""
    activities = list(activities_on(BEGAN, hub.pk, schedule=None))
    version = activities[0].version
    ccgs = list(Ccg.objects.filter(hub=hub).exclude(pk__in=Specification.objects.values("ccg_id")))
    made = Specification.objects.bulk_create(
        Specification(
            hub=hub,
            ccg=ccg,
            reference=f"{hub.code}-A-2016-9{place:04}",
            subject=f"Functions of {ccg.name}",
            state="agreed",
            standard=version,
            effective_from=BEGAN,
            received_on=BEGAN,
        )
        for place, ccg in enumerate(ccgs)
    )
    for place, specification in enumerate(made):
        SpecificationRow.objects.bulk_create(_rows(specification, activities, place))
    return Specification.objects.filter(hub=hub, state="agreed").count()


def _rows(specification: Specification, activities: list[Activity], place: int) -> list[SpecificationRow]:
    open_rows = [row.ref for row in activities if row.hub_part == "SUPPORT"]
    otherwise = {open_rows[(place + step * 3) % len(open_rows)] for step in range(OTHERWISE)}
    return [
        SpecificationRow(
            hub_id=specification.hub_id,
            ccg_id=specification.ccg_id,
            specification=specification,
            activity=row,
            ccg_acts=row.ref in otherwise or row.ccg_acts,
            hub_part="" if row.ref in otherwise else row.hub_part,
            qualifier=row.qualifier,
        )
        for row in activities
    ]
