"""Deciding the rows of one area, of a specification or of a draft version; each row has its own fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.figures.specifications.lines import Line
from functions.models import HubPart
from functions.rules.specifications.deciding import offered, why_locked
from functions.services.specifications.making import Decision
from functions.services.specifications.versions import RowChange
from hubportal.organisations.models import Person
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import CheckboxField, DateField, SelectField, TextField
from hubportal.web.forms import PortalForm
from hubportal.web.refusals import Refused


def key_of(ref: str) -> str:
    """A reference as the beginning of a field's name: X.14 is X_14."""
    return ref.replace(".", "_")


def _named(refused: Refused) -> Refused:
    refused.field = refused.field.replace(".", "_") if refused.field else None
    return refused


@dataclass(frozen=True, slots=True)
class RowFields:
    """The fields of one row, with its words."""

    line: Line
    locked: str
    fields: tuple[Any, ...]


class AreaForm(RecordForm):
    """One area of a specification: for each row its part where it may be decided, a comment, who decides by when."""

    def __init__(self, *args: Any, lines: Sequence[Line], owners: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.owners = {str(person.pk): person for person in owners}
        free = []
        for line in lines:
            key = key_of(line.ref)
            if why_locked(line.standard) is None:
                self._add_choices(line, key)
            self.fields[f"{key}-comment"] = TextField(
                label=f"Comment on {line.ref}",
                called="the comment",
                required=False,
                max_length=500,
                initial=line.decided.comment,
            )
            free.append(f"{key}-comment")
        self.free_text = tuple(free)  # type: ignore[misc]

    def _add_choices(self, line: Line, key: str) -> None:
        words = offered(line.standard)
        present = next((str(n) for n, (_, marks) in enumerate(words) if marks == line.decided.marks), "1")
        self.fields[f"{key}-part"] = SelectField(
            label=f"Who does {line.ref}",
            called=f"who does {line.ref}",
            choices=[(str(number), said) for number, (said, _) in enumerate(words)],
            empty=None,
            initial=present,
        )
        self.fields[f"{key}-owner"] = SelectField(
            label="Who brings it to a decision",
            called="who brings it to a decision",
            required=False,
            empty="Nobody: it is decided",
            choices=[(pk, person.name) for pk, person in self.owners.items()],
            initial=str(line.owner_id or ""),
        )
        self.fields[f"{key}-decide_by"] = DateField(
            label="Decided by",
            called=f"the day by which {line.ref} is decided",
            required=False,
            initial=line.decided.decide_by,
        )

    def rows(self) -> Iterator[RowFields]:
        """The rows with their fields, as the page draws them."""
        for line in self.lines:
            key = key_of(line.ref)
            names = [name for name in self.fields if name.startswith(f"{key}-")]
            locked = why_locked(line.standard)
            yield RowFields(line, f"{locked[0]} {locked[1]}." if locked else "", tuple(self[name] for name in names))

    def decisions(self) -> dict[str, Decision]:
        """What was decided, by reference."""
        return {line.ref: self._decision(line) for line in self.lines}

    def _decision(self, line: Line) -> Decision:
        key, typed = key_of(line.ref), self.cleaned_data
        chosen = typed.get(f"{key}-part")
        marks = line.standard if chosen is None else offered(line.standard)[int(chosen)][1]
        owner: Person | None = self.owners.get(typed.get(f"{key}-owner") or "")
        until: date | None = typed.get(f"{key}-decide_by")
        return Decision(marks, typed.get(f"{key}-comment", ""), owner, until)

    def add_refusal(self, refused: Refused) -> None:
        """A refusal names a row by its reference."""
        super().add_refusal(_named(refused))


class VersionAreaForm(PortalForm):
    """One area of a draft version: what each activity is, and whose."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self._add_fields(line, key_of(line.ref))

    def _add_fields(self, line: Line, key: str) -> None:
        marks = line.standard
        self.fields[f"{key}-activity"] = TextField(
            label=f"Activity {line.ref}",
            called="what the activity is",
            max_length=300,
            initial=line.activity.activity,
            classes="hub-whole",
        )
        self.fields[f"{key}-ccg"] = CheckboxField(
            label="The CCG does this", called="this", required=False, initial=marks.ccg_acts
        )
        self.fields[f"{key}-part"] = SelectField(
            label="The hub’s part",
            called="the hub’s part",
            required=False,
            empty="None",
            choices=[(part.value, part.label) for part in HubPart],
            initial=marks.hub_part,
        )
        self.fields[f"{key}-qualifier"] = TextField(
            label="What limits the hub’s part", called="what limits it", required=False, max_length=120,
            initial=marks.qualifier,
        )  # fmt: skip
        self.fields[f"{key}-sign"] = CheckboxField(
            label="With the CCG’s sign-off", called="this", required=False, initial=marks.needs_sign_off
        )

    def rows(self) -> Iterator[RowFields]:
        """The rows with their fields, as the page draws them."""
        for line in self.lines:
            names = [name for name in self.fields if name.startswith(f"{key_of(line.ref)}-")]
            yield RowFields(line, "", tuple(self[name] for name in names))

    def changes(self) -> dict[str, RowChange]:
        """What the rows are to say, by reference."""
        typed = self.cleaned_data
        return {
            line.ref: RowChange(
                activity=typed[f"{key}-activity"],
                ccg_acts=typed[f"{key}-ccg"],
                hub_part=typed[f"{key}-part"],
                qualifier=typed[f"{key}-qualifier"],
                needs_sign_off=typed[f"{key}-sign"],
            )
            for line in self.lines
            for key in (key_of(line.ref),)
        }

    def add_refusal(self, refused: Refused) -> None:
        """A refusal names a row by its reference."""
        super().add_refusal(_named(refused))


__all__ = ["AreaForm", "RowFields", "VersionAreaForm", "key_of"]
