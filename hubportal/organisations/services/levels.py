"""Opening a new period of a CCG's co-commissioning level."""

from datetime import date

from django.db import transaction
from psycopg2.extras import DateRange

from hubportal.organisations.models import Ccg, CcgLevel, Level, Person
from hubportal.web.refusals import Refused


@transaction.atomic
def open_level(*, ccg: Ccg, level: str, on: date, source: str, by: Person) -> CcgLevel:
    """From a day on a CCG has another level: the period in force ends the day before, so that none overlap.

    Only a head of the CCG's hub records it; a period that begins that day or later already is refused.
    """
    if not by.grants.can("ccg_hub_approve", ccg.pk):
        raise Refused("Only a head of the hub records a CCG’s level.", status=403)
    if level not in Level.values:
        raise Refused("Select the level.", field="level", status=400)
    Ccg.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    periods = CcgLevel.objects.filter(ccg=ccg)
    if periods.filter(period__startswith__gte=on).exists():
        raise Refused("A level that begins on this day or later is recorded already.", field="on")
    before = periods.filter(period__contains=on).first()
    if before is not None:
        if before.level == level:
            raise Refused("The CCG has this level already.", field="level")
        before.period = DateRange(before.period.lower, on)
        before.save(update_fields=["period"])
    return CcgLevel.objects.create(ccg=ccg, level=level, period=DateRange(on, None), source=source[:200])
