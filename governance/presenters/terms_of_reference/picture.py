"""Reporting lines as a picture: the committee below, a line to each body it reports to. Drawn as SVG by the template;
the same lines stand beside it as a list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

WIDTH, LEFT, TOP, GAP, LINE = 480, 56, 8, 20, 24
BODY_LETTERS, ROOT_LETTERS = 40, 46


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the picture: its corner, size and lines of text, each with its own base line."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...] = ()

    @property
    def middle(self) -> int:
        """Where its line meets it."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """The committee's box, the boxes of the bodies, the trunk between them and the size of it all."""

    root: Box
    bodies: tuple[Box, ...]
    width: int
    height: int
    trunk: int = 28

    @property
    def first(self) -> int:
        """Where the trunk begins: at the uppermost body."""
        return self.bodies[0].middle if self.bodies else self.root.y


def _box(x: int, y: int, words: str, note: str, letters: int) -> Box:
    lines, notes = wrap(words, letters) or [""], wrap(note, letters + 4)
    first = y + LINE
    count = len(lines) + len(notes)
    return Box(
        x,
        y,
        WIDTH - x - 4,
        count * LINE + 14,
        tuple((first + place * LINE, text) for place, text in enumerate(lines)),
        tuple((first + (len(lines) + place) * LINE, text) for place, text in enumerate(notes)),
    )


def reporting_lines(name: str, reports_to: Iterable[Mapping[str, Any]]) -> Picture:
    """The picture of a committee of this name."""
    y, bodies = TOP, []
    for row in reports_to:
        box = _box(LEFT, y, str(row["body"]), str(row.get("how") or ""), BODY_LETTERS)
        bodies.append(box)
        y = box.y + box.height + GAP
    root = _box(4, y, name, "", ROOT_LETTERS)
    return Picture(root, tuple(bodies), WIDTH, root.y + root.height + TOP)
