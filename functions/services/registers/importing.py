"""Bringing rows in from a CSV: every line checked first with its column and the reason, then all of them or none."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import BinaryIO

from django.db import transaction

from functions.models import RegisterRow
from functions.rules.particulars import Fault
from functions.rules.registers.declaration import Register
from functions.rules.registers.file import MOST_LINES, RowLine, columns_of, header_faults, read_row
from functions.services.csv_lines import LineError, read_lines
from functions.services.registers.adding import NewRow, add_rows, faults_of, open_practices
from hubportal.organisations.models import Assignment, Ccg, Person, Practice, PracticeMembership
from hubportal.organisations.roles import roles_with
from hubportal.web.refusals import Refused


@dataclass(slots=True)
class RowsReport:
    """The rows of a file, each with its line, and everything that is wrong; with an error nothing is added."""

    rows: list[tuple[int, NewRow]] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)


def check_rows(register: Register, *, file: BinaryIO, by: Person, on: date) -> RowsReport:
    """Read a file and check every line; writes nothing, and asks the database the same few times for any length."""
    report = RowsReport()
    read: list[tuple[RowLine, list[Fault]]] = []
    columns = columns_of(register)
    for line, cells in read_lines(
        file, columns=columns, header_faults=partial(header_faults, register), errors=report.errors
    ):
        if len(read) >= MOST_LINES:
            report.errors.append(LineError(line, "", f"Bring in {MOST_LINES:,} lines or fewer at a time."))
            break
        read.append(read_row(register, line, cells))
    known = _Known(register, [row for row, _ in read], by=by, on=on)
    for row, faults in read:
        new, more = known.checked(row)
        faults += [fault for fault in more if fault.field not in {one.field for one in faults}]
        report.errors += [LineError(row.line, fault.field, fault.sentence) for fault in faults]
        if new is not None and not faults:
            report.rows.append((row.line, new))
    if not read and not report.errors:
        report.errors.append(LineError(1, "", "The file has no lines below its header."))
    report.errors.sort()
    return report


@transaction.atomic
def import_rows(register: Register, *, file: BinaryIO, by: Person, on: date, at: datetime) -> list[RegisterRow]:
    """Add every row of a file, checked afresh; any error on any line, and none is added."""
    file.seek(0)
    report = check_rows(register, file=file, by=by, on=on)
    if report.errors:
        first = report.errors[0]
        raise Refused(
            f"Nothing was added. Line {first.line}, {first.column or 'whole line'}: {first.reason}",
            field="file",
            status=400,
        )
    return add_rows(register, [new for _, new in report.rows], by=by, on=on, at=at, words="Brought in from a file")


class _Known:
    """What the lines refer to, each looked up once for the whole file."""

    def __init__(self, register: Register, rows: list[RowLine], *, by: Person, on: date) -> None:
        self.register, self.today = register, on
        mine = by.grants.ccgs("ccg_case_edit") & by.grants.ccgs(register.permission)
        self.ccgs = {ccg.ods_code: ccg for ccg in Ccg.objects.select_related("hub").filter(pk__in=mine)}
        self.practices = {
            practice.ods_code: practice
            for practice in Practice.objects.filter(ods_code__in={row.practice for row in rows if row.practice})
        }
        self.people = {
            person.email: person
            for person in Person.objects.filter(email__in={row.owner for row in rows if row.owner}, is_active=True)
        }
        held = Assignment.objects.filter(
            person__in=self.people.values(),
            role__in=roles_with("ccg_case_edit", register.permission),
            period__contains=on,
        )
        self.working = set(held.values_list("person_id", "hub_id", "ccg_id"))
        keys = [practice.pk for practice in self.practices.values()]
        members = PracticeMembership.objects.filter(practice_id__in=keys, period__contains=on)
        self.members = dict(members.values_list("practice_id", "ccg_id"))
        self.taken = open_practices(register, keys)

    def checked(self, row: RowLine) -> tuple[NewRow | None, list[Fault]]:
        """The row to add, and everything that is wrong with it, whether or not its CCG is known."""
        ccg, practice, owner = self.ccgs.get(row.ccg), self.practices.get(row.practice), self.people.get(row.owner)
        found: list[Fault] = []
        if ccg is None:
            found.append(Fault("ccg", f"“{row.ccg[:20]}” is not the code of a CCG that you work for."))
        if row.practice:
            found += self._practice_faults(row, practice, ccg)
        if row.owner and (owner is None or (ccg is not None and not self._works(owner, ccg))):
            does = "may see restricted rows of" if self.register.is_restricted else "works for"
            whom = ccg.name if ccg else "a CCG here"
            found.append(Fault("owner", f"Nobody with the email address “{row.owner[:60]}” {does} {whom}."))
        found += [
            fault
            for fault in faults_of(self.register, row.values, practice=practice, today=self.today)
            if not (row.practice and fault.field == "practice")
        ]
        new = None if ccg is None else NewRow(ccg, practice, row.values, owner=owner, state=row.state)
        return new, found

    def _works(self, owner: Person, ccg: Ccg) -> bool:
        """Whether somebody may own a row of the register for a CCG, by a role there or at its whole hub."""
        return bool({(owner.pk, None, ccg.pk), (owner.pk, ccg.hub_id, None)} & self.working)

    def _practice_faults(self, row: RowLine, practice: Practice | None, ccg: Ccg | None) -> list[Fault]:
        if practice is None:
            return [Fault("practice", f"There is no practice with the code “{row.practice[:20]}”.")]
        if ccg is not None and self.members.get(practice.pk) != ccg.pk:
            return [Fault("practice", f"{practice} is not a practice of {ccg.name}.")]
        if self.register.practices == "one":
            if practice.pk in self.taken:
                return [Fault("practice", f"{practice} has an open row already, or an earlier line names it.")]
            self.taken.add(practice.pk)
        return []
