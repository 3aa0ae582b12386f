"""Papers joined into one PDF: turned pages, odd pages, bookmarks."""

from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from governance.services.meetings.joining import CannotJoin, Part, join
from governance.services.meetings.pdfs import pages_of
from reporting.demo.files import one_page


def joined(content: bytes, *names: str) -> PdfReader:
    parts = [Part("1. First", name, 2 + place, lambda: BytesIO(content)) for place, name in enumerate(names)]
    made, pages = join(one_page("Sheet"), parts, title="Pack", first=1, done=lambda so_far: None)
    reader = PdfReader(BytesIO(made), strict=True)
    assert len(reader.pages) == pages
    return reader


def written(writer: PdfWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_number_stands_upright_at_the_lower_edge_however_a_page_is_turned(turn: int) -> None:
    writer = PdfWriter(BytesIO(one_page("Words")))
    writer.pages[0].rotate(turn)
    page = joined(written(writer), "Turned").pages[1]
    found: list[tuple[float, float]] = []

    def see(text: str, matrix: list[float], text_matrix: list[float], *more: object) -> None:
        if text.strip() == "2":
            found.append((matrix[4], matrix[5]))

    page.extract_text(visitor_text=see)
    across, up = found[0]
    width, height = 595, 842
    edge = {0: up, 90: width - across, 180: height - up, 270: across}[turn]
    middle = across if turn in {0, 180} else up
    assert edge == 14
    assert abs(middle - (width if turn in {0, 180} else height) / 2) < 1


def test_a_page_without_content_or_resources_bears_its_number() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.pages[0].pop("/Resources", None)
    assert joined(written(writer), "Blank").pages[1].extract_text().strip() == "2"


def test_a_page_whose_content_is_in_pieces_keeps_them_all() -> None:
    writer = PdfWriter(BytesIO(one_page("Words")))
    page: PageObject = writer.pages[0]
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents")])
    page[NameObject("/AA")] = DictionaryObject()
    found = joined(written(writer), "Pieces").pages[1]
    assert "Words" in found.extract_text()
    assert "/AA" not in found


def test_papers_are_found_by_bookmarks_under_their_item() -> None:
    outline = joined(one_page("Words"), "Report", "Annex").outline
    assert [one.title if not isinstance(one, list) else [under.title for under in one] for one in outline] == [
        "Agenda", "1. First", ["Report", "Annex"],
    ]  # fmt: skip


def test_a_paper_that_cannot_be_read_is_named() -> None:
    with pytest.raises(CannotJoin, match="“Report” cannot be read"):
        joined(b"%PDF-1.7 nothing", "Report")


def test_a_page_that_names_content_that_is_not_there_is_damaged() -> None:
    content = one_page("Words").replace(b"/Contents 4 0 R", b"/Contents 9 0 R")
    with pytest.raises(Exception, match="damaged"):
        pages_of(BytesIO(content))
