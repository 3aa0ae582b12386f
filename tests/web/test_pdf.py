"""Letters are tagged, and nothing in them can make the portal fetch a thing."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from hubportal.web.pdf import OutsideAddress, pdf_of, render_pdf


def test_a_letter_is_tagged_and_has_its_title_and_language() -> None:
    made = render_pdf(
        "letters/base.jinja",
        {"title": "Your query WM/2015/00012", "to": ["Elm Surgery"], "sent_on": date(2016, 1, 4)},
    )
    reader = PdfReader(io.BytesIO(made))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Your query WM/2015/00012"
    assert "4 January 2016" in reader.pages[0].extract_text()


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/passwd">',
        '<img src="/etc/passwd">',
        '<img src="asset:../../settings.py">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<style>@import "http://127.0.0.1:9/x.css";</style>',
        "<style>p { background: url(http://127.0.0.1:9/) }</style>",
        '<object data="http://127.0.0.1:9/x.svg"></object>',
        '<embed src="http://127.0.0.1:9/x.svg">',
    ],
)
def test_an_address_outside_stops_the_drawing(hostile: str) -> None:
    with pytest.raises(OutsideAddress):
        pdf_of(f'<!DOCTYPE html><html lang="en"><title>t</title><body>{hostile}<p>Hello</p>')


def test_a_picture_inside_the_document_is_drawn() -> None:
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    assert pdf_of(f'<html lang="en"><title>t</title><img alt="dot" src="{dot}">')[:4] == b"%PDF"


def test_what_somebody_typed_is_shown_and_never_read_as_html() -> None:
    made = render_pdf("letters/base.jinja", {"title": '<img src="http://127.0.0.1:9/">', "to": []})
    assert "<img src=" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_the_same_document_gives_the_same_bytes() -> None:
    page = '<html lang="en"><title>t</title><p>Hello</p>'
    assert pdf_of(page, identifier=b"1") == pdf_of(page, identifier=b"1")
