"""Standing facts on the case's row, and the tallies kept by triggers on it (docs/decisions/0025).

Open cases are counted here. The standing of cases that were there before takes a reading of their events:
`manage.py check_clocks --mend`, once.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

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

SELECT app.count_all_tallies(id) FROM organisations_hub;
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
    dependencies = [
        ("functions", "0005_mail_in"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_restricted", models.BooleanField()),
                (
                    "cases",
                    models.IntegerField(
                        verbose_name="how many cases the row adds; less than none where some ceased to be counted"
                    ),
                ),
                (
                    "due_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "due_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "counted_by",
                    models.CharField(choices=[("ccg", "CCG"), ("owner", "Owner"), ("team", "Team")], max_length=5),
                ),
                ("team", models.CharField(blank=True, max_length=60)),
                (
                    "unassigned",
                    models.IntegerField(default=0, verbose_name="of a CCG's cases, those with neither owner nor team"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StandardTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_restricted", models.BooleanField()),
                (
                    "cases",
                    models.IntegerField(
                        verbose_name="how many cases the row adds; less than none where some ceased to be counted"
                    ),
                ),
                (
                    "due_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "due_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("received_in", models.DateField(verbose_name="first day of the quarter of receipt")),
                ("policy", models.CharField(max_length=40, verbose_name="code of the clock policy")),
                (
                    "act",
                    models.CharField(choices=[("acknowledge", "Acknowledge"), ("answer", "Answer")], max_length=11),
                ),
                ("left_out", models.CharField(blank=True, max_length=40)),
                ("in_time", models.IntegerField(default=0)),
                ("late", models.IntegerField(default=0, verbose_name="decided")),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="query",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="query",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="query",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="query",
            name="acknowledge_standing",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="query",
            name="answer_standing",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="queryhistory",
            name="acknowledge_standing",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="queryhistory",
            name="answer_standing",
            field=models.CharField(blank=True, max_length=8),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="query",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "functions_queryhistory" ("acknowledge_due_on", "acknowledge_standing", "acknowledged_on", "activity_id", "answer_standing", "category", "ccg_id", "changed_at", "channel", "closed_on", "contact_email", "contact_name", "contact_organisation", "contact_phone", "detail", "excluded_reason", "hub_id", "id", "is_restricted", "kind", "logged_at", "logged_by_id", "merged_into_id", "next_due_on", "next_step", "outcome", "owner_id", "paused_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "practice_id", "priority", "public_id", "received_at", "received_on", "reference", "respond_due_on", "responded_on", "state", "stream", "subject", "tags", "team", "version") VALUES (NEW."acknowledge_due_on", NEW."acknowledge_standing", NEW."acknowledged_on", NEW."activity_id", NEW."answer_standing", NEW."category", NEW."ccg_id", NEW."changed_at", NEW."channel", NEW."closed_on", NEW."contact_email", NEW."contact_name", NEW."contact_organisation", NEW."contact_phone", NEW."detail", NEW."excluded_reason", NEW."hub_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."logged_at", NEW."logged_by_id", NEW."merged_into_id", NEW."next_due_on", NEW."next_step", NEW."outcome", NEW."owner_id", NEW."paused_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."practice_id", NEW."priority", NEW."public_id", NEW."received_at", NEW."received_on", NEW."reference", NEW."respond_due_on", NEW."responded_on", NEW."state", NEW."stream", NEW."subject", NEW."tags", NEW."team", NEW."version"); RETURN NULL;',
                    hash="4fdbf301866cc72e0a8f0fcb0f4af356fc1b2ca5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a48e",
                    table="functions_query",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="query",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "functions_queryhistory" ("acknowledge_due_on", "acknowledge_standing", "acknowledged_on", "activity_id", "answer_standing", "category", "ccg_id", "changed_at", "channel", "closed_on", "contact_email", "contact_name", "contact_organisation", "contact_phone", "detail", "excluded_reason", "hub_id", "id", "is_restricted", "kind", "logged_at", "logged_by_id", "merged_into_id", "next_due_on", "next_step", "outcome", "owner_id", "paused_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "practice_id", "priority", "public_id", "received_at", "received_on", "reference", "respond_due_on", "responded_on", "state", "stream", "subject", "tags", "team", "version") VALUES (NEW."acknowledge_due_on", NEW."acknowledge_standing", NEW."acknowledged_on", NEW."activity_id", NEW."answer_standing", NEW."category", NEW."ccg_id", NEW."changed_at", NEW."channel", NEW."closed_on", NEW."contact_email", NEW."contact_name", NEW."contact_organisation", NEW."contact_phone", NEW."detail", NEW."excluded_reason", NEW."hub_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."logged_at", NEW."logged_by_id", NEW."merged_into_id", NEW."next_due_on", NEW."next_step", NEW."outcome", NEW."owner_id", NEW."paused_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."policy_id", NEW."practice_id", NEW."priority", NEW."public_id", NEW."received_at", NEW."received_on", NEW."reference", NEW."respond_due_on", NEW."responded_on", NEW."state", NEW."stream", NEW."subject", NEW."tags", NEW."team", NEW."version"); RETURN NULL;',
                    hash="4219b145cfb27bce3b49d7b007bc9913dc92e7cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_80bb3",
                    table="functions_query",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="query",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "functions_queryhistory" ("acknowledge_due_on", "acknowledge_standing", "acknowledged_on", "activity_id", "answer_standing", "category", "ccg_id", "changed_at", "channel", "closed_on", "contact_email", "contact_name", "contact_organisation", "contact_phone", "detail", "excluded_reason", "hub_id", "id", "is_restricted", "kind", "logged_at", "logged_by_id", "merged_into_id", "next_due_on", "next_step", "outcome", "owner_id", "paused_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "practice_id", "priority", "public_id", "received_at", "received_on", "reference", "respond_due_on", "responded_on", "state", "stream", "subject", "tags", "team", "version") VALUES (OLD."acknowledge_due_on", OLD."acknowledge_standing", OLD."acknowledged_on", OLD."activity_id", OLD."answer_standing", OLD."category", OLD."ccg_id", OLD."changed_at", OLD."channel", OLD."closed_on", OLD."contact_email", OLD."contact_name", OLD."contact_organisation", OLD."contact_phone", OLD."detail", OLD."excluded_reason", OLD."hub_id", OLD."id", OLD."is_restricted", OLD."kind", OLD."logged_at", OLD."logged_by_id", OLD."merged_into_id", OLD."next_due_on", OLD."next_step", OLD."outcome", OLD."owner_id", OLD."paused_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."practice_id", OLD."priority", OLD."public_id", OLD."received_at", OLD."received_on", OLD."reference", OLD."respond_due_on", OLD."responded_on", OLD."state", OLD."stream", OLD."subject", OLD."tags", OLD."team", OLD."version"); RETURN NULL;',
                    hash="eb345921fdb72552d6ad0d9e28f709383065207e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eb021",
                    table="functions_query",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="opentally",
            name="ccg",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.ccg",
            ),
        ),
        migrations.AddField(
            model_name="opentally",
            name="hub",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.hub",
            ),
        ),
        migrations.AddField(
            model_name="opentally",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="standardtally",
            name="ccg",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.ccg",
            ),
        ),
        migrations.AddField(
            model_name="standardtally",
            name="hub",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.hub",
            ),
        ),
        migrations.AddIndex(
            model_name="opentally",
            index=models.Index(fields=["ccg", "counted_by"], name="open_tally_of_ccg"),
        ),
        migrations.AddIndex(
            model_name="opentally",
            index=models.Index(fields=["hub", "counted_by"], name="open_tally_of_hub"),
        ),
        migrations.AddIndex(
            model_name="standardtally",
            index=models.Index(fields=["ccg", "received_in"], name="standard_tally_of_ccg"),
        ),
        migrations.AddIndex(
            model_name="standardtally",
            index=models.Index(fields=["hub", "received_in"], name="standard_tally_of_hub"),
        ),
        migrations.RunSQL(KEPT + FOLDED, BACKWARD),
    ]
