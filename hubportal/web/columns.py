"""A column said once, for the page, the CSV and the workbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, Literal

Kind = Literal["text", "date", "moment", "money", "number", "yes_no"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, where its value comes from, and what kind of value it is.

    `value` is an attribute path ("practice.name"), a key when rows are mappings, or a function of the row;
    None takes the value by position from rows that are tuples. `kind` decides format and alignment. `sort`
    is the name the address carries when the list is sorted by it (empty: not sortable). `width` is in
    characters, for the workbook.
    """

    heading: str
    value: str | Callable[[Any], Any] | None = None
    kind: Kind = "text"
    sort: str = ""
    width: int = 18

    @property
    def numeric(self) -> bool:
        """Whether the cells are aligned on the right."""
        return self.kind in {"money", "number"}


def _reader(column: Column, place: int, *, mapping: bool) -> Callable[[Any], Any]:
    if column.value is None:
        return itemgetter(place)
    if callable(column.value):
        return column.value
    return itemgetter(column.value) if mapping else attrgetter(column.value)


def cells(rows: Iterable[Any], columns: Iterable[Column]) -> Iterator[list[Any]]:
    """The values of each row in the order of the columns, read as the first row is made."""
    given = list(columns)
    readers: list[Callable[[Any], Any]] = []
    for row in rows:
        if not readers:
            mapping = isinstance(row, Mapping)
            readers = [_reader(column, place, mapping=mapping) for place, column in enumerate(given)]
        yield [read(row) for read in readers]
