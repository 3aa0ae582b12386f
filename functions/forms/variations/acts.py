"""Forms of acts on variations: deciding, the notice, the date, the dispersal plan, and a change of the law."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from functions.services.variations.planning import Placed
from hubportal.documents.fields import FilesField
from hubportal.organisations.models import ContractType
from hubportal.records.forms.acts import LetterForm, MoveForm, RecordForm, ask_for
from hubportal.web.fields import CheckboxesField, DateField, LongTextField, TextField, VersionField, WholeNumberField
from hubportal.web.forms import PortalForm

_PLACE = re.compile(r"(.+?)[\s,:]+([0-9][0-9,]*)")


class DecisionForm(RecordForm):
    """A decision: who took it, when, where it is recorded, and from when it holds."""

    free_text: ClassVar[tuple[str, ...]] = ("notes",)

    body = TextField(label="Committee", called="the committee’s name", max_length=160)
    reference = TextField(
        label="Reference of the decision", called="the reference", max_length=120, help_text="Such as the minute"
    )
    decided_on = DateField(label="Decided on", called="the date of the decision", latest="today")
    effective_on = DateField(label="Takes effect on", called="the date from which it takes effect")
    until_on = DateField(label="List opens again", called="the day the list opens again")
    notes = LongTextField(label="Conditions", called="the conditions", required=False, max_length=4000, rows=4)
    attachments = FilesField(
        label="Minutes or decision letter", called="the file that proves the decision", required=False
    )
    proof = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        committee: bool,
        approves: bool,
        closes_list: bool,
        today: date,
        has_proof: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = today
        self.fields["attachments"].required = not has_proof
        if not committee:
            del self.fields["body"], self.fields["reference"], self.fields["attachments"], self.fields["proof"]
        if not approves:
            del self.fields["effective_on"]
            ask_for(self.fields["notes"], label="Reasons", called="the reasons")
        if not approves or not closes_list:
            del self.fields["until_on"]


class AppealForm(MoveForm):
    """Who decided an appeal, when and why."""

    field_order = ("version", "body", "reference", "on", "note")

    body = TextField(label="Who decided the appeal", called="who decided the appeal", max_length=160)
    reference = TextField(label="Reference of the decision", called="the reference", required=False, max_length=120)


class NoticeForm(LetterForm):
    """The notice as it goes, on one version of the variation."""

    version = VersionField()


class EffectiveDateForm(RecordForm):
    """Another effective date, and for a closed list another day to open again."""

    effective_on = DateField(label="Takes effect on", called="the date from which it takes effect")
    until_on = DateField(label="List opens again", called="the day the list opens again")

    def __init__(self, *args: Any, closes_list: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not closes_list:
            del self.fields["until_on"]


class DispersalForm(RecordForm):
    """How many patients the closing practice has, and how many go where."""

    list_size = WholeNumberField(
        label="Patients of the closing practice", called="the number of patients", min_value=1, max_value=200_000
    )
    places = LongTextField(
        label="Where they go", called="where they go", rows=8, max_length=2000,
        help_text="One place a line: the practice’s code and the number of patients, such as M84902 3000."
        " For patients who go elsewhere: Elsewhere 200",
    )  # fmt: skip

    def clean_places(self) -> list[Placed]:
        """Each line read; a line at fault is named."""
        found = []
        for number, line in enumerate(self.cleaned_data["places"].splitlines(), start=1):
            if not line.strip():
                continue
            parts = _PLACE.fullmatch(line.strip())
            if parts is None:
                raise ValidationError(
                    f"Line {number} must be a code and a number of patients, like M84902 3000", code="line"
                )
            found.append(Placed(parts[1].strip(" ,:"), int(parts[2].replace(",", ""))))
        return found


class StatutoryForm(PortalForm):
    """A change of the law for every contract of some kinds."""

    title = TextField(label="What changes", called="what changes", max_length=200)
    law = TextField(label="The regulation", called="the regulation", max_length=120, help_text="As it is cited")
    wording = LongTextField(
        label="The words that change", called="the words that change", rows=6, max_length=8000,
        help_text="Each notice gives them, as the Regulations ask",
    )  # fmt: skip
    contracts = CheckboxesField(
        label="Contracts it changes", called="the contracts it changes", choices=ContractType.choices
    )
    effective_on = DateField(
        label="Takes effect on", called="the date from which it takes effect",
        help_text="At least 14 days after the notices go, where that is reasonably practicable",
    )  # fmt: skip
    too_soon_because = TextField(
        label="Why less notice", called="why less notice", required=False, max_length=300,
        help_text="Only if 14 days are not reasonably practicable",
    )  # fmt: skip


class IssueStatutoryForm(PortalForm):
    """Why the notices of a change of the law leave less time than they should."""

    too_soon_because = TextField(label="Why less notice", called="why less notice", required=False, max_length=300)


class WithdrawStatutoryForm(PortalForm):
    """Why a change of the law is withdrawn before its notices went."""

    note = TextField(label="Reason", called="the reason", max_length=300)
