"""Whether an uploaded paper is a PDF that can go into a pack."""

from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PageObject, PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from hubportal.web.refusals import Refused

MOST_PAGES = 1_000
# A damaged file fails in whichever way its damage leads the reader: none of these is a fault of the portal's.
DAMAGE = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError,
    NotImplementedError, AssertionError, OverflowError, MemoryError,
)  # fmt: skip


def _refuse(sentence: str) -> Refused:
    return Refused(sentence, field="file", status=400)


def pages_of(file: BinaryIO) -> int:
    """How many pages a paper has; refused, with what to do, when it is no PDF, protected, damaged, empty or too long.

    Every page is looked at, so that what is taken in can be joined into a pack later.
    """
    file.seek(0)
    if b"%PDF-" not in file.read(1024):
        raise _refuse("The selected file is not a PDF. Save the document as a PDF, then select that.")
    file.seek(0)
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise _refuse("The selected PDF is protected by a password. Save it without one, then select it again.")
        count = sum(bool(page.mediabox.width > 0 and page.mediabox.height > 0) for page in _read(reader))
    except DAMAGE as damaged:
        raise _refuse(
            "The selected PDF is damaged and cannot be read. Open it, save or print it as a new PDF, then select that."
        ) from damaged
    finally:
        file.seek(0)
    if count == 0:
        raise _refuse("The selected PDF has no pages.")
    if count > MOST_PAGES:
        raise _refuse(f"The selected PDF has {count:,} pages. Split it into parts of at most {MOST_PAGES:,} pages.")
    return count


def _read(reader: PdfReader) -> Iterator[PageObject]:
    for page in reader.pages:
        contents = page.get("/Contents")
        if contents is not None and contents.get_object() is None:
            raise PdfReadError("a page without its content")
        yield page
