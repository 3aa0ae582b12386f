"""What is exported opens in a spreadsheet as it was: nothing runs, numbers stay numbers."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from hubportal.web.columns import Column
from hubportal.web.exports import csv_response, write_xlsx, xlsx_response

HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    '=HYPERLINK("http://example.org")',
]
TEXT = [Column("Subject")]


def _csv(columns: list[Column], rows: Any) -> list[list[str]]:
    body = b"".join(csv_response(filename="a.csv", columns=columns, rows=rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body, newline="")))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_a_spreadsheet_would_run_is_defused_in_csv(text: str) -> None:
    assert _csv(TEXT, [(text,)])[1] == [f"'{text}"]


@pytest.mark.parametrize(
    "text", ["Rent review", "1 = 1", "a@example.org", "😀 مرحبا", 'He said "no", twice\nand left', ""]
)
def test_other_text_comes_back_as_it_was(text: str) -> None:
    assert _csv(TEXT, [(text,)])[1] == [text]


def test_a_negative_amount_stays_a_number_in_csv() -> None:
    columns = [Column("Amount", kind="money"), Column("Count", kind="number"), Column("Paid", kind="yes_no")]
    assert _csv(columns, [(Decimal("-12.50"), -3, True)])[1] == ["-12.50", "-3", "Yes"]


def test_dates_are_iso_and_moments_are_in_london() -> None:
    columns = [Column("On", kind="date"), Column("At", kind="moment"), Column("None")]
    row = (date(2016, 1, 4), datetime(2016, 7, 1, 8, 30, tzinfo=UTC), None)
    assert _csv(columns, [row])[1] == ["2016-01-04", "2016-07-01 09:30:00", ""]


def test_every_cell_is_quoted_and_the_text_says_it_is_utf_8() -> None:
    body = b"".join(csv_response(filename="a.csv", columns=TEXT, rows=[("x",)]))
    assert body == b'\xef\xbb\xbf"Subject"\r\n"x"\r\n'


def test_rows_are_read_inside_the_scope_they_were_given_and_only_when_sent() -> None:
    told: list[str] = []

    @contextmanager
    def opened() -> Iterator[None]:
        told.append("open")
        yield
        told.append("closed")

    def rows() -> Iterator[tuple[str]]:
        told.append("read")
        yield ("x",)

    response = csv_response(filename="a.csv", columns=TEXT, rows=rows(), run_in=opened())
    assert told == []
    list(response)
    assert told == ["open", "read", "closed"]


def test_a_long_list_is_sent_in_pieces() -> None:
    response = csv_response(filename="a.csv", columns=TEXT, rows=((f"row {n}",) for n in range(5_000)))
    pieces = list(response)
    assert len(pieces) > 5
    assert b"".join(pieces).count(b"\r\n") == 5_001


def _sheet(columns: list[Column], rows: Any) -> Any:
    target = io.BytesIO()
    write_xlsx(target, sheet_name="Queries", columns=columns, rows=rows)
    return load_workbook(io.BytesIO(target.getvalue()))["Queries"]


@pytest.mark.parametrize("text", [*HOSTILE, "http://example.org", "mailto:a@example.org", "00123"])
def test_text_is_text_in_a_workbook_whatever_it_begins_with(text: str) -> None:
    cell = _sheet(TEXT, [(text,)])["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.replace("_x000D_", "\r").strip() == text.strip()


def test_workbook_cells_keep_their_types_below_a_frozen_heading() -> None:
    columns = [Column("Amount", kind="money"), Column("On", kind="date"), Column("At", kind="moment")]
    sheet = _sheet(columns, [(Decimal("-12.50"), date(2016, 1, 4), datetime(2016, 7, 1, 8, 30, tzinfo=UTC))])
    assert sheet.freeze_panes == "A2"
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("n", -12.5)
    assert sheet["B2"].value == datetime(2016, 1, 4)
    assert sheet["C2"].value == datetime(2016, 7, 1, 9, 30)


def test_text_longer_than_a_cell_is_cut_not_lost() -> None:
    assert len(_sheet(TEXT, [("x" * 40_000,)])["A2"].value) == 32_767


def test_a_fault_while_a_workbook_is_made_is_an_error_and_not_a_broken_file() -> None:
    def rows() -> Iterator[tuple[str]]:
        yield ("x",)
        raise LookupError

    with pytest.raises(LookupError):
        xlsx_response(filename="a.xlsx", sheet_name="Queries", columns=TEXT, rows=rows())


def test_an_export_is_kept_by_no_cache_and_is_saved_under_its_name() -> None:
    response = xlsx_response(filename="queries.xlsx", sheet_name="Queries", columns=TEXT, rows=[("x",)])
    assert response["Content-Disposition"] == 'attachment; filename="queries.xlsx"'
    assert response["Cache-Control"] == "no-store"
    assert b"".join(response)[:2] == b"PK"


def test_columns_read_attributes_keys_and_functions() -> None:
    rows = [{"ref": "WM/1", "n": 2}]
    columns = [Column("Reference", "ref"), Column("Twice", lambda row: row["n"] * 2, kind="number")]
    assert _csv(columns, rows)[1] == ["WM/1", "4"]
