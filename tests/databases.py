"""Databases for tests: one migrated template with the reference data and the cast, cloned for each worker and test.

Tests run as the application's own database role, behind the walls, as production does.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hubportal.tenancy import embedded

TEMPLATE = "test_hubportal_template"


def serve() -> None:
    """Start (or find) the embedded server when no server is named in the environment."""
    if not settings.DATABASE_URL:
        embedded.ensure(settings.DATA_DIR)


def _at_home(statement: str, *, alias: str = "owner") -> None:
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


def clone(name: str, *, of: str = TEMPLATE) -> None:
    """A database like the template, under another name."""
    drop(name)
    _at_home(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """A database of one test's own, with everything committed; dropped afterwards."""
    before = connections.settings["default"]["NAME"]
    clone(name)
    point_at(name)
    try:
        yield name
    finally:
        point_at(before)
        drop(name)


def template(run: str) -> None:
    """Make the template once a test run, whichever worker comes first."""
    _HOME.setdefault("name", settings.DATABASES["owner"]["NAME"])
    lock = Path(tempfile.gettempdir()) / f"hubportal-tests-{os.getuid()}-{_where()}.lock"
    with lock.open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.seek(0)
        if held.read() == run:
            return
        drop(TEMPLATE)
        _at_home(f'CREATE DATABASE "{TEMPLATE}" TEMPLATE template0')
        point_at(TEMPLATE)
        _fill()
        point_at(_HOME["name"])
        held.seek(0)
        held.truncate()
        held.write(run)


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
