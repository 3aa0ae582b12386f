"""Two letters about the case: a draft, and one that went by post."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from hubportal.documents.services.files import store_made
from hubportal.records.models import Letter
from hubportal.records.services.letters import Addressee, LetterWords, draft, issue
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

AT = datetime(2016, 2, 2, 9, tzinfo=UTC)


def a_page() -> bytes:
    """A PDF of one empty page."""
    written, file = PdfWriter(), BytesIO()
    written.add_blank_page(595, 842)
    written.write(file)
    return file.getvalue()


def posted(record: Any, *, by: Any, at: datetime, to: str = "Alder Lane Surgery", subject: str = "Letter") -> Letter:
    """A letter issued by post, and drawn."""
    letter = issue(
        draft(record, to=Addressee(to), words=LetterWords(subject, "Body", circle="hub"), by=by, at=at), by=by, at=at
    )
    letter.document = store_made(
        name="letter.pdf", content_type="application/pdf", content=a_page(), hub=record.hub, ccg=record.ccg,
        practice=record.practice, circle="hub", by=by,
    )  # fmt: skip
    letter.save(update_fields=["document"])
    return letter


def make(place: Place) -> dict[str, Any]:
    with in_scope_of(place.officer) as person:
        letter = draft(
            place.case,
            to=Addressee(f"{place.marker} practice"),
            words=LetterWords(f"{place.marker} letter", f"{place.marker} body"),
            by=person,
            at=AT,
        )
        posted(place.case, by=person, at=AT, to=f"{place.marker} practice", subject=f"{place.marker} posted")
    return {"records:public_id": letter.public_id, "records:on": date(2016, 2, 2), "records:kind": "case"}
