"""Plain text with a few marks, as HTML: headings, lists, quoted words, bold, emphasis and links.

    ## Heading          ### Smaller heading
    - one of a list     1. one of a numbered list
    > words set apart   **bold**   _emphasis_   [words](https://example.org/ or /registers/)

Everything typed is escaped; nothing else becomes HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

_MARKS = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*|(?<!\w)_(?P<emphasis>[^_\n]+)_(?!\w)|\[(?P<words>[^\]\n]+)\]\((?P<href>[^)\s]+)\)"
)
_SAFE_LINK = re.compile(r"(https?://|mailto:|/(?!/)|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text: p, h2, h3, ul, ol or blockquote, with its lines."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in order; blank lines part paragraphs."""
    found: list[Block] = []
    kind, lines = "", []
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        this, words = _kind_of(line)
        if lines and (this != kind or this in {"h2", "h3"}):
            found.append(Block(kind, tuple(lines)))
            lines = []
        kind = this
        if this:
            lines.append(words)
    return found


def _kind_of(line: str) -> tuple[str, str]:
    stripped = line.strip()
    for mark, kind in (("### ", "h3"), ("## ", "h2"), ("- ", "ul"), ("* ", "ul"), ("> ", "blockquote")):
        if stripped.startswith(mark):
            return kind, stripped[len(mark) :].strip()
    numbered = re.match(r"\d{1,3}\. +(.+)", stripped)
    if numbered:
        return "ol", numbered[1]
    return ("p", stripped) if stripped else ("", "")


def as_html(text: str) -> str:
    """The text as HTML; headings carry ids, so that a part can be linked to."""
    return "\n".join(_html(number, block) for number, block in enumerate(blocks(text), start=1))


def plain(line: str) -> str:
    """One line without its marks: the words, and of a link its words."""
    return _MARKS.sub(lambda found: found["bold"] or found["emphasis"] or found["words"], line)


def headings(text: str) -> list[tuple[str, str]]:
    """The main headings with their ids, for a list of contents."""
    return [
        (f"part-{number}", block.lines[0]) for number, block in enumerate(blocks(text), start=1) if block.kind == "h2"
    ]


def _html(number: int, block: Block) -> str:
    said = [_inline(line) for line in block.lines]
    match block.kind:
        case "h2" | "h3":
            return f'<{block.kind} id="part-{number}">{said[0]}</{block.kind}>'
        case "ul" | "ol":
            items = "".join(f"<li>{one}</li>" for one in said)
            return f"<{block.kind}>{items}</{block.kind}>"
    return f"<{block.kind}>{'<br>'.join(said)}</{block.kind}>"


def _inline(line: str) -> str:
    return "".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    end = 0
    for found in _MARKS.finditer(line):
        yield escape(line[end : found.start()])
        end = found.end()
        if found["bold"]:
            yield f"<strong>{escape(found['bold'])}</strong>"
        elif found["emphasis"]:
            yield f"<em>{escape(found['emphasis'])}</em>"
        elif _SAFE_LINK.match(found["href"]):
            yield f'<a href="{escape(found["href"])}">{escape(found["words"])}</a>'
        else:
            yield escape(found[0])
    yield escape(line[end:])
