"""What is different between two versions of a text, paragraph by paragraph."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from functions.rules.handbook.markup import blocks


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph that was kept, added or taken out."""

    how: str
    words: str


def pieces(before: str, after: str) -> list[Piece]:
    """Every paragraph of either text, in order, taken-out ones before those that replace them."""
    old, new = _lines(before), _lines(after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Piece("kept", words) for words in new[c:d]]
            continue
        found += [Piece("removed", words) for words in old[a:b]]
        found += [Piece("added", words) for words in new[c:d]]
    return found


def _lines(text: str) -> list[str]:
    return [line for block in blocks(text) for line in block.lines]
