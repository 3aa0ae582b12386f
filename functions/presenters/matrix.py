"""The function matrix in words: areas, groups inside them, and a table of activities in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from markupsafe import Markup

from hubportal.web.columns import Column
from hubportal.web.components import kept
from hubportal.web.tables import Table, table

_HUB = {"CORE": "Core", "SUPPORT": "Support", "TBC": "To be confirmed", "": "No part"}


def _note(activity: Any) -> str:
    parts = (activity.qualifier, activity.source_note)
    return ". ".join(part[:1].upper() + part[1:] for part in parts if part)


COLUMNS = (
    Column("Reference", "ref", width=10),
    Column("Activity", "activity", width=70),
    Column("CCG", lambda activity: "Does this" if activity.ccg_acts else "No part", width=12),
    Column("Hub", lambda activity: _HUB[activity.hub_part], width=16),
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


def areas(activities: Iterable[Any]) -> list[Area]:
    """The areas in the order of the agreement."""
    made = []
    for name, members in groupby(activities, key=lambda activity: activity.area):
        rows = list(members)
        groups = tuple(
            Group(group, table(caption=group or name, columns=COLUMNS, rows=list(inside)))
            for group, inside in groupby(rows, key=lambda activity: activity.group)
        )
        made.append(Area(name, f"area-{rows[0].ref.split('.')[0].lower()}", len(rows), groups))
    return made


def drawn(activities: tuple[Any, ...]) -> Markup:
    """The areas with their tables as they stand on the page; drawn once for the same rows (they change yearly)."""

    def draw() -> Markup:
        page = {"areas": areas(activities)}
        return Markup(render_to_string("functions/matrix_areas.jinja", page))  # noqa: S704 - a template of ours

    return kept(("function matrix", activities), draw)
