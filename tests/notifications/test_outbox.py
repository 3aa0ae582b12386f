"""The work list: an act is written with its cause, done once, tried again, and given up in the open."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from hubportal.notifications import handlers
from hubportal.notifications.models import Delivery, Notice, OutboxItem
from hubportal.notifications.services import items
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.assignments import end
from hubportal.tenancy.scope import Scope, current_scope, scope
from hubportal.web.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def warwick(db: None) -> Ccg:
    return Ccg.objects.select_related("hub").get(ods_code="05R")


@pytest.fixture
def act() -> Iterator[list[Scope | None]]:
    """A kind of act, `test.act`, that notes the scope it ran in and writes a notice: an effect to count."""
    scopes: list[Scope | None] = []

    def run(item: OutboxItem) -> None:
        scopes.append(current_scope())
        if item.payload.get("refuse"):
            raise Refused("The case is closed.")
        if item.payload.get("fail"):
            raise ValueError("the text of a case")
        Delivery.objects.bulk_create(
            [Delivery(hub=item.hub, ccg=item.ccg, outbox_key=item.dedupe, to="someone@example.org", subject="Effect")],
            ignore_conflicts=True,
        )

    handlers.handles("test.act")(run)
    yield scopes
    del handlers._handlers["test.act"]


def as_worker(statement: str, *values: object) -> list[tuple[object, ...]]:
    with scope(items.WORKER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


def the_item(dedupe: str = "d") -> OutboxItem:
    with scope(items.WORKER), transaction.atomic():
        return OutboxItem.objects.get(dedupe=dedupe)


def effects() -> int:
    return int(as_worker("SELECT count(*) FROM notifications_delivery WHERE subject = 'Effect'")[0][0])  # type: ignore[call-overload]


def test_an_act_is_done_once_with_its_effect(act, warwick):
    with scope(items.WORKER), transaction.atomic():
        assert enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick)

    assert items.drain() == 1
    assert items.drain() == 0

    assert the_item().done_at is not None
    assert effects() == 1


def test_the_same_fact_joins_the_list_once(act, seen_by, warwick):
    with seen_by("officer") as officer:
        said = {"kind": "test.act", "dedupe": "d", "hub": warwick.hub, "ccg": warwick, "actor": officer}
        assert enqueue(**said)
        assert not enqueue(**said)


def test_work_joins_the_list_only_if_its_cause_is_committed(act, warwick):
    with scope(items.WORKER), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick)
        transaction.set_rollback(True)

    assert items.drain() == 0


def test_nobody_adds_work_for_another_hub(seen_by, warwick):
    from django.db.utils import ProgrammingError

    with seen_by("stranger"), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick)


def test_a_practices_person_adds_work_without_being_able_to_read_the_list(act, seen_by, warwick):
    with seen_by("practice") as manager, transaction.atomic():
        assert enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick, actor=manager)

    items.drain()

    assert act[0].role == "hub_practice"
    assert effects() == 1


def test_work_before_signing_in_belongs_to_no_hub_and_sees_nothing(act):
    enqueue(kind="test.act", dedupe="d")

    items.drain()

    assert (act[0].hub, act[0].ccgs, act[0].role) == (None, (), "hub_app")
    assert effects() == 1


def test_an_item_sees_its_own_ccg_even_when_its_actor_sees_the_hub(act, person, warwick):
    head = person("head")
    with scope(head.grants.scope()), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick, actor=head)

    items.drain()

    assert act[0].ccgs == (warwick.pk,)


def test_an_actor_whose_role_has_ended_does_nothing_more(act, person, warwick):
    officer, admin = person("officer"), person("admin")
    with scope(officer.grants.scope()), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick, actor=officer)
    end(assignment=officer.assignments.get(), on=date(2015, 3, 31), by=admin)

    items.drain()

    item = the_item()
    assert act == []
    assert item.dead_at is not None
    assert "no longer works" in item.error


def test_a_failure_is_kept_without_the_content_of_the_case_and_tried_again_later(act, warwick):
    with scope(items.WORKER), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", payload={"fail": True}, hub=warwick.hub, ccg=warwick)

    items.drain()

    item = the_item()
    assert item.done_at is None
    assert item.dead_at is None
    assert item.error.startswith("ValueError at run line")
    assert "text of a case" not in item.error
    assert timedelta(seconds=25) < item.run_after - items.database_now() <= timedelta(seconds=30)
    assert items.drain() == 0


def test_each_attempt_waits_three_times_as_long_up_to_two_hours():
    waits = [items.wait_before(attempt).total_seconds() for attempt in range(1, 8)]

    assert waits == [30, 90, 270, 810, 2430, 7200, 7200]


def test_after_the_last_attempt_the_person_who_asked_is_told(act, person, warwick):
    officer = person("officer")
    with scope(officer.grants.scope()), transaction.atomic():
        enqueue(
            kind="test.act",
            dedupe="d",
            payload={"fail": True, "about": "the letter of WM-Q-2016-00042", "path": "/cases/WM-Q-2016-00042/"},
            hub=warwick.hub,
            ccg=warwick,
            actor=officer,
        )
    for _ in range(items.ATTEMPTS):
        as_worker("UPDATE notifications_outboxitem SET run_after = clock_timestamp() WHERE dedupe = 'd'")
        items.drain()

    assert the_item().attempts == items.ATTEMPTS
    assert the_item().dead_at is not None
    with scope(officer.grants.scope()):
        notice = Notice.objects.get(person=officer)
    assert notice.text.startswith("We could not finish the letter of WM-Q-2016-00042.")
    assert notice.path == "/cases/WM-Q-2016-00042/"


def test_a_refusal_by_the_rules_is_not_tried_again(act, person, warwick):
    officer = person("officer")
    with scope(officer.grants.scope()), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", payload={"refuse": True}, hub=warwick.hub, ccg=warwick, actor=officer)

    items.drain()

    assert (the_item().attempts, the_item().error) == (1, "The case is closed.")
    assert the_item().dead_at is not None


def test_a_worker_that_dies_on_every_attempt_is_not_fed_the_item_for_ever(act, warwick):
    with scope(items.WORKER), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick)
    as_worker("UPDATE notifications_outboxitem SET attempts = %s WHERE dedupe = 'd'", items.ATTEMPTS)

    items.drain()

    assert the_item().dead_at is not None
    assert effects() == 0


def test_an_item_that_outlived_its_lease_leaves_no_effect(act, warwick):
    with scope(items.WORKER), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick)
    slow = items.claim()
    as_worker("UPDATE notifications_outboxitem SET lease_until = clock_timestamp() - interval '1 second'")
    quick = items.claim()
    assert slow is not None
    assert quick is not None

    assert not items.work(slow)
    assert effects() == 0
    assert items.work(quick)
    assert effects() == 1


def test_an_item_in_hand_is_not_claimed_by_another_worker(act, warwick):
    with scope(items.WORKER), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick)

    assert items.claim() is not None
    assert items.claim() is None


def test_an_item_for_later_waits(act, warwick):
    with scope(items.WORKER), transaction.atomic():
        later = items.database_now() + timedelta(hours=1)
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick, run_after=later)

    assert items.claim() is None


def test_a_kind_this_release_does_not_know_waits_for_one_that_does(warwick):
    with scope(items.WORKER), transaction.atomic():
        enqueue(kind="test.unheard_of", dedupe="d", hub=warwick.hub, ccg=warwick)

    items.drain()

    assert the_item().dead_at is None
    assert the_item().error.startswith("UnknownKind")


def test_two_handlers_for_one_kind_are_a_mistake(act):
    with pytest.raises(ValueError, match="two handlers"):
        handlers.handles("test.act")(lambda item: None)


def test_history_says_for_whom_a_background_act_was_done(act, person, warwick):
    officer = person("officer")
    with scope(officer.grants.scope()), transaction.atomic():
        enqueue(kind="test.act", dedupe="d", hub=warwick.hub, ccg=warwick, actor=officer)

    items.drain()

    assert act[0].actor == officer.pk
    assert Person.objects.get(pk=act[0].actor) == officer
