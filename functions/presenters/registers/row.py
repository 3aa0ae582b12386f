"""A row of a register in words: its columns, and for a rent review what is owed back, with the working."""

from dataclasses import dataclass
from typing import Any

from functions.models import RegisterRow
from functions.rules.registers.declaration import Register
from functions.rules.registers.values import in_words
from functions.rules.rent_reviews import BackPayment
from hubportal.organisations.roles import ROLES
from hubportal.web import words


@dataclass(frozen=True, slots=True)
class BackPaymentInWords:
    """What is owed, and how it came about."""

    title: str
    total: str
    working: str
    lines: tuple[tuple[str, str, str, str], ...]
    clause: str


def facts_of(register: Register, row: RegisterRow) -> list[dict[str, str]]:
    """The columns that hold something, in the order of the register."""
    return [
        {"key": column.label, "value": said}
        for column in register.columns
        if (said := in_words(column, row.values.get(column.name)))
    ]


def missing_of(register: Register, row: RegisterRow) -> list[str]:
    """Columns of the form that are still empty."""
    return [column.label for column in register.typed_columns({}) if row.values.get(column.name) in (None, "")]


def about(register: Register, activity: str) -> list[dict[str, str]]:
    """What the register is, on the page of a row."""
    return [
        {"key": "Register", "value": register.name},
        {"key": "Activity", "value": f"{register.activity} {activity}".strip()},
        {"key": "Kept by", "value": ROLES[register.owner_role].name},
        {"key": "Asked for in", "value": register.source},
    ]


def owed_in_words(owed: BackPayment | None) -> BackPaymentInWords | None:
    """The back payment with its working, year by year."""
    if owed is None:
        return None
    return BackPaymentInWords(
        title="Owed to the practice" if owed.total >= 0 else "Overpaid to the practice",
        total=words.pounds(abs(owed.total)),
        working=f"{owed.working} = {words.pounds(owed.total)}",
        lines=tuple(
            (
                line.year,
                f"{words.long_date(line.first)} to {words.long_date(line.last)}",
                line.working,
                words.pounds(line.amount),
            )
            for line in owed.lines
        ),
        clause="West Midlands MOU 4.2",
    )


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """One change of a row: when, by whom, and column by column what it was and became."""

    at: str
    by: str
    differences: tuple[tuple[str, str, str], ...]


def changes_in_words(register: Register, rows: list[dict[str, Any]], names: dict[int, str]) -> list[ChangeInWords]:
    """The history of a row's columns and state, the newest first; changes of nothing that shows are left out."""
    labels = {column.name: column for column in register.columns}
    found: list[ChangeInWords] = []
    before: dict[str, str] = {}
    for entry in rows:
        now = {labels[n].label: in_words(labels[n], v) for n, v in entry["values"].items() if n in labels}
        now["State"] = register.moves.states.get(entry["state"], entry["state"])
        changed = [
            (label, before.get(label, ""), now.get(label, ""))
            for label in dict.fromkeys([*now, *before])
            if before.get(label, "") != now.get(label, "")
        ]
        if changed:
            who = names.get(entry["person"], "The portal") if entry["person"] else "The portal"
            found.append(ChangeInWords(words.moment(entry["at"]), who, tuple(changed)))
        before = now
    return found[::-1]
