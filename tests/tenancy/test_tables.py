"""Every table of the database stands behind a wall or on the list with its reason; enumerated, so none can hide."""

import pytest
from django.apps import apps
from django.db import connections

from hubportal.tenancy.models import Wall
from hubportal.tenancy.walls import BEHIND_ROW_SECURITY, GLOBAL_TABLES, composite_keys, wall_of, walled_models

pytestmark = pytest.mark.django_db

BEHIND_A_WALL = set(BEHIND_ROW_SECURITY)
ROLES_OF = {
    Wall.CCG: {"hub_app", "hub_wide", "hub_work", "hub_owner"},
    Wall.HUB: {"hub_app", "hub_wide", "hub_work", "hub_owner"},
    Wall.COMMITTEE: {"hub_app", "hub_wide", "hub_work", "hub_owner"},
    Wall.OUTBOX: {"hub_app", "hub_wide", "hub_work", "hub_practice", "hub_owner"},
    Wall.PERSON: {"hub_app", "hub_wide", "hub_work", "hub_practice", "hub_owner"},
}
TENANT = {Wall.CCG: "ccg_id", Wall.HUB: "hub_id", Wall.COMMITTEE: "committee_id"}


def rows(statement: str, *values: object) -> list[tuple]:
    """Ask the catalogue as the application's own role."""
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def walled() -> dict[str, type]:
    return {model._meta.db_table: model for model in walled_models() if wall_of(model) in BEHIND_A_WALL}


def test_every_table_declares_a_wall_or_is_exempt_with_a_reason():
    tables = {name for (name,) in rows(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_%%'"
        " AND c.relkind IN ('r', 'p')"
    )}  # fmt: skip
    declared = {model._meta.db_table for model in walled_models()}
    undeclared = {table for table in tables - declared if not any(table.startswith(prefix) for prefix in GLOBAL_TABLES)}
    assert undeclared == set()
    assert len(tables) > 40


def test_no_exemption_is_stale():
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)] + ["django_migrations"]
    assert [prefix for prefix in GLOBAL_TABLES if not any(table.startswith(prefix) for table in tables)] == []


