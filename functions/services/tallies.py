"""Keeping the tallies of the query log short, counting them afresh, and proving them equal to a plain count."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from hubportal.tenancy.scope import Scope, scope

# A page's statement is given up after seconds; counting a million cases takes longer.
_PATIENCE = "SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '1min'"


def fold(*, hub_id: int) -> None:
    """Make one row of the many that changes have added to each tally of a hub; no count changes."""
    _call("app.fold_tallies()", hub_id, reason="fold_tallies")


def rebuild(*, hub_id: int) -> None:
    """Count a hub's cases afresh. Whoever wants to change a case meanwhile waits."""
    _call("app.rebuild_tallies()", hub_id, reason="rebuild_tallies")


def _call(function: str, hub_id: int, *, reason: str) -> None:
    opened = Scope(role="hub_work", hub=hub_id, reason=reason)
    with scope(opened), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{_PATIENCE}; SELECT {function}")  # noqa: S608 - one of the two above


@dataclass(frozen=True, slots=True)
class TallyDifference:
    """A count kept by the triggers that is not the count of the cases."""

    what: str
    kept: int
    counted: int

    def __str__(self) -> str:
        return f"Tally of {self.what}: {self.kept} kept, {self.counted} counted."


# Both sides as (what it counts, due date or none, how many), compared in one statement and so at one moment.
_OPEN = """
kept (ccg, part, day, number) AS (
  SELECT ccg_id, concat_ws(' ', counted_by, owner_id, team, is_restricted), NULL::date, sum(cases)
  FROM functions_opentally
  WHERE hub_id = %(hub)s GROUP BY 1, 2
  UNION ALL
  SELECT ccg_id, concat_ws(' ', 'unassigned', is_restricted), NULL, sum(unassigned) FROM functions_opentally
  WHERE hub_id = %(hub)s GROUP BY 1, 2
  UNION ALL
  SELECT ccg_id, concat_ws(' ', counted_by, owner_id, team, is_restricted), u.day, sum(u.number)
  FROM (SELECT * FROM functions_opentally WHERE hub_id = %(hub)s) t
  CROSS JOIN LATERAL (SELECT d AS day, upto - lag(upto, 1, 0) OVER (ORDER BY d) AS number
    FROM unnest(t.due_on, t.due_by) AS x(d, upto)) u GROUP BY 1, 2, 3
), part AS (
  SELECT ccg_id, concat_ws(' ', 'ccg', '', is_restricted) AS name, next_due_on FROM open
  UNION ALL
  SELECT ccg_id, concat_ws(' ', 'owner', owner_id, '', is_restricted), next_due_on FROM open WHERE owner_id IS NOT NULL
  UNION ALL
  SELECT ccg_id, concat_ws(' ', 'team', team, is_restricted), next_due_on FROM open WHERE team <> ''
), counted (ccg, part, day, number) AS (
  SELECT ccg_id, name, NULL::date, count(*) FROM part GROUP BY 1, 2
  UNION ALL
  SELECT ccg_id, concat_ws(' ', 'unassigned', is_restricted), NULL, count(*) FROM open
  WHERE owner_id IS NULL AND team = '' GROUP BY 1, 2
  UNION ALL
  SELECT ccg_id, name, next_due_on, count(*) FROM part WHERE next_due_on IS NOT NULL GROUP BY 1, 2, 3
)
"""
_STANDARDS = """
kept (ccg, part, day, number) AS (
  SELECT ccg_id, concat_ws(' ', t.received_in, t.policy, t.act, t.left_out, t.is_restricted, n.name), NULL::date,
    sum(n.number)
  FROM functions_standardtally t
  CROSS JOIN LATERAL (VALUES ('cases', t.cases), ('in_time', t.in_time), ('late', t.late)) AS n(name, number)
  WHERE hub_id = %(hub)s GROUP BY 1, 2
  UNION ALL
  SELECT ccg_id, concat_ws(' ', t.received_in, t.policy, t.act, t.left_out, t.is_restricted), u.day, sum(u.number)
  FROM (SELECT * FROM functions_standardtally WHERE hub_id = %(hub)s) t
  CROSS JOIN LATERAL (SELECT d AS day, upto - lag(upto, 1, 0) OVER (ORDER BY d) AS number
    FROM unnest(t.due_on, t.due_by) AS x(d, upto)) u GROUP BY 1, 2, 3
), judged AS (
  SELECT ccg_id, act, standing, CASE WHEN standing = 'not_yet' THEN due_on END AS due_on,
    concat_ws(' ', make_date(extract(year FROM received_on)::int, extract(quarter FROM received_on)::int * 3 - 2, 1),
      code, act, CASE WHEN state = 'merged' THEN 'merged' WHEN excluded_reason <> '' THEN excluded_reason
        WHEN standing = 'left_out' THEN 'withdrawn' ELSE '' END, is_restricted) AS name
  FROM (
    SELECT q.*, 'acknowledge' AS act, acknowledge_standing AS standing, acknowledge_due_on AS due_on FROM measured q
    UNION ALL
    SELECT q.*, 'answer', answer_standing, respond_due_on FROM measured q
  ) q WHERE standing <> ''
), counted (ccg, part, day, number) AS (
  SELECT ccg_id, concat_ws(' ', name, 'cases'), NULL::date, count(*) FROM judged GROUP BY 1, 2
  UNION ALL
  SELECT ccg_id, concat_ws(' ', name, standing), NULL, count(*) FROM judged
  WHERE standing IN ('in_time', 'late') GROUP BY 1, 2
  UNION ALL
  SELECT ccg_id, name, due_on, count(*) FROM judged WHERE due_on IS NOT NULL GROUP BY 1, 2, 3
)
"""
_CASES = """
WITH measured AS (
  SELECT q.ccg_id, q.is_restricted, q.owner_id, q.team, q.state, q.next_due_on, q.received_on, q.excluded_reason,
    q.acknowledge_standing, q.acknowledge_due_on, q.answer_standing, q.respond_due_on, v.code
  FROM functions_query q JOIN clocks_policyversion v ON v.id = q.policy_id WHERE q.hub_id = %(hub)s
), open AS (SELECT * FROM measured WHERE state = 'open'),
"""
_COMPARED = """
SELECT concat_ws(' ', c.ods_code, one.part, 'due ' || one.day), coalesce(kept.number, 0), coalesce(counted.number, 0)
FROM (SELECT ccg, part, day::text, number FROM kept) kept
FULL JOIN (SELECT ccg, part, day::text, number FROM counted) counted
  ON (kept.ccg, kept.part, coalesce(kept.day, '')) = (counted.ccg, counted.part, coalesce(counted.day, ''))
CROSS JOIN LATERAL (SELECT coalesce(kept.part, counted.part) AS part, coalesce(kept.day, counted.day) AS day) one
JOIN organisations_ccg c ON c.id = coalesce(kept.ccg, counted.ccg)
WHERE coalesce(kept.number, 0) <> coalesce(counted.number, 0) ORDER BY 1
"""


def differences_in(*, hub_id: int) -> Iterator[TallyDifference]:
    """Every count of a hub's tallies that differs from counting its cases, in the scope of the caller."""
    for tallies in (_OPEN, _STANDARDS):
        with connection.cursor() as cursor:
            cursor.execute(f"{_CASES} {tallies} {_COMPARED}", {"hub": hub_id})  # noqa: S608 - texts of our own
            rows = cursor.fetchall()
        yield from (TallyDifference(what, int(kept), int(counted)) for what, kept, counted in rows)
