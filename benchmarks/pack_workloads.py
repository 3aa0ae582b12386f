"""A pack of a meeting's papers, beside merging the same files bare."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from benchmarks.table import Figure
from benchmarks.timing import alternately
from governance.figures.meetings.contents import Entry
from governance.models import AgendaItem, CommitteeFile, Meeting, Paper
from governance.rules.meetings.packing import lay_out
from governance.services.meetings.joining import Part, join
from governance.services.meetings.sheets import sheet_of
from hubportal.organisations.models import Committee
from hubportal.web.pdf import pdf_of

PAPERS, PAGES = 40, 600
PARAGRAPH = "<p>" + "What this paper recommends follows from the views of patients and from the budget. " * 6 + "</p>"


@cache
def _paper(number: int) -> bytes:
    """A paper of fifteen pages of text, headings and a table."""
    rows = "".join(f"<tr><td>Practice {row}</td><td>{row * 137}</td></tr>" for row in range(8))
    page = f'<div style="break-after: page"><h2>Section</h2>{PARAGRAPH * 2}<table>{rows}</table></div>'
    title = f"<h1>Paper {number}</h1>"
    drawn = PdfReader(BytesIO(pdf_of(f"<html lang='en'><title>Paper</title>{title}{page * (PAGES // PAPERS)}</html>")))
    kept, made = PdfWriter(), BytesIO()
    for place in range(PAGES // PAPERS):
        kept.add_page(drawn.pages[place])
    kept.write(made)
    return made.getvalue()


def figures() -> Iterator[Figure]:
    """The members' pack with its sheet, numbers and bookmarks, against pypdf appending the same papers."""
    files = [_paper(number) for number in range(PAPERS)]
    meeting = Meeting(
        number=1, committee=Committee(name="A committee"), place="Here",
        starts_at=datetime(2016, 1, 14, 14, tzinfo=UTC), ends_at=datetime(2016, 1, 14, 16, tzinfo=UTC),
    )  # fmt: skip
    file = CommitteeFile(pages=PAGES // PAPERS)
    entries = [
        Entry(AgendaItem(position=place, title=f"Item {place}"), (Paper(title=f"Paper {place}", file=file),))
        for place in range(1, PAPERS + 1)
    ]
    counts = [[PAGES // PAPERS]] * PAPERS

    def sheet(length: int) -> tuple[bytes, int]:
        laid = lay_out(counts, first=1, sheet=length)
        return sheet_of(meeting, 1, entries, laid, audience="members")

    length = sheet(1)[1]

    def joined(drawn: bytes) -> None:
        parts = [
            Part(f"{place}. Item", "Paper", length + 1 + place * 15, lambda one=one: BytesIO(one))  # type: ignore[misc]
            for place, one in enumerate(files)
        ]
        join(drawn, parts, title="Pack", first=1, done=lambda so_far: None)

    def ours() -> None:
        sheet(1)  # its length is known only once it is drawn
        joined(sheet(length)[0])

    def bare() -> None:
        writer = PdfWriter()
        for one in files:
            writer.append(BytesIO(one), import_outline=False)
        writer.write(BytesIO())

    drawn = sheet(length)[0]
    whole, joining, floor = alternately([ours, lambda: joined(drawn), bare], times=5, warming=1)
    said = f"{PAPERS} papers and {PAGES} pages"
    yield Figure(f"pack of {said}: sheet, numbers, bookmarks", whole, floor, 4)
    yield Figure(f"pack of {said}: joining alone", joining, floor, 1.5)
