"""Decisions that wait for a person, as a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from governance.models import RecordDecision
from governance.presenters.carrying import entry_href
from hubportal.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One decision with its record and why it waits; `entry` is its page in the register, for who reads that."""

    reference: str
    href: str
    subject: str
    ccg: str
    decision: str
    entry: str | None
    decided_on: date
    why: str


def lines_of(rows: Iterable[RecordDecision], records: Mapping[tuple[str, int], Any], *, person: Person) -> list[Line]:
    """The list; the link to a record leads to what its page says of committees."""
    return [
        Line(
            reference=row.reference,
            href=f"{record.get_absolute_url()}#committees",
            subject=record.subject,
            ccg=row.ccg.name,
            decision=f"Decision {row.number} of {row.committee.name}",
            entry=entry_href(person, row.committee, row.number),
            decided_on=row.decided_on,
            why=row.why_waiting,
        )
        for row in rows
        if (record := records.get((row.kind, row.record_id))) is not None
    ]
