"""Raising dates, set-wise: who hears of a date that is coming, due or late, whatever it belongs to.

The sweep of any app gives its `due` rows; what is the same for all of them is said here once: a date is raised once a
stage (the unique key of `notifications_raised`), its owner hears, or where nobody who still works for that CCG owns it
the officers of its stream; a late one also goes to the head of its stream and to the CCG's lead. Of a date that
only some roles may know of, nobody without one of them hears, its owner included.
"""

import json
from datetime import date
from typing import Any

from hubportal.notifications.rules.escalation import COPIED_ROLE, ESCALATION_ROLE, OFFICER_ROLE

# A page's statement is given up after seconds; a million open rows may take longer on a busy server. And the planner,
# which cannot know how many rows an INSERT returns, would join tens of thousands of them one by one.
SETTINGS = "SET LOCAL statement_timeout = '10min'; SET LOCAL enable_nestloop = off"

# `due` has id, hub_id, ccg_id, reference, owner_id, team, stream, is_restricted, only_for, step, due_on, stage and
# whatever `task` and `path` are made of. `only_for` is a JSON list of roles, or null where no role is shut out.
_RAISED = """
unraised AS MATERIALIZED (
  SELECT * FROM due WHERE NOT EXISTS (
    SELECT FROM notifications_raised r WHERE r.ccg_id = due.ccg_id AND r.subject = '{subject}'
      AND r.subject_id = due.id AND r.step = due.step AND r.due_on = due.due_on AND r.stage = due.stage
  )
), raised AS (
  INSERT INTO notifications_raised (hub_id, ccg_id, subject, subject_id, step, due_on, stage, raised_on)
  SELECT hub_id, ccg_id, '{subject}', id, step, due_on, stage, %(today)s::date FROM unraised
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
  SELECT q.id, q.hub_id, q.ccg_id, q.reference, q.team, q.is_restricted, q.only_for, q.step, q.due_on, q.stage,
    %(officer)s::jsonb ->> q.stream AS officer_role, %(escalated)s::jsonb ->> q.stream AS escalated_role,
    own.person_id AS owner_id, {task} AS task, {path} AS path
  FROM raised r JOIN unraised q ON q.id = r.subject_id AND q.step = r.step AND q.stage = r.stage
  {joined}
  LEFT JOIN (SELECT person_id, ccg_id, array_agg(role)::text[] AS roles FROM holder GROUP BY person_id, ccg_id) own
    ON own.person_id = q.owner_id AND own.ccg_id = q.ccg_id AND (q.only_for IS NULL OR q.only_for ?| own.roles)
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
  WHERE (fresh.only_for IS NULL OR fresh.only_for ? holder.role) AND (fresh.stage = 'breached'
    OR fresh.owner_id IS NULL AND NOT EXISTS (SELECT FROM officer o WHERE o.id = fresh.id))
), fact AS (
  SELECT fresh.hub_id, fresh.ccg_id, hears.person_id,
    CASE fresh.stage WHEN 'breached' THEN 'late' ELSE 'due_' || fresh.stage END AS kind,
    fresh.reference
      || CASE fresh.stage WHEN 'breached' THEN ' is late: it was due on ' WHEN 'today' THEN ' is due today, '
        ELSE ' is due on ' END
      || to_char(fresh.due_on, 'FMDay FMDD FMMonth YYYY') || coalesce('. ' || fresh.task, '') AS text,
    fresh.path,
    '{dedupe}:' || fresh.id || ':' || fresh.step || ':' || fresh.due_on || ':' || fresh.stage AS dedupe
  FROM hears JOIN fresh USING (id, step, stage)
)
"""


def raising(*, due: str, subject: str, task: str, path: str, dedupe: str, joined: str = "") -> str:
    """The statement's common table expressions, for `tell_each`: `due` ends with the expression of that name.

    `task` and `path` are SQL over `q`, the due row; `joined` joins what they need.
    """
    told = _RAISED.format(subject=subject, task=task, path=path, dedupe=dedupe, joined=joined)
    return f"{due}, {told}"


def parameters(*, hub_id: int, today: date, **more: Any) -> dict[str, Any]:
    """What every such statement is given."""
    return {
        "hub": hub_id,
        "today": today,
        "officer": json.dumps(OFFICER_ROLE),
        "escalated": json.dumps(ESCALATION_ROLE),
        "copied": COPIED_ROLE,
        **more,
    }
