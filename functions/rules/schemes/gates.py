"""The four gates of a local incentive scheme, in their order."""

from collections.abc import Collection
from dataclasses import dataclass

from hubportal.clauses.register import clause
from hubportal.records.rules.moves import Move, Moves

CLAUSE = "Specification of casework, section 8"


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: the act that passes it, whose support it is, the state it leads to, and what proves it."""

    act: str
    words: str
    whose: str
    target: str
    reached: str
    evidence: str
    permission: str = "ccg_case_edit"


GATES = (
    Gate("lmc", "Record the LMC’s support", "Local medical committee", "lmc", "Supported by the LMC",
         "The LMC’s letter or minute"),
    Gate("members", "Record the member practices’ support", "Member practices", "members",
         "Supported by member practices", "The result of the ballot, or the minute of the members’ meeting"),
    Gate("england", "Record NHS England’s support", "NHS England", "england", "Supported by NHS England",
         "NHS England’s letter"),
    Gate("committee", "Record the committee’s approval", "The CCG’s committee", "approved", "Approved",
         "The decision as minuted"),
)  # fmt: skip
GATE_OF = {gate.act: gate for gate in GATES}
_BEFORE = ("proposed", *(gate.target for gate in GATES[:-1]))

MOVES = Moves(
    states={
        "proposed": "Proposed",
        **{gate.target: gate.reached for gate in GATES},
        "refused": "Not supported",
        "withdrawn": "Withdrawn",
        "ended": "Ended",
    },
    moves=(
        *(
            Move(gate.act, gate.words, frozenset({before}), gate.target, CLAUSE, gate.permission)
            for gate, before in zip(GATES, _BEFORE, strict=True)
        ),
        Move("refuse", "Record that support was refused", frozenset(_BEFORE), "refused", CLAUSE, needs_reason=True),
        Move("withdraw", "Withdraw the scheme", frozenset(_BEFORE), "withdrawn", needs_reason=True),
        Move("end", "End the scheme", frozenset({"approved"}), "ended", needs_reason=True),
    ),
    first="proposed",
    colours={"approved": "green", "refused": "red", "withdrawn": "grey", "ended": "grey"},
)


@clause(CLAUSE, part="four gates in order")
def next_gate(passed: Collection[str]) -> Gate | None:
    """A local scheme needs the LMC, then its member practices, then NHS England, then the committee; in that order.

    The first gate not passed yet; None when all four are.
    """
    return next((gate for gate in GATES if gate.act not in passed), None)


@clause(CLAUSE, part="evidence at each gate")
def refuse_gate(gate: Gate, *, passed: Collection[str], supporter: str, files: int) -> str | None:
    """A gate is passed in its turn, by somebody named, and with the document that proves it."""
    due = next_gate(passed)
    if due is None or due.act != gate.act:
        first = f" {due.whose} comes next." if due else " All four gates are passed."
        return f"“{gate.words}” is out of order.{first}"
    if not supporter.strip():
        return "Enter who gave the support."
    if not files:
        return f"Add the evidence: {gate.evidence[0].lower()}{gate.evidence[1:]}."
    return None


@clause(CLAUSE, part="offering an approved scheme")
def refuse_offering(state: str) -> str | None:
    """Practices are invited to a local scheme only once the committee has approved it."""
    if state == "approved":
        return None
    return f"Practices can be invited once all four gates are passed. The scheme is: {MOVES.states[state].lower()}."
