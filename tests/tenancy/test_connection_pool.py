"""A leak hunt through HTTP: people of several CCGs and roles take turns on the same server threads and connections.

Each server thread keeps its database connection, as in production, and its client sends the next request of somebody
else down it, with failures, cancelled statements and abandoned requests in between.
"""

import http.client
import logging
import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.test import Client

from functions.models import Query
from hubportal.organisations.models import Ccg, Practice
from hubportal.tenancy import embedded
from tests.tenancy.samples import sample

pytestmark = pytest.mark.slow
THREADS, REQUESTS = 8, 2_400
PRACTICES = {"05R": "M84901", "05Y": "M91901", "06Q": "F81901"}
# Whose CCGs a person reads, and whether restricted cases of them; their subjects say which is which.
SIGHT: dict[str, tuple[set[str], bool]] = {
    "officer": ({"05R"}, False),
    "lead": ({"05R"}, True),
    "practice": ({"05R"}, False),
    "neighbour_lead": ({"05Y"}, True),
    "neighbour_practice": ({"05Y"}, False),
    "head": ({"05R", "05Y"}, True),
    "stranger": ({"06Q"}, False),
    "stranger_head": ({"06Q"}, True),
    "nobody": (set(), False),
    "admin": (set(), False),
}
ALL = {f"{word}{code}" for word in ("Heron", "Secret") for code in PRACTICES}
# Address and how often of a hundred; the heavy pages rarely, so that the hunt is long and not slow.
ADDRESSES = {
    "/planted/everything/": 42,
    "/planted/fails/": 14,
    "/planted/after-the-view/": 5,
    "/planted/times-out/": 3,
    "/api/v1/queries/": 22,
    "/cases/export/csv/": 6,
    "/cases/?view=all": 4,
    "/": 4,
}


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Thousands of requests are not worth a line each."""


@pytest.fixture
def server(committed: str, settings) -> Iterator[ThreadedWSGIServer]:
    """The portal on threads of its own, with views that go wrong beside its pages."""
    settings.ROOT_URLCONF = "tests.tenancy.urls_with_faults"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    found = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    found.set_app(WSGIHandler())
    found.handle_error = lambda *where: None  # type: ignore[method-assign] - requests are abandoned on purpose
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    logging.disable(logging.CRITICAL)  # a traceback for each planted fault would be most of the work
    yield found
    logging.disable(logging.NOTSET)
    found.shutdown()
    found.server_close()
    thread.join()


def fill() -> None:
    for code, practice in PRACTICES.items():
        for word, restricted in (("Heron", False), ("Secret", True)):
            row = sample(Query, ccg=Ccg.objects.get(ods_code=code))
            Query.objects.using("owner").filter(pk=row.pk).update(
                subject=f"{word}{code}",
                is_restricted=restricted,
                practice=Practice.objects.get(ods_code=practice),
                kind="query",
                category="access",
                next_step="acknowledge",
                next_due_on="2016-02-04",
            )


def cookies(signed_in: Callable[[str], Client]) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {key: f"{name}={signed_in(key).cookies[name].value}" for key in SIGHT}


def may_see(key: str, address: str) -> set[str]:
    """Restricted cases are kept back by the querysets, and from practices by row security too."""
    codes, cleared = SIGHT[key]
    shown = {f"Heron{code}" for code in codes}
    unfiltered = address.startswith("/planted/") and "practice" not in key
    return shown | ({f"Secret{code}" for code in codes} if cleared or unfiltered else set())


class Hunter(threading.Thread):
    """One keep-alive connection, and so one server thread and database connection, shared by everybody in turn."""

    def __init__(self, port: int, cookies: dict[str, str], *, seed: int, rounds: int) -> None:
        super().__init__()
        self.port, self.cookies, self.rounds = port, cookies, rounds
        self.chance = random.Random(seed)
        self.answers: Counter[int] = Counter()
        self.foreign: list[str] = []
        self.seen: Counter[str] = Counter()
        self.abandoned = 0

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        for _ in range(self.rounds):
            key = self.chance.choice(sorted(SIGHT))
            [address] = self.chance.choices(list(ADDRESSES), list(ADDRESSES.values()))
            if self.chance.random() < 0.02:
                self._abandon(key, address)
                continue
            try:
                line.request("GET", address, headers={"Cookie": self.cookies[key]})
                answer = line.getresponse()
                body = answer.read().decode("utf-8", "replace")
            except (http.client.HTTPException, OSError):
                self.answers[0] += 1  # a stream that broke off: the server hangs up
                line.close()
                continue
            self.answers[answer.status] += 1
            found = {word for word in ALL if word in body}
            self.seen.update(found)
            self.foreign += [f"{key} saw {word} at {address}" for word in found - may_see(key, address)]
        line.close()

    def _abandon(self, key: str, address: str) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            line.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookies[key]}\r\n\r\n".encode())
        self.abandoned += 1


def hunt(port: int, signed_in: Callable[[str], Client], *, requests: int) -> list[Hunter]:
    """Send the requests; returns the hunters with what they saw."""
    fill()
    held = cookies(signed_in)
    hunters = [Hunter(port, held, seed=seed, rounds=requests // THREADS) for seed in range(THREADS)]
    for hunter in hunters:
        hunter.start()
    for hunter in hunters:
        hunter.join()
    return hunters


def check(hunters: list[Hunter], *, requests: int) -> None:
    """No foreign row, and proof that the hunt was one: everything was seen by somebody, and everything went wrong."""
    answers: Counter[int] = sum((hunter.answers for hunter in hunters), Counter())
    seen: Counter[str] = sum((hunter.seen for hunter in hunters), Counter())
    assert [line for hunter in hunters for line in hunter.foreign] == []
    assert sum(answers.values()) + sum(hunter.abandoned for hunter in hunters) == requests
    assert set(seen) == ALL
    assert min(seen.values()) > requests / 100
    assert answers[200] > requests / 3
    # Planted failures, cancelled statements, and rows asked for after the scope has closed.
    assert answers[500] > requests / 20
    assert sum(hunter.abandoned for hunter in hunters) > 0


def test_no_row_of_another_ccg_in_two_thousand_requests_on_shared_connections(server, signed_in):
    check(hunt(server.server_port, signed_in, requests=REQUESTS), requests=REQUESTS)


def pool_user() -> pwd.struct_passwd:
    """As whom pgbouncer runs: it refuses root, and the embedded server lets nobody in but its own user."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    if settings.DATABASE_URL:
        return pwd.getpwnam("nobody")
    place = embedded.find(settings.DATA_DIR)
    assert place is not None
    return place.user


