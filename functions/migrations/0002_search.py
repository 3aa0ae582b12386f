"""Cases by their words and by a tag: a generated column, its indexes, and the two functions allowed past row security.

Neither text search nor the comparison of arrays is leakproof, so under row security their indexes would never be used.
The functions apply the tenant test themselves and return keys only; the caller's own query, behind the wall, fetches
the rows.

The search is bounded whatever the words: what the list is narrowed to (open cases, CCGs) is narrowed before the newest matches
are taken. A plan kept for any words at all took the wrong way for some: it read every case that has a common word, or
stepped back through a hundred thousand cases for a rarer one. The planner chooses well when it sees the words and is told
that pages are in memory. What is asked by a tag is bounded too, and says by one key more than `most` that it is not
all; in no order, since whoever asks wants all keys or none.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE functions_query ADD COLUMN search tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('simple', reference), 'A') || setweight(to_tsvector('english', subject), 'A')
  || setweight(to_tsvector('english', contact_name || ' ' || contact_organisation), 'B')
  || setweight(to_tsvector('english', detail), 'C')) STORED;
CREATE INDEX query_search ON functions_query USING gin (search) WITH (fastupdate = off);
CREATE INDEX query_search_open ON functions_query USING gin (search) WITH (fastupdate = off) WHERE state = 'open';
CREATE INDEX query_open_newest ON functions_query (hub_id, id) WHERE state = 'open';

CREATE FUNCTION app.search_queries(words text, ccgs bigint[], only_open boolean, most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog
SET plan_cache_mode = force_custom_plan SET random_page_cost = 1.1 AS $$
DECLARE
  asked tsquery := websearch_to_tsquery('english', words) || websearch_to_tsquery('simple', words);
  whole bigint := NULL;
BEGIN
  IF current_setting('role', true) IN ('hub_wide', 'hub_work') AND ccgs IS NULL THEN
    whole := app.hub();
    RETURN QUERY SELECT id FROM public.functions_query
      WHERE search @@ asked AND hub_id = whole AND (NOT only_open OR state = 'open') ORDER BY id DESC LIMIT most;
  ELSIF ccgs <@ app.tenants() THEN
    RETURN QUERY SELECT id FROM public.functions_query
      WHERE search @@ asked AND ccg_id = ANY (ccgs) AND (NOT only_open OR state = 'open') ORDER BY id DESC LIMIT most;
  ELSE
    RAISE EXCEPTION 'search outside the scope' USING ERRCODE = '42501';
  END IF;
END $$;

CREATE FUNCTION app.tagged_queries(tag text, ccgs bigint[], only_open boolean, most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog
SET plan_cache_mode = force_custom_plan SET random_page_cost = 1.1 AS $$
DECLARE
  asked varchar[] := ARRAY[tag];
  whole bigint := NULL;
BEGIN
  IF current_setting('role', true) IN ('hub_wide', 'hub_work') AND ccgs IS NULL THEN
    whole := app.hub();
    RETURN QUERY SELECT id FROM public.functions_query WHERE tags @> asked AND tags <> '{}'::varchar(40)[]
      AND hub_id = whole AND (NOT only_open OR state = 'open') LIMIT most + 1;
  ELSIF ccgs <@ app.tenants() THEN
    RETURN QUERY SELECT id FROM public.functions_query WHERE tags @> asked AND tags <> '{}'::varchar(40)[]
      AND ccg_id = ANY (ccgs) AND (NOT only_open OR state = 'open') LIMIT most + 1;
  ELSE
    RAISE EXCEPTION 'search outside the scope' USING ERRCODE = '42501';
  END IF;
END $$;

GRANT CREATE ON SCHEMA app TO hub_definer;
ALTER FUNCTION app.search_queries(text, bigint[], boolean, integer) OWNER TO hub_definer;
ALTER FUNCTION app.tagged_queries(text, bigint[], boolean, integer) OWNER TO hub_definer;
REVOKE CREATE ON SCHEMA app FROM hub_definer;
REVOKE ALL ON FUNCTION app.search_queries(text, bigint[], boolean, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION app.tagged_queries(text, bigint[], boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_queries(text, bigint[], boolean, integer) TO hub_app, hub_wide, hub_work;
GRANT EXECUTE ON FUNCTION app.tagged_queries(text, bigint[], boolean, integer) TO hub_app, hub_wide, hub_work;
"""

BACKWARD = """
DROP FUNCTION app.tagged_queries(text, bigint[], boolean, integer);
DROP FUNCTION app.search_queries(text, bigint[], boolean, integer);
DROP INDEX query_open_newest;
ALTER TABLE functions_query DROP COLUMN search;
"""


class Migration(migrations.Migration):
    dependencies = [("functions", "0001_initial"), ("tenancy", "0001_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
