"""Adding rows to a register: one as typed, or many at once from a file or a schedule, by the same path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import RegisterRow
from functions.rules.particulars import Fault
from functions.rules.registers.dates import due_on
from functions.rules.registers.declaration import Register
from functions.rules.registers.values import row_faults, searched_words, subject_of
from functions.services.assigning import refuse_owner
from functions.services.query_checks import refuse_practice_elsewhere
from functions.services.references import take_references
from functions.services.registers.dates import set_dates
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.records.models import RecordMove
from hubportal.records.services.finding import of
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

MOST_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row to be added: whose, and what it holds."""

    ccg: Ccg
    practice: Practice | None
    values: Mapping[str, Any]
    owner: Person | None = None
    state: str = ""


def refuse_adding(register: Register, *, ccg_id: int, by: Person) -> None:
    """Rows are added by whoever works the CCG's cases; restricted ones by those who may see them."""
    if not by.grants.can("ccg_case_edit", ccg_id):
        raise Refused("You do not work for this CCG.", field="ccg", status=403)
    if register.is_restricted and not by.grants.can("ccg_case_restricted", ccg_id):
        raise Refused("Only people who see restricted records add to this register.", status=403)


def faults_of(register: Register, values: Mapping[str, Any], *, practice: Practice | None, today: date) -> list[Fault]:
    """What is wrong with a row by itself: its practice and its columns."""
    found = row_faults(register, values, today=today)
    if practice is None and register.wants_practice:
        found.insert(0, Fault("practice", "Enter the practice."))
    if practice is not None and register.practices == "none":
        found.insert(0, Fault("practice", "This register has no practices. Leave it empty."))
    return found


def open_practices(register: Register, practice_ids: Sequence[int]) -> set[int]:
    """Those of the practices that have an open row already, where a register has one a practice."""
    if register.practices != "one":
        return set()
    open_rows = RegisterRow.objects.open().filter(register=register.code, practice_id__in=practice_ids)
    return set(open_rows.values_list("practice_id", flat=True))


@transaction.atomic
def add_row(register: Register, new: NewRow, *, by: Person, on: date, at: datetime) -> RegisterRow:
    """Add one row, begun on a day; refused in a sentence that names the column at fault."""
    refuse_adding(register, ccg_id=new.ccg.pk, by=by)
    faults = faults_of(register, new.values, practice=new.practice, today=local_day(at))
    if faults:
        raise Refused(faults[0].sentence, field=faults[0].field, status=400)
    refuse_practice_elsewhere(practice=new.practice, ccg=new.ccg, received_on=on, today=local_day(at))
    refuse_owner(owner=new.owner, ccg_id=new.ccg.pk, restricted=register.is_restricted)
    if new.practice is not None and open_practices(register, [new.practice.pk]):
        raise Refused(
            f"{new.practice.name} has an open row on this register already. Change that one, or close it first.",
            field="practice",
        )
    return add_rows(register, [new], by=by, on=on, at=at)[0]


@transaction.atomic
def add_rows(
    register: Register,
    rows: Sequence[NewRow],
    *,
    by: Person | None,
    on: date,
    at: datetime,
    words: str = "Added to the register",
) -> list[RegisterRow]:
    """Add rows that have been checked, with their references, beginnings and dates; the same few statements for any
    number of rows.
    """
    made: list[RegisterRow] = []
    for hub in {new.ccg.hub_id: new.ccg.hub for new in rows}.values():
        theirs = [new for new in rows if new.ccg.hub_id == hub.pk]
        references = take_references(hub=hub, kind="register", year=on.year, count=len(theirs))
        made += [
            _row(register, new, str(reference), by=by, on=on) for new, reference in zip(theirs, references, strict=True)
        ]
    RegisterRow.objects.bulk_create(made, batch_size=MOST_AT_ONCE)
    RecordMove.objects.bulk_create(
        [
            RecordMove(**of(row), act="begin", words=words, from_state="", to_state=row.state, on=on, by=by, at=at)
            for row in made
        ],
        batch_size=MOST_AT_ONCE,
    )
    set_dates(row for row in made if row.closed_on is None)
    return made


def _row(register: Register, new: NewRow, reference: str, *, by: Person | None, on: date) -> RegisterRow:
    state = new.state or register.moves.first
    ended = state in register.moves.ended() or any(m.ends and m.target == state for m in register.moves.moves)
    return RegisterRow(
        hub=new.ccg.hub,
        ccg=new.ccg,
        reference=reference,
        practice=new.practice,
        register=register.code,
        values=dict(new.values),
        subject=subject_of(register, new.values, practice=new.practice.name if new.practice else "", ccg=new.ccg.name),
        words=searched_words(register, new.values),
        state=state,
        stream=register.stream,
        is_restricted=register.is_restricted,
        is_only=register.practices == "one",
        owner=new.owner,
        received_on=on,
        closed_on=on if ended else None,
        due_on=None if ended else due_on(register, new.values),
        made_by=by,
    )
