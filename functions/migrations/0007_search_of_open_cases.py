"""Search bounded whatever the words: indexes of the open cases alone, and plans made for the words asked for.

A plan kept for any words at all took the wrong way for some: it read every case that has a common word, or stepped back
through a hundred thousand cases for a rarer one. The planner chooses well when it sees the words and is told that pages
are in memory. What the list is narrowed to (open cases, CCGs) is now narrowed before the newest matches are taken.
"""

from django.db import migrations


def _function(arguments: str, types: str, only: str, settings: str) -> str:
    return f"""
CREATE FUNCTION app.search_queries({arguments})
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog {settings} AS $$
DECLARE
  asked tsquery := websearch_to_tsquery('english', words) || websearch_to_tsquery('simple', words);
  whole bigint := NULL;
BEGIN
  IF current_setting('role', true) IN ('hub_wide', 'hub_work') AND ccgs IS NULL THEN
    whole := app.hub();
    RETURN QUERY SELECT id FROM public.functions_query
      WHERE search @@ asked AND hub_id = whole {only} ORDER BY id DESC LIMIT most;
  ELSIF ccgs <@ app.tenants() THEN
    RETURN QUERY SELECT id FROM public.functions_query
      WHERE search @@ asked AND ccg_id = ANY (ccgs) {only} ORDER BY id DESC LIMIT most;
  ELSE
    RAISE EXCEPTION 'search outside the scope' USING ERRCODE = '42501';
  END IF;
END $$;
GRANT CREATE ON SCHEMA app TO hub_definer;
ALTER FUNCTION app.search_queries({types}) OWNER TO hub_definer;
REVOKE CREATE ON SCHEMA app FROM hub_definer;
REVOKE ALL ON FUNCTION app.search_queries({types}) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_queries({types}) TO hub_app, hub_wide, hub_work;
"""  # noqa: S608 - words of this module only


BEFORE = _function("words text, ccgs bigint[], most integer", "text, bigint[], integer", "", "")
NOW = _function(
    "words text, ccgs bigint[], only_open boolean, most integer",
    "text, bigint[], boolean, integer",
    "AND (NOT only_open OR state = 'open')",
    "SET plan_cache_mode = force_custom_plan SET random_page_cost = 1.1",
)
FORWARD = f"""
CREATE INDEX query_search_open ON functions_query USING gin (search) WITH (fastupdate = off) WHERE state = 'open';
CREATE INDEX query_open_newest ON functions_query (hub_id, id) WHERE state = 'open';
DROP FUNCTION app.search_queries(text, bigint[], integer);
{NOW}
"""
BACKWARD = f"""
DROP FUNCTION app.search_queries(text, bigint[], boolean, integer);
{BEFORE}
DROP INDEX query_open_newest;
DROP INDEX query_search_open;
"""


class Migration(migrations.Migration):
    dependencies = [("functions", "0006_tallies")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
