"""The scope reaches every transaction first, closes after it, and without one nothing of a tenant can be touched."""

import threading

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import InternalError

from functions.models import Query
from hubportal.organisations.models import Ccg
from hubportal.tenancy.scope import Scope, current_scope, scope
from tests.tenancy.samples import sample


@pytest.fixture
def one_case(committed):
    """A row to be refused: on an empty table PostgreSQL finds nothing before it asks for the scope (trap T7)."""
    return sample(Query, ccg=Ccg.objects.get(ods_code="05R"))


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [name])
        return cursor.fetchone()[0] or ""


def test_no_scope_is_an_error_and_not_an_empty_answer(one_case):
    with pytest.raises(ProgrammingError, match="no tenant scope"):
        Query.objects.count()


def test_no_scope_in_a_transaction_is_an_error_too(one_case):
    with pytest.raises(ProgrammingError, match="no tenant scope"), transaction.atomic():
        list(Query.objects.all())


def test_outside_a_transaction_a_scope_is_not_pushed_and_the_query_fails(one_case):
    # Autocommit has no transaction to carry the scope: loud, so that nobody relies on it.
    with scope(Scope(ccgs=(1,))), pytest.raises(ProgrammingError, match="no tenant scope"):
        Query.objects.count()


def test_the_scope_is_the_first_statement_of_a_transaction(committed):
    ccg = Ccg.objects.get(ods_code="05R").pk
    with scope(Scope(actor=7, ccgs=(ccg,), hub=1)), transaction.atomic():
        assert setting("app.tenant_ids") == f"{{{ccg}}}"
        assert setting("app.actor_id") == "7"
        assert Query.objects.count() == 0
    assert setting("app.tenant_ids") == ""
    assert current_scope() is None


def test_history_triggers_need_not_catch_an_error_for_each_row(committed):
    # What they ask for is there to be read: see the note in hubportal.tenancy.postgres.base.
    with scope(Scope(ccgs=(1,))), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')::text[]")
        assert cursor.fetchone() == ([],)


def test_a_scope_opened_inside_a_transaction_is_told_at_once_and_closed_again(committed):
    with transaction.atomic():
        with scope(Scope(ccgs=(1,))):
            assert setting("app.tenant_ids") == "{1}"
            with scope(Scope(ccgs=(2,), role="hub_wide", hub=1)):
                assert setting("role") == "hub_wide"
            assert setting("app.tenant_ids") == "{1}"
            assert setting("role") == "hub_app"
        assert setting("app.tenant_ids") == ""


def test_rolling_back_a_savepoint_keeps_the_scope_of_the_transaction(committed):
    with scope(Scope(ccgs=(3,))), transaction.atomic():
        with pytest.raises(ValueError, match="undo"), transaction.atomic():
            raise ValueError("undo")
        assert setting("app.tenant_ids") == "{3}"


def test_a_reading_scope_cannot_write(committed):
    with (
        scope(Scope(ccgs=(1,), read_only=True)),
        pytest.raises(InternalError, match="read-only transaction"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM functions_query")


def test_a_scope_does_not_cross_into_another_thread(committed):
    seen: list[Scope | None] = []
    with scope(Scope(ccgs=(1,))):
        thread = threading.Thread(target=lambda: seen.append(current_scope()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_writing_scope_of_a_hub_wide_reader_is_an_ordinary_one():
    wide = Scope(ccgs=(1, 2), hub=1, role="hub_wide", read_only=True)
    assert wide.for_writing() == Scope(ccgs=(1, 2), hub=1, role="hub_app", read_only=False)
