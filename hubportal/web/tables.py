"""Lists on a page: sortable headings as links, and cells with their kind's format. Drawn by
components/tables.jinja.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from markupsafe import Markup, escape

from hubportal.web.columns import Column, cells
from hubportal.web.words import long_date, moment, pounds


@dataclass(frozen=True, slots=True)
class Sort:
    """How a list is sorted: the column's `sort` name and whether it runs downwards."""

    name: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.name}" if self.descending else self.name


def sort_from(parameters: Mapping[str, Any], columns: Iterable[Column], *, default: str) -> Sort:
    """The order asked for in the address (`sort=received`, `sort=-received`); an unknown one is the
    default.
    """
    asked = str(parameters.get("sort") or default)
    known = {column.sort for column in columns if column.sort}
    name = asked.removeprefix("-")
    if name not in known and name != default.removeprefix("-"):
        asked, name = default, default.removeprefix("-")
    return Sort(name, descending=asked.startswith("-"))


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading as the macro shows it: `href` sorts by it, `sorted` is ascending, descending, none or
    empty.
    """

    text: str
    kind: str
    href: str = ""
    sorted: str = ""

    @property
    def css(self) -> str:
        """The kind of the column as a class: right-aligned numbers, dates and amounts on one line."""
        return f"hub-cell--{self.kind}"


def headings(columns: Iterable[Column], *, sort: Sort, parameters: QueryDict) -> list[Heading]:
    """The headings; following one sorts by it, or turns the order round, from the first page."""
    made = []
    for column in columns:
        if not column.sort:
            made.append(Heading(column.heading, column.kind))
            continue
        current = column.sort == sort.name
        asked = parameters.copy()
        for gone in ("page", "after", "before"):
            asked.pop(gone, None)
        asked["sort"] = str(Sort(column.sort, descending=current and not sort.descending))
        state = ("descending" if sort.descending else "ascending") if current else "none"
        made.append(Heading(column.heading, column.kind, f"?{asked.urlencode()}", state))
    return made


def shown(value: Any, kind: str) -> str | Markup:
    """A cell's words; nothing stays empty, ready HTML stays HTML."""
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    if kind == "date":
        return long_date(value)
    if kind == "moment":
        return moment(value)
    if kind == "money":
        return pounds(value)
    if kind == "number":
        return f"{value:,}"
    if kind == "yes_no":
        return "Yes" if value else "No"
    return str(value)


def body(rows: Iterable[Any], columns: Sequence[Column]) -> list[list[str | Markup]]:
    """The rows as words."""
    kinds = [column.kind for column in columns]
    return [[shown(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in cells(rows, columns)]


_ROW = '<tr class="nhsuk-table__row"><th class="nhsuk-table__header hub-table__row-heading" scope="row">'


@dataclass(frozen=True, slots=True)
class Table:
    """What components/tables.jinja draws: `{{ dataTable(table) }}`."""

    caption: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[str | Markup]]

    @property
    def lines(self) -> Markup:
        """The rows as HTML, each with its first cell as its heading.

        Drawn here, because a template takes several times as long and a hub has hundreds of CCGs.
        """
        styles = [heading.css for heading in self.headings[1:]]
        drawn = []
        for first, *rest in self.rows:
            cells = [
                f'<td class="nhsuk-table__cell {css}">{cell if type(cell) is Markup else escape(cell)}</td>'
                for css, cell in zip(styles, rest, strict=True)
            ]
            drawn.append(f"{_ROW}{escape(first)}</th>{''.join(cells)}</tr>")
        return Markup("\n".join(drawn))  # noqa: S704 - each cell is escaped


def table(
    *,
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    parameters: QueryDict | None = None,
    sort: Sort | None = None,
) -> Table:
    """A table of rows; with `sort` and the page's `parameters` its headings become links."""
    if sort is not None and parameters is not None:
        made = headings(columns, sort=sort, parameters=parameters)
    else:
        made = [Heading(column.heading, column.kind) for column in columns]
    return Table(caption, made, body(rows, columns))
