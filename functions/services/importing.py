"""Bringing in an existing log: a CSV checked line by line with a preview, then all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction

from functions.models import Query
from functions.rules.kinds import POLICY_OF_KIND
from functions.rules.log_columns import COLUMNS, MOST_LINES, LogLine, header_faults, once_a_column, read_line
from functions.rules.particulars import Fault, receipt_fault, text_faults
from functions.services.assigning import refuse_owner
from functions.services.clock import keep_events
from functions.services.csv_lines import MOST_BYTES, LineError, read_lines
from functions.services.policies import calendar_of, policy_from_version, policy_on_receipt
from functions.services.queries import Contact, keep_together, log_query
from functions.services.query_checks import email_fault, refuse_practice_elsewhere
from hubportal.clocks.checks import EventRefusal, refuse_event
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.reading import read_clock
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

__all__ = ["MOST_BYTES", "ImportReport", "LineError", "check_log", "import_log"]

_COLUMN_OF_EVENT = {
    EventKind.ACKNOWLEDGED: "acknowledged_on",
    EventKind.UPDATE_GIVEN: "updated_on",
    EventKind.RESPONDED: "responded_on",
}


@dataclass(slots=True)
class ImportReport:
    """The lines that could be read and everything that is wrong; nothing is brought in while there is an error."""

    rows: list[LogLine] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)

    def add(self, line: int, faults: list[Fault]) -> None:
        """Note what is wrong with a line."""
        self.errors += [LineError(line, fault.field, fault.sentence) for fault in faults]


def check_log(*, file: BinaryIO, by: Person, at: datetime) -> ImportReport:
    """Read a log and check every line as if it were logged and worked on its own days; writes nothing."""
    report = ImportReport()
    known = _Known(by)
    lines = read_lines(file, columns=COLUMNS, header_faults=header_faults, errors=report.errors)
    for count, (line, cells) in enumerate(lines):
        if count >= MOST_LINES:
            report.errors.append(LineError(line, "", f"Bring in {MOST_LINES:,} lines or fewer at a time."))
            break
        found, faults = read_line(line, cells)
        faults = once_a_column([*faults, *known.faults(found, at=at)])
        report.add(line, faults)
        if not faults:
            report.rows.append(found)
    report.add(1, [] if report.rows or report.errors else [Fault("", "The file has no lines below its header.")])
    report.errors.sort()
    return report


@transaction.atomic
def import_log(*, file: BinaryIO, by: Person, at: datetime) -> list[Query]:
    """Bring in a log, checked afresh; any error on any line, and no case is logged."""
    file.seek(0)
    report = check_log(file=file, by=by, at=at)
    if report.errors:
        first = report.errors[0]
        raise Refused(
            f"Nothing was brought in. Line {first.line}, {first.column or 'whole line'}: {first.reason}",
            field="file",
            status=400,
        )
    known = _Known(by)
    cases = [_new_case(row, known, by=by, at=at) for row in report.rows]
    keep_together(cases, by=by)
    keep_events(((case, event) for case, row in zip(cases, report.rows, strict=True) for event in row.events), by=by)
    return cases


def _new_case(row: LogLine, known: "_Known", *, by: Person, at: datetime) -> Query:
    texts = row.texts
    if row.received_at is None:
        raise ValueError(f"line {row.line} has no moment of receipt")
    return log_query(
        by=by,
        ccg=known.ccgs[row.ccg],
        practice=known.practice(row.practice),
        owner=known.person(row.owner),
        received_at=row.received_at,
        subject=texts["subject"],
        detail=texts["detail"],
        team=texts["team"],
        contact=Contact(
            texts["contact_name"], texts["contact_organisation"], texts["contact_email"], texts["contact_phone"]
        ),
        tags=[*row.tags, *([_was(row.old_reference)] if row.old_reference else [])],
        kind=row.chosen["kind"],
        stream=row.chosen["stream"],
        category=row.chosen["category"],
        channel=row.chosen["channel"],
        priority=row.chosen["priority"],
        at=at,
        events=row.events,
        keeps=False,
    )


def _was(old_reference: str) -> str:
    return f"was {old_reference.lower()}"[:40]


class _Known:
    """What lines refer to, each looked up once."""

    def __init__(self, by: Person) -> None:
        self.by = by
        self.ccgs = {
            ccg.ods_code: ccg
            for ccg in Ccg.objects.select_related("hub").filter(pk__in=by.grants.ccgs("ccg_case_edit"))
        }
        self._practices: dict[str, Practice | None] = {}
        self._people: dict[str, Person | None] = {}
        self._seen: set[tuple[str, str]] = set()

    def practice(self, code: str) -> Practice | None:
        """A practice by its code."""
        if code and code not in self._practices:
            self._practices[code] = Practice.objects.filter(ods_code=code).first()
        return self._practices.get(code)

    def person(self, email: str) -> Person | None:
        """A person by their e-mail address."""
        if email and email not in self._people:
            self._people[email] = Person.objects.filter(email=email).first()
        return self._people.get(email)

    def faults(self, row: LogLine, *, at: datetime) -> list[Fault]:
        """Everything that logging this line, and recording its events, would refuse."""
        ccg = self.ccgs.get(row.ccg)
        found = [] if ccg else [Fault("ccg", f"“{row.ccg}” is not the code of a CCG that you work for.")]
        found += text_faults(row.texts, required=("subject",))
        email = email_fault(row.texts["contact_email"])
        found += [email] if email else []
        found += self._unknown(row)
        if ccg is not None:
            found += self._again(row, ccg)
        if row.received_at is None:
            return found
        fault = receipt_fault(row.received_at, at)
        if fault:
            return [*found, Fault("received_on", fault.sentence)]
        if ccg is not None:
            found += self._elsewhere(row, ccg, received_on=local_day(row.received_at), today=local_day(at))
        return found + self._misplaced(row, ccg, received_at=row.received_at, today=local_day(at))

    def _unknown(self, row: LogLine) -> list[Fault]:
        found = []
        if row.practice and self.practice(row.practice) is None:
            found.append(Fault("practice", f"There is no practice with the code “{row.practice}”."))
        if row.owner and self.person(row.owner) is None:
            found.append(Fault("owner", f"There is nobody with the email address “{row.owner}”."))
        return found

    def _elsewhere(self, row: LogLine, ccg: Ccg, *, received_on: date, today: date) -> list[Fault]:
        practice, owner, found = self.practice(row.practice), self.person(row.owner), []
        try:
            refuse_practice_elsewhere(practice=practice, ccg=ccg, received_on=received_on, today=today)
        except Refused as refused:
            found.append(Fault("practice", refused.sentence))
        try:
            refuse_owner(owner=owner, ccg_id=ccg.pk)
        except Refused as refused:
            found.append(Fault("owner", refused.sentence))
        return found

    def _misplaced(self, row: LogLine, ccg: Ccg | None, *, received_at: datetime, today: date) -> list[Fault]:
        """Events that the clock would refuse; where the CCG is not known, those that no hub's clock would take."""
        hubs = [ccg.hub_id] if ccg else [known.hub_id for known in self.ccgs.values()][:1]
        if not hubs or row.chosen["kind"] not in POLICY_OF_KIND:
            return []
        refused = _refused_events(row, hub_id=hubs[0], received_at=received_at, today=today)
        return [
            Fault("promised_on" if refusal.field == "promised_on" else _COLUMN_OF_EVENT[kind], refusal.sentence)
            for kind, refusal in refused
            if ccg or refusal.field == "on"
        ]

    def _again(self, row: LogLine, ccg: Ccg) -> list[Fault]:
        """An old reference is brought in once: not twice in the file, nor when an earlier file had it."""
        if not row.old_reference:
            return []
        key = (ccg.ods_code, row.old_reference.lower())
        twice = key in self._seen
        self._seen.add(key)
        kept = Query.objects.filter(ccg=ccg, tags__contains=[_was(row.old_reference)]).first()
        if kept is not None:
            return [Fault("old_reference", f"It was brought in already, as {kept.reference}.")]
        return [Fault("old_reference", "An earlier line has the same old reference.")] if twice else []


def _refused_events(
    row: LogLine, *, hub_id: int, received_at: datetime, today: date
) -> Iterator[tuple[EventKind, EventRefusal]]:
    """Each event that is refused after those that are not."""
    version, received_on = policy_on_receipt(kind=row.chosen["kind"], hub_id=hub_id, received_at=received_at)
    policy = policy_from_version(version)
    calendar = calendar_of(hub_id, policy.day_count, closures_count=policy.closures_count)
    recorded: list[ClockEvent] = []
    for event in row.events:
        so_far = read_clock(policy, calendar, received_on, recorded, today, explained=False)
        refusal = refuse_event(so_far, event, today=today)
        if refusal is None:
            recorded.append(event)
        else:
            yield event.kind, refusal
