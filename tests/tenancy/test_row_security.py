"""Row security by trying: raw SQL as the application's role on every walled table, each refusal beside a success.

A refusal proves nothing on an empty table, so every trial first shows that the tenant's own row is there.
"""

import pytest
from django.db import DatabaseError, connection, models, transaction

from hubportal.organisations.models import Ccg, Committee
from hubportal.tenancy.models import Wall
from hubportal.tenancy.scope import Scope, scope
from tests.tenancy.samples import is_history, sample, tried_models

CCG_MODELS = tried_models(Wall.CCG)
HUB_MODELS = tried_models(Wall.HUB)
COMMITTEE_MODELS = tried_models(Wall.COMMITTEE)


@pytest.fixture
def two(committed: str) -> tuple[Ccg, Ccg]:
    """Two CCGs of one hub: the near wall is the one most easily missed."""
    return Ccg.objects.get(ods_code="05R"), Ccg.objects.get(ods_code="05Y")


def filled(model: type[models.Model], *ccgs: Ccg) -> None:
    for ccg in ccgs:
        sample(model.pgh_tracked_model if is_history(model) else model, ccg=ccg)


def count(model: type[models.Model], where: str = "true", *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}" WHERE {where}', values)
        return cursor.fetchone()[0]


def run(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


@pytest.mark.parametrize("model", CCG_MODELS, ids=lambda model: model._meta.db_table)
def test_a_ccg_sees_changes_and_adds_only_its_own_rows(model, two):
    mine, other = two
    filled(model, mine, other)
    table = model._meta.db_table
    with scope(Scope(ccgs=(mine.pk,), hub=mine.hub_id)):
        with transaction.atomic():
            assert count(model) >= 1
            assert count(model, "ccg_id <> %s", mine.pk) == 0
            assert count(model, "ccg_id = %s", other.pk) == 0
        changes = not (is_history(model) or getattr(model, "append_only", False))
        with transaction.atomic():
            if changes:
                assert run(f'UPDATE "{table}" SET hub_id = hub_id WHERE ccg_id = %s', mine.pk) >= 1
                assert run(f'UPDATE "{table}" SET hub_id = hub_id WHERE ccg_id = %s', other.pk) == 0
                assert run(f'DELETE FROM "{table}" WHERE ccg_id = %s', other.pk) == 0
        with (
            pytest.raises(DatabaseError, match="cannot move|row-level security|permission denied"),
            transaction.atomic(),
        ):
            run(f'UPDATE "{table}" SET ccg_id = %s', other.pk)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(f'TRUNCATE "{table}" CASCADE')
        with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic():
            run(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        with transaction.atomic():
            run("SET LOCAL row_security = off")
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                count(model)
    # An empty scope sees nothing; no scope is refused.
    with scope(Scope(ccgs=(), hub=mine.hub_id)), transaction.atomic():
        assert count(model) == 0
    with pytest.raises(DatabaseError, match="no tenant scope"), transaction.atomic():
        count(model)


ADDED_TO = [one for one in CCG_MODELS if not (is_history(one) or getattr(one, "kept_by_trigger", False))]


@pytest.mark.parametrize("model", ADDED_TO, ids=lambda model: model._meta.db_table)
def test_a_row_cannot_be_added_for_another_ccg(model, two):
    mine, other = two
    with scope(Scope(ccgs=(mine.pk,), hub=mine.hub_id)):
        with transaction.atomic():
            sample(model, ccg=mine, using="default")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            sample(model, ccg=other, using="default")
        # Django's INSERT asks for the row back, which the policy for reading refuses too; this one asks for nothing.
        columns = [f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key]
        given = ", ".join("%s" if column == '"ccg_id"' else column for column in columns)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            run(
                f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)})'
                f' SELECT {given} FROM "{model._meta.db_table}" LIMIT 1',
                other.pk,
            )


