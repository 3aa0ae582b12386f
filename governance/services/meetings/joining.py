"""Many PDFs as one, with running page numbers and bookmarks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from governance.services.meetings.pdfs import DAMAGE

FONT = "/HubPortalNumber"
SIZE = 9
ABOVE_THE_EDGE = 14
DIGIT = 0.556  # of the size: the width of every digit of Helvetica


class CannotJoin(Exception):
    """A paper that cannot be joined, and which: in a sentence for the secretary."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paper in a pack: under which item and name it is found, and the number of its first page."""

    item: str
    name: str
    first: int
    open: Callable[[], BinaryIO]


def join(
    sheet: bytes, parts: Sequence[Part], *, title: str, first: int, done: Callable[[int], object]
) -> tuple[bytes, int]:
    """The sheet and then the papers, every page with its number, as one PDF; and how many pages that is.

    `done` is told after each paper how many are in. Raises `CannotJoin` with the paper that cannot be.
    """
    writer = PdfWriter()
    stamps = _Stamps(writer)
    writer.append(BytesIO(sheet), import_outline=False)
    for place, page in enumerate(writer.pages):
        stamps.put(page, first + place)
    writer.add_outline_item(title="Agenda", page_number=0)
    heading, under = "", None
    for number, part in enumerate(parts, start=1):
        begins = len(writer.pages)
        try:
            with part.open() as opened:
                writer.append(PdfReader(opened), import_outline=False)
            for place in range(begins, len(writer.pages)):
                stamps.put(writer.pages[place], part.first + place - begins)
        except DAMAGE as damaged:
            raise CannotJoin(
                f"“{part.name}” cannot be read. Put a new copy of it in its place, then try again."
            ) from damaged
        if part.item != heading:
            heading, under = part.item, writer.add_outline_item(title=part.item, page_number=begins)
        writer.add_outline_item(title=part.name, page_number=begins, parent=under)
        done(number)
    writer.add_metadata({"/Title": title})
    writer._root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    made = BytesIO()
    writer.write(made)
    return made.getvalue(), len(writer.pages)


class _Stamps:
    """Writes numbers on pages without reading what is on them: a small stream more for each."""

    def __init__(self, writer: PdfWriter) -> None:
        self.writer = writer
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
        named = {NameObject(key): NameObject(value) for key, value in font.items()}
        self.font = writer._add_object(DictionaryObject(named))
        self.before = self._stream(b"q\n")

    def _stream(self, drawn: bytes) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(drawn)
        return self.writer._add_object(stream)

    def put(self, page: PageObject, number: int) -> None:
        """The number at the middle of the lower edge as the page is seen, however it is turned."""
        if "/Resources" not in page:
            page[NameObject("/Resources")] = DictionaryObject()
        resources = cast(DictionaryObject, page["/Resources"].get_object())
        if "/Font" not in resources:
            resources[NameObject("/Font")] = DictionaryObject()
        cast(DictionaryObject, resources["/Font"].get_object())[NameObject(FONT)] = self.font
        after = self._stream(b"\nQ\n" + _drawn(page, str(number)))
        contents = page.get("/Contents")
        own = contents.get_object() if contents is not None else None
        if own is None:
            middle = []
        elif isinstance(own, ArrayObject):
            middle = list(own)
        else:
            middle = [page.raw_get("/Contents")]
        page[NameObject("/Contents")] = ArrayObject([self.before, *middle, after])
        page.pop("/AA", None)  # what a page would do by itself when it is opened


def _drawn(page: PageObject, words: str) -> bytes:
    box = page.cropbox
    left, bottom, right, top = (float(edge) for edge in (box.left, box.bottom, box.right, box.top))
    across, up = (left + right) / 2, (bottom + top) / 2
    turned = {
        0: f"1 0 0 1 {across:.1f} {bottom + ABOVE_THE_EDGE:.1f}",
        90: f"0 1 -1 0 {right - ABOVE_THE_EDGE:.1f} {up:.1f}",
        180: f"-1 0 0 -1 {across:.1f} {top - ABOVE_THE_EDGE:.1f}",
        270: f"0 -1 1 0 {left + ABOVE_THE_EDGE:.1f} {up:.1f}",
    }[page.rotation % 360 // 90 * 90]
    half = len(words) * SIZE * DIGIT / 2
    return (
        f"q {turned} cm 1 1 1 rg {-half - 3:.1f} -3 {2 * half + 6:.1f} {SIZE + 3} re f 0 0 0 rg"
        f" BT {FONT} {SIZE} Tf {-half:.2f} 0 Td ({words}) Tj ET Q\n"
    ).encode("ascii")
