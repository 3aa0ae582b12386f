"""`backup` and `restore`: everything comes back as it was, behind its walls, or nothing is touched."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from hubportal.documents.models import Document
from hubportal.documents.services import files, store
from hubportal.organisations.models import Ccg
from hubportal.tenancy import dumps, embedded, roles
from tests import databases
from tests.cast import HERE
from tests.conftest import find_person, in_scope_of

PROJECT = Path(__file__).resolve().parents[2]
LETTER = b"Dear Dr Example, your question of 24 December 2015 is answered here."


def keep_letter(*, settle: bool = True) -> Document:
    """A document of the cast's CCG; unsettled, the web process died between commit and moving the file."""
    ccg = Ccg.objects.get(ods_code=HERE)
    with in_scope_of("officer"), transaction.atomic():
        document = files.store_made(
            name="letter.txt", content_type="text/plain", content=LETTER, hub=ccg.hub_id, ccg=ccg, circle="hub_ccg"
        )
        if not settle:
            connections["default"].run_on_commit.clear()
    return document


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """A provisioned database with nothing in it, in use until the block ends."""
    before = connections.settings["default"]["NAME"]
    databases.drop(name)
    databases._at_home(f'CREATE DATABASE "{name}" TEMPLATE template0')
    databases.point_at(name)
    with connections["owner"].cursor() as cursor:
        roles.open_schema(cursor)
    try:
        yield
    finally:
        databases.point_at(before)
        databases.drop(name)


def use_documents(settings: Any, folder: Path) -> None:
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


