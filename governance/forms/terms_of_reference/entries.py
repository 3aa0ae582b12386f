"""Forms of an entry of a list of the terms: what is delegated, left to others, reported, elected."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from governance.forms.terms_of_reference.shared import ClauseMixin, office_code
from governance.models import SeatRole
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    CheckboxesField,
    LongTextField,
    TextField,
)


class EntryForm(RecordForm):
    """One entry of a list, as the service keeps it."""

    names: ClassVar[tuple[str, ...]] = ()
    clause = ClauseMixin.clause_field()

    def __init__(self, *args: Any, organisations: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisations" in self.fields:
            offered = [(name, name) for name in organisations]
            self.fields["organisations"].choices = offered  # type: ignore[attr-defined]
        self.order_fields([*self.names, "clause"])

    def entry(self) -> Mapping[str, Any]:
        """What was typed."""
        return {name: self.cleaned_data[name] for name in (*self.names, "clause")}


class DelegatedForm(EntryForm):
    """A function delegated to the committee."""

    names = ("words", "ref")
    words = LongTextField(label="Function", called="the function", max_length=1000, rows=3)
    ref = TextField(
        label="Its number in the function matrix", called="the number", required=False, max_length=20, width=10
    )


class LeftForm(EntryForm):
    """What the committee may not decide."""

    names = ("words", "body")
    words = LongTextField(label="Matter", called="the matter", max_length=1000, rows=3)
    body = TextField(label="Body that decides it", called="the body that decides it", max_length=160)


class ReportsForm(EntryForm):
    """A body the committee reports to."""

    names = ("body", "how")
    body = TextField(label="Body it reports to", called="the body", max_length=160)
    how = TextField(label="What it is sent, and how often", called="what it is sent", required=False, max_length=200)


class ElectionForm(EntryForm):
    """An office that is elected, and among whom."""

    names = ("office", "roles", "organisations", "how")
    office = TextField(label="Office", called="the office", max_length=40, width=20, help_text="Such as Chair")
    roles = CheckboxesField(
        label="Elected among", called="the kinds", choices=SeatRole.choices, required=False, small=True
    )
    organisations = CheckboxesField(
        label="Of these organisations", called="the organisations", required=False, small=True
    )
    how = LongTextField(label="How they are elected", called="how", required=False, max_length=1000, rows=3)

    def clean_office(self) -> str:
        """As the rules know it."""
        return office_code(self.cleaned_data["office"])


ENTRY_FORMS: dict[str, type[EntryForm]] = {
    "delegated": DelegatedForm,
    "left_to_others": LeftForm,
    "reports_to": ReportsForm,
    "elections": ElectionForm,
}
