"""The whole database as one file, and back: pg_dump as hub_backup, who reads past the walls, and pg_restore as owner.

The embedded server's own programs are used with it; with any other server those on PATH, or else the embedded ones.
Their version must not be older than the server's. A dump goes into the same or a later major version of PostgreSQL.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connections
from psycopg2 import sql
from psycopg2.extensions import parse_dsn

from hubportal.tenancy import embedded
from hubportal.tenancy.models import Wall
from hubportal.tenancy.roles import ATTRIBUTES
from hubportal.tenancy.walls import wall_of, walled_models

OWNER: Final = "hub_owner"
READER: Final = "hub_backup"


class DumpFault(Exception):
    """Why the database could not be dumped or restored, in one sentence with a way out."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A function that somebody other than the schema's owner owns, as `schema`, full `signature` and `owner`."""

    schema: str
    signature: str
    owner: str


def dump(target: Path) -> None:
    """Write the database of this moment to `target`, in pg_dump's custom format."""
    _run("pg_dump", ["--format=custom", f"--file={target}"], _reader())


def restore(source: Path) -> None:
    """Bring a dump into the empty database, all of it or nothing, everything owned by the schema's owner."""
    address = _address(connections["owner"].settings_dict)
    database = f"--dbname={address['dbname']}"
    connections["owner"].close()
    _run("pg_restore", ["--single-transaction", "--exit-on-error", "--no-owner", database, str(source)], address)


def must_be_empty() -> None:
    """Refuse a database in which anything has been made: what is there is never mixed with what was saved."""
    found = _ask(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    )
    if found != [(0,)]:
        raise DumpFault(
            "This database is not empty. Restore into a new one: another HUBPORTAL_DATA folder, or a new database in "
            "DATABASE_URL and DATABASE_OWNER_URL made by `python -m hubportal.tenancy.provision`."
        )


def must_have_roles(wanted: Iterable[str]) -> None:
    """Refuse a server on which a role is missing that the saved grants name."""
    there = {name for (name,) in _ask("SELECT rolname FROM pg_roles")}
    if missing := sorted(set(wanted) - there):
        raise DumpFault(
            f"The server has no role {', '.join(missing)}: run `python -m hubportal.tenancy.provision` first."
        )


def roles() -> list[str]:
    """The database roles a dump's grants and policies name."""
    return list(ATTRIBUTES)


def foreign_functions() -> list[Foreign]:
    """Functions that are not the owner's: pg_restore as owner cannot give them away, so they are noted beside it."""
    found = _ask(
        "SELECT n.nspname, p.oid::regprocedure::text, r.rolname FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner"
        " WHERE n.nspname IN ('app', 'public') AND r.rolname <> %s ORDER BY 2",
        [OWNER],
    )
    return [Foreign(*row) for row in found]


def give_away(functions: Iterable[Foreign]) -> None:
    """Hand restored functions to the roles that owned them; each may make things in the schema for that moment only."""
    ours = {signature for (signature,) in _ask("SELECT oid::regprocedure::text FROM pg_proc")}
    with connections["owner"].cursor() as cursor:
        for function in functions:
            if function.signature not in ours or function.owner not in ATTRIBUTES:
                raise DumpFault(f"The backup names a function or role it does not hold: {function.signature}.")
            schema, role = sql.Identifier(function.schema), sql.Identifier(function.owner)
            cursor.execute(sql.SQL("GRANT CREATE ON SCHEMA {} TO {}").format(schema, role))
            cursor.execute(
                sql.SQL("ALTER FUNCTION {} OWNER TO {}").format(sql.SQL(function.signature), role)  # one of `ours`
            )
            cursor.execute(sql.SQL("REVOKE CREATE ON SCHEMA {} FROM {}").format(schema, role))


def unwalled_tables() -> list[str]:
    """Tables that declare a wall of row security and on which it is not on, or not forced, or has no policy."""
    wanted = [model._meta.db_table for model in walled_models() if wall_of(model) not in {Wall.REFERENCE, Wall.GLOBAL}]
    found = _ask(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity"
        " AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
    )
    return sorted(set(wanted) - {name for (name,) in found})


def server_version() -> str:
    """Such as "18.1"."""
    version: str = _ask("SHOW server_version")[0][0]
    return version.split(" ", 1)[0]


def migrations() -> list[str]:
    """What has been migrated, as "app.name"."""
    return [name for (name,) in _ask("SELECT app || '.' || name FROM django_migrations ORDER BY id")]


def _ask(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    alias = "owner" if "owner" in connections else "default"
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _address(found: Mapping[str, Any]) -> dict[str, str]:
    """A connection of Django's as libpq names its parts."""
    parts = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {part: str(found[name]) for part, name in parts.items() if found[name]}


def _reader() -> dict[str, str]:
    """The application's database, signed in to as DATABASE_BACKUP_URL says; without it as the backup role, whose
    password, if it has one, is then in ~/.pgpass.
    """
    address = _address(connections["default"].settings_dict)
    if settings.DATABASE_BACKUP_URL:
        return {**parse_dsn(settings.DATABASE_BACKUP_URL), "dbname": address["dbname"]}
    address.pop("password", None)
    return {**address, "user": READER}


def _program(name: str) -> str:
    if not settings.DATABASE_URL:
        return str(embedded.program(name))
    return shutil.which(name) or str(embedded.program(name))


def _run(name: str, arguments: list[str], address: Mapping[str, str]) -> None:
    """Run a program of PostgreSQL; the address goes through its environment, where no process list shows a password."""
    variables = {"dbname": "PGDATABASE", "host": "PGHOST", "port": "PGPORT", "user": "PGUSER",
                 "password": "PGPASSWORD", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}  # fmt: skip
    own = {variables[part]: value for part, value in address.items() if part in variables}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") or name == "PGPASSFILE"}
    done = subprocess.run([_program(name), *arguments], capture_output=True, text=True, env={**kept, **own})
    if done.returncode:
        said = (done.stderr.strip() or "no reason was given").splitlines()
        raise DumpFault(f"{name} stopped: {said[0]}")