def pool_settings(database: str, port: int, log: Path) -> str:
    """One database in transaction mode with three connections, on a port of this machine."""
    found = settings.DATABASES["default"]
    server = {"dbname": database, "user": found["USER"], "port": found["PORT"] or 5432}
    server |= {"host": found["HOST"] or "/var/run/postgresql"}
    server |= {"password": found["PASSWORD"]} if found["PASSWORD"] else {}
    line = " ".join(f"{name}={value}" for name, value in server.items())
    return (
        f"[databases]\n{database} = {line}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n"
        f"logfile = {log}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\n"
        "server_login_retry = 1\nignore_startup_parameters = extra_float_digits,options\n"
    )


@contextmanager
def pgbouncer(database: str) -> Iterator[int]:
    """pgbouncer before the application's database; yields its port once a statement comes through."""
    program = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
    if program is None:
        pytest.skip("pgbouncer is not installed here: apt-get install pgbouncer")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = pool_user()
    with tempfile.TemporaryDirectory(prefix="pgbouncer") as made:
        folder, log = Path(made), Path(made) / "log"
        ini = folder / "pgbouncer.ini"
        ini.write_text(pool_settings(database, port, log))
        for path in (folder, ini):
            os.chown(path, user.pw_uid, user.pw_gid)
        drop_root = ["-u", user.pw_name] if os.getuid() == 0 else []
        running = subprocess.Popen(
            [program, "-q", *drop_root, str(ini)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            until = time.monotonic() + 20
            while not answers(database, port):
                if running.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"pgbouncer does not serve:\n{log.read_text() if log.exists() else ''}")
                time.sleep(0.1)
            yield port
        finally:
            running.terminate()
            running.wait(10)


def answers(database: str, port: int) -> bool:
    try:
        line = psycopg2.connect(
            host="127.0.0.1", port=port, user=settings.DATABASES["default"]["USER"], dbname=database, connect_timeout=5
        )
    except psycopg2.OperationalError:
        return False
    try:
        line.cursor().execute("SELECT 1")
    except psycopg2.OperationalError:
        return False
    finally:
        line.close()
    return True


@pytest.fixture
def through_pgbouncer(committed: str) -> Iterator[None]:
    """The application's connections go through pgbouncer in transaction mode: three of them for everybody."""
    with pgbouncer(committed) as port:
        default = connections["default"]
        default.close()
        before = dict(default.settings_dict)
        for held in (connections.settings["default"], default.settings_dict):
            held |= {"HOST": "127.0.0.1", "PORT": str(port), "PASSWORD": "", "DISABLE_SERVER_SIDE_CURSORS": True}
        try:
            yield
        finally:
            default.close()
            for held in (connections.settings["default"], default.settings_dict):
                held |= {name: before[name] for name in ("HOST", "PORT", "PASSWORD", "DISABLE_SERVER_SIDE_CURSORS")}


def test_no_row_of_another_ccg_through_a_pool_in_transaction_mode(through_pgbouncer, server, signed_in):
    check(hunt(server.server_port, signed_in, requests=800), requests=800)
