"""What a file really is: its content must be what its extension says, and must not unpack into a flood.

Extensions are never believed; HTML, SVG and Office files with macros are on no list, whatever they are
called.
"""

import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import filetype

from hubportal.web.refusals import Refused

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 200_000_000
MOST_PARTS = 5_000

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "pdf": "application/pdf",
    "docx": _WORD,
    "xlsx": _EXCEL,
    "csv": "text/csv",
    "txt": "text/plain",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
NAMES = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "csv": "a CSV file",
    "txt": "a text file",
    "eml": "a saved email",
    "msg": "a saved Outlook email",
    "jpg": "a JPEG picture",
    "jpeg": "a JPEG picture",
    "png": "a PNG picture",
}
_OFFICE_FOLDER = {"docx": "word/", "xlsx": "xl/"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_LINE = re.compile(rb"^[A-Za-z][A-Za-z0-9-]*:[ \t]?\S", re.MULTILINE)
_MARKUP = re.compile(rb"^\s*(<!doctype\s+html|<html|<script|<svg|<\?xml|<\?php|#!)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """A file's extension and media type, once its content has been looked at."""

    extension: str
    content_type: str


def _refuse(sentence: str) -> Refused:
    return Refused(sentence, field="file", status=400)


def _not_what_it_says(extension: str) -> Refused:
    return _refuse(
        f"The selected file is called .{extension} but its content is not {NAMES[extension]}."
        " Save it again in the right format, then select it again."
    )


def check_size(size: int, *, most: int = MOST_BYTES) -> None:
    """Refuse an empty file, or one above the limit, before anything reads it."""
    if size == 0:
        raise _refuse("The selected file is empty.")
    if size > most:
        limit, given = most // 1_000_000, size / 1_000_000
        raise _refuse(f"The selected file must be smaller than {limit}MB. Yours is {given:.0f}MB.")


def _check_office(file: BinaryIO, extension: str) -> None:
    """A Word or Excel file by its parts: no macros, no password, and a bounded size when unpacked."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as broken:
        raise _not_what_it_says(extension) from broken
    names = {part.filename for part in parts}
    of_its_kind = any(name.startswith(_OFFICE_FOLDER[extension]) for name in names)
    if "[Content_Types].xml" not in names or not of_its_kind:
        raise _not_what_it_says(extension)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise _refuse("The selected file unpacks into more than 200MB. Split it, or save it as a PDF.")
    if any(part.flag_bits & 1 for part in parts):
        raise _refuse("The selected file is protected by a password. Remove it, then select the file again.")
    if any("vbaproject" in name.lower() for name in names):
        raise _refuse("The selected file contains macros. Save it without macros, then select it again.")


def _check_text(file: BinaryIO, extension: str) -> None:
    """Plain text: decodable, without control bytes, and not a web page or script under another name."""
    head = file.read(65_536)
    rest_has_nul = b"\0" in head or any(b"\0" in block for block in iter(lambda: file.read(1_048_576), b""))
    if rest_has_nul or filetype.guess(head) is not None or _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise _not_what_it_says(extension)
    if extension == "eml" and len(_HEADER_LINE.findall(head[:8_192])) < 2:
        raise _not_what_it_says(extension)


def look_into(file: BinaryIO, *, name: str, allowed: tuple[str, ...] = tuple(TYPES)) -> Content:
    """The content of an uploaded file, refused unless it is of an allowed kind and what its name says."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension not in allowed or extension not in TYPES:
        kinds = ", ".join(f".{kind}" for kind in allowed)
        raise _refuse(f"The selected file must be one of these kinds: {kinds}.")
    file.seek(0)
    if extension in _OFFICE_FOLDER:
        _check_office(file, extension)
    elif extension in {"csv", "txt", "eml"}:
        _check_text(file, extension)
    else:
        head = file.read(8_192)
        found = filetype.guess_mime(head)
        right = head.startswith(_OLE) if extension == "msg" else found == TYPES[extension]
        if not right:
            raise _not_what_it_says(extension)
    file.seek(0)
    return Content(extension, TYPES[extension])
