"""Telling whoever decides that a record waits for them, and its owner that it was decided."""

from datetime import date
from typing import Any

from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Person
from hubportal.organisations.roles import roles_with
from hubportal.organisations.services.holders import holders_at, leads_of
from hubportal.records.kinds import kind_of
from hubportal.records.models import RecordMove
from hubportal.records.rules.deciding import DECIDERS, Decider, turn_of
from hubportal.records.rules.moves import Move
from hubportal.web.words import lower_first

KIND = "record_turn"


def tell_of_move(record: Any, kept: RecordMove, *, made: Move, by: Person | None, on: date) -> None:
    """After a move: whoever decides next hears what waits for them, and the owner what somebody else decided.

    Nobody is told of what they did themselves, nor asked to approve what they prepared. The text has the record's
    number and no more, for it goes by e-mail too.
    """
    tell_of_turn(record, kept, by=by, on=on)
    if made.permission in DECIDERS and record.owner_id:
        _tell(
            record,
            {record.owner_id},
            by=by,
            text=f"{record.reference}: {_decided(made, by)}.",
            fact=f"decided:{kept.pk}",
        )


def tell_of_turn(record: Any, kept: RecordMove, *, by: Person | None, on: date) -> None:
    """Whoever decides next, after a move or where a record begins, hears what waits for them."""
    waiting = turn_of(kind_of(record).open_moves(record))
    if waiting is not None:
        move, decider = waiting
        text = f"{record.reference} waits for you: {lower_first(move.words)}."
        _tell(record, _asked(record, move, decider, on=on), by=by, text=text, fact=f"turn:{kept.pk}")


def _asked(record: Any, move: Move, decider: Decider, *, on: date) -> set[int]:
    """Whoever decides: the CCG's leads, or the hub's head; another head of the hub for what the head made."""
    if decider.role == "ccg_lead":
        return leads_of(record.ccg_id, on=on)
    barred = {record.made_by_id} if move.four_eyes else set()
    heads = holders_at(record.hub_id, decider.role, on=on) - barred
    return heads or holders_at(record.hub_id, *roles_with(move.permission), on=on) - barred


def _decided(made: Move, by: Person | None) -> str:
    return f"“{made.words}” is done, by {by.name}" if by else f"“{made.words}” is done"


def _tell(record: Any, people: set[int], *, by: Person | None, text: str, fact: str) -> None:
    told = people - ({by.pk} if by else set())
    if told:
        tell(
            people=told,
            hub=record.hub_id,
            ccg=record.ccg_id,
            kind=KIND,
            text=text,
            path=record.get_absolute_url(),
            dedupe=fact,
        )
