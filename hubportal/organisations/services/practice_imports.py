"""Importing the register of practices: who they are, and which CCG they belong to from when until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from psycopg2.extras import DateRange

from hubportal.organisations.models import Ccg, Person, Practice, PracticeMembership
from hubportal.organisations.rules.import_faults import decoded
from hubportal.organisations.rules.practice_file import CCGS_BEGAN_ON, PracticeLine, read_practice_file
from hubportal.organisations.services.imports import ImportReport, refuse_importing

_FIELDS = ["name", "address", "postcode", "phone", "status", "opened_on", "closed_on"]
_SET_PERIODS = """
UPDATE organisations_practicemembership AS kept SET period = daterange(given.first_on, given.end_on)
FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS given(id, first_on, end_on) WHERE kept.id = given.id
"""
Period = tuple[date, date | None]  # first day, and first day afterwards


@dataclass(slots=True)
class _Plan:
    """Changes of membership periods: those that end earlier are written before those that begin or grow."""

    ended: dict[int, Period]
    changed: dict[int, Period]
    new: list[PracticeMembership]


def import_practices(*, content: bytes, by: Person | None, on: date, dry_run: bool = False) -> ImportReport:
    """Read an `epraccur` file and bring the register up to date: all of it, or with any fault nothing.

    Only practices of the CCGs known here are taken; the others are counted. A practice that closes or moves has
    its period in its CCG ended; one missing from the file is left as it is. A move whose day the file does not
    give is dated `on`. `by` is None for commands only.
    """
    refuse_importing(by)
    found = read_practice_file(decoded(content))
    report = ImportReport(skipped=found.skipped, faults=found.faults)
    if found.faults:
        return report
    with transaction.atomic():
        _write(found.lines, on, report)
        report.written = not dry_run
        if dry_run:
            transaction.set_rollback(True)
    return report


def _write(lines: list[PracticeLine], on: date, report: ImportReport) -> None:
    ccgs = {ccg.ods_code: ccg for ccg in Ccg.objects.all()}
    held = {practice.ods_code: practice for practice in Practice.objects.select_for_update()}
    ours = [line for line in lines if line.ccg_code in ccgs or line.ods_code in held]
    if len(ours) < len(lines):
        report.skipped["practices of CCGs not known here"] = len(lines) - len(ours)
    fallen_back = sum(line.by_commissioner for line in ours)
    if fallen_back:
        report.notes.append(f"{fallen_back:,} took their CCG from column 15, since column 24 is empty")
    _write_practices(ours, held, report)
    _write_memberships(ours, ccgs, on, report)


def _write_practices(lines: list[PracticeLine], held: dict[str, Practice], report: ImportReport) -> None:
    changed = []
    for line in lines:
        practice = held.get(line.ods_code)
        if practice is None:
            report.counts["practices added"] += 1
        elif any(getattr(practice, name) != getattr(line, name) for name in _FIELDS):
            report.counts["practices changed"] += 1
        else:
            report.counts["practices unchanged"] += 1
            continue
        changed.append(Practice(ods_code=line.ods_code, **{name: getattr(line, name) for name in _FIELDS}))
    Practice.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["ods_code"], update_fields=_FIELDS, batch_size=2000
    )


def _write_memberships(lines: list[PracticeLine], ccgs: dict[str, Ccg], on: date, report: ImportReport) -> None:
    keys = dict(Practice.objects.values_list("ods_code", "pk"))
    held: dict[int, list[PracticeMembership]] = {}
    for row in PracticeMembership.objects.all():
        held.setdefault(row.practice_id, []).append(row)
    plan = _Plan({}, {}, [])
    for line in lines:
        practice_id, ccg = keys[line.ods_code], ccgs.get(line.ccg_code)
        rows = held.get(practice_id, [])
        same = next((row for row in rows if ccg is not None and row.ccg_id == ccg.pk), None)
        others = [row for row in rows if row is not same]
        first = _end_others(others, _first_day(line, same, others, on), moved=ccg is not None, plan=plan, report=report)
        if ccg is not None and not line.never_joined:
            _keep(line, practice_id, ccg, same, first, plan, report)
    _set_periods(plan.ended)
    _set_periods(plan.changed)
    PracticeMembership.objects.bulk_create(plan.new, batch_size=2000)


def _first_day(line: PracticeLine, same: PracticeMembership | None, others: list[PracticeMembership], on: date) -> date:
    """The day it joined its CCG; unsaid, the day we hold, or today for a move, or the day it opened."""
    if line.joined_on is not None:
        return line.joined_on
    if same is not None:
        return same.period.lower  # type: ignore[no-any-return]
    return on if others else max(line.opened_on or CCGS_BEGAN_ON, CCGS_BEGAN_ON)


def _end_others(
    others: list[PracticeMembership], first: date, *, moved: bool, plan: _Plan, report: ImportReport
) -> date:
    """End what it holds in other CCGs before its first day in this one; returns that day.

    A period is never ended before its own first day, since cases of that CCG may rest on it.
    """
    for row in others:
        begun, end = row.period.lower, row.period.upper
        if end is None or end > first:
            kept_until = max(begun + timedelta(days=1), first)
            plan.ended[row.pk] = (begun, kept_until)
            first = max(first, kept_until)
            report.counts["practices moved to another CCG" if moved else "practices that left the CCGs here"] += 1
    return first


def _keep(
    line: PracticeLine,
    practice_id: int,
    ccg: Ccg,
    same: PracticeMembership | None,
    first: date,
    plan: _Plan,
    report: ImportReport,
) -> None:
    """Its period in this CCG: begun, ended or moved as the file says."""
    end = line.last_on + timedelta(days=1) if line.last_on else None
    if end is not None and end <= first:
        return
    if same is None:
        plan.new.append(PracticeMembership(practice_id=practice_id, ccg=ccg, period=DateRange(first, end)))
    elif (same.period.lower, same.period.upper) != (first, end):
        plan.changed[same.pk] = (first, end)
        report.counts["periods in a CCG changed"] += 1
        if same.period.upper is not None and same.period.upper <= first:
            report.notes.append(f"{line.ods_code} is back in {ccg.name}: the new period replaces the earlier one")


def _set_periods(periods: dict[int, Period]) -> None:
    if not periods:
        return
    firsts, ends = zip(*periods.values(), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_SET_PERIODS, [list(periods), list(firsts), list(ends)])
