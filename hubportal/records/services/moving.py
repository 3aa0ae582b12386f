"""Moving a record on: the table is asked, the move is kept, and the state is written in one transaction."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from hubportal.organisations.models import Person
from hubportal.records.kinds import kind_of
from hubportal.records.models import RecordMove
from hubportal.records.rules.moves import Move, Moves, refuse_before_last, refuse_same_eyes
from hubportal.records.services.deadlines import drop_all
from hubportal.records.services.finding import changed, of
from hubportal.records.services.telling import tell_of_move
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


def begin(record: Any, *, by: Person | None, on: date, at: datetime, words: str, note: str = "") -> RecordMove:
    """Keep that a record began; call it where the record is made."""
    return RecordMove.objects.create(
        **of(record), act="begin", words=words, from_state="", to_state=record.state, on=on, note=note, by=by, at=at
    )


def table_of(record: Any) -> Moves:
    """The table of moves of a record's kind."""
    moves = kind_of(record).table(record)
    if moves is None:
        raise TypeError(f"{record.reference} is of a kind that has no table of moves")
    return moves


def check_move(record: Any, act: str, *, by: Person | None, note: str = "") -> Move:
    """The move, if the record allows it, this person may make it, and what it asks for is there; refused otherwise.

    `by` is None for the portal itself, on a day that somebody set.
    """
    move = table_of(record).named(act)
    sentence = kind_of(record).why_not(record, act)
    if sentence is not None:
        raise Refused(sentence, clause=move.clause)
    if by is None:
        return move
    if not by.grants.can(move.permission, record.ccg_id):
        raise Refused(f"Your role does not include “{move.words}”.", clause=move.clause, status=403)
    if move.needs_reason and not note.strip():
        raise Refused("Enter the reason.", field="note", status=400)
    if move.four_eyes:
        done = RecordMove.objects.of(record).exclude(act="begin").order_by("-id")
        last = done.values_list("by_id", flat=True).first()
        sentence = refuse_same_eyes(move, actor=by.pk, made_by=record.made_by_id, last_actor=last)
        if sentence is not None:
            raise Refused(sentence, clause=move.clause, status=403)
    return move


@transaction.atomic
def move(
    record: Any,
    act: str,
    *,
    by: Person | None,
    on: date,
    at: datetime,
    note: str = "",
    facts: dict[str, Any] | None = None,
    fields: tuple[str, ...] = (),
) -> RecordMove:
    """Make a move on a record that is locked already; `fields` are what else the caller has set on it.

    A day before the record began or its last move, or in the future, is refused; a move that ends the record closes it
    on that day and drops what dates it still had to keep. Whoever decides next is told, and the owner of what was
    decided.
    """
    found = check_move(record, act, by=by, note=note)
    _refuse_day(record, on=on, today=local_day(at))
    kept = RecordMove.objects.create(
        **of(record),
        act=act,
        words=found.words,
        from_state=record.state,
        to_state=found.target,
        on=on,
        note=note.strip(),
        facts=facts or {},
        by=by,
        at=at,
    )
    record.state = found.target
    ended = found.ends or found.target in table_of(record).ended()
    record.closed_on = on if ended else None
    changed(record, "state", "closed_on", *fields)
    if ended:
        drop_all(record, on=on)
    tell_of_move(record, kept, made=found, by=by, on=local_day(at))
    return kept


def _refuse_day(record: Any, *, on: date, today: date) -> None:
    if on > today:
        raise Refused("The date must be today or in the past.", field="on", status=400)
    if on < record.received_on:
        raise Refused("The date must not be before the day the record began.", field="on", status=400)
    if said := refuse_before_last(on, last=last_moved_on(record)):
        raise Refused(said, field="on", status=400)


def last_moved_on(record: Any) -> date | None:
    """The day of a record's last move; None where it has only begun, on a day that may have been put right since."""
    made = RecordMove.objects.of(record).exclude(act="begin").order_by("-id")
    last: date | None = made.values_list("on", flat=True).first()
    return last