def test_row_security_is_enabled_and_forced_on_every_walled_table():
    secured = {name for (name,) in rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")}
    assert set(walled()) - secured == set()


def test_every_role_has_a_policy_on_every_walled_table():
    # A role without a policy would see no rows and say nothing.
    found: dict[str, set[str]] = {}
    for table, role in rows(
        "SELECT c.relname, r.rolname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
        " JOIN pg_roles r ON r.oid = ANY (p.polroles)"
    ):
        found.setdefault(table, set()).add(role)
    for table, model in walled().items():
        practice = getattr(model, "practice_facing", False) or getattr(model, "practice_may", "")
        wanted = ROLES_OF[wall_of(model)] | ({"hub_practice"} if practice else set())
        assert found.get(table) == wanted, table


def test_tenant_columns_are_required_and_immutable():
    for table, model in walled().items():
        wall = wall_of(model)
        if wall in {Wall.OUTBOX, Wall.PERSON}:
            continue  # an act of the installation belongs to no hub; a person's own rows to no tenant
        columns = dict(rows(
            "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = %s", table
        ))  # fmt: skip
        kept = {name for (name,) in rows(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", f'"{table}"'
        )}  # fmt: skip
        for column in {"hub_id", TENANT[wall]}:
            assert columns[column] == "NO", f"{table}.{column}"
            assert f"keep_{column}" in kept, f"{table}.{column}"


def test_each_tenant_column_leads_an_index():
    led = {(table, column) for table, column in rows(
        "SELECT t.relname, a.attname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]"
    )}  # fmt: skip
    missing = [
        table
        for table, model in walled().items()
        if wall_of(model) in TENANT and (table, TENANT[wall_of(model)]) not in led
    ]
    assert missing == []


def test_foreign_keys_between_tenant_rows_are_composite_with_the_tenant():
    # Foreign-key checks bypass row security: a plain key would accept another CCG's row.
    keys = {(table, tuple(columns)) for table, columns in rows(
        "SELECT c.conrelid::regclass::text, array_agg(a.attname::text ORDER BY k.n) FROM pg_constraint c"
        " CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY k(attnum, n)"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum"
            " WHERE c.contype = 'f' GROUP BY c.oid, c.conrelid"
    )}  # fmt: skip
    wanted = {
        (table, (tenant, column)) for table, model in walled().items() for tenant, column, _, _ in composite_keys(model)
    }
    assert wanted - keys == set()
    assert ("functions_queryevent", ("ccg_id", "query_id")) in wanted
    assert ("functions_query", ("ccg_id", "practice_id")) in wanted


def test_uniqueness_never_tells_of_another_tenants_rows():
    # A unique constraint without the tenant answers "already exists" about a row that cannot be seen. Random UUIDs
    # tell nothing, and the outbox's keys begin with the hub.
    harmless = {"id", "public_id", "pgh_id", "dedupe", "outbox_key"}
    for table, columns in rows(
        "SELECT t.relname, array_agg(a.attname::text) FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
        " CROSS JOIN LATERAL unnest(i.indkey::int2[]) k(attnum)"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum"
        " WHERE i.indisunique GROUP BY t.relname, i.indexrelid"
    ):
        if table in walled():
            assert set(columns) & ({"hub_id", "ccg_id", "committee_id", "person_id"} | harmless), f"{table} {columns}"


def test_the_application_owns_nothing_and_bypasses_nothing():
    assert rows("SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = 'hub_app'") == [
        (False, False, False)
    ]
    assert rows("SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname LIKE 'hub_%%'"
                " AND r.rolname NOT IN ('hub_owner')") == [(0,)]  # fmt: skip
    assert rows("SELECT current_user, session_user") == [("hub_app", "hub_app")]


def test_append_only_tables_cannot_be_changed_by_the_application():
    for table, model in walled().items():
        for role in ("hub_app", "hub_work", "hub_practice"):
            for power in ("UPDATE", "DELETE", "TRUNCATE"):
                held = rows("SELECT has_table_privilege(%s, %s, %s)", role, f'"{table}"', power)[0][0]
                assert not (held and (power == "TRUNCATE" or getattr(model, "append_only", False))), (
                    table,
                    role,
                    power,
                )


def test_a_practice_counts_its_questions_reads_closures_and_reaches_nothing_else_of_the_hub():
    held = {}
    for table, model in walled().items():
        if wall_of(model) is Wall.HUB:
            powers = ("SELECT", "INSERT", "UPDATE", "DELETE")
            ask = "SELECT has_table_privilege('hub_practice', %s, %s)"
            asked = {power: rows(ask, table, power) for power in powers}
            held[table] = {power for power, found in asked.items() if found == [(True,)]}
    assert {table: powers for table, powers in held.items() if powers} == {
        "functions_referencecounter": {"SELECT", "INSERT", "UPDATE", "DELETE"},
        "clocks_closure": {"SELECT"},
    }
    assert len(held) > 6


def test_hub_wide_only_reads():
    for (table,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        for power in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            assert rows("SELECT has_table_privilege('hub_wide', %s, %s)", f'"{table}"', power) == [(False,)], table


def test_every_definer_function_pins_its_search_path_and_only_those_that_search_bypass():
    definers = rows(
        "SELECT p.proname, p.proconfig, r.rolname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " JOIN pg_roles r ON r.oid = p.proowner WHERE p.prosecdef AND n.nspname IN ('public', 'app')"
    )
    assert {name for name, _, owner in definers if owner == "hub_definer"} == {"search_queries", "tagged_queries"}
    for name, configuration, _ in definers:
        assert any(item.startswith("search_path=") for item in configuration or []), name


def test_no_view_shows_more_than_its_reader_may_see():
    assert rows("SELECT viewname FROM pg_views WHERE schemaname IN ('public', 'app')") == []
    assert rows("SELECT matviewname FROM pg_matviews WHERE schemaname IN ('public', 'app')") == []
