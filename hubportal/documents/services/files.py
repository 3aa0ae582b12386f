"""Keeping and opening documents. Its CCG, its circle and the apps above decide who may read a document."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from hubportal.documents.models import Document
from hubportal.documents.services import contents, store
from hubportal.organisations.models import Ccg, Hub, Person, Practice
from hubportal.tenancy.scope import Scope, scope

ALLOWED = tuple(contents.TYPES)

Guard = Callable[[Person, Document], bool]
Watcher = Callable[[Person, Document], None]
_guards: list[Guard] = []
_watchers: list[Watcher] = []


def guard_with(guard: Guard) -> Guard:
    """Ask `guard(person, document)` too before a document is opened: an app above knows what it is for."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


def watch_with(watcher: Watcher) -> Watcher:
    """Tell `watcher(person, document)` of each document that is opened: an app above keeps the record of it."""
    if watcher not in _watchers:
        _watchers.append(watcher)
    return watcher


def clean_name(given: str) -> str:
    """A file name without folders, control or direction-changing characters, at most 120 characters long."""
    last = PurePosixPath(given.replace("\\", "/")).name
    normal = unicodedata.normalize("NFC", last)
    plain = "".join(char for char in normal if unicodedata.category(char)[0] != "C")
    plain = re.sub(r'[<>:"/\\|?*;]+', " ", plain)
    plain = re.sub(r"\s+", " ", plain).strip().rstrip(" .")
    stem, dot, extension = plain.rpartition(".")
    if not dot:
        return plain[:120] or "document"
    stem = stem.lstrip(" .")
    return f"{stem[: 119 - len(extension)].rstrip(' .') or 'document'}.{extension}"


def _key(row: Hub | Ccg | Practice | Person | int) -> int:
    return row if isinstance(row, int) else row.pk


def _keep(
    *,
    stored: store.Stored,
    name: str,
    content_type: str,
    hub: Hub | int,
    ccg: Ccg | int,
    practice: Practice | int | None,
    circle: str,
    by: Person | int | None,
) -> Document:
    return Document.objects.create(
        hub_id=_key(hub),
        ccg_id=_key(ccg),
        practice_id=None if practice is None else _key(practice),
        circle=circle,
        name=clean_name(name),
        stored_as=stored.name,
        content_type=content_type,
        size=stored.size,
        sha256=stored.sha256,
        added_by_id=None if by is None else _key(by),
    )


@transaction.atomic
def store_upload(
    *,
    upload: "UploadedFile[bytes]",
    hub: Hub | int,
    ccg: Ccg | int,
    practice: Practice | int | None = None,
    circle: str = Document.Circle.HUB_AND_CCG,
    by: Person | int | None,
    allowed: tuple[str, ...] = ALLOWED,
) -> Document:
    """Keep a file somebody sent, if its size, kind and content allow; otherwise refused with what to do."""
    contents.check_size(upload.size or 0)
    name = clean_name(upload.name or "")
    found = contents.look_into(upload, name=name, allowed=allowed)  # type: ignore[arg-type]
    stored = store.keep(upload.chunks())
    return _keep(
        stored=stored,
        name=name,
        content_type=found.content_type,
        hub=hub,
        ccg=ccg,
        practice=practice,
        circle=circle,
        by=by,
    )


@transaction.atomic
def store_made(
    *,
    name: str,
    content_type: str,
    content: bytes,
    hub: Hub | int,
    ccg: Ccg | int,
    practice: Practice | int | None = None,
    circle: str = Document.Circle.HUB_AND_CCG,
    by: Person | int | None = None,
) -> Document:
    """Keep a file the portal made itself, such as a letter."""
    stored = store.keep([content])
    return _keep(
        stored=stored,
        name=name,
        content_type=content_type,
        hub=hub,
        ccg=ccg,
        practice=practice,
        circle=circle,
        by=by,
    )


def find_for(person: Person, public_id: UUID) -> Document:
    """The document, if this person may read it; or else `Document.DoesNotExist`, as if it never was."""
    document = Document.objects.visible_to(person).get(public_id=public_id)
    if not all(guard(person, document) for guard in _guards):
        raise Document.DoesNotExist
    return document


def open_for(person: Person, public_id: UUID) -> tuple[Document, BinaryIO]:
    """The document and its bytes, if this person may read it; otherwise `Document.DoesNotExist`."""
    document = find_for(person, public_id)
    for watcher in _watchers:
        watcher(person, document)
    return document, store.open_stored(document.stored_as)


def clear_left_over() -> int:
    """Settle or remove files that lay in `incoming/` for a day; asks each hub for its rows. Returns how many went."""
    names = store.left_over()
    committed: set[str] = set()
    for hub in Hub.objects.order_by("pk") if names else ():
        with scope(Scope(role="hub_work", hub=hub.pk, reason="clear incoming files")), transaction.atomic():
            committed.update(Document.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))
    return store.clear_incoming(names=names, committed=committed)