@pytest.mark.parametrize("model", CCG_MODELS, ids=lambda model: model._meta.db_table)
def test_hub_wide_reads_one_hub_and_changes_nothing(model, two):
    mine, other = two
    elsewhere = Ccg.objects.get(ods_code="06Q")
    filled(model, mine, other, elsewhere)
    with scope(Scope(hub=mine.hub_id, ccgs=(), role="hub_wide")), transaction.atomic():
        assert count(model, "ccg_id = %s", mine.pk) >= 1
        assert count(model, "ccg_id = %s", other.pk) >= 1
        assert count(model, "hub_id <> %s", mine.hub_id) == 0
    with (
        scope(Scope(hub=mine.hub_id, role="hub_wide")),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        run(f'DELETE FROM "{model._meta.db_table}"')


@pytest.mark.parametrize("model", HUB_MODELS, ids=lambda model: model._meta.db_table)
def test_a_hubs_rows_stay_with_the_hub(model, two):
    mine, _ = two
    elsewhere = Ccg.objects.get(ods_code="06Q")
    filled(model, mine, elsewhere)
    with scope(Scope(hub=mine.hub_id, ccgs=(mine.pk,))), transaction.atomic():
        assert count(model) >= 1
        assert count(model, "hub_id <> %s", mine.hub_id) == 0
    with scope(Scope(hub=None, ccgs=(mine.pk,))), transaction.atomic():
        assert count(model) == 0
    with (
        scope(Scope(hub=mine.hub_id, ccgs=(mine.pk,))),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        sample(model, ccg=elsewhere, using="default")


@pytest.mark.parametrize("model", COMMITTEE_MODELS, ids=lambda model: model._meta.db_table)
def test_a_committees_rows_are_seen_by_the_committee(model, two):
    mine, other = two
    filled(model, mine, other)
    committees = {ccg: Committee.objects.get(name=f"Committee of {ccg.ods_code}").pk for ccg in two}
    with scope(Scope(hub=mine.hub_id, committees=(committees[mine],))), transaction.atomic():
        assert count(model) >= 1
        assert count(model, "committee_id <> %s", committees[mine]) == 0
    with (
        scope(Scope(hub=mine.hub_id, committees=(committees[mine],))),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        sample(model, ccg=other, using="default")


def test_a_key_to_another_ccgs_row_is_refused_although_keys_bypass_row_security(two):
    from functions.models import Query, QueryEvent

    mine, other = two
    theirs = sample(Query, ccg=other)
    with (
        scope(Scope(ccgs=(mine.pk,), hub=mine.hub_id)),
        pytest.raises(DatabaseError, match="same_ccg_id"),
        transaction.atomic(),
    ):
        QueryEvent.objects.create(
            hub_id=mine.hub_id, ccg=mine, query_id=theirs.pk, kind="acknowledged", on="2016-02-02"
        )


def test_a_practice_sees_only_its_own_and_no_restricted_case(two):
    from functions.models import Query
    from hubportal.organisations.models import Practice

    mine, _ = two
    ours, theirs = (Practice.objects.get(ods_code=code) for code in ("M84901", "M84902"))
    for practice, restricted in ((ours, False), (ours, True), (theirs, False)):
        row = sample(Query, ccg=mine)
        Query.objects.using("owner").filter(pk=row.pk).update(practice=practice, is_restricted=restricted)
    sight = Scope(hub=mine.hub_id, ccgs=(), practices=(ours.pk,), role="hub_practice")
    with scope(sight), transaction.atomic():
        assert list(Query.objects.values_list("practice__ods_code", "is_restricted")) == [("M84901", False)]


def test_the_application_cannot_become_the_owner(committed):
    for statement in ("SET ROLE hub_owner", "SET ROLE hub_definer", "SET SESSION AUTHORIZATION hub_owner"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(statement)


@pytest.mark.parametrize("function", ["search_queries", "tagged_queries"])
def test_the_functions_that_search_keep_inside_the_scope(two, function):
    from functions.models import Query

    mine, other = two
    for ccg in two:
        row = sample(Query, ccg=ccg)
        Query.objects.using("owner").filter(pk=row.pk).update(subject="Heron rent review", tags=["heron"])
    with scope(Scope(ccgs=(mine.pk,), hub=mine.hub_id)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM app.{function}('heron', %s, false, 50)", [[mine.pk]])
        assert cursor.fetchone() == (1,)
    for asked in ([other.pk], [mine.pk, other.pk], None):
        with (
            scope(Scope(ccgs=(mine.pk,), hub=mine.hub_id)),
            pytest.raises(DatabaseError, match="outside the scope"),
            transaction.atomic(),
        ):
            run(f"SELECT app.{function}('heron', %s, false, 50)", asked)
    with scope(Scope(hub=mine.hub_id, role="hub_wide")), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM app.{function}('heron', NULL, true, 50)")
        assert cursor.fetchone() == (2,)
    practice = Scope(hub=mine.hub_id, ccgs=(), practices=(1,), role="hub_practice")
    with scope(practice), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(f"SELECT app.{function}('heron', %s, false, 50)", [])
