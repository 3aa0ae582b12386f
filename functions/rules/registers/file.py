"""The columns of a CSV of rows: those every register has, and its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.rules.particulars import Fault
from functions.rules.registers.declaration import Register
from functions.rules.registers.values import read_values
from hubportal.web.nhs_numbers import find_nhs_numbers

MOST_LINES = 10_000
SHARED = ("ccg", "practice", "owner", "state")


@dataclass(frozen=True, slots=True)
class RowLine:
    """One line of the file, its cells read."""

    line: int
    ccg: str
    practice: str
    owner: str
    state: str
    values: dict[str, Any]


def columns_of(register: Register) -> tuple[str, ...]:
    """Every column that a file of this register may have; a register without practices has none of theirs."""
    shared = tuple(name for name in SHARED if name != "practice" or register.practices != "none")
    return (*shared, *(column.name for column in register.columns))


def required_of(register: Register) -> tuple[str, ...]:
    """The columns that a file must have."""
    practice = ("practice",) if register.wants_practice else ()
    return ("ccg", *practice, *(column.name for column in register.columns if column.is_required))


def header_faults(register: Register, header: list[str]) -> list[Fault]:
    """Columns that are missing, unknown or there twice."""
    names, known = [name.strip().lower() for name in header], columns_of(register)
    missing = [Fault(name, f"The column “{name}” is missing.") for name in required_of(register) if name not in names]
    unknown = [
        Fault(name[:60], f"The column “{name[:60]}” is not known. Remove it.") for name in names if name not in known
    ]
    twice = sorted({name for name in names if name in known and names.count(name) > 1})
    return [*missing, *unknown, *(Fault(name, f"The column “{name}” is there twice.") for name in twice)]


def read_row(register: Register, line: int, cells: Mapping[str, str]) -> tuple[RowLine, list[Fault]]:
    """One line with every cell that cannot be read; a number like an NHS number is not brought in from a file."""
    values, faults = read_values(register, cells)
    state, states = cells.get("state", "").strip(), register.moves.states
    found = next(
        (code for code, words in states.items() if state.casefold() in {code.casefold(), words.casefold()}), ""
    )
    if state and not found:
        faults.append(Fault("state", f"“{state[:40]}” is not one of {', '.join(states.values())}."))
    for name, value in values.items():
        numbers = find_nhs_numbers(value) if isinstance(value, str) else []
        if numbers:
            faults.append(Fault(name, f"This looks like an NHS number ({numbers[0]}). Remove it from the file."))
    row = RowLine(
        line,
        cells.get("ccg", "").strip().upper(),
        cells.get("practice", "").strip().upper(),
        cells.get("owner", "").strip().lower(),
        found,
        values,
    )
    return row, faults
