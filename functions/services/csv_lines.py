"""The lines of a CSV that somebody brings in, read one by one, with what is wrong with the file itself."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from functions.rules.particulars import Fault

MOST_BYTES = 10_000_000


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
    reader = csv.DictReader(io.StringIO(text, newline=""))
    faults = header_faults(list(reader.fieldnames or []))
    errors += [LineError(1, fault.field, fault.sentence) for fault in faults]
    if not faults:
        yield from _lines(reader, columns, errors)


def _lines(
    reader: "csv.DictReader[str]", columns: Sequence[str], errors: list[LineError]
) -> Iterator[tuple[int, dict[str, str]]]:
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or []]
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            errors.append(LineError(line, "", "A cell on this line is too long or its quotes do not match."))
            return
        if cells is None:
            return
        if None in cells:
            errors.append(LineError(line, "", "The line has more cells than the header has columns."))
        elif any((value or "").strip() for value in cells.values()):
            yield line, {name: cells[name] or "" for name in columns if name in cells}
