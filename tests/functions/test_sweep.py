"""The sweep tells once of what falls due tomorrow, falls due today or is late (specification 03, section 4)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from functions.models import Query
from functions.services.clock import record_event
from functions.services.sweep import sweep, sweep_every_hub
from hubportal.notifications.models import Notice, Raised
from hubportal.notifications.services import items
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.assignments import assign, end
from hubportal.tenancy.scope import Scope, scope
from tests.functions.cases import a_case, at

pytestmark = pytest.mark.django_db
# Received on Saturday 2 January 2016: to be acknowledged by Friday 8 and answered by Friday 29 January.
THURSDAY, FRIDAY, SATURDAY = date(2016, 1, 7), date(2016, 1, 8), date(2016, 1, 9)


@pytest.fixture
def hub(db: None) -> int:
    return Ccg.objects.get(ods_code="05R").hub_id


@pytest.fixture
def log(seen_by: Callable[..., Any]) -> Callable[..., Query]:
    """`log(stream="finance")`: a case logged by the officer, in a scope of its own."""

    def logged(by: str = "officer", **given: Any) -> Query:
        with seen_by(by) as person:
            return a_case(person, **given)

    return logged


@contextmanager
def whole(hub: int) -> Iterator[None]:
    with scope(Scope(role="hub_work", hub=hub)), transaction.atomic():
        yield


def told(hub: int) -> set[tuple[str, str]]:
    """(who, what) of every notice in the hub about a due date."""
    with whole(hub):
        found = Notice.objects.exclude(kind="assigned").values_list("person__email", "kind")
        return {(email.partition("@")[0], kind) for email, kind in found}


def change(hub: int, case: Query, **columns: Any) -> None:
    with whole(hub):
        Query.objects.filter(pk=case.pk).update(**columns)


def test_the_owner_hears_the_working_day_before(log, person, hub):
    case = log(owner=person("officer"))

    assert sweep(hub_id=hub, today=THURSDAY) == 1

    assert told(hub) == {("officer", "due_tomorrow")}
    with whole(hub):
        notice = Notice.objects.get()
    assert notice.text == f"{case.reference} is due on Friday 8 January 2016. Acknowledge the query"
    assert notice.path == f"/cases/{case.reference}/"


def test_before_easter_tomorrow_is_the_tuesday_after(log, person, hub):
    received = at(date(2016, 3, 18))  # acknowledge by Tuesday 29 March: Good Friday and Easter Monday lie between
    log(owner=person("officer"), received_at=received, at=received)

    assert sweep(hub_id=hub, today=date(2016, 3, 23)) == 0
    assert sweep(hub_id=hub, today=date(2016, 3, 24)) == 1
    assert told(hub) == {("officer", "due_tomorrow")}


def test_the_owner_hears_on_the_day(log, person, hub):
    log(owner=person("officer"))

    sweep(hub_id=hub, today=FRIDAY)

    assert told(hub) == {("officer", "due_today")}


def test_a_late_contracting_case_goes_to_the_head_of_primary_care_and_the_ccgs_lead(log, person, hub):
    log(owner=person("officer"))

    sweep(hub_id=hub, today=SATURDAY)

    assert told(hub) == {("officer", "late"), ("head", "late"), ("lead", "late")}


def test_a_late_finance_case_goes_to_the_assistant_head_of_finance(log, person, hub):
    log(stream="finance", category="statements", owner=person("finance_officer"))

    sweep(hub_id=hub, today=SATURDAY)

    assert told(hub) == {("finance_officer", "late"), ("finance_head", "late"), ("lead", "late")}


def test_each_stage_of_each_date_is_told_once(log, person, hub):
    log(owner=person("officer"))

    runs = [sweep(hub_id=hub, today=day) for day in (THURSDAY, THURSDAY, FRIDAY, FRIDAY, SATURDAY, SATURDAY)]

    assert runs == [1, 0, 1, 0, 3, 0]


def test_a_new_owner_is_not_told_again_of_the_same_date(log, person, hub):
    case = log(owner=person("officer"))
    sweep(hub_id=hub, today=FRIDAY)
    change(hub, case, owner=person("head"))

    assert sweep(hub_id=hub, today=FRIDAY) == 0


def test_the_answer_falls_due_after_the_acknowledgement(log, person, hub):
    case = log(owner=person("officer"))
    sweep(hub_id=hub, today=FRIDAY)
    with scope(person("officer").grants.scope()):
        record_event(
            query_id=case.pk, version=None, kind="acknowledged", on=FRIDAY, by=person("officer"), at=at(FRIDAY)
        )

    assert sweep(hub_id=hub, today=SATURDAY) == 0
    assert sweep(hub_id=hub, today=date(2016, 1, 28)) == 1
    assert sweep(hub_id=hub, today=date(2016, 1, 29)) == 1
    assert sweep(hub_id=hub, today=date(2016, 1, 30)) == 3


def test_a_case_nobody_touched_is_late_with_both_steps(log, person, hub):
    log(owner=person("officer"))

    sweep(hub_id=hub, today=date(2016, 2, 1))

    with whole(hub):
        assert set(Raised.objects.values_list("step", "stage")) == {
            ("acknowledge", "breached"),
            ("respond", "breached"),
        }


@pytest.mark.parametrize(
    "columns",
    [
        {"paused_on": THURSDAY},
        {"excluded_reason": "nhs_england"},
        {"state": "closed", "closed_on": THURSDAY, "next_due_on": None},
    ],
)
def test_paused_excluded_and_closed_cases_are_not_swept(log, person, hub, columns):
    change(hub, log(owner=person("officer")), **columns)

    assert sweep(hub_id=hub, today=SATURDAY) == 0


def test_a_case_without_an_owner_is_everybodys_of_its_stream(log, person, hub):
    colleague = Person.objects.create_user("colleague@example.org", None, name="Colleague")
    assign(person=colleague, role="hub_contracting_officer", organisation=Ccg.objects.get(ods_code="05R"), on=THURSDAY)
    change(hub, log(), owner=None)

    sweep(hub_id=hub, today=THURSDAY)

    assert told(hub) == {("officer", "due_tomorrow"), ("colleague", "due_tomorrow")}


def test_a_case_of_a_team_is_that_teams(log, person, hub):
    colleague = Person.objects.create_user("colleague@example.org", None, name="Colleague", team="Premises")
    assign(person=colleague, role="hub_contracting_officer", organisation=Ccg.objects.get(ods_code="05R"), on=THURSDAY)
    change(hub, log(), owner=None, team="Premises")

    sweep(hub_id=hub, today=THURSDAY)

    assert told(hub) == {("colleague", "due_tomorrow")}


def test_a_case_of_a_team_without_people_is_everybodys(log, hub):
    change(hub, log(), owner=None, team="Premises")

    sweep(hub_id=hub, today=THURSDAY)

    assert told(hub) == {("officer", "due_tomorrow")}


def test_an_owner_whose_role_has_ended_is_not_told_of_the_case(log, person, hub):
    log(owner=person("officer"))
    end(assignment=person("officer").assignments.get(), on=date(2015, 12, 31), by=person("admin"))

    sweep(hub_id=hub, today=THURSDAY)

    assert told(hub) == {("head", "due_tomorrow")}


def test_a_restricted_case_without_an_owner_is_the_heads(log, hub):
    change(hub, log(), owner=None, is_restricted=True)

    sweep(hub_id=hub, today=THURSDAY)

    assert told(hub) == {("head", "due_tomorrow")}


def test_another_hubs_cases_are_not_touched(log, person, hub):
    other = Ccg.objects.get(ods_code="06Q")
    log(by="stranger", ccg=other)

    assert sweep(hub_id=hub, today=SATURDAY) == 0
    assert sweep_every_hub(today=SATURDAY) > 0
    assert told(hub) == set()


def test_a_thousand_cases_cost_as_many_statements_as_one(log, person, hub, django_assert_num_queries):
    case = log(owner=person("officer"))
    with whole(hub), connection.cursor() as cursor:
        columns = [f.column for f in Query._meta.concrete_fields if f.column not in {"id", "reference", "public_id"}]
        listed = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(
            f"INSERT INTO functions_query (reference, public_id, {listed})"
            f" SELECT 'WM-Q-2016-1' || n, gen_random_uuid(), {listed}"
            " FROM functions_query, generate_series(1, 999) n WHERE id = %s",
            [case.pk],
        )

    # The settings and the statement itself, between the savepoint of this test and its release.
    with django_assert_num_queries(4):
        assert sweep(hub_id=hub, today=SATURDAY) == 3_000


def test_the_hourly_job_sweeps(log, person, hub):
    log(owner=person("officer"))  # years late by the clock on the wall
    with scope(items.WORKER), transaction.atomic():
        enqueue(kind="functions.sweep", dedupe="job", payload={"day": "2016-01-09"}, hub=hub)

    items.drain()

    assert ("head", "late") in told(hub)
