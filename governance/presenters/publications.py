"""Publications as visitors read them, and as CSV."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from governance.models import Publication, PublicationKind
from governance.rules.publications import rows_shown
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, shown, table
from hubportal.web.words import clock_time, weekday_date


def columns_of(content: dict[str, Any]) -> list[Column]:
    """The columns of a published table."""
    found = content.get("table", {}).get("columns", [])
    return [Column(one["heading"], None, one.get("kind", "text")) for one in found]


def rows_of(content: dict[str, Any], *, on: date) -> list[tuple[Any, ...]]:
    """The rows shown on a day, each cell of the kind its column says."""
    said = content.get("table", {})
    kinds = [one.get("kind", "text") for one in said.get("columns", [])]
    rows = rows_shown(said.get("rows", []), on=on)
    return [tuple(_value(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in rows]


def _value(cell: Any, kind: str) -> Any:
    if cell in ("", None):
        return None if kind != "text" else ""
    if kind == "date":
        return date.fromisoformat(cell)
    if kind == "money":
        return Decimal(cell)
    return cell


def content_table(content: dict[str, Any], *, caption: str, on: date) -> Table | None:
    """A published table on a page; None where a publication has none."""
    if not content.get("table"):
        return None
    columns = columns_of(content)
    rows = [
        tuple(
            Markup('<span class="hub-typed" dir="auto">{}</span>').format(cell)
            if isinstance(cell, str) and "\n" in cell
            else cell
            for cell in row
        )
        for row in rows_of(content, on=on)
    ]
    return table(caption=caption, columns=columns, rows=rows)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A published table as a page draws it: as a table, or each row as an entry with a heading of its own."""

    table: Table
    entries: list[tuple[str, list[dict[str, str]]]]


def drawn(content: dict[str, Any], *, caption: str, on: date) -> Drawn | None:
    """How a publication's table is drawn; None where it has none. One with many columns names the column that heads
    an entry (`entries`), for nobody reads a table of seventeen columns.
    """
    made = content_table(content, caption=caption, on=on)
    if made is None:
        return None
    heading = content["table"].get("entries")
    if heading is None:
        return Drawn(made, [])
    columns = columns_of(content)
    entries = [
        (
            str(row[heading]),
            [
                {"key": column.heading, "value": str(shown(cell, column.kind))}
                for place, (column, cell) in enumerate(zip(columns, row, strict=True))
                if place != heading and cell not in ("", None)
            ],
        )
        for row in rows_of(content, on=on)
    ]
    return Drawn(made, entries)


def committees_table(rows: Iterable[Committee]) -> Table:
    """The committees with something public."""

    def link(row: Committee) -> Markup:
        address = reverse("public:committee", args=[row.public_id])
        return Markup('<a href="{}">{}</a>').format(address, row.name)

    columns = (
        Column("Committee", link),
        Column("Hub", "hub.name"),
        Column("Published", "how_many", "number"),
        Column("Last change", "latest", "date"),
    )
    return table(caption="Committees", columns=columns, rows=rows)


def by_kind(rows: Iterable[Publication], *, now: datetime) -> list[tuple[str, list[tuple[Publication, str]]]]:
    """Publications under the headings of their kinds, in the order of the kinds; of terms of reference it is said which
    are in force.
    """
    held: dict[str, list[Publication]] = {}
    for row in rows:
        held.setdefault(row.kind, []).append(row)
    terms = _terms_states(held.get(PublicationKind.TERMS, []), now=now)
    return [
        (str(kind.label), [(row, terms.get(row.pk, "")) for row in held[kind]])
        for kind in PublicationKind
        if kind in held
    ]


def _terms_states(rows: list[Publication], *, now: datetime) -> dict[int, str]:
    begun = [row for row in rows if row.starts_at is not None and row.starts_at <= now]
    in_force = max(begun, key=lambda row: (row.starts_at, row.pk), default=None)
    return {
        row.pk: "In force" if row is in_force else "No longer in force" if row in begun else "To come" for row in rows
    }


def _publication_link(row: Publication) -> Markup:
    address = reverse("public:publication", args=[row.public_id])
    return Markup('<a href="{}">{}</a>').format(address, row.title)


