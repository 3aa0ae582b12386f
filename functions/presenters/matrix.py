"""The function matrix in words: areas, groups inside them, and a table of activities in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from functions.figures.specifications.lines import Line
from functions.rules.specifications.parts import code_of
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

_HUB = {"CORE": "Core", "SUPPORT": "Support", "TBC": "To be confirmed", "": "No part"}


def _note(line: Line) -> str:
    was = f"the standard says: {code_of(line.standard)}" if line.differs else ""
    parts = (line.decided.marks.qualifier, was, line.decided.comment, line.activity.source_note)
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part)


COLUMNS = (
    Column("Reference", "ref", width=10),
    Column("Activity", "activity.activity", width=70),
    Column("CCG", lambda line: "Does this" if line.decided.marks.ccg_acts else "No part", width=12),
    Column("Hub", lambda line: _HUB[line.decided.marks.hub_part], width=16),
    Column("Note", _note, width=40),
)


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


def areas(lines: Iterable[Line]) -> list[Area]:
    """The areas in the order of the agreement."""
    made = []
    for name, members in groupby(lines, key=lambda line: line.activity.area):
        rows = list(members)
        groups = tuple(
            Group(group, table(caption=group or name, columns=COLUMNS, rows=list(inside)))
            for group, inside in groupby(rows, key=lambda line: line.activity.group)
        )
        made.append(Area(name, f"area-{rows[0].ref.split('.')[0].lower()}", len(rows), groups))
    return made
