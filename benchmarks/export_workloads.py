"""Exports of everything, beside the least that could be done with the same rows."""

import io
import resource
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

from django.db import connections
from xlsxwriter import Workbook

from benchmarks.page_workloads import Pages
from benchmarks.table import Figure
from benchmarks.timing import alternately
from hubportal.web.columns import Column, Kind
from hubportal.web.exports import write_xlsx

COPIED = """
COPY (SELECT q.reference, c.name, p.name, q.kind, q.stream, q.category, q.subject, q.contact_name,
  q.contact_organisation, q.priority, o.name, q.team, q.received_at, q.state, q.acknowledge_due_on, q.acknowledged_on,
  q.respond_due_on, q.responded_on, q.paused_on, q.excluded_reason, q.closed_on, q.tags
FROM functions_query q JOIN organisations_ccg c ON c.id = q.ccg_id LEFT JOIN organisations_practice p ON
  p.id = q.practice_id LEFT JOIN organisations_person o ON o.id = q.owner_id
WHERE q.hub_id = {hub} ORDER BY q.received_on DESC, q.id DESC) TO STDOUT (FORMAT csv)
"""
ROWS, WIDTH = 100_000, 15
KINDS: tuple[Kind, ...] = ("text", "text", "number", "money", "date")


class _Counting(io.RawIOBase):
    """Where bytes go that nobody keeps."""

    def write(self, given: Any) -> int:
        return len(given)


def csv_figure(pages: Pages) -> Figure:
    """All cases of the hub as CSV through the page, against COPY of the same columns."""

    def copied() -> None:
        with connections["owner"].cursor() as cursor:
            cursor.cursor.copy_expert(COPIED.format(hub=pages.hub.pk), _Counting())

    before = _memory()
    exported = pages.read("head", "/cases/export/csv/?state=any&sort=received")
    ours, floor = alternately([exported, copied], times=3, warming=1)
    return Figure("CSV of every case, against COPY TO", ours, floor, 3, note=f"memory +{_memory() - before} MB")


def xlsx_figure() -> Figure:
    """A workbook of 100,000 rows and 15 columns, against the same writer used bare."""
    day = date(2016, 1, 4)
    rows = [
        [f"WM-Q-2016-{n:05}", "A subject of ordinary length", n, Decimal("12.50"), day + timedelta(days=n % 300)] * 3
        for n in range(ROWS)
    ]
    columns = [Column(f"Column {place}", kind=kind) for place, kind in enumerate(KINDS * 3)]

    def ours() -> None:
        with TemporaryFile() as target:
            write_xlsx(target, sheet_name="Cases", columns=columns, rows=iter(rows))

    def bare() -> None:
        with TemporaryFile() as target, Workbook(target, {"constant_memory": True}) as book:
            sheet, dated = book.add_worksheet(), book.add_format({"num_format": "d mmm yyyy"})
            writes = (sheet.write_string, sheet.write_string, sheet.write_number, sheet.write_number) * 3
            for line, row in enumerate(rows):
                for place, value in enumerate(row):
                    if place % 5 == 4:
                        sheet.write_datetime(line, place, value, dated)
                    else:
                        writes[place % 5](line, place, value)

    before = _memory()
    taken, floor = alternately([ours, bare], times=3, warming=0)
    return Figure(
        f"XLSX of {ROWS:,} × {WIDTH}, against the bare writer",
        taken,
        floor,
        1.3,
        note=f"memory +{_memory() - before} MB",
    )


def figures(pages: Pages) -> Iterator[Figure]:
    """CSV and XLSX."""
    yield csv_figure(pages)
    yield xlsx_figure()


def _memory() -> int:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
