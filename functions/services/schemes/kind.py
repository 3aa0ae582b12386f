"""Local schemes and invitations as `hubportal.records` knows them."""

from functions.rules.schemes.answering import STATES
from functions.rules.schemes.gates import MOVES
from functions.rules.schemes.terms import PLACEHOLDERS
from hubportal.records.kinds import RecordKind
from hubportal.records.rules.moves import Moves

LOCAL_SCHEME = RecordKind(
    key="scheme",
    name="Local scheme",
    plural="Local schemes",
    letters="S",
    model="functions.LocalScheme",
    moves=MOVES,
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
