"""The numbered days as a table, so that SQL counts working days as the rules do.

`england` and `uk` are written from the calendar itself. A hub that has closures has numbered days of its own,
`england:7` and `uk:7`, made from those by leaving its closures out; a hub without closures uses the plain
ones.
"""

from datetime import timedelta

from django.db import connection, transaction

from hubportal.clocks.calendar import FIRST_DAY, LAST_DAY, calendar_for
from hubportal.clocks.models import CalendarDay

DAY_COUNTS = ("england", "uk")

_WRITE = """
INSERT INTO clocks_calendarday AS kept (calendar, day, number, is_working, name)
SELECT %s, * FROM unnest(%s::date[], %s::integer[], %s::boolean[], %s::text[])
ON CONFLICT (calendar, day) DO UPDATE
SET number = excluded.number, is_working = excluded.is_working, name = excluded.name
WHERE (kept.number, kept.is_working, kept.name)
   IS DISTINCT FROM (excluded.number, excluded.is_working, excluded.name)
"""

_LEAVE_CLOSURES_OUT = """
INSERT INTO clocks_calendarday (calendar, day, number, is_working, name)
SELECT %(own)s, plain.day,
       sum((plain.is_working AND closure.day IS NULL)::integer) OVER (ORDER BY plain.day),
       plain.is_working AND closure.day IS NULL,
       CASE WHEN plain.is_working AND closure.day IS NOT NULL
            THEN left(closure.reason, 145) || ' (hub closure)' ELSE plain.name END
FROM clocks_calendarday AS plain
LEFT JOIN clocks_closure AS closure ON closure.hub_id = %(hub)s AND closure.day = plain.day
WHERE plain.calendar = %(plain)s
"""


def calendar_key(day_count: str, hub_id: int) -> str:
    """The name of a hub's own numbered days: "england:7"."""
    return f"{day_count}:{hub_id}"


@transaction.atomic
def write_plain_days() -> int:
    """Write the days of `england` and `uk`, changing only what differs; returns how many days there are."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    for day_count in DAY_COUNTS:
        calendar = calendar_for(day_count)
        columns = (
            days,
            [calendar.number(day) for day in days],
            calendar.are_working_days(days),
            [calendar.why_not_working(day) or "" for day in days],
        )
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [day_count, *columns])
    return len(days) * len(DAY_COUNTS)


@transaction.atomic
def write_days_of_hub(*, hub_id: int) -> None:
    """Number a hub's days afresh from its closures, in the hub's scope; without closures it has none of its
    own.
    """
    for day_count in DAY_COUNTS:
        own = calendar_key(day_count, hub_id)
        CalendarDay.objects.filter(calendar=own).delete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM clocks_closure WHERE hub_id = %s)", [hub_id])
            if cursor.fetchone() == (True,):
                cursor.execute(_LEAVE_CLOSURES_OUT, {"own": own, "hub": hub_id, "plain": day_count})


def hubs_with_days_of_their_own() -> list[int]:
    """The hubs whose closures have been numbered."""
    keys = CalendarDay.objects.filter(calendar__startswith="england:", day=FIRST_DAY)
    return sorted(int(key.partition(":")[2]) for key in keys.values_list("calendar", flat=True))
