"""Faults of access planted one at a time: each must turn a check of the walls red, or that check proves nothing."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connections
from django.db.backends.postgresql.base import DatabaseWrapper as PlainWrapper
from django.http import HttpResponse
from django.urls import clear_url_caches, path
from rest_framework.permissions import AllowAny

import hubportal.urls
from functions.api.what_if import WhatIfClock
from functions.models import Query
from functions.models.queries import QueryQuerySet
from hubportal.documents.models import Document, DocumentQuerySet
from hubportal.organisations import grants
from hubportal.organisations.models import Ccg
from hubportal.tenancy.postgres.base import DatabaseWrapper
from tests.tenancy import test_grants, test_querysets, test_row_security, test_scope, test_tables
from tests.tenancy.access_table import unruled, wrong_abroad, wrong_at_home
from tests.tenancy.test_querysets import a_row_of_every_sort  # noqa: F401 - a fixture

Check = Callable[[], object]


def turns_red(check: Callable[..., object], *given: Any) -> bool:
    """Whether a check fails, as pytest would see it; a refusal where none was expected is a failure too."""
    try:
        check(*given)
    except (AssertionError, DatabaseError, pytest.fail.Exception):
        return True
    return False


# --- In Python: the first two walls -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "method"), [(QueryQuerySet, "visible_to"), (DocumentQuerySet, "visible_to")])
def test_a_queryset_that_finds_everything_is_caught(rows, method, a_row_of_every_sort, monkeypatch):  # noqa: F811
    assert test_querysets.wrong_rows() == []
    monkeypatch.setattr(rows, method, lambda self, person: self.all())
    assert test_querysets.wrong_rows() != []


def test_a_queryset_that_forgets_restricted_cases_is_caught(a_row_of_every_sort, monkeypatch):  # noqa: F811
    monkeypatch.setattr(
        QueryQuerySet, "visible_to", lambda self, person: self.filter(ccg_id__in=person.grants.ccgs("ccg_read"))
    )
    assert any(line.startswith("officer") for line in test_querysets.wrong_rows())


def _widen(monkeypatch: pytest.MonkeyPatch, codename: str) -> None:
    honest = grants.Grants.on

    def on(self: grants.Grants, asked: str) -> frozenset[int]:
        found = honest(self, asked)
        return frozenset(Ccg.objects.values_list("pk", flat=True)) if asked == codename and found else found

    monkeypatch.setattr(grants.Grants, "on", on)


def test_grants_widened_to_every_ccg_are_caught(worlds, ask, monkeypatch):
    cells = [("functions:query", "GET"), ("api:query-detail", "GET")]
    assert wrong_abroad(cells, worlds, ask) == []
    _widen(monkeypatch, "ccg_read")
    wrong = wrong_abroad(cells, worlds, ask)
    assert any("shown a row of another tenant" in line for line in wrong)
    assert turns_red(test_grants.test_guardian_and_the_grants_say_the_same, "officer")


def test_a_permission_given_to_everybody_is_caught(worlds, ask, monkeypatch):
    cells = [("functions:acknowledge", "GET"), ("functions:history", "GET")]
    assert wrong_at_home(cells, worlds, ask) == []
    monkeypatch.setattr(grants.Grants, "can", lambda self, codename, object_id: True)
    assert "functions:acknowledge GET lead: 200, not 403" in wrong_at_home(cells, worlds, ask)


def test_an_api_view_without_its_permission_class_is_caught(worlds, ask, monkeypatch):
    # A view that asks nothing of the person: any other refuses a visitor a second time, when it asks who they are.
    cells = [("api:what-if-clock", "POST")]
    assert wrong_at_home(cells, worlds, ask) == []
    monkeypatch.setattr(WhatIfClock, "permission_classes", (AllowAny,))
    assert wrong_at_home(cells, worlds, ask) == ["api:what-if-clock POST anon: 400, not 401"]


@pytest.fixture
def routes(monkeypatch: pytest.MonkeyPatch):
    """`routes(patterns)`: other addresses until the test ends."""

    def use(patterns: list[Any]) -> None:
        monkeypatch.setattr(hubportal.urls, "urlpatterns", patterns)
        clear_url_caches()

    yield use
    monkeypatch.undo()
    clear_url_caches()


def test_a_new_address_without_a_rule_is_caught(routes):
    routes([*hubportal.urls.urlpatterns, path("new/", login_required(lambda request: HttpResponse()), name="new")])
    assert unruled() == ({("new", "GET"), ("new", "POST")}, set())


def test_a_rule_whose_address_is_gone_is_caught(routes):
    routes([route for route in hubportal.urls.urlpatterns if str(route.pattern) != "notices/"])
    assert ("notifications:notices", "GET") in unruled()[1]


def test_a_scope_that_is_not_pushed_is_caught(committed, monkeypatch):
    monkeypatch.setattr(DatabaseWrapper, "_set_autocommit", PlainWrapper._set_autocommit)
    assert turns_red(test_scope.test_the_scope_is_the_first_statement_of_a_transaction, committed)


def test_a_role_table_that_lets_the_hub_approve_is_caught(monkeypatch):
    from dataclasses import replace

    from hubportal.organisations.roles import ROLES

    head = ROLES["head_of_primary_care"]
    monkeypatch.setitem(ROLES, "head_of_primary_care", replace(head, permissions=head.permissions | {"ccg_approve"}))
    assert turns_red(test_grants.test_hub_staff_never_approve_for_a_ccg)


# --- In the database: the third wall ----------------------------------------------------------------------------------

TRUE = "USING (true) WITH CHECK (true)"
DEFINER = "LANGUAGE sql SECURITY DEFINER AS $$ SELECT count(*) FROM functions_query $$"
IN_THE_CATALOGUE: dict[str, tuple[str, Check]] = {
    "row security off": (
        "ALTER TABLE functions_query DISABLE ROW LEVEL SECURITY",
        test_tables.test_row_security_is_enabled_and_forced_on_every_walled_table,
    ),
    "row security not forced on the owner": (
        "ALTER TABLE documents_document NO FORCE ROW LEVEL SECURITY",
        test_tables.test_row_security_is_enabled_and_forced_on_every_walled_table,
    ),
    "policy of a role dropped": (
        "DROP POLICY wide ON functions_correspondence",
        test_tables.test_every_role_has_a_policy_on_every_walled_table,
    ),
    "policy for a role that should have none": (
        f"CREATE POLICY more ON functions_querylink TO hub_practice {TRUE}",
        test_tables.test_every_role_has_a_policy_on_every_walled_table,
    ),
    "key that could lead to another CCG's row": (
        "ALTER TABLE functions_queryevent DROP CONSTRAINT functions_queryevent_query_id_same_ccg_id",
        test_tables.test_foreign_keys_between_tenant_rows_are_composite_with_the_tenant,
    ),
    "table without a wall": (
        "CREATE TABLE functions_forgotten (id bigint PRIMARY KEY, detail text)",
        test_tables.test_every_table_declares_a_wall_or_is_exempt_with_a_reason,
    ),
    "tenant column that may be empty": (
        "ALTER TABLE functions_query ALTER COLUMN ccg_id DROP NOT NULL",
        test_tables.test_tenant_columns_are_required_and_immutable,
    ),
    "tenant column that may change": (
        "DROP TRIGGER keep_ccg_id ON functions_query",
        test_tables.test_tenant_columns_are_required_and_immutable,
    ),
    "uniqueness across tenants": (
        "CREATE UNIQUE INDEX tells ON functions_query (reference)",
        test_tables.test_uniqueness_never_tells_of_another_tenants_rows,
    ),
    "history that may be rewritten": (
        "GRANT UPDATE ON functions_queryhistory TO hub_app",
        test_tables.test_append_only_tables_cannot_be_changed_by_the_application,
    ),
    "table that may be emptied": (
        "GRANT TRUNCATE ON functions_query TO hub_app",
        test_tables.test_append_only_tables_cannot_be_changed_by_the_application,
    ),
    "hub-wide reader that writes": (
        "GRANT INSERT ON functions_query TO hub_wide",
        test_tables.test_hub_wide_only_reads,
    ),
    "function with its owner's powers and an open search path": (
        f"CREATE FUNCTION app.all_cases() RETURNS bigint {DEFINER}",
        test_tables.test_every_definer_function_pins_its_search_path_and_only_those_that_search_bypass,
    ),
    "view that reads as its owner": (
        "CREATE VIEW cases AS SELECT * FROM functions_query",
        test_tables.test_no_view_shows_more_than_its_reader_may_see,
    ),
    "copy that row security does not bind": (
        "CREATE MATERIALIZED VIEW cases AS SELECT * FROM functions_query",
        test_tables.test_no_view_shows_more_than_its_reader_may_see,
    ),
}


def plant(fault: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(fault)


@pytest.mark.parametrize("name", IN_THE_CATALOGUE)
def test_the_table_of_tables_catches_a(name, committed):
    fault, check = IN_THE_CATALOGUE[name]
    check()
    plant(fault)
    assert turns_red(check)


def _two() -> tuple[Ccg, Ccg]:
    return Ccg.objects.get(ods_code="05R"), Ccg.objects.get(ods_code="05Y")


def _search_keeps_inside(function: str) -> None:
    test_row_security.test_the_functions_that_search_keep_inside_the_scope(_two(), function)


BY_TRYING: dict[str, tuple[str, Check]] = {
    "row security off": (
        "ALTER TABLE functions_query DISABLE ROW LEVEL SECURITY",
        lambda: test_row_security.test_a_ccg_sees_changes_and_adds_only_its_own_rows(Query, _two()),
    ),
    "policy that lets everything through": (
        f"ALTER POLICY tenant ON functions_query {TRUE}",
        lambda: test_row_security.test_a_ccg_sees_changes_and_adds_only_its_own_rows(Query, _two()),
    ),
    "policy that only reads check": (
        "ALTER POLICY tenant ON documents_document WITH CHECK (true)",
        lambda: test_row_security.test_a_row_cannot_be_added_for_another_ccg(Document, _two()),
    ),
    "policy dropped": (
        "DROP POLICY tenant ON functions_query",
        lambda: test_row_security.test_a_ccg_sees_changes_and_adds_only_its_own_rows(Query, _two()),
    ),
    "hub-wide policy without the hub": (
        "ALTER POLICY wide ON functions_query USING (true)",
        lambda: test_row_security.test_hub_wide_reads_one_hub_and_changes_nothing(Query, _two()),
    ),
    "practice policy that forgets restricted cases": (
        "ALTER POLICY practice ON functions_query USING (practice_id = ANY ((SELECT app.practices())::bigint[]))",
        lambda: test_row_security.test_a_practice_sees_only_its_own_and_no_restricted_case(_two()),
    ),
    "key that could lead to another CCG's row": (
        "ALTER TABLE functions_queryevent DROP CONSTRAINT functions_queryevent_query_id_same_ccg_id",
        lambda: test_row_security.test_a_key_to_another_ccgs_row_is_refused_although_keys_bypass_row_security(_two()),
    ),
    **{
        f"{what} that does not ask for the scope": (
            "CREATE OR REPLACE FUNCTION app.tenants() RETURNS bigint[] LANGUAGE sql STABLE SET search_path = pg_catalog"
            " AS $$ SELECT array_agg(id) FROM public.organisations_ccg $$",
            partial(_search_keeps_inside, function),
        )
        for what, function in (("search", "search_queries"), ("search by tag", "tagged_queries"))
    },
}


@pytest.mark.parametrize("name", BY_TRYING)
def test_trying_catches_a(name, committed):
    fault, check = BY_TRYING[name]
    plant(fault)
    assert turns_red(check)


@pytest.mark.parametrize("name", BY_TRYING)
def test_the_same_trial_passes_when_nothing_is_planted(name, committed):
    BY_TRYING[name][1]()
