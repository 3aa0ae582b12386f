"""The tallies of first pages, kept by triggers on cases (docs/decisions/0025)."""

from django.db import migrations

# What each tally is a count by, and what it sums besides the running totals.
OPEN_KEY = "hub_id, ccg_id, is_restricted, counted_by, owner_id, team"
OPEN_SUMS = ("cases", "unassigned")
STANDARD_KEY = "hub_id, ccg_id, is_restricted, received_in, policy, act, left_out"
STANDARD_SUMS = ("cases", "in_time", "late")


def open_facts(source: str, sign: str) -> str:
    """What each open case of a source adds to the counts: to its CCG's, its owner's and its team's."""
    return f"""
    SELECT q.hub_id, q.ccg_id, q.is_restricted, part.counted_by, part.owner_id, part.team, {sign} AS cases,
      CASE WHEN part.counted_by = 'ccg' AND q.owner_id IS NULL AND q.team = '' THEN {sign} ELSE 0 END AS unassigned,
      q.next_due_on AS day
    FROM {source} q
    CROSS JOIN LATERAL (VALUES ('ccg', NULL, ''), ('owner', q.owner_id, ''), ('team', NULL, q.team))
      AS part(counted_by, owner_id, team)
    WHERE q.state = 'open' AND (part.counted_by = 'ccg' OR part.owner_id IS NOT NULL OR part.team <> '')"""  # noqa: S608


def standard_facts(source: str, sign: str) -> str:
    """What each measured case of a source adds: once for its acknowledgement, once for its answer."""
    return f"""
    SELECT q.hub_id, q.ccg_id, q.is_restricted, date_trunc('quarter', q.received_on::timestamp)::date AS received_in,
      v.code AS policy, asked.act,
      CASE WHEN q.state = 'merged' THEN 'merged' WHEN q.excluded_reason <> '' THEN q.excluded_reason
        WHEN asked.standing = 'left_out' THEN 'withdrawn' ELSE '' END AS left_out,
      {sign} AS cases, CASE WHEN asked.standing = 'in_time' THEN {sign} ELSE 0 END AS in_time,
      CASE WHEN asked.standing = 'late' THEN {sign} ELSE 0 END AS late,
      CASE WHEN asked.standing = 'not_yet' THEN asked.due_on END AS day
    FROM {source} q
    CROSS JOIN LATERAL (VALUES ('acknowledge', q.acknowledge_standing, q.acknowledge_due_on),
      ('answer', q.answer_standing, q.respond_due_on)) AS asked(act, standing, due_on)
    JOIN clocks_policyversion v ON v.id = q.policy_id
    WHERE asked.standing <> ''"""  # noqa: S608


def added(table: str, key: str, sums: tuple[str, ...], facts: str) -> str:
    """Add facts to a table, those of one key and day in one row."""
    totals = ", ".join(f"sum({name})" for name in sums)
    return f"""
  INSERT INTO {table} ({key}, {", ".join(sums)}, due_on, due_by)
  SELECT {key}, {totals}, CASE WHEN day IS NULL THEN '{{}}' ELSE ARRAY[day] END,
    CASE WHEN day IS NULL THEN '{{}}' ELSE ARRAY[sum(cases)::integer] END
  FROM ({facts}) fact GROUP BY {key}, day;
"""  # noqa: S608


def all_added(source: str, sign: str) -> str:
    """Add the cases of a source to both tallies."""
    return added("functions_opentally", OPEN_KEY, OPEN_SUMS, open_facts(source, sign)) + added(
        "functions_standardtally", STANDARD_KEY, STANDARD_SUMS, standard_facts(source, sign)
    )


# A change of a case adds rows of its own and touches none, so two people who change cases of one CCG never wait for
# each other here. Row security binds the owner too; its policy lets the function write for whoever changes a case.
KEPT = f"""
CREATE FUNCTION app.add_to_tallies(one public.functions_query, sign integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
{all_added("(SELECT (one).*)", "sign")}
END $$;

CREATE FUNCTION app.tally_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM app.add_to_tallies(OLD, -1); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM app.add_to_tallies(NEW, 1); END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER tally_added AFTER INSERT ON functions_query FOR EACH ROW EXECUTE FUNCTION app.tally_case();
CREATE TRIGGER tally_removed AFTER DELETE ON functions_query FOR EACH ROW EXECUTE FUNCTION app.tally_case();
CREATE TRIGGER tally_changed AFTER UPDATE ON functions_query FOR EACH ROW WHEN (
  (OLD.is_restricted, OLD.owner_id, OLD.team, OLD.state, OLD.next_due_on, OLD.policy_id, OLD.received_on,
   OLD.excluded_reason, OLD.acknowledge_due_on, OLD.respond_due_on, OLD.acknowledge_standing, OLD.answer_standing)
  IS DISTINCT FROM
  (NEW.is_restricted, NEW.owner_id, NEW.team, NEW.state, NEW.next_due_on, NEW.policy_id, NEW.received_on,
   NEW.excluded_reason, NEW.acknowledge_due_on, NEW.respond_due_on, NEW.acknowledge_standing, NEW.answer_standing)
) EXECUTE FUNCTION app.tally_case();
"""  # noqa: S608


