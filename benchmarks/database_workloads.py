"""What the walls, the clocks and the sweep cost, each beside the least that the database could do."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from statistics import median

import pghistory
from django.db import connection, connections, transaction
from django.utils import timezone

from benchmarks.table import Figure
from benchmarks.timing import alternately
from functions.services.schemes.inviting import invite
from functions.services.schemes.terms import make_service
from functions.services.sweep import sweep
from hubportal.clocks import calendar_for
from hubportal.clocks.models import PolicyVersion
from hubportal.clocks.reading import read_clock
from hubportal.clocks.services.policies import as_policy
from hubportal.organisations.models import Ccg, Hub, Person
from hubportal.tenancy.scope import Scope, scope

COLUMNS = "id, reference, subject, next_step, next_due_on, received_on, owner_id, practice_id"
LISTS = {
    "first 25 by due date": f"SELECT {COLUMNS} FROM functions_query WHERE {{where}} AND state = 'open'"
    " ORDER BY next_due_on, id LIMIT 25",
    "25 within a month of due dates": f"SELECT {COLUMNS} FROM functions_query WHERE {{where}} AND state = 'open'"
    " AND next_due_on BETWEEN current_date AND current_date + 30 ORDER BY next_due_on, id LIMIT 25",
    "count of open cases": "SELECT count(*) FROM functions_query WHERE {where} AND state = 'open'",
    "open cases with practices": "SELECT q.id, q.reference, p.name FROM functions_query q JOIN organisations_practice p"
    " ON p.id = q.practice_id WHERE q.{where} AND state = 'open' ORDER BY q.next_due_on, q.id LIMIT 25",
}  # fmt: skip


def _running(statement: str, using: str = "default", times: int = 5) -> Callable[[], object]:
    """The statement some times over, since one is too short to time."""

    def act() -> None:
        with connections[using].cursor() as cursor:
            for _ in range(times):
                cursor.execute(statement)
                cursor.fetchall()

    return act


def wall_figures(hub: Hub) -> Iterator[Figure]:
    """The same SQL behind row security and past it, for one CCG and for the hub; then opening a scope."""
    with scope(Scope(role="hub_work", hub=hub.pk, reason="benchmarks")), transaction.atomic():
        ccg = Ccg.objects.get(ods_code="L0001").pk
        many = tuple(Ccg.objects.filter(hub=hub).values_list("pk", flat=True))
    one = Scope(actor=1, hub=hub.pk, ccgs=(ccg,), read_only=True)
    wide = Scope(actor=1, hub=hub.pk, ccgs=many, role="hub_wide", read_only=True)
    for words, opened, where, goal in (
        ("one CCG", one, f"ccg_id = {ccg}", 1.3),
        ("211 CCGs", wide, f"hub_id = {hub.pk}", 1.1),
    ):
        for workload, statement in LISTS.items():
            asked = statement.format(where=where)
            with scope(opened), transaction.atomic():
                ours, floor = alternately([_running(asked), _running(asked, "owner")])
            yield Figure(f"row security, {words}: {workload}", ours / 5, floor / 5, goal)

    def opening() -> None:
        with scope(wide), transaction.atomic():
            pass

    def plain() -> None:
        with transaction.atomic(using="owner"):
            pass

    ours, floor = alternately([opening, plain], times=101)
    yield Figure("scope of 211 CCGs opened, against 1.5 ms", ours - floor, 0.0015, 1)


def clock_figures(hub: Hub) -> Iterator[Figure]:
    """One reading against 50 µs, and the due dates of every case in SQL against a scan of the same rows."""
    version = PolicyVersion.objects.get(code="query", hub__isnull=True, version=1)
    policy, calendar = as_policy(version), calendar_for("england", ())
    received, today = date(2016, 1, 4), date(2016, 2, 10)

    def readings() -> None:
        for _ in range(1000):
            read_clock(policy, calendar, received, (), today, explained=True)

    (ours,) = alternately([readings])
    yield Figure("clock read with its explanation, against 50 µs", ours / 1000, 50e-6, 1)
    due = (
        "SELECT sum(due.day - q.received_on) FROM functions_query q"  # noqa: S608
        " JOIN clocks_calendarday receipt ON receipt.calendar = 'england' AND receipt.day = q.received_on"
        " JOIN clocks_calendarday due ON due.calendar = 'england' AND due.is_working"
        f" AND due.number = receipt.number + 20 WHERE q.hub_id = {hub.pk}"
    )
    scan = f"SELECT sum(q.received_on - date '2010-01-01') FROM functions_query q WHERE q.hub_id = {hub.pk}"  # noqa: S608
    ours, floor = alternately([_running(due, "owner", 1), _running(scan, "owner", 1)], times=5, warming=1)
    yield Figure("due dates of every case in SQL, against a scan of the rows", ours, floor, 3)


def sweep_figures(hub: Hub) -> Iterator[Figure]:
    """The sweep of one hub, taken back each time, against one UPDATE of as many open cases; then with nothing to do."""
    today = timezone.localdate()
    with _undone(hub):
        raised = sweep(hub_id=hub.pk, today=today)
        count = _raised(today)
    taken: dict[str, list[float]] = {"first": [], "second": [], "update": [], "bare": []}
    for _ in range(5):
        with _undone(hub):
            taken["update"].append(_timed(lambda: _update(hub, count)))
        taken["bare"].append(_bare_update(hub, count))
        with _undone(hub):
            taken["first"].append(_timed(lambda: sweep(hub_id=hub.pk, today=today)))
            taken["second"].append(_timed(lambda: sweep(hub_id=hub.pk, today=today)))
    first, second, update, bare = (median(taken[name]) for name in ("first", "second", "update", "bare"))
    told = f"{count:,} dates raised, {raised:,} notices"
    yield Figure("sweep, first run, against one UPDATE of as many cases without history", first, bare, 1.5, note=told)
    yield Figure("sweep, nothing to do, against that UPDATE", second, bare, 0.1)
    yield Figure("sweep, first run, against the same UPDATE with its history", first, update, 1.5)


def invitation_figures(hub: Hub) -> Iterator[Figure]:
    """Every practice of the hub invited at once, letters and links written, against writing as many rows.

    At the hub's full size that is 8,000 practices; taken back each time.
    """
    head = Person.objects.filter(assignments__role="head_of_primary_care", assignments__hub=hub).order_by("pk").first()
    if head is None:
        raise LookupError("the load-test hub has no Head of Primary Care")
    today, now = timezone.localdate(), timezone.now()
    terms = {
        "subject": "Load test", "code": "LOAD", "year": "2015/16", "rate": None, "unit": "practice",
        "sign_up_from": today, "answer_by": today, "remind_on": None, "periods": [], "specification": None,
        "letter_subject": "Invitation: {scheme_name}", "letter_body": "Dear {practice_name}", "reminder_body": "",
    }  # fmt: skip
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    count = 0
    for _ in range(3):
        with pghistory.context(person=head.pk), scope(head.grants.scope()), transaction.atomic():
            service = make_service(by=head, hub=hub, terms=terms, at=now)
            began = time.perf_counter()
            count = invite(reference=service.reference, version=None, by=head, at=now).practices
            taken["ours"].append(time.perf_counter() - began)
            transaction.set_rollback(True)
        taken["bare"].append(_bare_copies(count))
    ours, bare = median(taken["ours"]), median(taken["bare"])
    yield Figure(
        f"invitations to {count:,} practices, against writing as many bare rows", ours, bare, 20,
        note="invitation, link, letter and outbox item, with three histories; letters are drawn later",
    )  # fmt: skip


# What one invitation writes: itself, its link, its letter, the history of each of these, and the item of the outbox.
_ROWS_OF_AN_INVITATION = 7


def _bare_copies(count: int) -> float:
    """Seconds of writing as many rows as that into plain tables, by the tables' owner; taken back."""
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        for number in range(_ROWS_OF_AN_INVITATION):
            cursor.execute(f"CREATE TABLE bare_{number} (id bigint PRIMARY KEY, words text)")
        began = time.perf_counter()
        for number in range(_ROWS_OF_AN_INVITATION):
            cursor.execute(
                f"INSERT INTO bare_{number} SELECT n, repeat('words ', 60) FROM generate_series(1, %s) AS n",  # noqa: S608
                [count],
            )
        taken = time.perf_counter() - began
        transaction.set_rollback(True, using="owner")
    return taken


