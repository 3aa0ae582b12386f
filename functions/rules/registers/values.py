"""The values of a row: read from what was typed, checked by the declaration, and put into words again.

Values are kept as JSON: dates as YYYY-MM-DD, amounts and percentages as decimal text, numbers and yes or no as such; an
empty column is not kept at all.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from functions.rules.financial_years import is_financial_year
from functions.rules.particulars import Fault
from functions.rules.registers.declaration import Register, RegisterColumn
from hubportal.clauses.register import clause
from hubportal.web.words import long_date, lower_first, pounds

LONGEST = {"text": 200, "long": 4000}
EARLIEST = date(1948, 7, 5)  # the first day of the NHS
_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
_YES, _NO = {"yes", "y", "true"}, {"no", "n", "false"}

Values = dict[str, Any]


def read_values(register: Register, typed: Mapping[str, Any]) -> tuple[Values, list[Fault]]:
    """The values of a row from text (a file, the API), and what cannot be read; columns not given stay out."""
    values: Values = {}
    faults: list[Fault] = []
    for column in register.columns:
        given = typed.get(column.name)
        text = ("yes" if given else "no") if isinstance(given, bool) else str("" if given is None else given).strip()
        if not text:
            continue
        read = _read(column, text)
        if isinstance(read, Fault):
            faults.append(read)
        else:
            values[column.name] = read
    return values, faults


def _read(column: RegisterColumn, text: str) -> Any:
    match column.kind:
        case "date":
            return _date(column, text)
        case "money" | "percentage":
            return _decimal(column, text)
        case "number":
            digits = re.sub(r"[,\s]", "", text)
            fits = re.fullmatch(r"-?[0-9]{1,12}", digits)
            return int(digits) if fits else Fault(column.name, f"{column.label} must be a whole number, like 20.")
        case "choice":
            return _choice(column, text)
        case "yes_no":
            if text.lower() in _YES | _NO:
                return text.lower() in _YES
            return Fault(column.name, f"{column.label} must be yes or no.")
    if "\x00" in text:
        return Fault(column.name, f"{column.label} holds an invisible character that cannot be kept. Type it again.")
    return text


def _date(column: RegisterColumn, text: str) -> str | Fault:
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day without a time
        except ValueError:
            continue
    return Fault(column.name, f"“{text[:40]}” is not a date. Write it as 31/01/2016 or 2016-01-31.")


def _decimal(column: RegisterColumn, text: str) -> str | Fault:
    like = "an amount in pounds, like 1,250.50" if column.kind == "money" else "a percentage, like 12.5"
    try:
        amount = Decimal(re.sub(r"[£%,\s]", "", text))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) >= 10**12 or amount != amount.quantize(Decimal("0.01")):
        return Fault(column.name, f"{column.label} must be {like}.")
    return str(amount.quantize(Decimal("0.01"))) if column.kind == "money" else f"{amount.normalize():f}"


def _choice(column: RegisterColumn, text: str) -> str | Fault:
    for code, words in column.choices.items():
        if text.casefold() in {code.casefold(), words.casefold()}:
            return code
    return Fault(column.name, f"“{text[:40]}” is not one of {', '.join(column.choices.values())}.")


def stored(column: RegisterColumn, value: Any) -> Any:
    """A value of the form as it is kept; None for an empty one."""
    if value in (None, ""):
        return None
    if column.kind == "date":
        return value.isoformat()
    if column.kind == "money":
        return str(value)
    if column.kind == "percentage":
        return f"{value.normalize():f}"
    return value == "yes" if column.kind == "yes_no" else value


def day_of(values: Mapping[str, Any], name: str) -> date | None:
    """A date column of a row."""
    kept = values.get(name)
    return date.fromisoformat(kept) if kept else None


def money_of(values: Mapping[str, Any], name: str) -> Decimal | None:
    """An amount of a row."""
    kept = values.get(name)
    return Decimal(kept) if kept not in (None, "") else None


def row_faults(register: Register, values: Mapping[str, Any], *, today: date, also: Iterable[str] = ()) -> list[Fault]:
    """Everything wrong with a row: what is missing (`also` what a move asks for), out of bounds or out of order."""
    needed = {column.name for column in register.columns if column.is_required} | set(also)
    found: list[Fault] = []
    for column in register.columns:
        value = values.get(column.name)
        if value in (None, ""):
            if column.name in needed:
                verb = "Select" if column.kind in {"choice", "yes_no"} else "Enter"
                found.append(Fault(column.name, f"{verb} {called(column)}."))
        elif (fault := _bounds(column, value, today)) is not None:
            found.append(fault)
    wrong = {fault.field for fault in found}
    return found + [fault for fault in order_faults(register, values) if fault.field not in wrong]


def called(column: RegisterColumn) -> str:
    """What a column is called in a sentence: “the date of “Letter sent on””, “new rent a year”."""
    return f"the date of “{column.label}”" if column.kind == "date" else lower_first(column.label)


def _bounds(column: RegisterColumn, value: Any, today: date) -> Fault | None:
    name, label = column.name, column.label
    if column.kind in LONGEST and len(value) > LONGEST[column.kind]:
        longest = LONGEST[column.kind]
        return Fault(name, f"{label} must be {longest:,} characters or fewer. You entered {len(value):,}.")
    if column.kind == "year" and not is_financial_year(value):
        return Fault(name, f"{label} must be two years like 2015/16.")
    if column.kind == "date":
        if date.fromisoformat(value) < EARLIEST:
            return Fault(name, f"{label} must be {long_date(EARLIEST)} or later.")
        if column.is_past and date.fromisoformat(value) > today:
            return Fault(name, f"{label} must be today or in the past.")
    if column.least is not None and Decimal(value) < column.least:
        return Fault(name, f"{label} must be {column.least:,} or more.")
    if column.most is not None and Decimal(value) > column.most:
        return Fault(name, f"{label} must be {column.most:,} or less.")
    return None


@clause("Specification of casework, section 9", part="dates in order")
def order_faults(register: Register, values: Mapping[str, Any]) -> list[Fault]:
    """The dates of a row come in the order its register declares; one that comes too early names the other."""
    found = []
    for column in register.columns:
        day = day_of(values, column.name) if column.kind == "date" else None
        for earlier in column.after:
            before = day_of(values, earlier)
            if day is not None and before is not None and day < before:
                other = register.column(earlier).label
                found.append(
                    Fault(
                        column.name,
                        f"{column.label} must be on or after {long_date(before)}, the date in “{other}”."
                        " Correct whichever of the two is wrong.",
                    )
                )
                break
    return found


def in_words(column: RegisterColumn, value: Any) -> str:
    """A value as the page shows it; nothing for an empty one."""
    if value in (None, ""):
        return ""
    match column.kind:
        case "date":
            return long_date(date.fromisoformat(value))
        case "money":
            return pounds(Decimal(value))
        case "number":
            return f"{value:,}"
        case "percentage":
            return f"{value}%"
        case "yes_no":
            return "Yes" if value else "No"
        case "choice":
            return column.choices.get(value, str(value))
    return str(value)


def subject_of(register: Register, values: Mapping[str, Any], *, practice: str, ccg: str) -> str:
    """What a row is called: the register's subject with the practice, the CCG and columns filled in."""
    words = {column.name: in_words(column, values.get(column.name)) for column in register.columns}
    filled = register.subject.format_map({**words, "practice": practice or ccg, "ccg": ccg})
    return " ".join(filled.split())[:200]


def searched_words(register: Register, values: Mapping[str, Any]) -> str:
    """All that is written in a row, in small letters, for the list's search."""
    kinds = {"text", "long", "choice", "year"}
    said = (in_words(column, values.get(column.name)) for column in register.columns if column.kind in kinds)
    return " ".join(" ".join(said).split()).casefold()
