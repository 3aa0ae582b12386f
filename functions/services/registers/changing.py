"""Changing a row of a register, and moving it on in the flow its register declares."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import RegisterRow
from functions.rules.registers.dates import due_on
from functions.rules.registers.declaration import Register
from functions.rules.registers.values import in_words, row_faults, searched_words, subject_of
from functions.services.assigning import refuse_owner
from functions.services.registers.dates import keep_dates
from functions.services.registers.declared import register_of
from functions.services.registers.kind import REGISTER
from functions.services.registers.letters import draft_letters, send_letters, sign_letters
from functions.services.registers.scheduling import begin_next_review
from hubportal.documents.models import Document
from hubportal.organisations.models import Person
from hubportal.records.services.deadlines import hand_over
from hubportal.records.services.files import keep_proof
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.moving import check_move, move
from hubportal.web.refusals import Difference, Refused, differences
from hubportal.web.words import local_day, lower_first

_WRITTEN = ("values", "subject", "words", "due_on")
# What else happens when a row of a register makes a move.
AFTER: dict[tuple[str, str], Callable[..., None]] = {("rent-reviews", "complete"): begin_next_review}


@transaction.atomic
def change_row(
    *,
    row_id: int,
    version: int | None,
    values: Mapping[str, Any],
    by: Person,
    at: datetime,
    owner: Person | None = None,
    gives_owner: bool = False,
    proof: Document | None = None,
) -> RegisterRow:
    """Write a row's columns afresh; columns the form did not show are given as they stand. `proof` is a paper that is
    there already, such as the committee's decision that they are written from, and is kept with the row.
    """
    row: RegisterRow = locked_record(
        kind=REGISTER,
        record_id=row_id,
        by=by,
        version=version,
        yours=lambda row: (*_columns(row, values), *(_owners(row, owner) if gives_owner else ())),
    )
    register = register_of(row)
    if row.state in register.locked:
        now = lower_first(register.moves.states[row.state])
        raise Refused(f"The row is {now}, and what was agreed stands. Move it back first to change it.")
    _write(row, register, values, today=local_day(at))
    if gives_owner:
        refuse_owner(owner=owner, ccg_id=row.ccg_id, restricted=row.is_restricted)
        row.owner = owner
    changed(row, *_WRITTEN, "owner")
    if proof is not None:
        keep_proof(row, proof, by=by)
    _follow(row)
    return row


@transaction.atomic
def move_row(
    *,
    row_id: int,
    version: int | None,
    act: str,
    by: Person,
    on: date,
    at: datetime,
    values: Mapping[str, Any] | None = None,
    note: str = "",
    proof: Document | None = None,
) -> RegisterRow:
    """Make a move of the register's flow; `values` are the columns it asks for, checked with the rest of the row.
    `proof` is a paper that is there already, such as a committee's decision, and is kept with the row.

    The day it holds from is never before the day the row began, since rows are begun for things under way.
    """
    row: RegisterRow = locked_record(
        kind=REGISTER,
        record_id=row_id,
        by=by,
        version=version,
        permission="ccg_read",
        yours=lambda row: (*_states(row, act), *_columns(row, {**row.values, **_taken(register_of(row), act, values)})),
    )
    register = register_of(row)
    check_move(row, act, by=by, note=note)
    asked = [column.name for column in register.asked(act)]
    given = _taken(register, act, values)
    _write(row, register, {**row.values, **given}, today=local_day(at), also=asked)
    # Before the move, which tells whoever decides next: the CCG is asked to sign off a letter that is there.
    draft_letters(row, register, act, by=by, at=at)
    sign_letters(row, register, act, by=by, at=at)
    if proof is not None:
        keep_proof(row, proof, by=by)
    step_on(row, register, act, by=by, on=max(on, row.received_on), at=at, note=note, facts={"values": given})
    send_letters(row, register, act, by=by, at=at)
    after = AFTER.get((register.code, act))
    if after is not None:
        after(row, by=by, on=on, at=at)
    return row


def step_on(
    row: RegisterRow, register: Register, act: str, *, by: Person | None, on: date, at: datetime, note: str, facts: Any
) -> None:
    """Make the move on a row that is locked, with its dates; `by` is None for the portal, which a committee bids."""
    if register.moves.named(act).ends:
        keep_dates(row)  # what was done with the last step is met; what is left falls away with the row
    move(row, act, by=by, on=on, at=at, note=note, facts=facts, fields=_WRITTEN)
    due = due_on(register, row.values) if row.closed_on is None else None
    if row.due_on != due:  # the move closed the row, or opened it again
        row.due_on = due
        row.save(update_fields=["due_on"])
    _follow(row)


def _taken(register: Register, act: str, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """The columns that a move takes; others stay as they are."""
    taken = {column.name for column in (*register.asked(act), *register.offered(act))}
    return {name: value for name, value in (values or {}).items() if name in taken}


def _columns(row: RegisterRow, values: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The columns in which what was typed differs from what somebody else saved meanwhile, by their labels."""
    columns = register_of(row).columns
    return differences(
        labels={column.name: column.label for column in columns},
        saved={column.name: in_words(column, row.values.get(column.name)) for column in columns},
        yours={column.name: in_words(column, values.get(column.name)) for column in columns},
    )


def _owners(row: RegisterRow, owner: Person | None) -> tuple[Difference, ...]:
    names = {"saved": {"owner": row.owner and row.owner.name}, "yours": {"owner": owner and owner.name}}
    return differences(labels={"owner": "Owner"}, **names)


def _states(row: RegisterRow, act: str) -> tuple[Difference, ...]:
    """Where the row stands now, and where the move would take it."""
    moves = register_of(row).moves
    return (Difference("State", moves.states[row.state], moves.states[moves.named(act).target]),)


def _write(row: RegisterRow, register: Register, values: Mapping[str, Any], *, today: date, also: Any = ()) -> None:
    kept = {name: value for name, value in values.items() if value not in (None, "")}
    faults = row_faults(register, kept, today=today, also=also)
    if faults:
        raise Refused(faults[0].sentence, field=faults[0].field, status=400)
    row.values = kept
    row.subject = subject_of(register, kept, practice=row.practice.name if row.practice else "", ccg=row.ccg.name)
    row.words = searched_words(register, kept)
    row.due_on = due_on(register, kept) if row.closed_on is None else None


def _follow(row: RegisterRow) -> None:
    """Dates and their owner follow what was written; a closed row keeps none."""
    if row.closed_on is None:
        keep_dates(row)
        hand_over(row)
