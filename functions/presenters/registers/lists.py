"""The list of registers, and the list of a register, in words: page, CSV and workbook from the same columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from markupsafe import Markup

from functions.figures.registers import ANY, CLOSED, DUE, RegisterCount, RowFilter
from functions.models import RegisterRow
from functions.rules.registers.declaration import Register, RegisterColumn
from functions.rules.registers.values import in_words
from functions.rules.rent_reviews import back_payment_of
from functions.services.registers.scheduling import RENT_REVIEWS
from hubportal.organisations.models import Ccg
from hubportal.web import words
from hubportal.web.columns import Column
from hubportal.web.tables import Sort, Table, table

_KIND = {"date": "date", "money": "money", "number": "number", "yes_no": "yes_no"}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One register of the list."""

    name: str
    href: str
    about: str
    activity: str
    open: int
    late: int
    soon: int
    next_due: str


def register_lines(registers: Iterable[Register], counts: Mapping[str, RegisterCount]) -> list[RegisterLine]:
    """The registers with how each stands."""
    made = []
    for register in registers:
        count = counts.get(register.code, RegisterCount())
        made.append(
            RegisterLine(
                register.name,
                reverse("registers:rows", args=[register.code]),
                register.about,
                register.activity,
                count.open,
                count.late,
                count.soon,
                words.long_date(count.next_due_on),
            )
        )
    return made


def _value(column: RegisterColumn, row: RegisterRow) -> Any:
    """A cell as the kind of its column wants it; choices and long texts in words."""
    kept = row.values.get(column.name)
    if kept in (None, ""):
        return None
    match column.kind:
        case "date":
            return date.fromisoformat(kept)
        case "money":
            return Decimal(kept)
        case "number" | "yes_no":
            return kept
    return in_words(column, kept)


def _cell(column: RegisterColumn, width: int = 18) -> Column:
    return Column(column.label, partial(_value, column), _KIND.get(column.kind, "text"), width=width)  # type: ignore[arg-type]


def export_columns(register: Register) -> list[Column]:
    """Everything a row holds."""
    practice = (
        Column("Practice code", lambda row: row.practice.ods_code if row.practice else ""),
        Column("Practice", lambda row: row.practice.name if row.practice else "", width=30),
    )
    return [
        Column("Reference", "reference"),
        Column("CCG", "ccg.name", width=26),
        *(practice if register.practices != "none" else ()),
        Column("Subject", "subject", width=40),
        Column("State", lambda row: register.moves.states[row.state]),
        Column("Owner", lambda row: row.owner.name if row.owner else ""),
        Column("Began", "received_on", "date"),
        Column("Next date", "due_on", "date"),
        Column("Closed", "closed_on", "date"),
        *(_cell(column) for column in register.columns),
        *(BACK_PAYMENT if register.code == RENT_REVIEWS else ()),
    ]


def _owed(row: RegisterRow) -> Decimal | None:
    owed = back_payment_of(row.values)
    return owed.total if owed else None


def _owed_by_year(row: RegisterRow) -> str:
    owed = back_payment_of(row.values)
    return "; ".join(f"{line.year}: {words.pounds(line.amount)}" for line in owed.lines) if owed else ""


# What finance takes from the export of rent reviews (West Midlands MOU 4.1, function X.15).
BACK_PAYMENT = (Column("Back payment", _owed, "money"), Column("Back payment by year", _owed_by_year, width=40))


def rows_table(
    register: Register, rows: Iterable[RegisterRow], *, asked: RowFilter, today: date, many_ccgs: bool
) -> Table:
    """A page of the list: the columns that the register lists, with reference, whose, state and next date."""
    columns = [
        Column("Reference", partial(_reference, "{practice}" in register.subject), sort="reference"),
        Column("Practice" if register.practices != "none" else "CCG", partial(_whose, register, many_ccgs)),
        Column("State", lambda row: register.moves.states[row.state]),
        Column("Next date", partial(_due, today=today), sort="due"),
        *(_listed(column) for column in register.listed),
        Column("Owner", lambda row: row.owner.name if row.owner else "Nobody yet"),
    ]
    name = asked.sort.removeprefix("-")
    sort = Sort(name, descending=asked.sort.startswith("-"))
    return table(
        caption=register.name, columns=columns, rows=rows, parameters=QueryDict(asked.query_string()), sort=sort
    )


def _listed(column: RegisterColumn) -> Column:
    """A column of the page, where dates are short so that tables stay narrow."""
    if column.kind == "date":
        return Column(column.label, lambda row: words.short_date(_value(column, row)))
    return _cell(column)


def _reference(practice_says_it: bool, row: RegisterRow) -> Markup:
    """The reference with the subject below, unless the subject is hardly more than the practice beside it."""
    tag = Markup(' <strong class="nhsuk-tag nhsuk-tag--grey">Restricted</strong>') if row.is_restricted else ""
    subject = "" if practice_says_it and row.practice else row.subject
    below = Markup('<span class="hub-worklist__subject" dir="auto">{}</span>').format(subject) if subject else ""
    return Markup('<a href="{}">{}</a>{}{}').format(row.get_absolute_url(), row.reference, tag, below)


def _whose(register: Register, many_ccgs: bool, row: RegisterRow) -> Markup | str:
    if row.practice is None:
        return row.ccg.name if many_ccgs or register.practices == "none" else "None"
    ccg = Markup('<br><span class="hub-worklist__quiet">{}</span>').format(row.ccg.name) if many_ccgs else ""
    return Markup("{}{}").format(str(row.practice), ccg)


def _due(row: RegisterRow, *, today: date) -> Markup | str:
    if row.due_on is None:
        return ""
    said = words.short_date(row.due_on)
    if row.due_on < today:
        return Markup('{} <strong class="nhsuk-tag nhsuk-tag--red">Late</strong>').format(said)
    return said


def chips(register: Register, asked: RowFilter, ccgs: Iterable[Ccg]) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address that takes it off."""
    names = {ccg.ods_code: ccg.name for ccg in ccgs}
    states = {**register.moves.states, CLOSED: "Closed rows", ANY: "All rows"}
    found: list[tuple[str, str, dict[str, Any]]] = [
        ("Search", asked.words, {"words": ""}),
        ("CCG", names.get(asked.ccg, asked.ccg), {"ccg": ""}),
        ("Practice", asked.practice, {"practice": ""}),
        ("State", states[asked.state] if asked.state != "open" else "", {"state": "open"}),
        ("Next date", DUE.get(asked.due, ""), {"due": ""}),
        ("From", words.long_date(asked.due_from), {"due_from": None}),
        ("To", words.long_date(asked.due_to), {"due_to": None}),
    ]
    return [
        {"label": label, "value": value, "href": f"?{asked.query_string(**without)}"}
        for label, value, without in found
        if value
    ]
