"""The sweep: which open cases fall due tomorrow, fall due today or are late, told once, set-wise, one hub at a time."""

import json
from datetime import date

from django.db import connection, transaction
from django.urls import reverse

from functions.rules.kinds import COPIED_ROLE, ESCALATION_ROLE
from hubportal.clocks.sql import add_working_days, calendar_of_hub
from hubportal.notifications.services.notices import tell_each
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import Scope, scope

# A page's statement is given up after seconds; a million open cases may take longer on a busy server. And the planner,
# which cannot know how many rows an INSERT returns, would join tens of thousands of them one by one.
_SETTINGS = "SET LOCAL statement_timeout = '10min'; SET LOCAL enable_nestloop = off"

OFFICER_ROLE = {"contracting": "hub_contracting_officer", "finance": "hub_finance_officer"}

_CALENDAR = (
    "CASE WHEN coalesce((v.definition ->> 'closures_count')::boolean, true)"
    f" THEN {calendar_of_hub('v.day_count', '%(hub)s::bigint')} ELSE v.day_count END"
)
_NEXT_DAY = add_working_days("v.calendar", "%(today)s::date", "1")

# Excluded cases have no standard and paused ones no date that holds, so neither is swept. The ON CONFLICT of
# `raised` is what makes each stage of each date happen once, whoever sweeps at the same moment.
_FOUND = f"""
policy AS MATERIALIZED (
  SELECT v.id, v.definition, {_NEXT_DAY} AS next_day
  FROM (
    SELECT v.id, v.definition, {_CALENDAR} AS calendar
    FROM (SELECT *, coalesce(definition ->> 'day_count', 'england') AS day_count FROM clocks_policyversion) v
  ) v
), due AS (
  SELECT q.id, q.hub_id, q.ccg_id, q.policy_id, q.reference, q.owner_id, q.team, q.stream, q.is_restricted,
    step.name AS step, step.due_on,
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
), unraised AS MATERIALIZED (
  SELECT * FROM due WHERE NOT EXISTS (
    SELECT FROM notifications_raised r WHERE r.ccg_id = due.ccg_id AND r.subject = 'query' AND r.subject_id = due.id
      AND r.step = due.step AND r.due_on = due.due_on AND r.stage = due.stage
  )
), raised AS (
  INSERT INTO notifications_raised (hub_id, ccg_id, subject, subject_id, step, due_on, stage, raised_on)
  SELECT hub_id, ccg_id, 'query', id, step, due_on, stage, %(today)s::date FROM unraised
  ON CONFLICT DO NOTHING
  RETURNING subject_id, step, stage
), holder AS MATERIALIZED (
  SELECT c.id AS ccg_id, a.role, a.person_id, p.team
  FROM (
    SELECT person_id, role, ccg_id, NULL::bigint AS hub_id FROM organisations_assignment
    WHERE period @> %(today)s::date AND ccg_id IS NOT NULL
    UNION ALL
    SELECT a.person_id, a.role, c.id, a.hub_id FROM organisations_assignment a
    JOIN organisations_ccg c ON c.hub_id = a.hub_id WHERE a.period @> %(today)s::date
  ) a
  JOIN organisations_person p ON p.id = a.person_id AND p.is_active
  JOIN organisations_ccg c ON c.id = a.ccg_id AND c.hub_id = %(hub)s
), fresh AS MATERIALIZED (
  SELECT q.id, q.hub_id, q.ccg_id, q.reference, q.team, q.is_restricted, q.step, q.due_on, q.stage,
    %(officer)s::jsonb ->> q.stream AS officer_role, %(escalated)s::jsonb ->> q.stream AS escalated_role,
    own.person_id AS owner_id,
    (SELECT step.said ->> 'task' FROM jsonb_array_elements(policy.definition -> 'steps') AS step(said)
      WHERE step.said ->> 'step' = q.step) AS task
  FROM raised r JOIN unraised q ON q.id = r.subject_id AND q.step = r.step AND q.stage = r.stage
  JOIN policy ON policy.id = q.policy_id
  LEFT JOIN (SELECT DISTINCT person_id, ccg_id FROM holder) own
    ON own.person_id = q.owner_id AND own.ccg_id = q.ccg_id
), officer AS (
  SELECT fresh.id, fresh.step, fresh.stage, holder.person_id, fresh.team IN ('', holder.team) AS of_the_team
  FROM fresh JOIN holder ON holder.ccg_id = fresh.ccg_id AND holder.role = fresh.officer_role
  WHERE fresh.owner_id IS NULL AND NOT fresh.is_restricted
), hears (id, step, stage, person_id) AS (
  SELECT id, step, stage, owner_id FROM fresh WHERE owner_id IS NOT NULL
  UNION
  SELECT id, step, stage, person_id FROM officer o
  WHERE of_the_team OR NOT EXISTS (SELECT FROM officer other WHERE other.id = o.id AND other.of_the_team)
  UNION
  SELECT fresh.id, fresh.step, fresh.stage, holder.person_id
  FROM fresh JOIN holder ON holder.ccg_id = fresh.ccg_id
    AND holder.role IN (fresh.escalated_role, CASE WHEN fresh.stage = 'breached' THEN %(copied)s END)
  WHERE fresh.stage = 'breached'
    OR fresh.owner_id IS NULL AND NOT EXISTS (SELECT FROM officer o WHERE o.id = fresh.id)
), fact AS (
  SELECT fresh.hub_id, fresh.ccg_id, hears.person_id,
    CASE fresh.stage WHEN 'breached' THEN 'late' ELSE 'due_' || fresh.stage END AS kind,
    fresh.reference
      || CASE fresh.stage WHEN 'breached' THEN ' is late: it was due on ' WHEN 'today' THEN ' is due today, '
        ELSE ' is due on ' END
      || to_char(fresh.due_on, 'FMDay FMDD FMMonth YYYY') || coalesce('. ' || fresh.task, '') AS text,
    replace(%(path)s, 'XX-X-0000-0', fresh.reference) AS path,
    'due:' || fresh.id || ':' || fresh.step || ':' || fresh.due_on || ':' || fresh.stage AS dedupe
  FROM hears JOIN fresh USING (id, step, stage)
)
"""  # noqa: S608


def sweep(*, hub_id: int, today: date) -> int:
    """Raise what falls due in one hub on the day `today`; returns how many notices are new.

    Told are the case's owner, or where nobody who still works for that CCG owns it, the hub's officers of its
    stream (of its team, if it names one); a late case also goes to the head of its stream and the CCG's lead. A
    restricted case without an owner goes to the head alone. A second run tells nobody anything.
    """
    parameters = {
        "hub": hub_id,
        "today": today,
        "officer": json.dumps(OFFICER_ROLE),
        "escalated": json.dumps(ESCALATION_ROLE),
        "copied": COPIED_ROLE,
        "path": reverse("functions:query", args=["XX-X-0000-0"]),
    }
    with scope(Scope(role="hub_work", hub=hub_id, reason="sweep")), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_SETTINGS)
        return tell_each(found=_FOUND, parameters=parameters)


def sweep_every_hub(*, today: date) -> int:
    """`sweep` for one hub after the other, each in a transaction and scope of its own."""
    return sum(sweep(hub_id=key, today=today) for key in Hub.objects.order_by("pk").values_list("pk", flat=True))
