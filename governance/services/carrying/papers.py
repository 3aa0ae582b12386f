"""The paper of a request: a PDF that opens and can be read, copied from the CCG's files to the committee's."""

from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from governance.models import CommitteeFile
from governance.services.files import keep_made
from hubportal.documents.models import Document
from hubportal.documents.services import scanning, store
from hubportal.organisations.models import Committee
from hubportal.web.refusals import Refused

CHUNK = 1_048_576


def pages_of(file: Any) -> int:
    """How many pages a PDF has; refused where it is encrypted, broken or empty."""
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise Refused("The PDF is protected by a password. Save it without one and add it again.", status=400)
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as broken:
        raise Refused("The PDF cannot be read. Open it, save it again and add it.", status=400) from broken
    if pages == 0:
        raise Refused("The PDF has no pages.", status=400)
    return pages


def refuse_unreadable(upload: Any, *, field: str) -> None:
    """Refused at the field where somebody sent a PDF that a committee could not open."""
    try:
        pages_of(upload)
    except Refused as refused:
        raise Refused(refused.sentence, field=field, status=400) from refused
    finally:
        upload.seek(0)


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
        stored.seek(0)
        return keep_made(
            name=document.name, content_type=document.content_type, content=iter(lambda: stored.read(CHUNK), b""),
            committee=committee, pages=pages,
        )  # fmt: skip
