"""Who takes part in a merger, and where the patients of a closing practice go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from functions.rules.sentences import counted, listed, plain_day
from hubportal.clauses import clause

CLAUSE = "Specification of casework, section 6"


@clause(CLAUSE, part="a merger has two practices")
def refuse_parties(continuing: str, joining: Sequence[str]) -> str | None:
    """A practice merges with another practice: never with itself, and with each only once."""
    if not joining:
        return "Enter the practice that joins it."
    if continuing in joining:
        return f"{continuing} cannot merge with itself. Enter the other practice."
    if len(set(joining)) < len(joining):
        return "A practice is named twice. Name each once."
    return None


@clause(CLAUSE, part="the same thing is recorded once")
def refuse_again(*, name: str, practice: str, references: Sequence[str], confirmed: bool) -> str | None:
    """An open variation of the same type that concerns the same practice is named; another one is recorded by whoever
    says that it is another one, such as the second of two partners who join.
    """
    if confirmed or not references:
        return None
    are = "are open variations" if len(references) > 1 else "is an open variation"
    return (
        f"{listed(list(references))} {are} of the type “{name}” for {practice} already. Work on that, or confirm"
        " that this is another one."
    )


@clause(CLAUSE, part="a merger across CCGs")
def refuse_one_ccg_alone(*, other_ccg: str, other_approved: bool) -> str | None:
    """A merger across CCGs has a record for each CCG, and its notice waits until both have approved theirs.

    The other record is not named: whoever works for one CCG may not know of it; the page leads there whoever may.
    """
    if other_approved:
        return None
    return (
        f"This merger crosses CCGs: {other_ccg} has a record of its own, which is not approved yet."
        " Wait for its approval; both notices go after that."
    )


@clause(CLAUSE, part="a merger across CCGs is never half done")
def refuse_half_done(*, other_ccg: str, notified_for: date | None) -> str | None:
    """Once one CCG's notice has gone, the other's record keeps its date and is not withdrawn."""
    if notified_for is None:
        return None
    return (
        f"The notice of {other_ccg} has gone: the merger takes effect on {plain_day(notified_for)} for both CCGs."
        " This record keeps that date and cannot be withdrawn."
    )


@clause(CLAUSE, part="a merger across CCGs takes effect for both")
def refuse_effect_alone(*, other_ccg: str, other_notified: bool) -> str | None:
    """A merger across CCGs takes effect when the notices of both have gone."""
    if other_notified:
        return None
    return f"The notice of {other_ccg} has not gone yet. The merger takes effect once it has."


@dataclass(frozen=True, slots=True)
class Share:
    """Patients of a closing practice who go to one place."""

    name: str
    patients: int


@clause(CLAUSE, part="the dispersal plan adds up")
def refuse_plan(list_size: int | None, shares: Sequence[Share]) -> str | None:
    """Every patient of a closing practice has a place in the plan: the numbers add up to its list."""
    if list_size is None:
        return "Enter how many patients the closing practice has, under “Dispersal plan”."
    if not shares:
        return f"Enter where the {counted(list_size, 'patients')} of the closing practice go, under “Dispersal plan”."
    placed = sum(share.patients for share in shares)
    if placed == list_size:
        return None
    differ = f"{placed:,} of {counted(list_size, 'patients')}"
    if placed < list_size:
        return f"The dispersal plan places {differ}: {list_size - placed:,} have no place yet. Change the plan."
    return f"The dispersal plan places {differ}: {placed - list_size:,} too many. Change the plan."
