"""History by trigger: no way of writing goes round it, it says who, and nobody rewrites or forges it."""

import uuid

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from functions.models import Correspondence, Query
from hubportal.audit.tracking import tracked
from hubportal.organisations.models import Assignment, Ccg
from hubportal.tenancy.models import Wall
from hubportal.tenancy.scope import Scope, scope
from hubportal.tenancy.walls import wall_of, walled_models
from tests.conftest import find_person, in_scope_of
from tests.functions.cases import a_case
from tests.tenancy.samples import sample

History = Query.pgh_event_model  # type: ignore[attr-defined]
# Tables of a tenant whose rows are themselves a record, or hold nothing that is decided: no history of them.
UNTRACKED = {
    "functions_casesight": "who looks just now; forgotten within the hour",
    "functions_caseturn": "append-only itself",
    "functions_opentally": "sums of what the history of the cases says, kept by trigger",
    "functions_handbookpage": "a name; what it says is in its versions",
    "functions_handbookreading": "append-only itself",
    "functions_handbookversion": "a history itself: published versions are kept, with who wrote and published each",
    "functions_referencecounter": "a number, locked while a case is logged",
    "functions_savedview": "a person's own list settings",
    "functions_standardtally": "sums, as functions_opentally",
    "functions_statutorychange": "the row says who asked and who told; its variations have a history",
    "governance_actionupdate": "only ever added to",
    "governance_ballotevent": "only ever added to",
    "governance_ccgriskreview": "only ever added to",
    "governance_committeeriskreview": "only ever added to",
    "governance_deskentry": "only ever added to",
    "governance_interestentry": "only ever added to",
    "governance_interestreview": "only ever added to",
    "governance_papertext": "only ever added to",
    "governance_registeranchor": "only ever added to",
    "governance_registerentry": "only ever added to",
    "governance_termsreview": "only ever added to",
    "notifications_accessrecord": "append-only itself",
    "notifications_notice": "a message; the record is the case",
    "notifications_raised": "append-only itself",
    "records_recordmove": "append-only itself",
    "records_signature": "append-only itself",
}


def cases_at(*codes: str) -> list[Query]:
    return [sample(Query, ccg=Ccg.objects.get(ods_code=code)) for code in codes]  # type: ignore[misc]


@pytest.fixture
def two_cases(committed):
    """Two cases of South Warwickshire and one of a neighbour, committed."""
    return cases_at("05R", "05R", "05Y")


def labels(case: Query) -> list[str]:
    with in_scope_of("head"), transaction.atomic():
        return list(History.objects.filter(pgh_obj_id=case.pk).order_by("pgh_id").values_list("pgh_label", flat=True))


def test_bulk_update_raw_update_and_raw_delete_leave_their_rows(two_cases):
    first, second, other = two_cases
    with in_scope_of("officer") as officer, transaction.atomic(), pghistory.context(person=officer.pk, request="r-1"):
        Query.objects.filter(pk__in=[first.pk, second.pk]).update(team="Queue")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE functions_query SET team = 'Desk' WHERE id = %s", [first.pk])
            cursor.execute("DELETE FROM functions_query WHERE id = %s", [second.pk])
    assert labels(first) == ["insert", "update", "update"]
    assert labels(second) == ["insert", "update", "delete"]
    assert labels(other) == ["insert"]
    with in_scope_of("officer", reading=True), transaction.atomic():
        row = History.objects.filter(pgh_obj_id=first.pk).latest("pgh_id")
        assert row.pgh_context.metadata == {"person": officer.pk, "request": "r-1"}
        assert row.team == "Desk"
        assert row.pgh_created_at is not None


def test_bulk_creation_leaves_a_row_each(two_cases):
    case = two_cases[0]
    with in_scope_of("officer"), transaction.atomic():
        made = Correspondence.objects.bulk_create(
            Correspondence(hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, form="note", body=word, on="2016-02-02")
            for word in ("one", "two", "three")
        )
        kept = Correspondence.pgh_event_model.objects.filter(pgh_obj_id__in=[row.pk for row in made])
        assert sorted(kept.values_list("body", flat=True)) == ["one", "three", "two"]
        assert set(kept.values_list("pgh_label", flat=True)) == {"insert"}


