"""Everything the portal keeps, in one file and back: the database and the documents' bytes.

The database is dumped first and the documents are read after it. A document's bytes are on disk before its row is
committed and are never changed, so every row of the dump finds its bytes; some bytes may come along whose rows are
newer than the dump. They are in `incoming/` or in their place and only ever move from the first to the second, so
`incoming/` is read first.
"""

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg2 import sql

from hubportal.documents.services import archive, store
from hubportal.tenancy import dumps


class BackupFault(Exception):
    """Why a backup was not made or not brought back, in one sentence with a way out."""


def _documents() -> Path:
    return Path(default_storage.path(""))


def _on_disk() -> Iterator[Path]:
    root = _documents()
    yield from sorted((root / store.INCOMING).glob("*"))
    yield from sorted(root.glob("??/??/*"))


def back_up(target: Path, *, at: datetime) -> archive.Manifest:
    """Write everything to a new file `target` (mode 0600), which appears only when it is whole."""
    if target.exists():
        raise BackupFault(f"{target} exists already: give another name.")
    if not target.parent.is_dir():
        raise BackupFault(f"{target.parent} is not a folder: make it first.")
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        dump, whole = Path(folder) / archive.DATABASE, Path(folder) / "whole"
        dumps.dump(dump)
        manifest = archive.Manifest(
            made_at=at.isoformat(timespec="seconds"),
            postgresql=dumps.server_version(),
            roles=dumps.roles(),
            migrations=dumps.migrations(),
            functions=[asdict(function) for function in dumps.foreign_functions()],
        )
        whole.touch(mode=0o600)
        with tarfile.open(whole, "w:") as tar:
            with dump.open("rb") as file:
                archive.add(tar, manifest, archive.DATABASE, file)
            for path in _on_disk():
                name = f"{archive.DOCUMENTS}{path.name}"
                # Moved to its place since it was listed (found again there), or removed as left over.
                with suppress(FileNotFoundError), path.open("rb") as file:
                    if name not in manifest.files:
                        archive.add(tar, manifest, name, file)
            archive.close(tar, manifest)
        whole.rename(target)
    return manifest


def bring_back(source: Path) -> archive.Manifest:
    """Bring a backup into an empty database and an empty documents folder, then prove it.

    Everything that can be refused is refused before anything is written; the database comes back in one transaction.
    An older version's backup is migrated; the walls are raised anew either way.
    """
    if "owner" not in connections:
        raise BackupFault("Set DATABASE_OWNER_URL: a backup is restored as the owner of the tables.")
    if not source.is_file():
        raise BackupFault(f"{source} is not a file.")
    manifest = archive.proved(source)
    dumps.must_be_empty()
    dumps.must_have_roles(manifest.roles)
    _must_know(manifest.migrations)
    documents = _documents()
    if documents.exists() and any(documents.iterdir()):
        raise BackupFault(f"{documents} is not empty: move it away, or name another folder in HUBPORTAL_DATA.")
    documents.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = documents / store.INCOMING  # documents move from here to their place, as newly kept ones do
    try:
        beside.mkdir(mode=0o700)
        dump = beside / archive.DATABASE  # beside the documents there is room; in a container's /tmp there is not
        archive.take_out(source, database=dump, documents=beside)
        dumps.restore(dump)
        dump.unlink()
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)  # ours alone: the folder was empty
        raise
    dumps.give_away(dumps.Foreign(**function) for function in manifest.functions)
    call_command("migrate", verbosity=0)
    _prove(manifest)
    return manifest


def _must_know(applied: list[str]) -> None:
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := [name for name in applied if name not in ours]:
        raise BackupFault(
            f"The backup was made by a later version of Hub Portal (it knows {unknown[0]}): restore with that version."
        )


# Every table that names stored files; a history names files that its own table still holds.
_TABLES_OF_FILES = """
SELECT table_name FROM information_schema.columns
WHERE table_schema = 'public' AND column_name IN ('stored_as', 'sha256') AND table_name NOT LIKE '%history'
GROUP BY table_name HAVING count(*) = 2
"""


def _files_of_rows(cursor: Any) -> Iterator[tuple[str, str]]:
    cursor.execute(_TABLES_OF_FILES)
    for (table,) in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT stored_as, sha256 FROM {}").format(sql.Identifier(table)))
        yield from cursor.fetchall()


def _prove(manifest: archive.Manifest) -> None:
    """Each row has its document with the hash it says, and every wall stands."""
    with connections["owner"].cursor() as cursor:
        for stored_as, sha256 in _files_of_rows(cursor):
            if manifest.documents.get(stored_as) != sha256:
                raise BackupFault(f"Document {stored_as} is not in the backup as the database knows it.")
            with store.open_stored(stored_as):
                pass  # opening it moves it to its place
    if bare := dumps.unwalled_tables():
        raise BackupFault(f"Table {bare[0]} stands without its wall: do not start the portal on this database.")
