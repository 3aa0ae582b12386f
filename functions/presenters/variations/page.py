"""The page of a variation in words: what is missing, what is done, how its dates came about, what the register does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from functions.models import Variation
from functions.rules.variations.moves import VARIATION_MOVES
from functions.rules.variations.periods import earliest_effect
from functions.rules.variations.types import ROUTE_WORDS, VariationType
from functions.services.variations.deciding import Held
from functions.services.variations.effects import changes_of
from functions.services.variations.types import type_called
from hubportal.records.models import RecordMove
from hubportal.records.presenters.page import Step
from hubportal.records.rules.moves import Move
from hubportal.web import words
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

FACT_NAMES = {
    "new_name": "New name",
    "new_code": "Practice code",
    "new_contract": "Becomes",
    "retires_on": "Last day before retiring",
    "returns_on": "First day back",
    "weekly_hours": "Hours a week in the first month back",
    "other_partners": "Other partners",
    "patients": "Patients of the closing practice",
    "other_practice": "Practice of the other CCG",
    "other_patients": "Patients of that practice",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that the type requires, and whether it is in."""

    words: str
    is_in: bool


@dataclass(frozen=True, slots=True)
class Ticked:
    """A step of the checklist."""

    code: str
    words: str
    done: str
    waits: str


@dataclass(frozen=True, slots=True)
class VariationWords:
    """Everything the page says besides what every record has."""

    type: VariationType
    route: str
    particulars: list[dict[str, str]]
    dates: list[dict[str, str]]
    working: tuple[str, ...]
    documents: list[Wanted]
    checklist: list[Ticked]
    decision: list[dict[str, str]]
    parties: Table | None
    effect: Table | None
    effect_done: bool
    waiting: list[str]


def page_of(variation: Variation, held: Held, moves: Sequence[RecordMove], waiting: list[str]) -> VariationWords:
    """The variation in words."""
    kind = type_called(variation.type)
    done = next((move for move in moves if move.act == "take_effect"), None)
    return VariationWords(
        type=kind,
        route=ROUTE_WORDS[kind.route],
        particulars=_particulars(variation, kind),
        dates=_dates(variation),
        working=earliest_effect(kind.notice, received_on=variation.received_on, issued_on=None).working,
        documents=[Wanted(said, code in held.documents) for code, said in variation.wanted.items()],
        checklist=_checklist(held),
        decision=_decision(variation, moves),
        parties=_parties(held),
        effect=_effect(variation, done),
        effect_done=done is not None,
        waiting=waiting,
    )


def split(moves: Iterable[Move], held: Held, *, today: date) -> tuple[list[Move], list[str]]:
    """The moves that can be made now, and why the others have to wait."""
    able, waiting = [], []
    for move in moves:
        said = held.why_waiting(move.act) or held.why_not_yet(move.act, today=today)
        if said is None:
            able.append(move)
        else:
            waiting.append(f"{move.words}: {words.lower_first(said)}")
    return able, waiting


def more_steps(held: Held, kind: VariationType, address: Any) -> list[Step]:
    """What can be kept up besides moves."""
    found, variation = [], held.variation
    fixed = held.other is not None and held.other.notified
    if kind.parties == "receiving" and variation.state not in {"notified", "in_effect", "closed", "withdrawn"}:
        found.append(Step("Dispersal plan", address("plan")))
    if variation.state == "refused":
        letter = reverse("records:write-letter", args=[variation.reference])
        found.append(Step("Write to the practice why", f"{letter}?template={kind.refusal_letter}"))
    if variation.state == "approved" and not variation.batch_id and not fixed:
        found.append(Step("Change the effective date", address("date")))
    return found


def _particulars(variation: Variation, kind: VariationType) -> list[dict[str, str]]:
    rows = [("Type", kind.name), ("Route", ROUTE_WORDS[kind.route]), ("Contract", variation.contract_kind)]
    rows += [(FACT_NAMES.get(name, name), _fact(value)) for name, value in variation.facts.items() if name != "side"]
    if variation.other_ccg:
        rows.append(("The other CCG, with a record of its own", variation.other_ccg.name))
    rows += [
        ("Regulations", f"Those of {variation.regulations}"),
        ("Function", kind.activity),
        ("Rests on", kind.clause),
    ]
    if kind.note:
        rows.append(("To check", kind.note))
    return [{"key": key, "value": value} for key, value in rows]


def _fact(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    try:
        return words.long_date(date.fromisoformat(value))
    except ValueError:
        return str(value)


def _dates(variation: Variation) -> list[dict[str, str]]:
    rows = (
        ("Received", variation.received_on),
        ("Asked for", variation.requested_on),
        ("Takes effect", variation.effective_on),
        ("List opens again", variation.until_on),
    )
    return [{"key": key, "value": words.long_date(value)} for key, value in rows if value]


def _checklist(held: Held) -> list[Ticked]:
    return [
        Ticked(
            step.code,
            step.words,
            f"{words.long_date(step.done_on)}{f', {step.done_by.name}' if step.done_by else ''}"
            if step.done_on
            else "",
            f"before “{VARIATION_MOVES.named(step.before).words}”" if step.before else "",
        )
        for step in held.steps
    ]


def _decision(variation: Variation, moves: Sequence[RecordMove]) -> list[dict[str, str]]:
    if not variation.decided_on:
        return []
    appeal = next((move for move in reversed(moves) if move.act == "allow_appeal"), None)
    said = {
        "Decided by": variation.decision_body,
        "On": words.long_date(variation.decided_on),
        "Reference": variation.decision_reference,
        "Conditions or reasons": variation.decision_notes,
        "Sets aside": _refusal(appeal.facts["set_aside"]) if appeal and "set_aside" in appeal.facts else "",
        "Proved by": variation.decision_document.name if variation.decision_document else "",
    }
    return [{"key": key, "value": value} for key, value in said.items() if value]


def _refusal(said: dict[str, str]) -> str:
    on = words.long_date(date.fromisoformat(said["decided_on"])) if said["decided_on"] else ""
    known = f"The refusal by {said['body']} on {on}" if on else f"The refusal by {said['body']}"
    return f"{known}{f' ({reference})' if (reference := said['reference']) else ''}: {said['notes']}"


def _parties(held: Held) -> Table | None:
    if not held.taking_part:
        return None
    columns = [
        Column("Practice", "name"),
        Column("Part", lambda row: row.get_role_display()),
        Column("Patients", "patients", "number"),
    ]
    return table(caption="Practices that take part", columns=columns, rows=held.taking_part)


def _effect(variation: Variation, done: RecordMove | None) -> Table | None:
    rows = done.facts.get("register", []) if done else [change.as_plain() for change in changes_of(variation)]
    if not rows:
        return None
    columns = [Column(name, key) for name, key in
               (("Practice", "about"), ("What", "what"), ("Before", "before"), ("After", "after"))]  # fmt: skip
    caption = "What it changed in the practice register" if done else "What it will change in the practice register"
    return table(caption=caption, columns=columns, rows=rows)
