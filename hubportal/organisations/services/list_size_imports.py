"""Importing the published numbers of registered patients as list sizes by quarter."""

from datetime import date

from django.db import connection, transaction

from hubportal.organisations.models import Person
from hubportal.organisations.rules.import_faults import decoded
from hubportal.organisations.rules.list_size_file import ListLine, quarter_start, read_list_file
from hubportal.organisations.services.imports import ImportReport, refuse_importing

# The list on the first day of a quarter is that quarter's; one of a later day only stands in while there is none.
_WRITE = """
WITH given AS (
  SELECT practice.id AS practice_id, line.*
  FROM unnest(%s::text[], %s::date[], %s::integer[], %s::text[]) AS line(code, quarter_start_on, registered, source)
  JOIN organisations_practice practice ON practice.ods_code = line.code
), written AS (
  INSERT INTO organisations_listsize AS kept (practice_id, quarter_start_on, registered, source)
  SELECT practice_id, quarter_start_on, registered, source FROM given
  ON CONFLICT (practice_id, quarter_start_on) {conflict}
  RETURNING 1
)
SELECT (SELECT count(*) FROM given), (SELECT count(*) FROM written)
"""
_REPLACE = """DO UPDATE SET registered = excluded.registered, source = excluded.source
  WHERE (kept.registered, kept.source) IS DISTINCT FROM (excluded.registered, excluded.source)"""


def import_list_sizes(*, content: bytes, by: Person | None, on: date, dry_run: bool = False) -> ImportReport:
    """Read a file of registered patients and keep each practice's list of the quarter: all, or with a fault nothing.

    Practices not known here are counted. Weighted lists are not published there and stay as they are. An extract
    dated after `on` is a fault.
    """
    refuse_importing(by)
    found = read_list_file(decoded(content), latest=on)
    report = ImportReport(skipped=found.skipped, faults=found.faults)
    if found.faults:
        return report
    with transaction.atomic():
        first = [line for line in found.lines if line.extracted_on == quarter_start(line.extracted_on)]
        later = [line for line in found.lines if line.extracted_on != quarter_start(line.extracted_on)]
        known = _write(first, _REPLACE, report) + _write(later, "DO NOTHING", report)
        if len(found.lines) > known:
            report.skipped["practices not known here"] = len(found.lines) - known
        if later:
            report.notes.append(
                f"{len(later):,} lists were not taken on the first day of a quarter: they stand in for it"
                " where it has none"
            )
        report.written = not dry_run
        if dry_run:
            transaction.set_rollback(True)
    return report


def _write(lines: list[ListLine], conflict: str, report: ImportReport) -> int:
    """Write the lists of practices known here; returns how many of the lines were of such practices."""
    if not lines:
        return 0
    columns: tuple[list[str], list[date], list[int], list[str]] = (
        [line.ods_code for line in lines],
        [quarter_start(line.extracted_on) for line in lines],
        [line.registered for line in lines],
        [f"Patients registered, extract of {line.extracted_on:%d %B %Y}" for line in lines],
    )
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(conflict=conflict), columns)
        known, written = cursor.fetchone()
    report.counts["list sizes written"] += written
    report.counts["list sizes already held"] += known - written
    return int(known)
