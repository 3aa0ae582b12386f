"""The database roles, their powers and the database they work in.

| role | signs in | powers |
|---|---|---|
| hub_owner | for migrations | owns the database and its tables; row security is forced on it too |
| hub_app | web and workers | owns nothing; acts under row security; may become the next three |
| hub_wide | no | reads one hub |
| hub_work | no | sweep, outbox and imports: one hub at a time |
| hub_practice | no | practice-facing tables of its practices |
| hub_definer | no | owns the two functions that search; the one role of functions that row security does not bind |
| hub_backup | for backups | reads everything, row security or not |
| hub_monitor | for metrics | server statistics, no rows |

Everything here may be run again and again, on PostgreSQL 15 or later, by any superuser.
"""

from collections.abc import Mapping
from typing import Final

from psycopg2 import sql
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extensions import encrypt_password

LOGINS: Final = ("hub_owner", "hub_app", "hub_backup", "hub_monitor")

ATTRIBUTES: Final = {
    # It inherits, because a database's owner has its rights on the public schema by membership (pg_database_owner).
    "hub_owner": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE INHERIT",
    "hub_app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOINHERIT",
    "hub_wide": "NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT",
    "hub_work": "NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT",
    "hub_practice": "NOLOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT",
    "hub_definer": "NOLOGIN NOSUPERUSER BYPASSRLS NOINHERIT",
    "hub_backup": "LOGIN NOSUPERUSER BYPASSRLS INHERIT",
    "hub_monitor": "LOGIN NOSUPERUSER NOBYPASSRLS INHERIT",
}

# (granted role, member). hub_owner may hand the functions that search to hub_definer; nobody else may become it.
MEMBERSHIPS: Final = (
    ("hub_wide", "hub_app"),
    ("hub_work", "hub_app"),
    ("hub_practice", "hub_app"),
    ("hub_definer", "hub_owner"),
    ("pg_read_all_data", "hub_backup"),
    ("pg_monitor", "hub_monitor"),
)

SETTINGS: Final = {
    "hub_app": {
        "statement_timeout": "15s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "30s",
        "row_security": "on",
    },
    "hub_owner": {"lock_timeout": "30s", "idle_in_transaction_session_timeout": "10min"},
    "hub_backup": {"default_transaction_read_only": "on", "statement_timeout": "0"},
    "hub_monitor": {"default_transaction_read_only": "on", "statement_timeout": "10s"},
}

SCHEMA_USERS: Final = ("hub_app", "hub_wide", "hub_work", "hub_practice", "hub_definer")


def provision(
    connection: Connection,
    *,
    database: str = "hubportal",
    passwords: Mapping[str, str] | None = None,
    may_create_databases: bool = False,
) -> None:
    """Make or mend the roles and the database, as a superuser in autocommit.

    `passwords` by role; a role without one keeps what it has. `may_create_databases` lets hub_owner make
    the databases of a test run: for development and test servers only.
    """
    with connection.cursor() as cursor:
        _make_roles(cursor, may_create_databases=may_create_databases)
        for role, password in (passwords or {}).items():
            _set_password(connection, cursor, role, password)
        _make_database(cursor, database)


def open_schema(cursor: Cursor) -> None:
    """Who may use the current database's public schema; the superuser or the database's owner may run this.

    Tables and functions are granted one by one when the walls are raised: nothing is granted here by default.
    """
    cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(_names(SCHEMA_USERS)))


def _make_roles(cursor: Cursor, *, may_create_databases: bool) -> None:
    for role, attributes in ATTRIBUTES.items():
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        cursor.execute(sql.SQL(f"{verb} ROLE {{}} {attributes}").format(sql.Identifier(role)))
    databases = "CREATEDB" if may_create_databases else "NOCREATEDB"
    cursor.execute(sql.SQL(f"ALTER ROLE hub_owner {databases}"))
    for granted, member in MEMBERSHIPS:
        cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(granted), sql.Identifier(member)))
    for role, settings in SETTINGS.items():
        for name, value in settings.items():
            statement = sql.SQL("ALTER ROLE {} SET {} = {}")
            cursor.execute(statement.format(sql.Identifier(role), sql.Identifier(name), sql.Literal(value)))


def _set_password(connection: Connection, cursor: Cursor, role: str, password: str) -> None:
    """The server and its log are given the password's proof, never the password."""
    if role not in LOGINS:
        raise ValueError(f"{role} does not sign in.")
    proof = encrypt_password(password, role, scope=connection, algorithm="scram-sha-256")
    cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(proof)))


def _make_database(cursor: Cursor, database: str) -> None:
    name = sql.Identifier(database)
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    if not cursor.fetchone():
        statement = sql.SQL("CREATE DATABASE {} OWNER hub_owner ENCODING 'UTF8' TEMPLATE template0")
        cursor.execute(statement.format(name))
    cursor.execute(sql.SQL("ALTER DATABASE {} OWNER TO hub_owner").format(name))
    cursor.execute(sql.SQL("ALTER DATABASE {} SET timezone = 'UTC'").format(name))
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, _names(LOGINS)))


def _names(roles: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, roles))
