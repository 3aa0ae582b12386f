"""Groups follow roles: whoever's role has ended leaves its group, so that nothing that reads groups is misled."""

from datetime import date

from django.db import connection

_LEAVE = """
DELETE FROM organisations_person_groups held
WHERE NOT EXISTS (
  SELECT FROM organisations_assignment a
  WHERE a.person_id = held.person_id AND a.group_id = held.group_id
    AND (upper_inf(a.period) OR upper(a.period) > %s)
)
"""


def leave_ended_roles(*, on: date) -> int:
    """Take everybody out of the groups in which they hold no role on or after `on`; returns how many left one."""
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE, [on])
        return int(cursor.rowcount)
