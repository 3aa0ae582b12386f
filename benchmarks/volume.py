"""The load-test databases: one for each number of cases, on one embedded server, made once and used again."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2

from hubportal.tenancy import embedded, roles

PROJECT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("HUBPORTAL_DATA", PROJECT / ".data" / "bench"))
CCGS = 211


def database_name(queries: int) -> str:
    """The database of a volume."""
    return f"volume_{queries}"


def address(role: str, database: str) -> str:
    """How to sign in to a database of the benchmarks' server as a database role."""
    found = embedded.connection_settings(DATA)
    return f"postgresql://{role}@/{database}?host={found['host']}&port={found['port']}"


def ready(queries: int) -> None:
    """The database of a volume: provisioned, migrated and filled, when it is not there yet."""
    name, making = database_name(queries), f"{database_name(queries)}_making"
    with closing(psycopg2.connect(address("postgres", "postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return
            cursor.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
        roles.provision(connection, database=making, may_create_databases=True)
        with closing(psycopg2.connect(address("postgres", making))) as inside:
            inside.autocommit = True
            with inside.cursor() as cursor:
                roles.open_schema(cursor)
        _manage("migrate", "--verbosity=0", database=making)
        _manage("load_reference", "--verbosity=0", database=making)
        _manage("make_volume", f"--queries={queries}", f"--ccgs={CCGS}", database=making)
        with connection.cursor() as cursor:
            # The name appears only once the volume is whole, so a run that was stopped leaves nothing half made.
            cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')


def tidy(queries: int) -> None:
    """Clear away what measured changes that were taken back left in tables and indexes, as a server does by itself."""
    with closing(psycopg2.connect(address("hub_owner", database_name(queries)))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _manage(*words: str, database: str) -> None:
    environment = {
        **os.environ,
        "HUBPORTAL_DATA": str(DATA),
        "DATABASE_URL": address("hub_app", database),
        "DATABASE_OWNER_URL": address("hub_owner", database),
        "DJANGO_SETTINGS_MODULE": "hubportal.settings",
    }
    subprocess.run([sys.executable, "manage.py", *words], cwd=PROJECT, env=environment, check=True)