def test_a_request_says_who_from_where_and_which(committed, signed_in):
    with in_scope_of("officer") as officer, transaction.atomic():
        case = a_case(officer)
    answer = signed_in("officer").post(
        f"/cases/{case.reference}/take/", {"version": case.version}, headers={"X-Request-ID": "abc-123"}
    )
    assert answer.status_code == 302
    with in_scope_of("officer", reading=True), transaction.atomic():
        row = History.objects.filter(pgh_obj_id=case.pk).latest("pgh_id")
        assert row.owner_id == officer.pk
        said = row.pgh_context.metadata
    assert said["person"] == officer.pk
    assert said["request"] == "abc-123"
    assert said["address"] == "127.0.0.1"
    assert said["path"] == f"/cases/{case.reference}/take/"


def test_who_ended_a_role_is_kept(committed, signed_in):
    role = Assignment.objects.get(person__email="officer@example.org")
    answer = signed_in("head").post(reverse("organisations:end_role", args=[role.person.public_id, role.pk]), {})
    assert answer.status_code == 302
    rows = Assignment.pgh_event_model.objects.filter(pgh_obj_id=role.pk).order_by("pgh_id")
    assert list(rows.values_list("pgh_label", flat=True)) == ["insert", "update"]
    last = rows.last()
    assert last.pgh_context.metadata["person"] == find_person("head").pk
    assert last.period.upper is not None


@pytest.mark.parametrize("role", ["hub_app", "hub_work"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE functions_queryhistory SET team = 'never'",
        "DELETE FROM functions_queryhistory",
        "TRUNCATE functions_queryhistory",
        "ALTER TABLE functions_queryhistory DISABLE TRIGGER ALL",
        "ALTER TABLE functions_query DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TRIGGER keep_ccg_id ON functions_query",
    ],
)
def test_nobody_rewrites_history_or_switches_it_off(role, statement, two_cases):
    ccg = two_cases[0].ccg
    refused = "permission denied|must be owner|Cannot update or delete"
    with (
        scope(Scope(ccgs=(ccg.pk,), hub=ccg.hub_id, role=role)),
        pytest.raises(DatabaseError, match=refused),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert labels(two_cases[0]) == ["insert"]


def test_history_is_read_in_its_tenant_only(two_cases):
    here, _, there = two_cases
    with in_scope_of("officer"), transaction.atomic():
        found = set(History.objects.values_list("pgh_obj_id", flat=True))
    assert here.pk in found
    assert there.pk not in found


def test_history_cannot_be_forged_by_the_application_even_for_its_own_tenant(two_cases):
    columns = ", ".join(f'"{field.column}"' for field in History._meta.concrete_fields if not field.primary_key)
    for role in ("hub_app", "hub_work", "hub_practice"):
        ccg = two_cases[0].ccg
        with (
            scope(Scope(ccgs=(ccg.pk,), practices=(), hub=ccg.hub_id, role=role)),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"INSERT INTO functions_queryhistory ({columns}) SELECT {columns} FROM functions_queryhistory LIMIT 1"
            )


def test_every_table_of_a_tenant_has_a_history_or_a_reason():
    without = {
        model._meta.db_table
        for model in walled_models()
        if wall_of(model) in {Wall.CCG, Wall.HUB, Wall.COMMITTEE}
        and not hasattr(model, "pgh_event_model")
        and getattr(model, "pgh_tracked_model", None) is None
    }
    assert without == set(UNTRACKED)


def test_each_tracked_table_keeps_insert_update_and_delete():
    for model in apps.get_models():
        if hasattr(model, "pgh_event_model") and hasattr(model, "wall"):
            names = {trigger.name for trigger in model._meta.triggers}
            assert {"insert_insert", "update_update", "delete_delete"} <= names, model


def test_declaring_history_needs_a_wall():
    class Unwalled:
        __name__ = f"Unwalled{uuid.uuid4().hex}"

    with pytest.raises(AttributeError, match="wall"):
        tracked()(Unwalled)
