"""A file of rows in words: what its columns hold, and what its lines would become."""

from collections.abc import Iterable
from functools import partial
from operator import itemgetter

from functions.rules.registers.declaration import Register, RegisterColumn
from functions.rules.registers.file import columns_of, required_of
from functions.rules.registers.values import in_words
from functions.services.registers.adding import NewRow
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

_SHARED = {
    "ccg": "ODS code of the CCG, such as 05R",
    "practice": "ODS code of the practice, such as M84001",
    "owner": "Email address of the colleague who keeps it",
}
_KINDS = {
    "date": "a date, as 2016-01-04 or 04/01/2016",
    "money": "an amount in pounds",
    "number": "a whole number",
    "percentage": "a percentage",
    "yes_no": "yes or no",
    "year": "a financial year, as 2015/16",
    "text": "words",
    "long": "words",
}


def columns_in_words(register: Register) -> list[tuple[str, str]]:
    """Each column with what it holds, and whether it must be filled in."""
    states = ", ".join(register.moves.states)
    shared = {**_SHARED, "state": f"How far it is: one of {states}; {register.moves.first} when empty"}
    own = {column.name: _meaning(column) for column in register.columns}
    needed = required_of(register)
    return [
        (name, f"{shared.get(name) or own[name]}{'' if name in needed else ' (optional)'}")
        for name in columns_of(register)
    ]


def _meaning(column: RegisterColumn) -> str:
    kind = _KINDS.get(column.kind) or f"one of {', '.join(column.choices)}"
    after = f", not before {' and '.join(column.after)}" if column.after else ""
    return f"{column.label}: {kind}{after}"


def preview_table(register: Register, rows: Iterable[tuple[int, NewRow]]) -> Table:
    """Lines of the file as they would come in."""
    columns = [
        Column("Line", itemgetter(0)),
        Column("CCG", lambda pair: pair[1].ccg.name),
        *([Column("Practice", lambda pair: str(pair[1].practice or ""))] if register.practices != "none" else []),
        Column("State", lambda pair: register.moves.states[pair[1].state or register.moves.first]),
        *(Column(column.label, partial(_cell, column)) for column in (register.listed or register.columns[:4])),
    ]
    return table(caption=f"{register.name} to add", columns=columns, rows=rows)


def _cell(column: RegisterColumn, pair: tuple[int, NewRow]) -> str:
    return in_words(column, pair[1].values.get(column.name))
