"""The sweep of dates to keep: told when they are coming, due on the next working day, due today, and late.

Of a kind that asks for a permission of its own, only roles with that permission hear, and the message says the
reference and leads to the page: what is to be done stands there.
"""

import json
from datetime import date

from django.db import connection, transaction

from hubportal.clocks.sql import add_working_days, calendar_of_hub
from hubportal.notifications.services import raising
from hubportal.notifications.services.notices import tell_each
from hubportal.organisations.roles import roles_with
from hubportal.records.kinds import ORDINARILY_RESTRICTED, every_kind
from hubportal.tenancy.scope import Scope, scope

_NEXT_DAY = add_working_days(calendar_of_hub("'england'", "%(hub)s::bigint"), "%(today)s::date", "1")
_DUE = f"""
tomorrow AS MATERIALIZED (SELECT {_NEXT_DAY} AS day), due AS (
  SELECT d.id, d.hub_id, d.ccg_id, d.reference, d.owner_id, '' AS team, d.stream, d.is_restricted,
    %(cleared)s::jsonb -> d.kind AS only_for, 'date'::text AS step, d.due_on, d.words, d.path,
    CASE WHEN d.due_on < %(today)s::date THEN 'breached' WHEN d.due_on = %(today)s::date THEN 'today'
      WHEN d.due_on <= tomorrow.day THEN 'tomorrow' ELSE 'coming' END AS stage
  FROM records_deadline d, tomorrow
  WHERE d.hub_id = %(hub)s AND d.met_on IS NULL AND d.dropped_on IS NULL
    AND (d.due_on <= tomorrow.day OR d.warn_on <= %(today)s::date)
)
"""  # noqa: S608
_FOUND = raising.raising(
    due=_DUE,
    subject="deadline",
    task="CASE WHEN q.only_for IS NULL THEN q.words END",
    path="q.path",
    dedupe="deadline",
)


def sweep(*, hub_id: int, today: date) -> int:
    """Raise the dates to keep of one hub on the day `today`; returns how many notices are new."""
    parameters = raising.parameters(hub_id=hub_id, today=today, cleared=json.dumps(_cleared()))
    with scope(Scope(role="hub_work", hub=hub_id, reason="sweep of dates to keep")), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(raising.SETTINGS)
        return tell_each(found=_FOUND, parameters=parameters)


def _cleared() -> dict[str, tuple[str, ...]]:
    """Kinds that ask for a permission of their own, with the roles that give it."""
    asked = {kind.key: kind.restricted_permission for kind in every_kind()}
    return {key: roles_with(permission) for key, permission in asked.items() if permission != ORDINARILY_RESTRICTED}
