"""The database roles have the powers that docs/operations.md says, and no others."""

import shutil
from contextlib import closing

import psycopg2
import pytest
from psycopg2 import errors

from hubportal.tenancy import embedded, provision, roles

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    found = embedded.ensure(tmp_path_factory.mktemp("roles") / "data")
    yield found
    found.stop()
    if found.place.home != found.place.data_dir:
        shutil.rmtree(found.place.home)


@pytest.fixture
def signed_in(server):
    opened = []

    def as_role(role):
        at = server.dsn(role)
        connection = psycopg2.connect(host=at["host"], port=at["port"], user=role, dbname=at["name"])
        connection.autocommit = True
        opened.append(connection)
        return connection.cursor()

    yield as_role
    for connection in opened:
        connection.close()


@pytest.mark.parametrize("role", ["hub_wide", "hub_work", "hub_practice"])
def test_the_application_may_become_its_narrower_and_wider_selves(signed_in, role):
    cursor = signed_in("hub_app")
    cursor.execute(f"SET ROLE {role}")
    cursor.execute("SELECT current_user")
    assert cursor.fetchone() == (role,)


@pytest.mark.parametrize("role", ["hub_owner", "hub_definer", "hub_backup", "hub_monitor", "postgres"])
def test_the_application_may_become_no_role_that_passes_the_walls(signed_in, role):
    with pytest.raises(errors.InsufficientPrivilege):
        signed_in("hub_app").execute(f"SET ROLE {role}")


def test_the_application_may_make_nothing(signed_in):
    with pytest.raises(errors.InsufficientPrivilege):
        signed_in("hub_app").execute("CREATE TABLE public.mine (n int)")


def test_only_definer_backup_and_superuser_pass_row_security(signed_in):
    cursor = signed_in("postgres")
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolbypassrls ORDER BY rolname")
    assert [name for (name,) in cursor.fetchall()] == ["hub_backup", "hub_definer", "postgres"]


def test_the_owner_may_hand_a_function_to_the_definer(signed_in):
    cursor = signed_in("hub_owner")
    cursor.execute("CREATE SCHEMA IF NOT EXISTS handed")
    cursor.execute("GRANT USAGE, CREATE ON SCHEMA handed TO hub_definer")
    cursor.execute("CREATE OR REPLACE FUNCTION handed.one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    cursor.execute("ALTER FUNCTION handed.one() OWNER TO hub_definer")
    cursor.execute("SELECT proowner::regrole::text FROM pg_proc WHERE proname = 'one'")
    assert cursor.fetchone() == ("hub_definer",)


def test_the_application_waits_for_nothing_for_ever(signed_in):
    cursor = signed_in("hub_app")
    cursor.execute(
        "SELECT name, setting::int FROM pg_settings WHERE name IN"
        " ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')"
    )
    assert dict(cursor.fetchall()) == {
        "statement_timeout": 15_000,
        "lock_timeout": 5_000,
        "idle_in_transaction_session_timeout": 30_000,
    }


def test_provisioning_again_changes_nothing(server, signed_in):
    cursor = signed_in("postgres")
    asked = (
        "SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,"
        " rolbypassrls, rolconfig FROM pg_roles ORDER BY 1"
    )
    cursor.execute(asked)
    before = cursor.fetchall()
    at = server.dsn("postgres")
    with closing(psycopg2.connect(host=at["host"], port=at["port"], user="postgres", dbname="postgres")) as again:
        again.autocommit = True
        roles.provision(again, may_create_databases=True)
    cursor.execute(asked)
    assert cursor.fetchall() == before


def test_the_passwords_of_a_server_come_from_its_addresses():
    assert provision.passwords(
        {
            "DATABASE_URL": "postgresql://hub_app:a%40b@db.example.org/hubportal",
            "DATABASE_OWNER_URL": "postgresql://hub_owner:owner@db.example.org/hubportal",
        }
    ) == {"hub_app": "a@b", "hub_owner": "owner"}


def test_an_address_that_signs_in_as_another_role_is_refused():
    with pytest.raises(provision.Unprovisioned, match="it must be hub_app"):
        provision.passwords({"DATABASE_URL": "postgresql://postgres:secret@db.example.org/hubportal"})


def test_a_password_reaches_the_server_only_as_its_proof(server, signed_in):
    at = server.dsn("postgres")
    with closing(psycopg2.connect(host=at["host"], port=at["port"], user="postgres", dbname="postgres")) as admin:
        admin.autocommit = True
        roles.provision(admin, passwords={"hub_monitor": "correct horse"}, may_create_databases=True)
    cursor = signed_in("postgres")
    cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'hub_monitor'")
    (proof,) = cursor.fetchone()
    assert proof.startswith("SCRAM-SHA-256$")
