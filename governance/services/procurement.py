"""Procurement decisions: prepared, answered question by question, recorded whole, corrected with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from governance.models import Interest, Meeting, Procurement, ProcurementConflict
from governance.rules import procurement as rules
from governance.services.finding import changed, locked_committee, locked_row, next_number, of
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class Subject:
    """What is procured, how, who decided, and to whom it goes. Only the first five have to be known at the start."""

    title: str
    description: str
    kind: str
    route: str
    is_new: bool = True
    national_tariff: bool = False
    reference: str = ""
    clinical_lead: str = ""
    contract_manager: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    meeting: Meeting | None = None
    justification: str = ""
    supplier: str = ""
    supplier_address: str = ""
    value_total: Decimal | None = None
    value_to_ccg: Decimal | None = None
    comments: str = ""


COLUMNS = tuple(Subject.__dataclass_fields__)


@transaction.atomic
def begin(*, committee_id: int, subject: Subject, by: Person, at: datetime) -> Procurement:
    """Begin the record of a procurement decision; the secretary's act."""
    committee = locked_committee(committee_id, by=by)
    _refuse_faults(subject, committee_id, on=local_day(at))
    return Procurement.objects.create(
        **of(committee),
        number=next_number(Procurement.objects.filter(committee_id=committee_id)),
        made_by=by,
        **_columns(subject),
    )


@transaction.atomic
def change(
    *, procurement_id: int, version: int | None, subject: Subject, by: Person, at: datetime, why: str = ""
) -> Procurement:
    """Change what it says; once recorded with a reason, and only so that it stays whole."""
    row = locked_row(Procurement, procurement_id, by=by, version=version)
    _refuse_faults(subject, row.committee_id, on=local_day(at))
    for name, value in _columns(subject).items():
        setattr(row, name, value)
    _keep(row, why, *COLUMNS)
    return row


@transaction.atomic
def answer(
    *, procurement_id: int, version: int | None, answers: Mapping[str, str], by: Person, at: datetime, why: str = ""
) -> Procurement:
    """Keep the answers to the questions that apply; what was said to others stays kept, and is not shown."""
    row = locked_row(Procurement, procurement_id, by=by, version=version)
    asked = {one.key for one in rules.questions_for(row.route, national_tariff=row.national_tariff)}
    row.answers = row.answers | {key: words.strip() for key, words in answers.items() if key in asked}
    _keep(row, why, "answers")
    return row


@transaction.atomic
def keep_conflict(
    *,
    procurement_id: int,
    version: int | None,
    name: str,
    conflict: str,
    by: Person,
    handled: str = "",
    words: str = "",
    interest: Interest | None = None,
    why: str = "",
) -> ProcurementConflict:
    """Enter a conflict that arose, and how it was handled."""
    row = locked_row(Procurement, procurement_id, by=by, version=version)
    if interest is not None and interest.committee_id != row.committee_id:
        raise Refused("Select an interest of this committee's register.", field="interest")
    if handled and handled not in rules.HANDLED:
        raise Refused("Select how it was handled.", field="handled")
    made = ProcurementConflict.objects.create(
        hub_id=row.hub_id,
        committee_id=row.committee_id,
        procurement=row,
        interest=interest,
        name=name.strip(),
        conflict=conflict.strip(),
        handled=handled,
        words=words.strip(),
    )
    _keep(row, why)
    return made


@transaction.atomic
def handle_conflict(
    *,
    procurement_id: int,
    version: int | None,
    conflict_id: int,
    by: Person,
    handled: str,
    words: str = "",
    removed_why: str = "",
    why: str = "",
) -> ProcurementConflict:
    """Say how a conflict was handled, or with `removed_why` that it was none; it stays in the record either way."""
    row = locked_row(Procurement, procurement_id, by=by, version=version)
    found = row.conflicts.filter(committee_id=row.committee_id, pk=conflict_id).first()
    if found is None:
        raise Refused("This procurement has no such conflict.", status=404)
    if handled not in rules.HANDLED and not removed_why.strip():
        raise Refused("Select how it was handled.", field="handled")
    found.handled, found.words, found.removed_why = handled, words.strip(), removed_why.strip()
    found.save(update_fields=["handled", "words", "removed_why"])
    _keep(row, why)
    kept: ProcurementConflict = found
    return kept


@transaction.atomic
def record(*, procurement_id: int, version: int | None, by: Person, at: datetime) -> Procurement:
    """Record the decision: refused with what is still missing, all of it at once."""
    row = locked_row(Procurement, procurement_id, by=by, version=version)
    if row.state == Procurement.State.RECORDED:
        raise Refused("This decision is recorded already.")
    _refuse_unless_whole(row)
    row.state, row.recorded_on = Procurement.State.RECORDED, local_day(at)
    changed(row, "state", "recorded_on")
    return row


def still_missing(row: Procurement) -> tuple[str, ...]:
    """What a decision lacks before it can be recorded."""
    award = rules.Award(
        decided_by=row.decided_by,
        has_decided_on=row.decided_on is not None,
        supplier=row.supplier,
        has_value=row.value_total is not None,
        justification=row.justification,
    )
    conflicts = row.conflicts.filter(committee_id=row.committee_id, removed_why="", handled="").count()
    open_questions = rules.unanswered(row.answers, row.route, national_tariff=row.national_tariff)
    return rules.missing(award, open_questions=open_questions, conflicts_unhandled=conflicts)


def _keep(row: Procurement, why: str, *fields: str) -> None:
    """Save a change; of a recorded decision with its reason, and only while nothing becomes missing."""
    if row.state == Procurement.State.RECORDED:
        if not why.strip():
            raise Refused("This decision is recorded: enter why it is corrected.", field="why")
        _refuse_unless_whole(row)
        row.corrected_why = why.strip()
        fields = (*fields, "corrected_why")
    changed(row, *fields)


def _refuse_unless_whole(row: Procurement) -> None:
    if lacking := still_missing(row):
        raise Refused(f"The record is not whole. Still missing: {'; '.join(lacking)}.", clause=rules.TEMPLATE)


def _columns(subject: Subject) -> dict[str, Any]:
    found = {name: getattr(subject, name) for name in COLUMNS}
    return {name: value.strip() if isinstance(value, str) else value for name, value in found.items()}


def _refuse_faults(subject: Subject, committee_id: int, *, on: date) -> None:
    if subject.decided_on is not None and subject.decided_on > on:
        raise Refused("The day of the decision must be today or in the past.", field="decided_on")
    if subject.meeting is not None and subject.meeting.committee_id != committee_id:
        raise Refused("Select a meeting of this committee.", field="meeting")
    if fault := rules.value_fault(total=subject.value_total, to_ccg=subject.value_to_ccg):
        raise Refused(fault, field="value_to_ccg")
