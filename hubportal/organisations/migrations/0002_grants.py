"""The question asked first on every page, what somebody may do today, as a function: PostgreSQL plans it once for each
connection instead of each time, which took longer than answering it.

It runs with the caller's rights and reads only tables that every application role reads.
"""

from django.db import migrations

# A role of a whole hub holds a dozen permissions on hundreds of CCGs: those held on the same CCGs come as one row.
FORWARD = """
CREATE FUNCTION app.grants_of(asked bigint, today date, chosen bigint)
RETURNS TABLE (kind text, names text[], ids bigint[], hubs bigint[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN QUERY
  WITH held AS MATERIALIZED (
    SELECT DISTINCT a.group_id FROM organisations_assignment a
    JOIN organisations_person_groups g ON g.person_id = a.person_id AND g.group_id = a.group_id
    WHERE a.person_id = asked AND a.period @> today AND (chosen IS NULL OR a.id = chosen)
  )
  SELECT 'ccg', array_agg(p.codename::text), o.ids,
    (SELECT array_agg(DISTINCT c.hub_id) FROM organisations_ccg c WHERE c.id = ANY (o.ids))
  FROM (
    SELECT x.permission_id, array_agg(x.content_object_id) AS ids
    FROM held JOIN organisations_ccggrouppermission x ON x.group_id = held.group_id GROUP BY x.permission_id
  ) o JOIN auth_permission p ON p.id = o.permission_id GROUP BY o.ids
  UNION ALL
  SELECT 'committee', array[p.codename::text], array_agg(DISTINCT o.content_object_id), array_agg(DISTINCT m.hub_id)
  FROM held JOIN organisations_committeegrouppermission o ON o.group_id = held.group_id
  JOIN auth_permission p ON p.id = o.permission_id
  JOIN organisations_committee m ON m.id = o.content_object_id
  GROUP BY p.codename
  UNION ALL
  SELECT 'practice', array[p.codename::text], array_agg(DISTINCT o.content_object_id), array_agg(DISTINCT c.hub_id)
  FROM held JOIN organisations_practicegrouppermission o ON o.group_id = held.group_id
  JOIN auth_permission p ON p.id = o.permission_id
  LEFT JOIN organisations_practicemembership s ON s.practice_id = o.content_object_id AND s.period @> today
  LEFT JOIN organisations_ccg c ON c.id = s.ccg_id
  GROUP BY p.codename
  UNION ALL
  SELECT 'hub', array[a.role::text], array_agg(a.hub_id), array_agg(a.hub_id)
  FROM organisations_assignment a JOIN held ON held.group_id = a.group_id
  WHERE a.person_id = asked AND a.hub_id IS NOT NULL AND a.period @> today
  GROUP BY a.role;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("tenancy", "0001_functions")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION app.grants_of(bigint, date, bigint)")]
