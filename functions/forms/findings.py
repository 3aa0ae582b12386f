"""What is asked when a case of its kind ends, and when a concern goes up the ladder."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from functions.forms.acts import ActForm
from functions.rules.findings import ASKED, Asked
from hubportal.documents.fields import FilesField
from hubportal.web.fields import CheckboxesField, DateField, LongTextField, RadiosField, TextField


def _field(asked: Asked) -> Any:
    common: dict[str, Any] = {"label": asked.label, "required": asked.required, "help_text": asked.hint}
    if " " not in asked.label:
        common["called"] = f"the {asked.label.lower()}"  # as in “Select the outcome”
    choices = list((asked.choices or {}).items())
    match asked.form:
        case "choice":
            return RadiosField(choices=choices, small=True, **common)
        case "choices":
            return CheckboxesField(choices=choices, small=True, **common)
        case "day":
            return DateField(latest="today", **common)
    return LongTextField(rows=4, max_length=4000, **common)


def typed_again(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are kept, as the form begins with them."""
    days = {asked.name for asked in ASKED[kind] if asked.form == "day"}
    return {name: date.fromisoformat(value) if name in days and value else value for name, value in facts.items()}


class FindingForm(ActForm):
    """The facts that this kind of case records."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in ASKED[kind]:
            self.fields[asked.name] = _field(asked)

    def facts(self) -> dict[str, Any]:
        """As they are kept: dates as ISO."""
        typed = {
            name: value for name, value in self.cleaned_data.items() if name not in {"version", "confirm_nhs_number"}
        }
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in typed.items()}


class ReviewForm(ActForm):
    """What the requester is not content with."""

    free_text: ClassVar[tuple[str, ...]] = ("detail",)
    detail = LongTextField(
        label="What the requester is not content with", called="what they are not content with", rows=5
    )


class PassOnForm(ActForm):
    """To the next rung."""

    free_text: ClassVar[tuple[str, ...]] = ("reason",)
    reason = LongTextField(label="Why it goes there", called="the reason", rows=4, max_length=4000)
    due_on = DateField(
        label="Settled or passed on by", called="the date", earliest="today", help_text="The holder is told of this day"
    )


class SettleForm(ActForm):
    """How the concern was settled."""

    free_text: ClassVar[tuple[str, ...]] = ("outcome",)
    outcome = LongTextField(
        label="How it was settled, with the actions", called="how it was settled", rows=5, max_length=4000
    )
    decision = TextField(label="Reference of the panel’s decision", called="the reference", max_length=60, width=20)
    attachments = FilesField(label="The panel’s decision", called="the decision")

    def __init__(self, *args: Any, panel: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not panel:
            del self.fields["decision"], self.fields["attachments"]
