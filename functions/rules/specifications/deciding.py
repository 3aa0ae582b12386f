"""What a CCG and the hub may decide of a row, and what is wanting before a specification can be proposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from functions.rules.specifications.parts import KEY, Allocation
from hubportal.clauses import clause

AGREED_LIST = "West Midlands MOU 4.1"
TICKS = f"{AGREED_LIST} (clause 6 of the Delegation Agreement)"


@dataclass(frozen=True, slots=True)
class Decided:
    """A row as one CCG has it; owner and date belong to what is still to be confirmed."""

    ref: str
    marks: Allocation
    comment: str = ""
    owner: str = ""
    decide_by: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row, at which column, and the clause it goes against."""

    ref: str
    field: str
    sentence: str
    clause: str = KEY


@clause(KEY, part="which rows may be decided")
def why_locked(standard: Allocation) -> tuple[str, str] | None:
    """Core functions are the same for every CCG, and what only the CCG does stays with it; the rest is for deciding.

    Answers with the sentence and the clause, or None where the row may be decided.
    """
    if standard.hub_part == "CORE":
        return "Core functions are the hub’s for every CCG and cannot be changed.", KEY
    if standard.hub_part == "":
        return "This is the CCG’s own responsibility and cannot be passed to the hub here.", TICKS
    return None


def offered(standard: Allocation) -> list[tuple[str, Allocation]]:
    """The choices a row offers, each with its words; only the one it has where it is locked."""
    if why_locked(standard) is not None:
        return []
    tick, limit, sign = standard.ccg_acts, standard.qualifier, standard.needs_sign_off
    return [
        ("The hub does it", Allocation(False, "CORE", limit, sign)),
        ("The hub supports the CCG", Allocation(tick, "SUPPORT", limit, sign)),
        ("The CCG does it alone", Allocation(True, "", "", False)),
        ("To be confirmed", Allocation(tick, "TBC", limit, sign)),
    ]


def row_faults(standard: Allocation, row: Decided) -> list[Fault]:
    """What is wrong with a row by itself."""
    locked = why_locked(standard)
    if row.marks != standard:
        if locked is not None:
            return [Fault(row.ref, "part", f"{row.ref}: {locked[0]}", locked[1])]
        if row.marks not in [marks for _, marks in offered(standard)]:
            return [Fault(row.ref, "part", f"{row.ref}: choose one of the parts offered.")]
    if row.marks.hub_part != "TBC" and (row.owner or row.decide_by):
        return [Fault(row.ref, "part", f"{row.ref}: only what is to be confirmed has an owner and a date.")]
    return []


@clause(KEY, part="what is to be confirmed")
def undecided_faults(rows: Iterable[Decided], *, today: date) -> list[Fault]:
    """A row still to be confirmed names who brings it to a decision, and by which day; the day must not be past."""
    found = []
    for row in rows:
        if row.marks.hub_part != "TBC":
            continue
        if not row.owner:
            found.append(Fault(row.ref, "owner", f"{row.ref}: choose who brings it to a decision."))
        if row.decide_by is None:
            found.append(Fault(row.ref, "decide_by", f"{row.ref}: enter the day by which it is decided."))
        elif fault := past_fault(row, today=today):
            found.append(fault)
    return found


def past_fault(row: Decided, *, today: date) -> Fault | None:
    """The day by which a row is decided is still to come when it is entered."""
    if row.decide_by is None or row.decide_by >= today:
        return None
    return Fault(row.ref, "decide_by", f"{row.ref}: the day by which it is decided must not be past.")


def refuse_start(*, effective_from: date, standard_from: date, agreed_from: date | None) -> str | None:
    """Why a specification may not begin on a day; None when it may.

    It follows the standard it was copied from, and the one agreed before it, which it ends the day before.
    """
    if effective_from < standard_from:
        return f"It cannot begin before {_day(standard_from)}, when its version of the standard matrix began."
    if agreed_from is not None and effective_from <= agreed_from:
        first = agreed_from + timedelta(days=1)
        return f"A specification agreed already begins on {_day(agreed_from)}. Choose {_day(first)} or a later day."
    return None


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
