"""The sweep: which open cases fall due tomorrow, fall due today or are late, told once, set-wise, one hub at a time."""

from datetime import date

from django.db import connection, transaction
from django.urls import reverse

from hubportal.clocks.sql import add_working_days, calendar_of_hub
from hubportal.notifications.services import raising
from hubportal.notifications.services.notices import tell_each
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import Scope, scope

_CALENDAR = (
    "CASE WHEN coalesce((v.definition ->> 'closures_count')::boolean, true)"
    f" THEN {calendar_of_hub('v.day_count', '%(hub)s::bigint')} ELSE v.day_count END"
)
_NEXT_DAY = add_working_days("v.calendar", "%(today)s::date", "1")

# Excluded cases have no standard and paused ones no date that holds, so neither is swept.
_DUE = f"""
policy AS MATERIALIZED (
  SELECT v.id, v.definition, {_NEXT_DAY} AS next_day
  FROM (
    SELECT v.id, v.definition, {_CALENDAR} AS calendar
    FROM (SELECT *, coalesce(definition ->> 'day_count', 'england') AS day_count FROM clocks_policyversion) v
  ) v
), due AS (
  SELECT q.id, q.hub_id, q.ccg_id, q.policy_id, q.reference, q.owner_id, q.team, q.stream, q.is_restricted,
    NULL::jsonb AS only_for, step.name AS step, step.due_on,
    CASE WHEN step.due_on < %(today)s::date THEN 'breached' WHEN step.due_on = %(today)s::date THEN 'today'
      ELSE 'tomorrow' END AS stage
  FROM functions_query q JOIN policy ON policy.id = q.policy_id
  CROSS JOIN LATERAL (VALUES
    (q.next_step, q.next_due_on),
    ('acknowledge', CASE WHEN q.acknowledged_on IS NULL AND q.next_step <> 'acknowledge'
      THEN q.acknowledge_due_on END),
    ('respond', CASE WHEN q.next_step <> 'respond' THEN q.respond_due_on END)
  ) AS step(name, due_on)
  WHERE q.hub_id = %(hub)s AND q.state = 'open' AND q.paused_on IS NULL AND q.excluded_reason = ''
    AND q.next_due_on <= (SELECT max(next_day) FROM policy) AND step.due_on <= policy.next_day
)
"""  # noqa: S608
_TASK = """(SELECT step.said ->> 'task' FROM jsonb_array_elements(policy.definition -> 'steps') AS step(said)
      WHERE step.said ->> 'step' = q.step)"""
_FOUND = raising.raising(
    due=_DUE,
    subject="query",
    task=_TASK,
    path="replace(%(path)s, 'XX-X-0000-0', q.reference)",
    dedupe="due",
    joined="JOIN policy ON policy.id = q.policy_id",
)


def sweep(*, hub_id: int, today: date) -> int:
    """Raise what falls due in one hub on the day `today`; returns how many notices are new.

    Told are the case's owner, or where nobody who still works for that CCG owns it, the hub's officers of its
    stream (of its team, if it names one); a late case also goes to the head of its stream and the CCG's lead. A
    restricted case without an owner goes to the head alone. A second run tells nobody anything.
    """
    path = reverse("functions:query", args=["XX-X-0000-0"])
    parameters = raising.parameters(hub_id=hub_id, today=today, path=path)
    with scope(Scope(role="hub_work", hub=hub_id, reason="sweep")), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(raising.SETTINGS)
        return tell_each(found=_FOUND, parameters=parameters)


def sweep_every_hub(*, today: date) -> int:
    """`sweep` for one hub after the other, each in a transaction and scope of its own."""
    return sum(sweep(hub_id=key, today=today) for key in Hub.objects.order_by("pk").values_list("pk", flat=True))
