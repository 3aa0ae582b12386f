"""The four gates of a local incentive scheme, in their order."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from functions.rules.specifications.parts import Acts
from hubportal.clauses.register import clause
from hubportal.records.rules.moves import Move, Moves

CLAUSE = "Specification of casework, section 8"


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: the act that passes it, whose support it is, the state it leads to, what proves it, and the function
    of the matrix that says who brings it about.
    """

    act: str
    words: str
    whose: str
    target: str
    reached: str
    evidence: str
    function: str

    @property
    def clause(self) -> str:
        """The row of the matrix."""
        return f"West Midlands MOU 4.1, function {self.function}"


GATES = (
    Gate("lmc", "Record the LMC’s support", "Local medical committee", "lmc", "Supported by the LMC",
         "The LMC’s letter or minute", "II.2"),
    Gate("members", "Record the member practices’ support", "Member practices", "members",
         "Supported by member practices", "The result of the ballot, or the minute of the members’ meeting", "II.3"),
    Gate("england", "Record NHS England’s support", "NHS England", "england", "Supported by NHS England",
         "NHS England’s letter", "II.4"),
    Gate("committee", "Record the committee’s approval", "The CCG’s committee", "approved", "Approved",
         "The decision as minuted", "II.5"),
)  # fmt: skip
GATE_OF = {gate.act: gate for gate in GATES}
_BEFORE = ("proposed", *(gate.target for gate in GATES[:-1]))
DUE = dict(zip(_BEFORE, GATES, strict=True))  # the gate that comes next in each state
DEVELOP = "West Midlands MOU 4.1, function II.1"
# What the standard gives to the CCG alone is locked in every specification; support may be decided otherwise.
STANDARD = {"lmc": Acts.CCG, "members": Acts.CCG, "england": Acts.HUB_PREPARES, "committee": Acts.CCG}
HUBS, CCGS = "ccg_case_edit", "ccg_approve"


@clause("West Midlands MOU 4.1, functions II.2 to II.5", part="who passes a gate")
def gate_permission(acts: Acts) -> str:
    """A gate is passed by whoever the function matrix gives it to: the CCG, or the hub where it only supports.

    What the hub prepares here the CCG signs off with the committee's decision, so that the hub passes the gate itself.
    """
    return CCGS if acts is Acts.CCG else HUBS


@cache
def moves_in(state: str, england: Acts) -> Moves:
    """The table of a scheme in a state: a refusal is recorded by whoever would have passed the gate that is due.

    `england` says who brings about NHS England's support for this CCG; a scheme is the CCG's to withdraw and to end.
    """
    whose = {**STANDARD, "england": england}
    due = DUE.get(state, GATES[0])
    return Moves(
        states={
            "proposed": "Proposed",
            **{gate.target: gate.reached for gate in GATES},
            "refused": "Not supported",
            "withdrawn": "Withdrawn",
            "ended": "Ended",
        },
        moves=(
            *(
                Move(
                    gate.act, gate.words, frozenset({before}), gate.target, gate.clause,
                    gate_permission(whose[gate.act]),
                )
                for before, gate in DUE.items()
            ),
            Move(
                "refuse", "Record that support was refused", frozenset(_BEFORE), "refused", due.clause,
                gate_permission(whose[due.act]), needs_reason=True,
            ),
            Move("withdraw", "Withdraw the scheme", frozenset(_BEFORE), "withdrawn", DEVELOP, CCGS, needs_reason=True),
            Move("end", "End the scheme", frozenset({"approved"}), "ended", DEVELOP, CCGS, needs_reason=True),
        ),
        first="proposed",
        colours={"approved": "green", "refused": "red", "withdrawn": "grey", "ended": "grey"},
    )  # fmt: skip


MOVES = moves_in("proposed", STANDARD["england"])


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
