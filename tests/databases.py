"""Databases for tests: one migrated template with the reference data and the cast, cloned for each worker and test.

Tests run as the application's own database role, behind the walls, as production does. The template outlives the run:
its name carries a digest of what fills it, so that the next run makes it anew only where a model, a migration, the
walls, the reference data or the cast have changed.
"""

import fcntl
import hashlib
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hubportal.tenancy import embedded

# What a filled template depends on, seen from the project's folder.
ROOTS = ("hubportal", "functions", "finance", "governance", "reporting")
SOURCES = (
    "**/migrations/*.py",
    "**/models/*.py",
    "organisations/services/*.py",
    "clocks/*.py",
    "services/matrix.py",
    "services/rates.py",
    "tenancy/**/*.py",
    "audit/**/*.py",
    "*settings.py",
)
FILES = ("fixtures/*.*", "tests/cast.py", "tests/databases.py")
_MACHINE = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:4]


@cache
def template_name() -> str:
    """The template's name: the same for the same sources, unless the environment asks for one of its own."""
    found = hashlib.sha256(os.environ.get("HUBPORTAL_TEST_TEMPLATE", "").encode())
    project = Path(settings.BASE_DIR)
    paths = {path for root in ROOTS for pattern in SOURCES for path in (project / root).glob(pattern)}
    paths |= {path for pattern in FILES for path in project.glob(pattern)}
    for path in sorted(paths):
        found.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return f"test_hubportal_template_{found.hexdigest()[:12]}"


def run_name(worker: str) -> str:
    """The name of a database of one worker of this run; it says which machine's process it lives and dies with."""
    run = os.getpid() if worker == "master" else os.getppid()
    return f"test_hubportal_{_MACHINE}_{run}_{worker}"


def serve() -> None:
    """Start (or find) the embedded server when no server is named in the environment."""
    if not settings.DATABASE_URL:
        embedded.ensure(settings.DATA_DIR)


def _at_home(statement: str, *, alias: str = "owner") -> list[tuple[Any, ...]]:
    """Run one statement outside any transaction, in the portal's own database; as the schema owner unless said."""
    found = settings.DATABASES[alias]
    connection = psycopg2.connect(
        host=found["HOST"], port=found["PORT"] or None, user=found["USER"], password=found["PASSWORD"] or None,
        dbname=_HOME["name"],
    )  # fmt: skip
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


_HOME: dict[str, Any] = {}


def point_at(name: str) -> None:
    """Make every connection, in every thread, use the named database from now on."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections.settings[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def drop(name: str) -> None:
    """Drop a database of a test run, whoever is still connected.

    Each role ends its own sessions; what is left can only be a vacuum, which gives way to a plain DROP by itself and
    would not to FORCE, since it is not ours to end.
    """
    mine = f"WHERE datname = '{name}' AND usename = current_user"
    for alias in ("default", "owner"):
        _at_home(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity {mine}", alias=alias)
    _at_home(f'DROP DATABASE IF EXISTS "{name}"')


def clone(name: str) -> None:
    """A database like the template, under another name."""
    drop(name)
    _at_home(f'CREATE DATABASE "{name}" TEMPLATE "{template_name()}"')


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Every connection uses the named database meanwhile."""
    before = connections.settings["default"]["NAME"]
    point_at(name)
    try:
        yield
    finally:
        for connection in connections.all():
            connection.close()
        point_at(before)


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """A database of one test's own, with everything committed; dropped afterwards."""
    clone(name)
    try:
        with pointed_at(name):
            yield name
    finally:
        drop(name)


def template() -> None:
    """Make the template where there is none of these sources, whichever worker comes first."""
    _HOME.setdefault("name", settings.DATABASES["owner"]["NAME"])
    lock = Path(tempfile.gettempdir()) / f"hubportal-tests-{os.getuid()}-{_where()}.lock"
    with lock.open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        names = {
            name for (name,) in _at_home("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_hubportal\\_%'")
        }
        if template_name() in names:
            return
        _sweep(names)
        # Under another name until it is whole: a run killed in the middle leaves no half-filled template.
        making = f"{template_name()}_making"
        drop(making)
        _at_home(f'CREATE DATABASE "{making}" TEMPLATE template0')
        point_at(making)
        _fill()
        point_at(_HOME["name"])
        _at_home(f'ALTER DATABASE "{making}" RENAME TO "{template_name()}"')


def _sweep(names: set[str]) -> None:
    """Drop what earlier runs left: templates of other sources, and databases of runs of this machine that died."""
    for name in names:
        parts = name.removeprefix("test_hubportal_").split("_")
        if parts[0] == _MACHINE and parts[1].isdecimal():
            stale = not Path(f"/proc/{parts[1]}").exists()
        else:
            stale = parts[0] == "template"
        if stale:
            with suppress(psycopg2.Error):  # another run is using it
                _at_home(f'DROP DATABASE IF EXISTS "{name}"')


def _where() -> str:
    found = settings.DATABASES["owner"]
    return f"{found['HOST']}-{found['PORT']}".replace("/", "_")


def _fill() -> None:
    from hubportal.tenancy import roles
    from tests.cast import make_cast

    with connections["owner"].cursor() as cursor:
        roles.open_schema(cursor)
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    make_cast()
    connections["owner"].close()
    connections["default"].close()
