"""CSV and XLSX of any list, without a row cap and safe to open in a spreadsheet.

Text that a spreadsheet would read as a formula is defused; numbers, dates and money stay what they are.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import Any

from django.db import transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hubportal.tenancy.scope import Scope, current_scope, scope
from hubportal.web.columns import Column, cells
from hubportal.web.words import LONDON

# What makes a spreadsheet calculate instead of show, with the full-width forms some programs fold to it.
FORMULA_STARTS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
LONGEST_CELL = 32_767
ROWS_AT_ONCE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def defused(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it."""
    return f"'{text}" if text and text[0] in FORMULA_STARTS else text


def plain(value: Any) -> Any:
    """A value as CSV writes it: ISO dates, London moments to the second, Yes or No, numbers as they are."""
    if type(value) is str:
        return defused(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        local = value.astimezone(LONDON) if value.tzinfo else value
        return local.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return defused(str(value))


def csv_lines(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[str]:
    """The CSV in pieces of some hundred rows: every cell quoted, headings first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([defused(column.heading) for column in columns])
    waiting = 0
    for row in cells(rows, columns):
        writer.writerow([plain(value) for value in row])
        waiting += 1
        if waiting == ROWS_AT_ONCE:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
            waiting = 0
    yield buffer.getvalue()


def _in_scope(lines: Iterator[str], run_in: AbstractContextManager[Any]) -> Iterator[bytes]:
    with run_in:
        yield b"\xef\xbb\xbf"  # tells spreadsheets that the text is UTF-8
        for piece in lines:
            yield piece.encode("utf-8", "replace")


def _named(response: HttpResponse | StreamingHttpResponse, filename: str) -> None:
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"


def reading_again() -> AbstractContextManager[None]:
    """The scope open now and a transaction of its own, for rows that are read while the answer is sent."""
    return _in_transaction(current_scope())


@contextmanager
def _in_transaction(opened: Scope | None) -> Iterator[None]:
    with scope(opened), transaction.atomic():
        yield


def csv_response(
    *,
    filename: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    run_in: AbstractContextManager[Any] | None = None,
) -> StreamingHttpResponse:
    """A CSV streamed as it is read.

    The rows are read after the view has returned, so `run_in` must open whatever they need: the tenancy
    scope and a transaction (server-side cursors live no longer). `rows` may be a generator function's fresh
    iterator or a queryset's `.iterator()`; neither may have been started before.
    """
    streamed = _in_scope(csv_lines(rows, columns), run_in or nullcontext())
    response = StreamingHttpResponse(streamed, content_type="text/csv; charset=utf-8")
    _named(response, filename)
    return response


def csv_of_lines(
    *, filename: str, columns: Sequence[Column], lines: Iterable[str], run_in: AbstractContextManager[Any]
) -> StreamingHttpResponse:
    """A CSV whose lines the database writes, each cell quoted and defused; only the headings are written here."""
    pieces = chain(csv_lines((), columns), _joined(lines))
    response = StreamingHttpResponse(_in_scope(pieces, run_in), content_type="text/csv; charset=utf-8")
    _named(response, filename)
    return response


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Lines in pieces of some hundred."""
    waiting = iter(lines)
    while piece := list(islice(waiting, ROWS_AT_ONCE)):
        yield "\r\n".join(piece) + "\r\n"


def _formats(book: Workbook) -> dict[str, Format]:
    return {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "d mmm yyyy"}),
        "moment": book.add_format({"num_format": "d mmm yyyy hh:mm"}),
        "money": book.add_format({"num_format": "£#,##0.00;-£#,##0.00"}),
        "number": book.add_format({"num_format": "#,##0"}),
    }


def _write(sheet: Worksheet, line: int, place: int, value: Any, kind: str, formats: dict[str, Format]) -> None:
    """One typed cell; text is always text, whatever it begins with."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(line, place, "Yes" if value else "No")
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, place, value, formats.get(kind))  # type: ignore[arg-type]
    elif isinstance(value, datetime):
        local = value.astimezone(LONDON).replace(tzinfo=None) if value.tzinfo else value
        sheet.write_datetime(line, place, local, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, formats["date"])
    else:
        sheet.write_string(line, place, str(value)[:LONGEST_CELL])


def write_xlsx(target: Any, *, sheet_name: str, columns: Sequence[Column], rows: Iterable[Any]) -> int:
    """Writes one sheet with a frozen heading into a file or stream; the memory used does not grow with the
    rows.

    Returns the number of rows. A date before 1900 cannot be a spreadsheet date and is written as text.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    count = 0
    with Workbook(target, options) as book:
        formats = _formats(book)
        sheet = book.add_worksheet(sheet_name[:31])
        sheet.freeze_panes(1, 0)
        kinds = [column.kind for column in columns]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.heading, formats["heading"])
        for count, row in enumerate(cells(rows, columns), start=1):
            for place, value in enumerate(row):
                if isinstance(value, date) and value.year < 1900:
                    value = value.isoformat()
                _write(sheet, count, place, value, kinds[place], formats)
    return count


def xlsx_response(
    *,
    filename: str,
    sheet_name: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    run_in: AbstractContextManager[Any] | None = None,
) -> FileResponse:
    """A workbook, made on disk before the answer begins, so that a fault is an error page and not a broken
    file.
    """
    with ExitStack() as until_made:
        target = TemporaryFile()  # noqa: SIM115 - the response closes it after sending
        until_made.callback(target.close)
        with run_in or nullcontext():
            write_xlsx(target, sheet_name=sheet_name, columns=columns, rows=rows)
        target.seek(0)
        until_made.pop_all()
    response = FileResponse(target, content_type=XLSX)
    _named(response, filename)
    return response
