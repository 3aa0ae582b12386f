"""The paper of a request: a PDF that opens and can be read, copied from the CCG's files to the committee's."""

from typing import Any

from governance.models import CommitteeFile
from governance.services.files import keep_made
from governance.services.meetings.pdfs import pages_of
from hubportal.documents.models import Document
from hubportal.documents.services import scanning, store
from hubportal.organisations.models import Committee
from hubportal.web.refusals import Refused

CHUNK = 1_048_576


def refuse_unreadable(upload: Any, *, field: str) -> None:
    """Refused at the field where somebody sent a PDF that a committee could not open."""
    try:
        pages_of(upload)
    except Refused as refused:
        raise Refused(refused.sentence, field=field, status=400) from refused


def copied(document: Document, *, committee: Committee) -> CommitteeFile:
    """The committee's copy of a document. Raises `Unavailable` while it waits for its scan, to be tried again; refused
    where it holds a virus or cannot be read.
    """
    if document.scan == Document.Scan.WAITING:
        raise scanning.Unavailable("The paper is still to be scanned.")
    if document.scan == Document.Scan.INFECTED:
        raise Refused("The paper holds a virus. Add a clean one and ask again.")
    with store.open_stored(document.stored_as) as stored:
        pages = pages_of(stored)
        return keep_made(
            name=document.name, content_type=document.content_type, content=iter(lambda: stored.read(CHUNK), b""),
            committee=committee, pages=pages,
        )  # fmt: skip
