"""Files of a committee: papers, packs, evidence. Read by its people; a restricted one by whom its room allows."""

from collections.abc import Callable, Iterable
from typing import BinaryIO
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from governance.models import CommitteeFile
from hubportal.documents.models import Document
from hubportal.documents.services import files, scanning, store
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused

SCAN = "governance.scan_file"

Guard = Callable[[Person, CommitteeFile], bool]
_guards: list[Guard] = []


def guard_with(guard: Guard) -> Guard:
    """Ask `guard(person, file)` before a restricted file is opened by somebody who is not the secretary: a room that
    keeps restricted files says who reads them. With no guard that allows it, nobody does.
    """
    if guard not in _guards:
        _guards.append(guard)
    return guard


Bar = Callable[[Person, CommitteeFile], str | None]
_bars: list[Bar] = []


def bar_with(bar: Bar) -> Bar:
    """Ask `bar(person, file)` before any file is opened by somebody who is not the secretary: it answers with why it is
    withheld from them, or with None.
    """
    if bar not in _bars:
        _bars.append(bar)
    return bar


@transaction.atomic
def keep_upload(
    *,
    upload: "UploadedFile[bytes]",
    committee: Committee,
    by: Person | None,
    allowed: tuple[str, ...] = files.ALLOWED,
    is_restricted: bool = False,
    pages: int | None = None,
) -> CommitteeFile:
    """Keep a file somebody sent; refused with what to do where size, kind, content or virus scan do not allow."""
    taken = files.take_in(upload, allowed=allowed)
    kept = CommitteeFile.objects.create(
        hub_id=committee.hub_id,
        committee=committee,
        name=taken.name,
        stored_as=taken.stored.name,
        content_type=taken.content_type,
        size=taken.stored.size,
        sha256=taken.stored.sha256,
        pages=pages,
        scan=taken.scan,
        is_restricted=is_restricted,
        added_by=by,
    )
    if taken.scan == Document.Scan.WAITING:
        enqueue(kind=SCAN, dedupe=f"scan:{kept.public_id}", payload={"file": kept.pk}, hub=committee.hub_id)
    return kept


@transaction.atomic
def keep_made(
    *,
    name: str,
    content_type: str,
    content: bytes | Iterable[bytes],
    committee: Committee,
    by: Person | None = None,
    is_restricted: bool = False,
    pages: int | None = None,
) -> CommitteeFile:
    """Keep a file the portal made itself, such as a pack."""
    stored = store.keep([content] if isinstance(content, bytes) else content)
    return CommitteeFile.objects.create(
        hub_id=committee.hub_id,
        committee=committee,
        name=files.clean_name(name),
        stored_as=stored.name,
        content_type=content_type,
        size=stored.size,
        sha256=stored.sha256,
        pages=pages,
        is_restricted=is_restricted,
        added_by=by,
    )


def find_for(person: Person, public_id: UUID) -> CommitteeFile:
    """The file, if this person may read it; or else `CommitteeFile.DoesNotExist`, as if it never was. Refused where
    they know of it and it is withheld from them for a reason.
    """
    file: CommitteeFile = CommitteeFile.objects.visible_to(person).get(public_id=public_id)
    secretary = person.grants.can("committee_minute", file.committee_id)
    if file.is_restricted and not secretary and not any(guard(person, file) for guard in _guards):
        raise CommitteeFile.DoesNotExist
    why = None if secretary else next(filter(None, (bar(person, file) for bar in _bars)), None)
    if why is not None:
        raise Refused(why, status=403)
    return file


def open_file(file: CommitteeFile) -> BinaryIO:
    """Its bytes; refused while it is still to be scanned, or when it holds a virus."""
    if file.scan == Document.Scan.WAITING:
        raise Refused("This file is still to be checked for viruses. Try again in a few minutes.")
    if file.scan == Document.Scan.INFECTED:
        raise Refused("This file holds a virus, so nobody can open it. Ask whoever sent it for a clean one.")
    return store.open_stored(file.stored_as)


@transaction.atomic
def scan_waiting(*, file: int) -> None:
    """Scan a file that was taken while the scanner was down; raises `Unavailable` while it still is."""
    found = CommitteeFile.objects.select_for_update().filter(pk=file, scan=Document.Scan.WAITING).first()
    if found is None:
        return
    with store.open_stored(found.stored_as) as stored:
        virus = scanning.virus_in(iter(lambda: stored.read(1_048_576), b"")) if scanning.is_set() else ""
    found.scan = Document.Scan.INFECTED if virus else Document.Scan.CLEAN
    found.save(update_fields=["scan"])


def names_kept(names: list[str]) -> Iterable[str]:
    """Which of these stored files a committee of the hub in scope holds."""
    return CommitteeFile.objects.filter(stored_as__in=names).values_list("stored_as", flat=True)
