"""Keeping and opening documents. Its CCG, its circle and the apps above decide who may read a document."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from hubportal.documents.models import Document
from hubportal.documents.services import contents, pictures, scanning, store
from hubportal.organisations.models import Ccg, Hub, Person, Practice
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused

ALLOWED = tuple(contents.TYPES)

Guard = Callable[[Person, Document], bool]
Watcher = Callable[[Person, Document], None]
Later = Callable[[Document], object]
Elsewhere = Callable[[list[str]], Iterable[str]]
_guards: list[Guard] = []
_later: list[Later] = []
_watchers: list[Watcher] = []
_elsewhere: list[Elsewhere] = []


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


def also_kept_by(names_kept: Elsewhere) -> Elsewhere:
    """Ask `names_kept(names)`, in a hub's scope, which stored files rows of an app above hold; they are not cleared."""
    if names_kept not in _elsewhere:
        _elsewhere.append(names_kept)
    return names_kept


def scan_later_with(scanner: Later) -> None:
    """Have `scanner(document)` see to it that `scan_waiting` is called until it succeeds."""
    _later[:] = [scanner]


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
    scan: str = Document.Scan.NONE,
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
        scan=scan,
        added_by_id=None if by is None else _key(by),
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """A file somebody sent, looked into and stored; whoever took it keeps its particulars in a row."""

    stored: store.Stored
    name: str
    content_type: str
    scan: str


def take_in(upload: "UploadedFile[bytes]", *, allowed: tuple[str, ...] = ALLOWED) -> Taken:
    """Look into a file somebody sent and store its bytes, if size, kind, content and virus scan allow; if not, it is
    refused with what to do.

    A picture is drawn anew, without what a camera wrote beside it. Called in the transaction that writes the row.
    """
    contents.check_size(upload.size or 0)
    name = clean_name(upload.name or "")
    found = contents.look_into(upload, name=name, allowed=allowed)  # type: ignore[arg-type]
    scan = _scanned(upload)
    if found.extension in pictures.FORMS:
        stored = store.keep([pictures.redrawn(upload, extension=found.extension)])  # type: ignore[arg-type]
    else:
        stored = store.keep(upload.chunks())
    return Taken(stored, name, found.content_type, scan)


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
    """Keep a file somebody sent as a document of a CCG; refused as `take_in` refuses it."""
    taken = take_in(upload, allowed=allowed)
    document = _keep(
        stored=taken.stored,
        name=taken.name,
        content_type=taken.content_type,
        hub=hub,
        ccg=ccg,
        practice=practice,
        circle=circle,
        by=by,
        scan=taken.scan,
    )
    if taken.scan == Document.Scan.WAITING:
        for later in _later:
            later(document)
    return document


def _scanned(upload: "UploadedFile[bytes]") -> str:
    """What the virus scan says; a scanner that is down refuses the file, or lets it wait unopened, as is set."""
    if not scanning.is_set():
        return Document.Scan.NONE
    try:
        virus = scanning.virus_in(upload.chunks())
    except scanning.Unavailable as down:
        if settings.CLAMD_WHEN_DOWN != "queue":
            raise scanning.not_scanned() from down
        return Document.Scan.WAITING
    if virus:
        raise scanning.infected(virus)
    return Document.Scan.CLEAN


@transaction.atomic
def scan_waiting(*, document: int) -> Document | None:
    """Scan a file that was taken while the scanner was down; None when that was done before.

    Raises `Unavailable` while the scanner is still down, so that whoever called tries again.
    """
    found = Document.objects.select_for_update().filter(pk=document, scan=Document.Scan.WAITING).first()
    if found is None:
        return None
    with store.open_stored(found.stored_as) as file:
        virus = scanning.virus_in(iter(lambda: file.read(1_048_576), b"")) if scanning.is_set() else ""
    found.scan = Document.Scan.INFECTED if virus else Document.Scan.CLEAN
    found.save(update_fields=["scan"])
    return found


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


def refuse_unscanned(document: Document) -> None:
    """Nobody opens a file that is still to be scanned or holds a virus, signed in or by a link."""
    if document.scan == Document.Scan.WAITING:
        raise Refused("This file is still to be checked for viruses. Try again in a few minutes.")
    if document.scan == Document.Scan.INFECTED:
        raise Refused("This file holds a virus, so nobody can open it. Ask whoever sent it for a clean one.")


def open_for(person: Person, public_id: UUID) -> tuple[Document, BinaryIO]:
    """The document and its bytes, if this person may read it; otherwise `Document.DoesNotExist`."""
    document = find_for(person, public_id)
    refuse_unscanned(document)
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
            for names_kept in _elsewhere:
                committed.update(names_kept(names))
    return store.clear_incoming(names=names, committed=committed)
