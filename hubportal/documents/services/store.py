"""Where the bytes lie: outside the web root, under random names, and only for rows that were committed.

A file is written and flushed to `incoming/` while its transaction runs, and moved to its place when that
commits. Rolled back, it stays in `incoming/` and `clear_incoming` removes it; killed between commit and
move, it is moved on first reading, or by `clear_incoming`. So no row is ever without its bytes. (Files
named by their content would need no move, but the same letter of two CCGs would be one file, and erasing
one tenant's copy would need a count.)
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction

INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as written: its random name, its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


def _root() -> Path:
    return Path(default_storage.path(""))


def _place(name: str) -> Path:
    return _root() / name[:2] / name[2:4] / name


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _settle(name: str) -> Path:
    """The file in its place, moved there from `incoming/` if it is still there."""
    place = _place(name)
    if not place.exists():
        _folder(place.parent)
        (_root() / INCOMING / name).replace(place)
    return place


def keep(blocks: Iterable[bytes]) -> Stored:
    """Write a file to disk; it is kept if the running transaction commits."""
    name = secrets.token_hex(20)
    digest, size = hashlib.sha256(), 0
    target = _folder(_root() / INCOMING) / name
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for block in blocks:
            file.write(block)
            digest.update(block)
            size += len(block)
        file.flush()
        os.fsync(file.fileno())
    transaction.on_commit(partial(_settle, name))
    return Stored(name=name, size=size, sha256=digest.hexdigest())


def open_stored(name: str) -> BinaryIO:
    """The bytes of a committed row, for reading."""
    return _settle(name).open("rb")


def left_over(*, older_than_seconds: float = 86_400) -> list[str]:
    """Names still in `incoming/` whose transaction must have ended by now, one way or the other."""
    folder = _root() / INCOMING
    if not folder.exists():
        return []
    oldest = time.time() - older_than_seconds
    return sorted(path.name for path in folder.iterdir() if path.stat().st_mtime < oldest)


def clear_incoming(*, names: Iterable[str], committed: set[str]) -> int:
    """Put committed files in their place and remove the rest; returns how many were removed."""
    removed = 0
    for name in names:
        if name in committed:
            _settle(name)
        else:
            (_root() / INCOMING / name).unlink(missing_ok=True)
            removed += 1
    return removed
