"""A row of a register as a form, and a move with the columns it asks for."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from functions.figures.choosing import Choosing
from functions.forms.choices import offer_choices
from functions.forms.registers.columns import field_for, typed
from functions.rules.registers.declaration import Register, RegisterColumn
from functions.rules.registers.values import Values, row_faults, stored
from hubportal.records.forms.acts import MoveForm, RecordForm
from hubportal.web.fields import SelectField, TypeAheadField
from hubportal.web.forms import NhsNumberWarning

TEXTS = frozenset({"text", "long"})


class ColumnsForm(NhsNumberWarning):
    """Fields made from columns; what is typed is checked together with the columns the form does not show."""

    def set_columns(
        self,
        register: Register,
        columns: tuple[RegisterColumn, ...],
        *,
        held: Values,
        today: date,
        asked: tuple[RegisterColumn, ...] = (),
    ) -> None:
        """Add a field for each column; those `asked` must be filled."""
        self.register, self.columns, self.held, self.today = register, columns, held, today
        for column in columns:
            self.fields[column.name] = field_for(column, required=column in asked or column.is_required)
            self.initial.setdefault(column.name, typed(column, held.get(column.name)))
        self.free_text = tuple(column.name for column in columns if column.kind in TEXTS)  # type: ignore[misc]

    def clean(self) -> dict[str, Any] | None:
        """The row as a whole: dates in order, numbers within their bounds."""
        cleaned = super().clean() or self.cleaned_data
        for fault in row_faults(self.register, self.values(cleaned), today=self.today):
            if fault.field in self.fields and fault.field not in self.errors:
                is_date = self.register.column(fault.field).kind == "date"
                parts = {"parts": ("day", "month", "year")} if is_date else None
                self.add_error(fault.field, ValidationError(fault.sentence, params=parts))
        return cleaned

    def values(self, cleaned: dict[str, Any] | None = None) -> Values:
        """The row's columns with what was typed; an emptied one is gone."""
        given = self.cleaned_data if cleaned is None else cleaned
        typed_now = {c.name: stored(c, given.get(c.name)) for c in self.columns}
        return {name: value for name, value in {**self.held, **typed_now}.items() if value is not None}


class NewRowForm(ColumnsForm):
    """A new row: whose it is, then its columns."""

    ccg = SelectField(label="CCG", called="a CCG", required=False)
    practice = TypeAheadField(
        label="Practice", called="a practice", required=False, help_text="Code or part of the name. It fills the CCG."
    )
    owner = SelectField(label="Owner", called="an owner", required=False, empty="Nobody yet")

    def __init__(self, *args: Any, register: Register, choosing: Choosing, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)
        self.fields["owner"].initial = str(choosing.person.pk)
        if register.practices == "none":
            del self.fields["practice"]
        else:
            self.fields["practice"].required = register.wants_practice
        if register.wants_practice:  # it says which CCG
            del self.fields["ccg"]
            self.fields["practice"].help_text = "Code or part of the name"
        self.set_columns(register, register.typed_columns({}), held={}, today=today)
        self.order_fields(["practice", "ccg", *(column.name for column in self.columns), "owner"])

    def clean(self) -> dict[str, Any] | None:
        """The practice says which CCG; without one, the CCG is chosen."""
        cleaned = super().clean() or self.cleaned_data
        practice = self.choosing.practice(cleaned.get("practice"))
        ccg = self.choosing.ccg(cleaned.get("ccg"))
        theirs = self.choosing.ccg_of(practice, None) if practice else ccg
        if practice and (theirs is None or theirs.pk not in self.choosing.ccg_ids):
            self.add_error("practice", f"{practice} is not a practice of a CCG that you work for")
        elif practice and ccg is not None and ccg != theirs:
            self.add_error("practice", f"{practice} belongs to {theirs}. Change the practice or the CCG")
        elif theirs is None and "ccg" in self.fields and not {"ccg", "practice"} & self.errors.keys():
            self.add_error("ccg", "Select a CCG")
        cleaned.update(practice=practice, ccg=theirs, owner=self.choosing.owner(cleaned.get("owner")))
        return cleaned


class EditRowForm(ColumnsForm, RecordForm):
    """The columns of a row as they stand."""

    owner = SelectField(label="Owner", called="an owner", required=False, empty="Nobody yet")

    def __init__(
        self, *args: Any, register: Register, held: Values, choosing: Choosing, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)
        self.set_columns(register, register.typed_columns(held), held=held, today=today)
        self.order_fields(["version", *(column.name for column in self.columns), "owner"])

    def clean_owner(self) -> Any:
        """The person."""
        return self.choosing.owner(self.cleaned_data["owner"])


class RowMoveForm(ColumnsForm, MoveForm):
    """A move and the columns it asks for; where one of them is a date, that is the day of the move."""

    def __init__(
        self, *args: Any, register: Register, act: str, held: Values, today: date, needs_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, today=today, needs_reason=needs_reason, **kwargs)
        asked, offered = register.asked(act), register.offered(act)
        self.days = [column.name for column in asked if column.kind == "date"]
        if self.days:
            del self.fields["on"]
        self.set_columns(register, (*asked, *offered), held=held, today=today, asked=asked)
        self.free_text = (*self.free_text, "note")  # type: ignore[misc]
        self.order_fields(["version", "on", *(column.name for column in self.columns), "note"])

    def day(self) -> date:
        """The day the move holds from, today at the latest."""
        dates = [self.cleaned_data[name] for name in self.days]
        return min(dates[0], self.today) if dates else self.cleaned_data["on"]  # type: ignore[no-any-return]
