"""The kind of record that a row of a register is."""

from datetime import date
from typing import Any

from functions.rules.kinds import LETTER_OF_RECORD
from functions.rules.registers.values import in_words
from functions.rules.rent_reviews import BackPayment, back_payment_of, next_review_of
from functions.services.registers.declared import register_of, registers
from functions.services.registers.letters import signed_off, why_no_letter
from hubportal.records.kinds import RecordKind
from hubportal.records.models import Letter
from hubportal.records.rules.moves import Move, Moves
from hubportal.web.words import long_date, pounds

DERIVED = frozenset({"register_name", "next_review_on", "back_payment_words"})


def table_of_row(row: Any) -> Moves:
    """Each register has a flow of its own."""
    return register_of(row).moves


def letter_values(row: Any) -> dict[str, str]:
    """What the placeholders of letters about rows stand for: every column, and what a rent review works out."""
    every = {column.name: "" for register in registers().values() for column in register.columns}
    register = register_of(row)
    own = {column.name: in_words(column, row.values.get(column.name)) for column in register.columns}
    following: date | None = next_review_of(row.values)
    return {
        **every,
        **own,
        "register_name": register.name,
        "next_review_on": long_date(following),
        "back_payment_words": back_payment_words(back_payment_of(row.values)),
    }


def back_payment_words(owed: BackPayment | None) -> str:
    """What a practice is told of a back payment, year by year."""
    if owed is None or not owed.total:
        return "Nothing is owed for the time before."
    years = "\n".join(f"{line.year}: {line.working} = {pounds(line.amount)}" for line in owed.lines)
    verb = "We owe you" if owed.total > 0 else "You were overpaid"
    span = f"{long_date(owed.lines[0].first)} to {long_date(owed.lines[-1].last)}"
    return f"{verb} {pounds(abs(owed.total))} for {span}:\n{years}"


def refuses(row: Any, move: Move) -> str | None:
    """Why a row does not take a move: the letter that it signs off or sends is not there."""
    return why_no_letter(row, register_of(row), move.act)


def refuse_letter(row: Any, letter: Letter) -> str | None:
    """A letter that waits for a step of the flow is not issued before it, nor one written since in its place."""
    for declared in register_of(row).letters:
        if declared.template == letter.template and (
            row.state not in declared.issued_in or not signed_off(row, declared).filter(pk=letter.pk).exists()
        ):
            return declared.waits
    return None


REGISTER = RecordKind(
    key="register",
    name="Register row",
    plural="Register rows",
    letters=LETTER_OF_RECORD["register"],
    model="functions.RegisterRow",
    moves_of=table_of_row,
    refuses=refuses,
    values=letter_values,
    placeholders=DERIVED | {column.name for register in registers().values() for column in register.columns},
    refuse_letter=refuse_letter,
)
