"""Open clocks whose dates follow when the calendar changes.

The rooms above, which hold the cases, register here (in their app's `ready`) a function that reads their open
clocks afresh; whoever changes the calendar calls them all.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Move:
    """One due date that moves: whose, which step, from when to when (None: no date then)."""

    reference: str
    title: str
    step: str
    was_due_on: date | None
    is_due_on: date | None


class Redater(Protocol):
    """Reads the open clocks of a hub against its calendar as it now stands, and says which dates differ from
    those kept.

    With `keep` the new dates are written, in the caller's transaction.
    """

    def __call__(self, *, hub_id: int, today: date, keep: bool) -> list[Move]: ...


redaters: list[Redater] = []


def registers(redater: Redater) -> Redater:
    """Register a redater; registering it again changes nothing."""
    if redater not in redaters:
        redaters.append(redater)
    return redater


def redate(*, hub_id: int, today: date, keep: bool) -> list[Move]:
    """Every date of the hub's open clocks that moves, by its new date, then reference."""
    moves = [move for redater in redaters for move in redater(hub_id=hub_id, today=today, keep=keep)]
    return sorted(moves, key=lambda move: (move.is_due_on or date.max, move.reference, move.step))
