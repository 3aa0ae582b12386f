"""The field of each kind of column, in NHS style."""

from datetime import date
from typing import Any

from functions.rules.registers.declaration import RegisterColumn
from functions.rules.registers.values import LONGEST, called
from hubportal.web.fields import DateField, LongTextField, MoneyField, RadiosField, SelectField, TextField
from hubportal.web.fields.numbers import PercentageField
from hubportal.web.fields.text import WholeNumberField

FEW = 5
YES_NO = (("yes", "Yes"), ("no", "No"))


def field_for(column: RegisterColumn, *, required: bool) -> Any:
    """The field that asks for a column; order and bounds are checked for the whole row by its rule."""
    common: dict[str, Any] = {
        "label": column.label,
        "called": called(column),
        "required": required,
        "help_text": column.hint,
    }
    match column.kind:
        case "date":
            return DateField(**common)
        case "money":
            return MoneyField(negative=True, **common)
        case "number":
            return WholeNumberField(width=10, **common)
        case "percentage":
            return PercentageField(**common)
        case "yes_no":
            return RadiosField(choices=YES_NO, inline=True, **common)
        case "choice":
            options = list(column.choices.items())
            if len(options) <= FEW and required:
                return RadiosField(choices=options, **common)
            return SelectField(choices=options, **common)
        case "long":
            return LongTextField(rows=4, max_length=LONGEST["long"], **common)
        case "year":
            return TextField(max_length=7, width=5, **common)
    return TextField(max_length=LONGEST["text"], **common)


def typed(column: RegisterColumn, value: Any) -> Any:
    """A kept value as its field begins with it."""
    if value in (None, ""):
        return None
    if column.kind == "date":
        return date.fromisoformat(value)
    if column.kind == "yes_no":
        return "yes" if value else "no"
    return value