@contextmanager
def _undone(hub: Hub) -> Iterator[None]:
    """What is done inside, checked to the last constraint and then taken back."""
    wall = Scope(role="hub_work", hub=hub.pk, reason="benchmarks")
    with pghistory.context(path="benchmarks"), scope(wall), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _timed(act: Callable[[], object]) -> float:
    """Seconds, the check of foreign keys at the end of a transaction included."""
    began = time.perf_counter()
    act()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return time.perf_counter() - began


def _raised(today: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notifications_raised WHERE raised_on = %s", [today])
        return int(cursor.fetchone()[0])


_UPDATE = """
UPDATE functions_query SET version = version + 1 WHERE id IN (
  SELECT id FROM functions_query WHERE hub_id = %s AND state = 'open' ORDER BY next_due_on, id LIMIT %s)
"""


def _update(hub: Hub, count: int) -> None:
    """One set-wise change of as many open cases, the most pressing first; the history triggers write their rows."""
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [hub.pk, count])


def _bare_update(hub: Hub, count: int) -> float:
    """Seconds of the same change with no trigger, by the tables' owner; taken back."""
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("ALTER TABLE functions_query DISABLE TRIGGER USER")
        began = time.perf_counter()
        cursor.execute(_UPDATE, [hub.pk, count])
        taken = time.perf_counter() - began
        transaction.set_rollback(True, using="owner")
    return taken
