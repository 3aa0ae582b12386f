"""The table of variation types, read from plain rows and checked: what each asks for, who decides, what it does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from functions.rules.variations.moves import VARIATION_MOVES
from functions.rules.variations.periods import COUNTED_FROM, UNITS, Notice


class Route(StrEnum):
    """Who decides: the hub, the CCG's committee, or the law."""

    ROUTINE = "routine"
    NON_ROUTINE = "non_routine"
    STATUTORY = "statutory"


ROUTE_WORDS = {
    Route.ROUTINE: "Routine: the hub determines it",
    Route.NON_ROUTINE: "Non-routine: the CCG’s committee decides",
    Route.STATUTORY: "Statutory: applied to all contracts of a kind",
}
# What the practice register does on the day, and which other practices a type names.
EFFECTS = ("none", "rename", "contract", "open", "close", "merge")
PARTIES = ("none", "joining", "receiving")
# What a type may ask for beyond what every variation has.
FACTS = (
    "new_name", "new_code", "new_contract", "until_on", "retires_on", "returns_on", "weekly_hours", "other_partners",
)  # fmt: skip


class FaultyType(ValueError):
    """A row of the table that cannot be used, with the reason."""


@dataclass(frozen=True, slots=True)
class ChecklistStep:
    """One step to do; `before` names the move that waits for it, empty for none."""

    code: str
    words: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class VariationType:
    """One type of variation, with where it is written down. `may_be_past` is for what happens whatever the hub says."""

    code: str
    name: str
    route: Route
    activity: str
    source: str
    clause: str
    letter: str
    documents: Mapping[str, str]
    steps: tuple[ChecklistStep, ...]
    notice: Notice | None = None
    ccg_sign_off: bool = False
    effect: str = "none"
    parties: str = "none"
    facts: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ("GMS", "PMS", "APMS")
    joining_letter: str = ""
    refusal_letter: str = "variation_refused"
    note: str = ""
    may_be_past: bool = False

    def letter_to(self, side: str) -> str:
        """The letter of its notice: a practice that joins another has one of its own, for its contract ends."""
        return self.joining_letter if side == "joining" and self.joining_letter else self.letter

    @property
    def needs_practice(self) -> bool:
        """Whether it is about a practice that is in the register already; a new one is not."""
        return self.effect != "open"


def read_types(rows: Iterable[Mapping[str, Any]]) -> dict[str, VariationType]:
    """Every type by its code, in the order of the table; a row at fault is named with what is wrong."""
    found: dict[str, VariationType] = {}
    for row in rows:
        made = _read(row)
        if made.code in found:
            raise FaultyType(f"{made.code} is there twice.")
        found[made.code] = made
    return found


def _read(row: Mapping[str, Any]) -> VariationType:
    code = str(row.get("code", "a row without a code"))
    given = dict(row)
    try:
        given["route"] = Route(given["route"])
        given["notice"] = Notice(**given["notice"]) if given.get("notice") else None
        given["steps"] = tuple(ChecklistStep(**step) for step in given["steps"])
        given |= {name: tuple(given[name]) for name in ("facts", "contracts") if name in given}
        made = VariationType(**given)
    except (KeyError, TypeError, ValueError) as wrong:
        raise FaultyType(f"{code}: {wrong}.") from wrong
    for fault in _faults(made):
        raise FaultyType(f"{code}: {fault}.")
    return made


def _faults(made: VariationType) -> Iterable[str]:
    texts = {"name": made.name, "source": made.source, "clause": made.clause, "activity": made.activity}
    yield from (f"{name} is empty" for name, text in texts.items() if not text.strip())
    if made.effect not in EFFECTS or made.parties not in PARTIES:
        yield "its effect or its parties are unknown"
    yield from (f"{fact} is not a fact that can be asked" for fact in made.facts if fact not in FACTS)
    if not set(made.contracts) <= {"GMS", "PMS", "APMS"} or not made.contracts:
        yield "its contracts are GMS, PMS or APMS"
    if made.notice and (made.notice.unit not in UNITS or made.notice.counted_from not in COUNTED_FROM):
        yield "its notice counts in days or months, from when it was received or issued"
    if made.notice and made.notice.amount < 1:
        yield "a notice is at least 1 long"
    codes = [step.code for step in made.steps]
    if len(set(codes)) < len(codes):
        yield "a step is there twice"
    acts = {move.act for move in VARIATION_MOVES.moves}
    yield from (f"step {step.code} waits for no move" for step in made.steps if step.before and step.before not in acts)
