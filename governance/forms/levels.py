"""What is asked of an application to change level."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from governance.rules import levels as rules
from governance.rules.level_moves import RECOMMENDATIONS
from hubportal.documents.fields import FilesField
from hubportal.organisations.models import Ccg
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)
from hubportal.web.forms import FilterForm, NhsNumberWarning

JOINT_OR_MORE = [(code, name) for code, name in rules.LEVELS.items()]


class WishForm(NhsNumberWarning):
    """The level, from when, and why."""

    free_text: ClassVar[tuple[str, ...]] = ("objectives", "benefits")

    level = RadiosField(label="Level applied for", called="the level", choices=JOINT_OR_MORE, small=True)
    go_live_on = DateField(
        label="First day at that level",
        called="the first day",
        help_text="A 1 April. Applications close on 1 January before it, changes to the constitution on 1 November",
    )
    objectives = LongTextField(label="Objectives", called="the objectives", rows=6, max_length=8000)
    benefits = LongTextField(label="Intended benefits", called="the benefits", required=False, rows=6, max_length=8000)


class ChangeWishForm(WishForm, RecordForm):
    """The same of an application there is."""


class NewApplicationForm(WishForm):
    """For which CCG."""

    ccg = SelectField(label="CCG", called="the CCG", empty=None)
    field_order = ("ccg", "level", "go_live_on", "objectives", "benefits")

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ccgs = {ccg.ods_code: ccg for ccg in ccgs}
        self.fields["ccg"].choices = [(code, ccg.name) for code, ccg in self.ccgs.items()]  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg:
        """The CCG chosen."""
        return self.ccgs[self.cleaned_data["ccg"]]


class WhatIfForm(FilterForm):
    """Which CCG, which level, from when; sent by GET, and nothing is stored."""

    ccg = SelectField(label="CCG", called="the CCG", empty=None)
    level = SelectField(label="Level", called="the level", choices=JOINT_OR_MORE, empty=None)
    go_live_on = SelectField(label="From", called="the first day", required=False, empty=None)

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], days: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ccgs = {ccg.ods_code: ccg for ccg in ccgs}
        self.fields["ccg"].choices = [(code, ccg.name) for code, ccg in self.ccgs.items()]  # type: ignore[attr-defined]
        self.fields["go_live_on"].choices = list(days)  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg:
        """The CCG chosen."""
        return self.ccgs[self.cleaned_data["ccg"]]


class PointForm(RecordForm):
    """Whether a point of the checklist is met, and what proves it."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    is_met = CheckboxField(label="This is met", called="this", required=False)
    note = LongTextField(label="Note", required=False, max_length=2000, rows=3)
    attachments = FilesField(label="Evidence", called="the evidence", required=False, help_text="Up to 10 files")


class ConstitutionForm(PointForm):
    """The same of the constitution, and when its change was submitted."""

    submitted_on = DateField(
        label="Day the change was submitted", called="the day the change was submitted", required=False, latest="today",
        help_text="Leave empty if it has not been submitted",
    )  # fmt: skip
    field_order = ("version", "is_met", "submitted_on", "note", "attachments")


class RatingsForm(RecordForm):
    """The assurance rating of each component, and the period they are of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in rules.COMPONENTS.items():
            self.fields[code] = RadiosField(
                label=words, called=f"the rating for {words.lower()}", choices=list(rules.RATINGS.items()), small=True
            )
        self.fields["as_at"] = TextField(
            label="As at", called="the period", max_length=60, help_text="Such as quarter 2 of 2015/16"
        )


class SignatoriesForm(RecordForm):
    """Who signs in each of the three capacities."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for capacity, words in rules.SIGNATORIES.items():
            self.fields[f"{capacity}_name"] = TextField(
                label=f"{words}: name", called=f"the name of the {words}", required=False, max_length=120
            )
            self.fields[f"{capacity}_email"] = EmailField(
                label=f"{words}: email address",
                required=False,
                autocomplete="off",
                help_text="The one they sign in with",
            )

    def named(self) -> dict[str, dict[str, str]]:
        """What was typed, by capacity."""
        typed = self.cleaned_data
        return {
            capacity: {"name": typed[f"{capacity}_name"], "email": typed[f"{capacity}_email"]}
            for capacity in rules.SIGNATORIES
        }


class SignApplicationForm(NhsNumberWarning):
    """In which capacity; `seen` is the hash of exactly what the page shows."""

    capacity = RadiosField(label="You sign as", called="the capacity you sign in", small=True)
    seen = TextField(label="Hash", max_length=64)

    def __init__(self, *args: Any, capacities: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = [(code, rules.SIGNATORIES[code]) for code in capacities]  # type: ignore[attr-defined]
        self.fields["seen"].widget = forms.HiddenInput()
        if len(capacities) == 1:
            self.fields["capacity"].initial = capacities[0]


class PanelForm(RecordForm):
    """When a panel met and what it recommended."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    on = DateField(label="Day the panel met", called="the day", latest="today")
    recommendation = RadiosField(
        label="What it recommended",
        called="what the panel recommended",
        choices=list(RECOMMENDATIONS.items()),
        small=True,
    )
    note = LongTextField(label="Its reasons", called="its reasons", max_length=4000, rows=4)


class ApplicationFilter(FilterForm):
    """What narrows the list."""

    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    state = SelectField(label="State", required=False, empty="Any state")

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], states: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("open", "Open"), *states.items()]  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]
