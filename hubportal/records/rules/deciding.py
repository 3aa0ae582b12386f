"""Whose turn it is when a record waits for a decision (specification of tenancy and access, Roles)."""

from collections.abc import Iterable
from dataclasses import dataclass

from hubportal.clauses import clause
from hubportal.records.rules.moves import Move

CLAUSE = "Specification of tenancy and access, Roles"


@dataclass(frozen=True, slots=True)
class Decider:
    """Whoever decides what others prepared: the code of their role, and who that is in a sentence."""

    role: str
    words: str


# By the permission that a move asks for. Others may hold it too; these are the ones to ask first.
DECIDERS = {
    "ccg_approve": Decider("ccg_lead", "the CCG’s lead"),
    "ccg_hub_approve": Decider("head_of_primary_care", "the Head of Primary Care"),
}


@clause(CLAUSE, part="preparing and approving are two people")
def turn_of(moves: Iterable[Move]) -> tuple[Move, Decider] | None:
    """Of the moves open on a record, the approval it waits for and whose it is; None where it waits for none.

    Sending back, refusing and withdrawing need a reason: they are answers to the same question, and not the question.
    """
    for move in moves:
        if move.permission in DECIDERS and not move.needs_reason:
            return move, DECIDERS[move.permission]
    return None
