"""The lines of a CSV that somebody brings in, read one by one, with what is wrong with the file itself."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, BinaryIO

from functions.rules.particulars import Fault

MOST_BYTES = 10_000_000
_BROKEN = "A cell on this line is too long or its quotes do not match."


@dataclass(frozen=True, slots=True, order=True)
class LineError:
    """What is wrong with one cell: its line in the file (the header is line 1), its column, and why."""

    line: int
    column: str
    reason: str


def read_lines(
    file: BinaryIO,
    *,
    columns: Sequence[str],
    header_faults: Callable[[list[str]], list[Fault]],
    errors: list[LineError],
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that is not empty, by its number, with the cells of the known columns; errors are added to the list."""
    raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        errors.append(LineError(1, "", "The file must be smaller than 10MB. Bring it in in parts."))
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        errors.append(LineError(1, "", "The file is not in UTF-8. Save it as “CSV UTF-8”, then try again."))
        return
    if "\x00" in text:
        errors.append(LineError(1, "", "The file is not a CSV file."))
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = next(reader, [])
    except csv.Error:
        errors.append(LineError(1, "", _BROKEN))
        return
    faults = header_faults(header)
    errors += [LineError(1, fault.field, fault.sentence) for fault in faults]
    if not faults:
        yield from _lines(reader, [name.strip().lower() for name in header], columns, errors)


def _lines(
    reader: Any, header: Sequence[str], columns: Sequence[str], errors: list[LineError]
) -> Iterator[tuple[int, dict[str, str]]]:
    """A row is told by the line it begins on: a row with a line break in a cell takes several, an empty line one."""
    while True:
        line = reader.line_num + 1
        try:
            row: list[str] | None = next(reader, None)
        except csv.Error:
            errors.append(LineError(line, "", _BROKEN))
            return
        if row is None:
            return
        if len(row) > len(header):
            errors.append(LineError(line, "", "The line has more cells than the header has columns."))
        elif any(value.strip() for value in row):
            cells = dict(zip_longest(header, row, fillvalue=""))
            yield line, {name: cells[name] for name in columns if name in cells}
