"""A worker killed with SIGKILL in the middle of 1,000 notices loses none and repeats none, under either driver."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from django.db import connection, transaction

from hubportal.notifications.services import doorbell, items
from hubportal.notifications.services.notices import tell_each
from hubportal.organisations.models import Ccg, Person
from hubportal.tenancy.scope import Scope, scope

ROOT = Path(__file__).resolve().parents[2]
NOTICES = 1_000
Worker = subprocess.Popen[bytes]


def _address() -> str:
    """The test's database as a worker process is told of it."""
    found = connection.settings_dict
    password = f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else ""
    port = f"&port={found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{found['USER']}{password}@/{found['NAME']}?host={quote(found['HOST'], safe='')}{port}"


@pytest.fixture
def start(committed: str, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Starts worker processes on the test's database, each in a group of its own; ends what is left of them."""
    started: list[Worker] = []

    def run(*command: str, **variables: str) -> Worker:
        environment = {
            **{name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_OWNER_URL"}},
            "DATABASE_URL": _address(),
            "DJANGO_SETTINGS_MODULE": "tests.notifications.short_lease",
            "HUBPORTAL_DATA": str(tmp_path / "data"),
            "PYTHONPATH": str(ROOT),
            **variables,
        }
        with (tmp_path / "workers.log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        started.append(worker)
        return worker

    yield run
    for worker in started:
        if worker.poll() is None:
            kill(worker)


def kill(worker: Worker) -> None:
    """SIGKILL to the worker and its children: nothing of it gets to tidy up."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def queue_notices() -> None:
    """A thousand facts told to one person of South Warwickshire, each to be sent at once."""
    warwick = Ccg.objects.get(ods_code="05R")
    officer = Person.objects.get(email="officer@example.org")
    facts = """
    fact AS (SELECT %(hub)s::bigint AS hub_id, %(ccg)s::bigint AS ccg_id, %(person)s::bigint AS person_id,
      'late' AS kind, 'Case ' || n || ' is late' AS text, '/cases/' AS path, 'due:' || n AS dedupe
      FROM generate_series(1, %(count)s) AS n)
    """
    known = {"hub": warwick.hub_id, "ccg": warwick.pk, "person": officer.pk, "count": NOTICES}
    with scope(Scope(role="hub_work", hub=warwick.hub_id)), transaction.atomic():
        assert tell_each(found=facts, parameters=known) == NOTICES


def _one(statement: str, opened: Scope = items.WORKER) -> tuple[int, ...]:
    with scope(opened), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def done() -> int:
    return _one("SELECT count(*) FROM notifications_outboxitem WHERE done_at IS NOT NULL")[0]


def sent() -> tuple[int, int]:
    """Messages that reached the mail server, and how many different ones."""
    hub = Ccg.objects.get(ods_code="05R").hub_id
    counted = "SELECT count(*), count(DISTINCT reference) FROM notifications_accessrecord WHERE what = 'sent'"
    return _one(counted, Scope(role="hub_work", hub=hub))


def wait_until(true: Callable[[], bool], *, seconds: float = 30, meanwhile: Callable[[], None] | None = None) -> None:
    """Wait for it, doing something about it once a second."""
    end, beat = time.monotonic() + seconds, time.monotonic()
    while not true():
        now = time.monotonic()
        assert now < end, f"{done()} of {NOTICES} done after {seconds} seconds: see workers.log"
        if meanwhile is not None and now - beat > 1:
            meanwhile()
            beat = now
        time.sleep(0.02)


def reaches(count: int) -> Callable[[], bool]:
    return lambda: done() >= count


@pytest.mark.slow
def test_run_worker_killed_in_the_middle_loses_and_repeats_nothing(start):
    queue_notices()
    command = ("manage.py", "run_worker", "--no-timetable")
    for milestone in (100, 600):
        workers = [start(*command), start(*command)]
        wait_until(reaches(milestone))
        assert done() < NOTICES
        for worker in workers:
            kill(worker)

    start(*command)
    start(*command)
    wait_until(reaches(NOTICES))

    assert sent() == (NOTICES, NOTICES)


@pytest.fixture
def broker(settings) -> Iterator[str]:
    """An empty database of the Redis named by REDIS_URL, or of this machine's."""
    server = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0").rsplit("/", 1)[0]
    for number in range(15, 0, -1):
        client = redis.Redis.from_url(f"{server}/{number}", socket_connect_timeout=1)
        try:
            is_empty = client.dbsize() == 0
        except redis.ConnectionError:
            pytest.skip(f"no Redis answers at {server}: set REDIS_URL or start redis-server")
        if is_empty:
            settings.REDIS_URL = f"{server}/{number}"
            yield settings.REDIS_URL
            client.flushdb()
            return
    pytest.skip(f"the Redis at {server} has no empty database")


@pytest.mark.slow
def test_celery_killed_in_the_middle_loses_and_repeats_nothing(start, broker):
    queue_notices()  # rings once, on commit
    command = ("-m", "celery", "-A", "hubportal.celery", "worker", "--concurrency", "2", "--loglevel", "WARNING")
    worker = start(*command, REDIS_URL=broker)
    doorbell.ring()  # as the scheduler does every half minute
    wait_until(reaches(300))
    assert done() < NOTICES
    kill(worker)

    start(*command, REDIS_URL=broker)
    doorbell.ring()
    doorbell.ring()
    wait_until(reaches(NOTICES), meanwhile=doorbell.ring)

    assert sent() == (NOTICES, NOTICES)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_finishes_the_item_in_hand(start, number):
    queue_notices()
    worker = start("manage.py", "run_worker", "--no-timetable")
    wait_until(reaches(50))

    worker.send_signal(number)

    assert worker.wait(timeout=5) == 0
    assert done() < NOTICES
    in_hand = "SELECT count(*) FROM notifications_outboxitem WHERE done_at IS NULL AND lease_until IS NOT NULL"
    assert _one(in_hand) == (0,)
    assert sent() == (done(), done())
