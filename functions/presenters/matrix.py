"""The function matrix in words: areas, groups inside them, and a table of activities in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.template.loader import render_to_string
from markupsafe import Markup

from functions.figures.specifications.lines import Line
from functions.presenters.specifications.words import HUB_WORDS, ccg_words
from functions.rules.specifications.parts import code_of
from hubportal.web.columns import Column
from hubportal.web.components import kept
from hubportal.web.tables import Table, table

COLUMNS = (
    Column("Reference", "ref", width=10),
    Column("Activity", "activity", width=70),
    Column("CCG", "ccg", width=12),
    Column("Hub", "hub", width=16),
    Column("Note", "note", width=40),
)


class Shown(NamedTuple):
    """A row in words and nothing else, so that equal rows make an equal page."""

    area: str
    group: str
    ref: str
    activity: str
    ccg: str
    hub: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """Activities under one heading inside an area; most areas have one, without a name."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the agreement with an anchor for its link at the head of the page."""

    name: str
    anchor: str
    count: int
    groups: tuple[Group, ...]


def _note(line: Line) -> str:
    was = f"the standard says: {code_of(line.standard)}" if line.differs else ""
    parts = (line.decided.marks.qualifier, was, line.decided.comment, line.activity.source_note)
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part)


def in_words(lines: Iterable[Line]) -> tuple[Shown, ...]:
    """The rows of a matrix or specification in words, in the order of the agreement."""
    return tuple(
        Shown(
            area=line.activity.area,
            group=line.activity.group,
            ref=line.ref,
            activity=line.activity.activity,
            ccg=ccg_words(line.decided.marks),
            hub=HUB_WORDS[line.decided.marks.hub_part],
            note=_note(line),
        )
        for line in lines
    )


def areas(rows: Iterable[Shown]) -> list[Area]:
    """The areas in the order of the agreement."""
    made = []
    for name, members in groupby(rows, key=lambda row: row.area):
        inside = list(members)
        groups = tuple(
            Group(group, table(caption=group or name, columns=COLUMNS, rows=list(found)))
            for group, found in groupby(inside, key=lambda row: row.group)
        )
        made.append(Area(name, f"area-{inside[0].ref.split('.')[0].lower()}", len(inside), groups))
    return made


def drawn(rows: tuple[Shown, ...]) -> Markup:
    """The areas with their tables as they stand on the page; drawn once for the same rows (they change yearly)."""

    def draw() -> Markup:
        page = {"areas": areas(rows)}
        return Markup(render_to_string("functions/matrix_areas.jinja", page))  # noqa: S704 - a template of ours

    return kept(("function matrix", rows), draw)