def asked(statement: str) -> list[Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def contents() -> dict[str, Any]:
    """A fingerprint of every table's rows, and of what protects them."""
    # The note that a backup was made is written when it is whole, so it is never in it.
    tables = [
        name
        for (name,) in asked("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        if name != "documents_backupmade"
    ]
    rows = {
        name: asked(f'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{name}" t')
        for name in tables
    }
    return {
        **rows,
        "sequences": asked(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = 'public' AND sequencename <> 'documents_backupmade_id_seq' ORDER BY 1"
        ),
        "policies": asked("SELECT tablename, policyname, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"),
        "security": asked(
            "SELECT relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner),"
            " (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(relacl) a)"
            " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') ORDER BY 1"
        ),
        "functions": asked(
            "SELECT proname, pg_get_userbyid(proowner), prosecdef, proconfig,"
            " (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(proacl) a)"
            " FROM pg_proc WHERE pronamespace IN ('app'::regnamespace, 'public'::regnamespace) ORDER BY 1, 2"
        ),
        "triggers": asked(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        ),
        # A list of words is printed with its casts elsewhere once it has been read back: the same condition.
        "constraints": asked(
            "SELECT conname, regexp_replace(pg_get_constraintdef(oid),"
            " '::(character varying|text)(\\[\\])?|[()]', '', 'g') FROM pg_constraint ORDER BY 1, 2"
        ),
    }


@pytest.fixture(scope="module")
def monday(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """One backup of the cast's database with one document, for the tests that only read it."""
    folder = tmp_path_factory.mktemp("monday")
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": folder / "documents"}}
    with (
        django_db_blocker.unblock(),
        databases.own_database(f"{databases.run_name(worker_id)}_monday"),
        override_settings(STORAGES={**settings.STORAGES, "default": default}),
    ):
        keep_letter()
        call_command("backup", folder / "monday.tar", verbosity=0)
    return folder / "monday.tar"


@pytest.fixture
def saved(committed: str, tmp_path: Path) -> Path:
    """A backup of this test's own database with one document."""
    keep_letter()
    target = tmp_path / "monday.tar"
    call_command("backup", target, verbosity=0)
    return target


@pytest.fixture
def nothing(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str, settings: Any, tmp_path: Path
) -> Iterator[Path]:
    """An empty database in use, and the documents folder that goes with it, not yet made."""
    with django_db_blocker.unblock(), empty_database(f"{databases.run_name(worker_id)}_nothing"):
        use_documents(settings, tmp_path / "restored")
        yield tmp_path / "restored"


def damaged(
    path: Path, tmp_path: Path, *, change: dict[str, bytes | None], manifest: dict[str, Any] | None = None
) -> Path:
    """A copy of a backup with members replaced or added (None: left out), and the manifest's facts changed."""
    target = tmp_path / "damaged.tar"
    with tarfile.open(path) as old, tarfile.open(target, "w") as new:
        held = {member.name: old.extractfile(member).read() for member in old}  # type: ignore[union-attr]
        held["manifest.json"] = json.dumps({**json.loads(held["manifest.json"]), **(manifest or {})}).encode()
        for name, said in {**held, **change}.items():
            if said is not None:
                member = tarfile.TarInfo(name)
                member.size = len(said)
                new.addfile(member, io.BytesIO(said))
    return target


def test_everything_comes_back_as_it_was_and_behind_its_walls(saved, committed, settings, tmp_path):
    before = contents()
    assert before["documents_document"][0][0] == 1
    assert len(before["policies"]) > 50
    with empty_database(f"{committed}_back"):
        use_documents(settings, tmp_path / "restored")
        call_command("restore", saved, verbosity=0)
        assert contents() == before
        with in_scope_of("officer"), transaction.atomic():
            letter, bytes_of_letter = files.open_for(find_person("officer"), Document.objects.get().public_id)
            assert bytes_of_letter.read() == LETTER
            bytes_of_letter.close()
        with in_scope_of("neighbour_lead"), transaction.atomic():
            assert Document.objects.count() == 0
        assert not any((tmp_path / "restored" / "incoming").iterdir())


def test_a_document_whose_writer_died_before_moving_it_comes_along(committed, settings, tmp_path):
    stored_as = keep_letter(settle=False).stored_as
    assert (tmp_path / "documents" / "incoming" / stored_as).exists()
    call_command("backup", tmp_path / "monday.tar", verbosity=0)
    with empty_database(f"{committed}_back"):
        use_documents(settings, tmp_path / "restored")
        call_command("restore", tmp_path / "monday.tar", verbosity=0)
        with store.open_stored(stored_as) as file:
            assert file.read() == LETTER


def test_only_its_owner_may_read_a_backup(monday):
    assert monday.stat().st_mode & 0o777 == 0o600


def test_an_earlier_backup_is_never_overwritten(saved):
    before = saved.read_bytes()
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", saved)
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir() if path.name.startswith(".")] == []


def test_a_database_with_anything_in_it_is_refused_and_left_alone(saved):
    before = contents()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", saved)
    assert contents() == before


def test_documents_already_there_are_not_mixed_with_the_saved_ones(monday, nothing):
    nothing.mkdir()
    (nothing / "letter.txt").write_bytes(LETTER)
    with pytest.raises(CommandError, match="restored is not empty"):
        call_command("restore", monday)
    assert [path.name for path in nothing.rglob("*")] == ["letter.txt"]
    dumps.must_be_empty()


def refused(saved: Path, nothing: Path, words: str) -> None:
    """Restoring says so, and database and documents stay empty."""
    with pytest.raises(CommandError, match=words):
        call_command("restore", saved)
    dumps.must_be_empty()
    assert not nothing.exists() or not any(nothing.rglob("*"))


def letter_in(saved: Path) -> str:
    with tarfile.open(saved) as tar:
        return next(name for name in tar.getnames() if name.startswith("documents/"))


def said_in(saved: Path) -> dict[str, Any]:
    with tarfile.open(saved) as tar:
        return json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]


def test_one_changed_byte_of_a_document_is_found_before_anything_is_written(monday, nothing, tmp_path):
    name = letter_in(monday)
    torn = damaged(monday, tmp_path, change={name: LETTER.replace(b"24", b"25")})
    refused(torn, nothing, f"{name} is not what its manifest says")


def test_a_missing_document_is_found(monday, nothing, tmp_path):
    torn = damaged(monday, tmp_path, change={letter_in(monday): None})
    refused(torn, nothing, "is not what its manifest says")


def test_a_backup_cut_short_is_found(monday, nothing, tmp_path):
    short = tmp_path / "short.tar"
    short.write_bytes(monday.read_bytes()[:-20_000])
    refused(short, nothing, "cut short|not a backup")


def test_a_file_that_is_no_backup_is_refused(nothing, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_bytes(LETTER)
    refused(letter, nothing, "not a backup")


def test_an_archive_cannot_write_outside_the_documents_folder(monday, nothing, tmp_path):
    sly = damaged(monday, tmp_path, change={"documents/../../stolen": b"x"})
    refused(sly, nothing, "which no backup of Hub Portal does")
    assert not list(tmp_path.rglob("stolen"))


def test_a_later_versions_backup_is_refused(monday, nothing, tmp_path):
    applied = [*said_in(monday)["migrations"], "functions.9999_of_tomorrow"]
    later = damaged(monday, tmp_path, change={}, manifest={"migrations": applied})
    refused(later, nothing, "later version of Hub Portal")


def test_a_server_without_the_roles_is_refused(monday, nothing, tmp_path):
    elsewhere = damaged(monday, tmp_path, change={}, manifest={"roles": ["hub_of_tomorrow"]})
    refused(elsewhere, nothing, "no role hub_of_tomorrow: run `python -m hubportal.tenancy.provision`")


def test_a_dump_that_does_not_restore_leaves_nothing_behind(monday, nothing, tmp_path):
    rubbish = b"PGDMP is how a dump begins"
    listed = said_in(monday)["files"]
    listed["database.dump"] = {"size": len(rubbish), "sha256": hashlib.sha256(rubbish).hexdigest()}
    torn = damaged(monday, tmp_path, change={"database.dump": rubbish}, manifest={"files": listed})
    refused(torn, nothing, "pg_restore stopped")


def test_a_table_that_came_back_without_its_wall_would_be_named(committed):
    assert dumps.unwalled_tables() == []
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE functions_query NO FORCE ROW LEVEL SECURITY")
        cursor.execute("ALTER TABLE documents_document DISABLE ROW LEVEL SECURITY")
    assert dumps.unwalled_tables() == ["documents_document", "functions_query"]


@pytest.mark.server
@pytest.mark.slow
def test_a_new_machine_begins_with_a_backup(monday, tmp_path):
    """One command on an empty data folder, with an embedded server of its own; a second one is refused."""
    data = tmp_path / "data"
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DATABASE_OWNER_URL"}}
    command = [sys.executable, "manage.py", "restore", str(monday)]
    first, second = (
        subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, env={**kept, "HUBPORTAL_DATA": str(data)})
        for _ in range(2)
    )
    place = embedded.find(data)
    if place is not None and place.home != data:
        subprocess.run(["rm", "-rf", str(place.home)], check=True)
    assert first.returncode == 0, first.stderr
    assert "1 documents. Every document is what it was, and every wall stands." in first.stdout
    assert [path.read_bytes() for path in (data / "documents").glob("??/??/*")] == [LETTER]
    assert second.returncode == 1
    assert second.stderr.strip().endswith("made by `python -m hubportal.tenancy.provision`.")