def found_table(rows: Iterable[Publication]) -> Table:
    """What a search found."""
    columns = (
        Column("What", _publication_link),
        Column("Kind", lambda row: row.get_kind_display()),
        Column("Committee", "committee.name"),
        Column("Published", "published_on", "date"),
    )
    return table(caption="Found", columns=columns, rows=rows)


LISTED = (
    Column("Committee", None),
    Column("Kind", None),
    Column("Title", None),
    Column("Published", None, "date"),
    Column("Address", None),
    Column("Fingerprint (SHA-256)", None),
)


def listed(row: Publication) -> tuple[Any, ...]:
    """A publication in the list of all, as `LISTED` heads it."""
    address = settings.BASE_URL + reverse("public:publication", args=[row.public_id])
    return row.committee.name, row.get_kind_display(), row.title, row.published_on, address, row.sha256


def _when(row: Publication) -> tuple[str, str]:
    """The day and hours of a published meeting."""
    if row.starts_at is None or row.ends_at is None:
        return "", ""
    return weekday_date(row.starts_at), f"{clock_time(row.starts_at)} to {clock_time(row.ends_at)}"


def is_cancelled(row: Publication) -> bool:
    """Whether a published meeting is cancelled."""
    return bool(row.content.get("event", {}).get("state") == "cancelled")


def meetings_table(rows: Iterable[Publication], *, caption: str, whose: bool = False) -> Table:
    """Meetings with a link to the page of each."""

    def day(row: Publication) -> Markup:
        address = reverse("public:meeting", args=[row.committee.public_id, row.meeting_number])
        tag = Markup(' <strong class="nhsuk-tag nhsuk-tag--red">Cancelled</strong>') if is_cancelled(row) else ""
        return Markup('<a href="{}">{}</a>{}').format(address, _when(row)[0], tag)

    columns = (
        Column("Day", day),
        *((Column("Committee", "committee.name"),) if whose else ()),
        Column("Time", lambda row: _when(row)[1]),
        Column("Place", lambda row: row.content.get("event", {}).get("place", "")),
    )
    return table(caption=caption, columns=columns, rows=rows)


MEETINGS_LISTED = (
    Column("Committee", None),
    Column("Meeting", None, "number"),
    Column("Day", None, "date"),
    Column("Begins", None),
    Column("Ends", None),
    Column("Place", None),
    Column("State", None),
    Column("Address", None),
)


def meeting_listed(row: Publication) -> tuple[Any, ...]:
    """A meeting in the list of all, as `MEETINGS_LISTED` heads it."""
    begins, ends = (clock_time(at) if at else "" for at in (row.starts_at, row.ends_at))
    day = timezone.localdate(row.starts_at) if row.starts_at else None
    address = settings.BASE_URL + reverse("public:meeting", args=[row.committee.public_id, row.meeting_number])
    place = row.content.get("event", {}).get("place", "")
    state = "Cancelled" if is_cancelled(row) else "Planned"
    return row.committee.name, row.meeting_number, day, begins, ends, place, state, address


def _place(row: Publication) -> list[int]:
    """Papers stand in the order of the agenda: item 2 before item 10."""
    return [int(number) for number in re.findall(r"\d+", row.key)]


def meeting_words(rows: Iterable[Publication], number: int) -> dict[str, Any]:
    """The page of one meeting, put together of what is published of it."""
    held: dict[str, list[Publication]] = {}
    for row in rows:
        held.setdefault(row.kind, []).append(row)
    (event, *_) = held.get(PublicationKind.MEETING, [None])
    (agenda, *_) = held.get(PublicationKind.AGENDA, [None])
    papers = sorted(held.get(PublicationKind.PAPERS, []), key=_place)
    packs = [row for row in papers if "-pack-" in row.key]
    day, hours = _when(event) if event else ("", "")
    facts = [
        ("Day", day),
        ("Time", hours),
        ("Place", event.content.get("event", {}).get("place", "") if event else ""),
        ("State", "Cancelled" if event and is_cancelled(event) else ""),
    ]
    return {
        "title": f"Meeting of {day}" if day else f"Meeting {number}",
        "facts": [{"key": key, "value": value} for key, value in facts if value],
        "agenda": agenda,
        "packs": packs,
        "papers": [row for row in papers if row not in packs],
        "minutes": held.get(PublicationKind.MINUTES, []),
        "decisions": held.get(PublicationKind.DECISIONS, []),
    }