def folded(table: str, key: str, sums: tuple[str, ...]) -> str:
    """Make one row of all that have a key, in one statement: whoever reads meanwhile sees either, and the same sums.

    Rows that somebody else folds at the same moment are left to them: only what was deleted here is summed here.
    """
    counts = ", ".join(sums)
    return f"""
  WITH gone AS (
    DELETE FROM {table} WHERE hub_id = this_hub AND id IN (
      SELECT id FROM (SELECT id, count(*) OVER (PARTITION BY {key}) AS alike FROM {table} WHERE hub_id = this_hub) t
      WHERE alike > 1)
    RETURNING *
  ), part AS (
    SELECT {key}, {counts}, NULL::date AS day, 0 AS due FROM gone
    UNION ALL
    SELECT {key}, {", ".join("0" for _ in sums)}, u.day, u.upto - lag(u.upto, 1, 0) OVER (PARTITION BY gone.id ORDER BY u.day)
    FROM gone CROSS JOIN LATERAL unnest(gone.due_on, gone.due_by) AS u(day, upto)
  ), by_day AS (
    SELECT {key}, day, sum(due)::integer AS due, {", ".join(f"sum({name})::integer AS {name}" for name in sums)}
    FROM part GROUP BY {key}, day HAVING day IS NULL OR sum(due) <> 0
  ), running AS (
    SELECT *, sum(due) OVER (PARTITION BY {key} ORDER BY day NULLS FIRST)::integer AS upto FROM by_day
  )
  INSERT INTO {table} ({key}, {counts}, due_on, due_by)
  SELECT {key}, {", ".join(f"sum({name})" for name in sums)},
    coalesce(array_agg(day ORDER BY day) FILTER (WHERE day IS NOT NULL), '{{}}'),
    coalesce(array_agg(upto ORDER BY day) FILTER (WHERE day IS NOT NULL), '{{}}')
  FROM running GROUP BY {key}
  HAVING {" OR ".join(f"sum({name}) <> 0" for name in sums)} OR count(day) > 0;
"""  # noqa: S608 - names of our own


# Counting afresh keeps writers of cases and folds out meanwhile, so that no change is counted twice or not at all.
FOLDED = f"""
CREATE FUNCTION app.fold_all_tallies(this_hub bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
{folded("functions_opentally", OPEN_KEY, OPEN_SUMS)}
{folded("functions_standardtally", STANDARD_KEY, STANDARD_SUMS)}
END $$;

CREATE FUNCTION app.count_all_tallies(this_hub bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  LOCK TABLE functions_query, functions_opentally, functions_standardtally IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM functions_opentally WHERE hub_id = this_hub;
  DELETE FROM functions_standardtally WHERE hub_id = this_hub;
{all_added("(SELECT * FROM functions_query WHERE hub_id = this_hub)", "1")}
  PERFORM app.fold_all_tallies(this_hub);
END $$;

CREATE FUNCTION app.fold_tallies() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ SELECT app.fold_all_tallies(app.hub()) $$;
CREATE FUNCTION app.rebuild_tallies() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ SELECT app.count_all_tallies(app.hub()) $$;

REVOKE ALL ON FUNCTION app.add_to_tallies(public.functions_query, integer), app.tally_case(),
  app.fold_all_tallies(bigint), app.count_all_tallies(bigint), app.fold_tallies(), app.rebuild_tallies() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.fold_tallies(), app.rebuild_tallies() TO hub_work;
"""  # noqa: S608

BACKWARD = """
DROP TRIGGER tally_added ON functions_query;
DROP TRIGGER tally_removed ON functions_query;
DROP TRIGGER tally_changed ON functions_query;
DROP FUNCTION app.rebuild_tallies();
DROP FUNCTION app.fold_tallies();
DROP FUNCTION app.count_all_tallies(bigint);
DROP FUNCTION app.fold_all_tallies(bigint);
DROP FUNCTION app.tally_case();
DROP FUNCTION app.add_to_tallies(public.functions_query, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("functions", "0002_search"), ("organisations", "0001_initial"), ("clocks", "0001_initial")]
    operations = [migrations.RunSQL(KEPT + FOLDED, BACKWARD)]
