"""One tar file that holds everything and can prove it: each member's SHA-256 stands in a manifest, its last member.

| member | holds |
|---|---|
| `database.dump` | the database, in pg_dump's custom format |
| `documents/<random name>` | the bytes of one document |
| `manifest.json` | format, moment, versions, roles, and size and SHA-256 of each of the above |
"""

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

FORMAT: Final = 1
DATABASE: Final = "database.dump"
DOCUMENTS: Final = "documents/"
MANIFEST: Final = "manifest.json"
_BLOCK: Final = 1 << 20
_STORED_NAME: Final = re.compile(r"[0-9a-f]{40}")


class ArchiveFault(Exception):
    """Why a file is not a whole backup of ours, in one sentence."""


@dataclass
class Manifest:
    """What a backup says of itself; `files` is name -> (bytes, SHA-256)."""

    made_at: str
    postgresql: str
    roles: list[str]
    migrations: list[str]
    functions: list[dict[str, str]]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """The member as written."""
        files = {name: {"size": size, "sha256": digest} for name, (size, digest) in self.files.items()}
        said = {"hub_portal_backup": FORMAT, **vars(self), "files": files}
        return json.dumps(said, indent=1).encode()

    @property
    def documents(self) -> dict[str, str]:
        """SHA-256 of each document by the name it is stored under."""
        return {
            name.removeprefix(DOCUMENTS): digest
            for name, (_, digest) in self.files.items()
            if name.startswith(DOCUMENTS)
        }


class _Counted:
    """A file read by tarfile, hashed on its way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest, self.size = file, hashlib.sha256(), 0

    def read(self, most: int = -1) -> bytes:
        block = self._file.read(most)
        self.digest.update(block)
        self.size += len(block)
        return block


def add(tar: tarfile.TarFile, manifest: Manifest, name: str, file: BinaryIO) -> None:
    """Put an open file into the archive under a name, and its particulars into the manifest."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = os.fstat(file.fileno()).st_size, 0o600
    counted = _Counted(file)
    tar.addfile(member, counted)
    manifest.files[name] = (counted.size, counted.digest.hexdigest())


def close(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Write the manifest: an archive that was cut short has none."""
    said = manifest.as_json()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(said), 0o600
    tar.addfile(member, BytesIO(said))


def proved(path: Path) -> Manifest:
    """The manifest, after every member has been read and found to be what it says; nothing is written."""
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(path, "r:") as tar:
            for member, file in _members(tar):
                if member.name == MANIFEST:
                    manifest = _read(file.read())
                    continue
                counted = _Counted(file)
                while counted.read(_BLOCK):
                    pass
                found[member.name] = (counted.size, counted.digest.hexdigest())
    except (tarfile.TarError, EOFError) as error:
        raise ArchiveFault(f"{path} is not a backup, or was cut short: {error}.") from error
    if manifest is None:
        raise ArchiveFault(f"{path} has no manifest: it was cut short, or is not a backup of Hub Portal.")
    differing = sorted(name for name in found.keys() | manifest.files if found.get(name) != manifest.files.get(name))
    if differing or DATABASE not in found:
        raise ArchiveFault(f"{path} is damaged: {(differing or [DATABASE])[0]} is not what its manifest says.")
    return manifest


def take_out(path: Path, *, database: Path, documents: Path) -> None:
    """Write the dump to a file, and the documents into a folder under the names they are stored under."""
    with tarfile.open(path, "r:") as tar:
        for member, file in _members(tar):
            if member.name == DATABASE:
                _write(file, database)
            elif member.name.startswith(DOCUMENTS):
                _write(file, documents / member.name.removeprefix(DOCUMENTS))


def _members(tar: tarfile.TarFile) -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
    """Plain files with names of ours only: an archive never says where on this machine something is written."""
    for member in tar:
        known = member.name in {DATABASE, MANIFEST} or (
            member.name.startswith(DOCUMENTS) and _STORED_NAME.fullmatch(member.name.removeprefix(DOCUMENTS))
        )
        file = tar.extractfile(member) if known and member.isreg() else None
        if file is None:
            raise ArchiveFault(f"It holds {member.name!r}, which no backup of Hub Portal does.")
        yield member, file  # type: ignore[misc]


def _read(said: bytes) -> Manifest:
    try:
        held: dict[str, Any] = json.loads(said)
        if held.pop("hub_portal_backup") != FORMAT:
            raise ArchiveFault("It was made by another version of `backup`, which this one cannot read.")
        held["files"] = {name: (file["size"], file["sha256"]) for name, file in held["files"].items()}
        return Manifest(**held)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveFault("Its manifest cannot be read: it is damaged, or not a backup of Hub Portal.") from error


def _write(source: BinaryIO, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := source.read(_BLOCK):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
