"""Local schemes and invitations as `hubportal.records` knows them."""

from typing import Any

from django.utils import timezone

from functions.figures.specifications.part import part_of
from functions.rules.schemes.answering import STATES
from functions.rules.schemes.gates import DUE, GATE_OF, MOVES, STANDARD, moves_in
from functions.rules.schemes.terms import PLACEHOLDERS
from hubportal.records.kinds import RecordKind
from hubportal.records.rules.moves import Moves


def moves_of_scheme(scheme: Any) -> Moves:
    """The table of a scheme as its CCG's specification has it today; asked of the matrix only where it can differ."""
    england = GATE_OF["england"]
    if DUE.get(scheme.state) is not england:
        return MOVES if scheme.state == MOVES.first else moves_in(scheme.state, STANDARD[england.act])
    if "_england" not in scheme.__dict__:
        part = part_of(scheme.ccg, england.function, timezone.localdate())
        scheme._england = part.acts if part else STANDARD[england.act]
    return moves_in(scheme.state, scheme._england)


LOCAL_SCHEME = RecordKind(
    key="scheme",
    name="Local scheme",
    plural="Local schemes",
    letters="S",
    model="functions.LocalScheme",
    moves=MOVES,
    moves_of=moves_of_scheme,
)
# Letters, links and files of one practice's invitation; its reference is that of what it invites to.
INVITATION = RecordKind(
    key="invitation",
    name="Invitation",
    plural="Invitations",
    letters="",
    model="functions.Invitation",
    placeholders=frozenset(PLACEHOLDERS),
    moves=Moves(states=STATES, moves=(), first="invited"),
)
