"""Many letters as one PDF, for the printer."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import BinaryIO

from pypdf import PdfWriter

from hubportal.documents.services import store
from hubportal.records.models import Letter


def together(letters: Iterable[Letter]) -> BinaryIO:
    """The PDFs of drawn letters one after another, in a file that is gone when it is closed."""
    merged, file = PdfWriter(), TemporaryFile()  # noqa: SIM115 - the answer closes it
    for letter in letters:
        if letter.document is not None:
            with store.open_stored(letter.document.stored_as) as pages:
                merged.append(pages, import_outline=False)
    merged.write(file)
    file.seek(0)
    return file
