"""Forms of the quarterly self-certification."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from governance.rules import certifications as rules
from hubportal.organisations.models import Ccg
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import DateField, LongTextField, RadiosField, SelectField, TextField
from hubportal.web.forms import FilterForm, NhsNumberWarning


class NewCertificationForm(NhsNumberWarning):
    """Which CCG, and which quarter."""

    ccg = SelectField(label="CCG", called="the CCG", empty=None)
    quarter = SelectField(label="Quarter", called="the quarter", empty=None)

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], quarters: Sequence[rules.Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ccgs = {ccg.ods_code: ccg for ccg in ccgs}
        self.fields["ccg"].choices = [(code, ccg.name) for code, ccg in self.ccgs.items()]  # type: ignore[attr-defined]
        self.fields["quarter"].choices = [  # type: ignore[attr-defined]
            (quarter.first.isoformat(), quarter.name.capitalize()) for quarter in quarters
        ]

    def clean_ccg(self) -> Ccg:
        """The CCG chosen."""
        return self.ccgs[self.cleaned_data["ccg"]]

    def clean_quarter(self) -> date:
        """The first day of the quarter chosen."""
        return date.fromisoformat(self.cleaned_data["quarter"])


class StatementForm(RecordForm):
    """Whether the CCG is compliant with one statement, and what is done where it is not."""

    free_text: ClassVar[tuple[str, ...]] = ("note", "action")

    standing = RadiosField(
        label="Is the CCG compliant?",
        called="whether the CCG is compliant",
        choices=list(rules.STANDINGS.items()),
        small=True,
    )
    note = LongTextField(label="Note", called="the note", required=False, max_length=4000, rows=3)
    action = LongTextField(
        label="Action", called="the action", required=False, max_length=4000, rows=3,
        help_text="Only where the CCG is not compliant",
    )  # fmt: skip
    action_by = DateField(label="Done by", called="the day the action is done by", required=False)


class ActionDoneForm(RecordForm):
    """When the action of a statement was done, and how."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    done_on = DateField(label="Done on", called="the day it was done", latest="today")
    note = LongTextField(label="What was done", called="what was done", max_length=4000, rows=3)


class SignCertificationForm(NhsNumberWarning):
    """`seen` is the hash of exactly what the page shows."""

    seen = TextField(label="Hash", max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].widget = forms.HiddenInput()


class CertificationFilter(FilterForm):
    """What narrows the list."""

    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    state = SelectField(label="State", required=False, empty="Any state", choices=list(rules.STATES.items()))

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]
