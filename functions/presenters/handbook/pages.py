"""Pages of the handbook in words, their text as HTML that cannot hold anything but its marks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import nh3
from django.urls import reverse
from markupsafe import Markup, escape

from functions.figures.handbook import END, FOUND, Outstanding
from functions.models import HandbookVersion
from functions.rules.handbook.changes import Piece, pieces
from functions.rules.handbook.markup import as_html, headings, plain
from functions.rules.handbook.publishing import parted
from hubportal.web import words

_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
_ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}}
# The marks that begin a line, as they stand inside a run of found words.
_LINE_MARKS = re.compile(r"(?:^|(?<=\s))(?:#{2,3}|[-*>]|\d{1,3}\.)\s")
_SCHEMES = {"http", "https", "mailto"}
_CLASSES = {
    "<h2": '<h2 class="nhsuk-heading-m"',
    "<h3": '<h3 class="nhsuk-heading-s"',
    "<ul>": '<ul class="nhsuk-list nhsuk-list--bullet">',
    "<ol>": '<ol class="nhsuk-list nhsuk-list--number">',
    "<blockquote>": '<blockquote class="nhsuk-inset-text">',
}


def body_html(text: str) -> Markup:
    """The text as the page shows it: escaped by the rule, and cleaned once more of whatever is not a known mark."""
    clean = nh3.clean(as_html(text), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES)
    for bare, ours in _CLASSES.items():
        clean = clean.replace(bare, ours)
    return Markup(clean)  # noqa: S704 - cleaned in the line above


def contents(text: str) -> list[tuple[str, str]]:
    """The main headings, where there are enough to need a list of them."""
    found = headings(text)
    return found if len(found) > 2 else []


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page of the list: what it is about, since when it says so, and how one stands with it."""

    title: str
    href: str
    activities: str
    since: str
    standing: str
    colour: str
    changes: str
    found: Markup


def page_lines(versions: Iterable[HandbookVersion], read: Mapping[int, int]) -> list[PageLine]:
    """The list of pages as somebody sees it who has read what `read` says."""
    return [_line(version, read.get(version.page_id, 0)) for version in versions]


def _line(version: HandbookVersion, seen: int) -> PageLine:
    standing, colour = _standing(version, seen)
    slug = version.page.slug
    return PageLine(
        title=version.title,
        href=version.page.get_absolute_url(),
        activities=", ".join(version.activities),
        since=f"Version {version.number}, {words.long_date(version.published_at)}",
        standing=standing,
        colour=colour,
        changes=reverse("handbook:changes", args=[slug]) if 0 < seen < version.number else "",
        found=_marked(getattr(version, "found", "")),
    )


def _standing(version: HandbookVersion, seen: int) -> tuple[str, str]:
    if seen == version.number:
        return "Read", "green"
    if seen:
        return "Changed since you read it", "orange"
    return ("To read", "blue") if version.must_read else ("", "")


def _marked(headline: str) -> Markup:
    said = str(escape(plain(_LINE_MARKS.sub(" ", headline)))).replace(FOUND, "<mark>").replace(END, "</mark>")
    return Markup(said)  # noqa: S704 - escaped before the marks


def version_facts(version: HandbookVersion, activities: Mapping[str, str]) -> list[dict[str, str]]:
    """Whose work a version is, and what it belongs to."""
    facts = [{"key": "Version", "value": str(version.number)}, {"key": "Written by", "value": version.written_by.name}]
    if version.published_by:
        facts += [
            {"key": "Published by", "value": version.published_by.name},
            {"key": "Published", "value": words.long_date(version.published_at)},
        ]
    for ref in version.activities:
        facts.append({"key": f"Activity {ref}", "value": activities.get(ref, "")})
    facts.append({"key": "To be read by", "value": str(version.get_must_read_display())})
    new, taken_out = parted(version.change_note)
    if new:
        facts.append({"key": "What is new", "value": new})
    if taken_out:
        facts.append({"key": "Taken out", "value": taken_out})
    return facts


@dataclass(frozen=True, slots=True)
class ChangeOfText:
    """A paragraph of the comparison, said in words as well as shown."""

    how: str
    label: str
    words: str


_HOW = {"kept": "", "added": "Added", "removed": "Taken out"}


def differences(before: HandbookVersion, after: HandbookVersion) -> list[ChangeOfText]:
    """What changed from one version to another; long runs of what stayed are left out."""
    found: list[Piece] = pieces(before.body, after.body)
    near = {place + step for place, piece in enumerate(found) if piece.how != "kept" for step in (-1, 0, 1)}
    return [
        ChangeOfText(piece.how, _HOW[piece.how], plain(piece.words))
        for place, piece in enumerate(found)
        if place in near
    ]


def outstanding_lines(lines: Iterable[Outstanding]) -> list[dict[str, Any]]:
    """Who has still to read which page."""
    return [
        {
            "key": line.version.pk,
            "title": line.version.title,
            "href": line.version.page.get_absolute_url(),
            "since": f"Version {line.version.number}, {words.long_date(line.version.published_at)}",
            "read": f"{line.of - len(line.people)} of {line.of}",
            "people": [person.name for person in line.people],
        }
        for line in lines
    ]
