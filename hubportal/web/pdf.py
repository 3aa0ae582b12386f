"""PDF of a letter or report: tagged for screen readers (PDF/UA), and drawn without reaching for anything
outside.

Only `data:` addresses and packaged assets by name (`asset:letter.css`) are read; any other address in the
HTML, also one that somebody typed into a letter, stops the drawing.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ASSETS = Path(__file__).parent / "static" / "hubportal"

# What a template may name, and its type; a name is looked up here and is never a path.
PACKAGED = {"letter.css": "text/css", "nhs-logo.svg": "image/svg+xml"}


class OutsideAddress(Exception):
    """A document to be printed asked for an address outside the portal."""


class ClosedFetcher(URLFetcher):
    """Reads `data:` and packaged assets, and refuses everything else before any connection or file is
    opened.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data", "asset"}, allow_redirects=False, timeout=1, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The asset or the data; `OutsideAddress` for anything else."""
        scheme, _, name = url.partition(":")
        if scheme == "data":
            return super().fetch(url, headers)
        if scheme == "asset" and name in PACKAGED:
            return URLFetcherResponse(url, (ASSETS / name).read_bytes(), {"Content-Type": PACKAGED[name]})
        raise OutsideAddress(f"A printed document may not load {url[:100]}")


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _letter_style() -> CSS:
    return CSS(
        string=(ASSETS / "letter.css").read_text(encoding="utf-8"),
        font_config=_fonts(),
        url_fetcher=ClosedFetcher(),
    )


def pdf_of(html: str, *, identifier: bytes | None = None) -> bytes:
    """A tagged PDF of a whole HTML document in the letter style.

    `identifier` fixes the file's id, so that the same document gives the same bytes.
    """
    document = HTML(string=html, url_fetcher=ClosedFetcher(), base_url="asset:")
    try:
        made = document.write_pdf(
            stylesheets=[_letter_style()],
            font_config=_fonts(),
            pdf_variant="pdf/ua-1",
            pdf_identifier=identifier,
        )
    except FatalURLFetchingError as fatal:  # not an Exception: left alone it would end the whole worker
        raise OutsideAddress(str(fatal)) from fatal
    return bytes(made)


def render_pdf(template: str, context: dict[str, Any], *, identifier: bytes | None = None) -> bytes:
    """A tagged PDF of one of our templates, mostly one that extends letters/base.jinja."""
    return pdf_of(render_to_string(template, context, using="jinja2"), identifier=identifier)
