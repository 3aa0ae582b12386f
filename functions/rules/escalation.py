"""The ladder that a concern about the hub climbs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hubportal.clauses.register import clause

CLAUSE = "Specification of governance, section 8"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: who holds the concern there, as a heading and inside a sentence, and what passing it on is called."""

    code: str
    words: str
    holder: str
    act: str


RUNGS = (
    Rung(
        "lead",
        "Hub lead with the CCG lead",
        "the hub lead with the CCG lead",
        "Give it to the hub lead and the CCG lead",
    ),
    Rung("director", "Locality Director", "the Locality Director", "Pass it on to the Locality Director"),
    Rung("panel", "Resolution panel", "the resolution panel", "Pass it on to the resolution panel"),
)
RUNG_OF = {rung.code: rung for rung in RUNGS}
_LEAD_OF_STREAM = {"contracting": "head_of_primary_care", "finance": "assistant_head_of_finance"}


@clause(CLAUSE, part="order of the ladder")
def next_rung(reached: Collection[str]) -> Rung | None:
    """A concern goes to the hub lead with the CCG lead, then to the Locality Director, then to the resolution panel.

    None once the panel has it: there is nothing above.
    """
    return next((rung for rung in RUNGS if rung.code not in reached), None)


@clause(CLAUSE, part="who holds it")
def role_that_holds(rung: str, stream: str) -> str:
    """At the first rung the Head of Primary Care, or for finance the Assistant Head of Finance; then the Director.

    Empty for the panel, which is no one person's.
    """
    if rung == "lead":
        return _LEAD_OF_STREAM[stream]
    return "locality_director" if rung == "director" else ""


@clause(CLAUSE, part="settled before it is answered")
def refuse_answering(*, kind: str, settled: bool) -> str | None:
    """A concern about the hub goes up the ladder and is settled there; whoever raised it is answered after that."""
    if kind != "concern" or settled:
        return None
    return "Settle the concern first: give it to the hub lead and the CCG lead, and say how it was settled."


def refuse_leaving(*, held: bool) -> str | None:
    """Why a case may not become part of another, or of another kind, while somebody holds it on the ladder."""
    return "Somebody holds this concern. Settle it first." if held else None


@clause(CLAUSE, part="the panel closes it")
def refuse_settling(*, kind: str, state: str, rung: str, outcome: str, decision: str, files: int) -> str | None:
    """However it is settled is said; the panel's decision binds, so that it is kept with its reference and its file."""
    if kind != "concern" or state not in {"open", "closed"}:
        return "Only a concern that is not withdrawn or merged is settled here."
    if not outcome.strip():
        return "Enter how it was settled, with the actions."
    if rung == "panel" and not decision.strip():
        return "Enter the reference of the panel’s decision."
    if rung == "panel" and not files:
        return "Add the panel’s decision as a file."
    return None


def refuse_passing_on(*, kind: str, state: str, settled: bool, reached: Collection[str]) -> str | None:
    """Why a concern cannot go a rung further."""
    if kind != "concern":
        return "Only a concern about the hub goes up the ladder."
    if state not in {"open", "closed"}:
        return "The case was withdrawn or merged."
    if settled:
        return "The concern is settled. Reopening it begins with a new case."
    if next_rung(reached) is None:
        return "The resolution panel has it: nothing stands above."
    return None


def refuse_date(due_on: date, today: date) -> str | None:
    """A rung has a day ahead of it by which it settles the concern or passes it on."""
    return None if due_on >= today else "The date must be today or later."
