"""`python -m hubportal.tenancy.provision`: the roles and the database of a PostgreSQL server.

Run once per server, and again after an upgrade. DATABASE_ADMIN_URL signs in as a superuser; the passwords of
the roles are taken from DATABASE_URL (hub_app), DATABASE_OWNER_URL (hub_owner) and, when set,
DATABASE_BACKUP_URL (hub_backup) and DATABASE_MONITOR_URL (hub_monitor).
"""

import os
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import Final
from urllib.parse import unquote, urlsplit

import psycopg2

from hubportal.tenancy import roles

ROLE_OF: Final = {
    "DATABASE_URL": "hub_app",
    "DATABASE_OWNER_URL": "hub_owner",
    "DATABASE_BACKUP_URL": "hub_backup",
    "DATABASE_MONITOR_URL": "hub_monitor",
}


class Unprovisioned(Exception):
    """Why the server could not be made ready, in one sentence."""


def passwords(environment: Mapping[str, str]) -> dict[str, str]:
    """The password of each role named in the addresses given; an address for another role is refused."""
    found = {}
    for variable, role in ROLE_OF.items():
        parts = urlsplit(environment.get(variable, ""))
        if not parts.scheme:
            continue
        if parts.username and unquote(parts.username) != role:
            raise Unprovisioned(f"{variable} signs in as {unquote(parts.username)}: it must be {role}.")
        if parts.password:
            found[role] = unquote(parts.password)
    return found


def main(environment: Mapping[str, str] = os.environ) -> None:
    """Make the server ready, as its superuser."""
    admin = environment.get("DATABASE_ADMIN_URL")
    if not admin:
        raise Unprovisioned("Set DATABASE_ADMIN_URL to the address of a superuser, such as postgresql:///postgres.")
    database = unquote(urlsplit(environment.get("DATABASE_URL", "")).path.lstrip("/")) or "hubportal"
    try:
        with closing(psycopg2.connect(admin, connect_timeout=10)) as connection:
            connection.autocommit = True
            roles.provision(
                connection,
                database=database,
                passwords=passwords(environment),
                may_create_databases=environment.get("HUBPORTAL_TEST_DATABASES") == "1",
            )
        with closing(psycopg2.connect(admin, dbname=database, connect_timeout=10)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                roles.open_schema(cursor)
    except psycopg2.Error as error:
        raise Unprovisioned(f"The PostgreSQL server could not be made ready: {error}".strip()) from error


if __name__ == "__main__":
    try:
        main()
    except Unprovisioned as fault:
        sys.exit(str(fault))
