"""Reading papers once: the text of a PDF is kept when the paper is added, in the background."""

from datetime import datetime
from io import BytesIO

from django.db import transaction
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from governance.models import CommitteeFile, Marking, Paper, PaperText
from governance.rules.naming import folded
from governance.services.files import open_file
from hubportal.documents.models import Document
from hubportal.notifications.services.outbox import enqueue

READ_PAPER = "governance.read_paper"
READ_PAPERS = "governance.read_papers"
PDF = "application/pdf"
MOST_PAGES = 1_000
MOST_LETTERS = 1_500_000
AT_ONCE = 200


def ask_for(file: CommitteeFile) -> bool:
    """Have a paper's file read; to be called when a paper is added. The timetable finds those nobody asked for."""
    if file.content_type != PDF:
        return False
    return enqueue(kind=READ_PAPER, dedupe=f"paper-text:{file.public_id}", payload={"file": file.pk}, hub=file.hub_id)


@transaction.atomic
def ask_for_waiting(*, hub_id: int) -> int:
    """Have every paper of a hub read that is public or confidential, free of viruses, and not read yet."""
    found = CommitteeFile.objects.filter(
        hub_id=hub_id,
        content_type=PDF,
        texts__isnull=True,
        pk__in=Paper.objects.filter(
            hub_id=hub_id, marking__in=(Marking.PUBLIC, Marking.CONFIDENTIAL), withdrawn_at__isnull=True
        ).values("file_id"),
    ).exclude(scan__in=(Document.Scan.WAITING, Document.Scan.INFECTED))
    return sum(ask_for(file) for file in found.order_by("pk")[:AT_ONCE])


@transaction.atomic
def read_paper(*, file: int, at: datetime) -> PaperText | None:
    """Keep the text of a file, once. A PDF that is encrypted, broken or only pictures is kept as such, and said so.

    A restricted file is not read. One that waits for its virus scan is refused, and asked for again later.
    """
    found = CommitteeFile.objects.filter(pk=file, content_type=PDF, is_restricted=False).first()
    if found is None or PaperText.objects.filter(committee_id=found.committee_id, file=found).exists():
        return None
    if found.scan == Document.Scan.INFECTED:
        return None
    state, why, words, is_cut = PaperText.State.READ, "", "", False
    try:
        with open_file(found) as stored:
            words, is_cut = text_of(stored.read())
    except Unreadable as fault:
        state, why = PaperText.State.FAILED, str(fault)
    if state == PaperText.State.READ and not words:
        state = PaperText.State.EMPTY
    kept, _ = PaperText.objects.get_or_create(
        committee_id=found.committee_id,
        file=found,
        defaults={
            "hub_id": found.hub_id, "state": state, "why": why, "words": words, "is_cut": is_cut, "read_at": at
        },
    )  # fmt: skip
    return kept


class Unreadable(Exception):
    """A PDF whose text cannot be had, in words for the page."""


def text_of(content: bytes) -> tuple[str, bool]:
    """The folded text of a PDF, and whether it was cut; raises `Unreadable`."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("It is protected with a password")
        found: list[str] = []
        length = 0
        for number, page in enumerate(reader.pages):
            words = folded(page.extract_text() or "")
            length += len(words) + 1
            if number >= MOST_PAGES or length > MOST_LETTERS:
                return " ".join(found), True
            if words:
                found.append(words)
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as fault:
        raise Unreadable("It is broken, or not a PDF that can be read") from fault
    return " ".join(found), False
