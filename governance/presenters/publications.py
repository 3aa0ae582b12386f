"""Publications as visitors read them, and as CSV."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.models import Publication, PublicationKind
from governance.rules.publications import rows_shown
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table


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


def by_kind(rows: Iterable[Publication]) -> list[tuple[str, list[Publication]]]:
    """Publications under the headings of their kinds, in the order of the kinds."""
    held: dict[str, list[Publication]] = {}
    for row in rows:
        held.setdefault(row.kind, []).append(row)
    return [(str(kind.label), held[kind]) for kind in PublicationKind if kind in held]
