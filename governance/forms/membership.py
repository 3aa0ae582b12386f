"""Forms of appointments, elections and their ends, and of a new committee."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from governance.models import Appointment, CommitteeKind
from governance.rules.voting.words import named
from governance.services.membership import Member
from hubportal.organisations.models import Ccg, Person
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    CheckboxesField,
    DateField,
    EmailField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)
from hubportal.web.forms import FilterForm, NhsNumberWarning


class DayForm(FilterForm):
    """The day whose members are shown."""

    on = DateField(label="Members on", called="the day", required=False)


class MemberForm(NhsNumberWarning):
    """Who it is. A sign-in lets them declare and vote from their own phone."""

    name = TextField(label="Name", max_length=120, autocomplete="off")
    designation = TextField(label="Job title", required=False, max_length=160)
    email = EmailField(label="Email", required=False, autocomplete="off", help_text="For notices and papers")
    person = SelectField(
        label="Sign-in", required=False, empty="Has none", help_text="Of people who hold a role at this committee"
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [(key, f"{person.name}, {person.designation}") for key, person in self.people.items()]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def member(self) -> Member:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        return Member(typed["name"], typed["designation"], typed["email"], self.people.get(typed["person"]))


class AppointForm(MemberForm):
    """To which seat, as member or deputy, and for which days."""

    seat_code = SelectField(label="Seat", called="the seat")
    is_deputy = RadiosField(
        label="Appointed as", called="member or deputy", choices=(("no", "Member"), ("yes", "Deputy of the member")),
        inline=True, small=True, initial="no",
    )  # fmt: skip
    first = DateField(label="First day", called="the first day")
    last = DateField(label="Last day", called="the last day", required=False)
    appointed_by = TextField(label="Appointed by", called="the body", required=False, max_length=160)

    def __init__(self, *args: Any, seats: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat_code"].choices = list(seats)  # type: ignore[attr-defined]
        self.order_fields(["seat_code", "is_deputy", "name", "designation", "email", "person", "first", "last"])


class ChangeMemberForm(MemberForm, RecordForm):
    """Name, job title, address and sign-in put right."""


def typed_member(row: Appointment) -> dict[str, Any]:
    """What the form begins with."""
    said = {name: getattr(row, name) for name in ("name", "designation", "email")}
    return said | {"person": str(row.person_id or "")}


class EndForm(RecordForm):
    """The last day."""

    last = DateField(label="Last day", called="the last day")


class ElectForm(NhsNumberWarning):
    """Which office, who, and how they were elected."""

    free_text = ("how",)

    office = RadiosField(label="Office", called="the office", small=True)
    seat_code = SelectField(label="Member elected", called="the member")
    first = DateField(label="From", called="the first day")
    last = DateField(label="Until", called="the last day", required=False)
    how = LongTextField(
        label="How they were elected", called="how they were elected", max_length=2000, rows=3,
        help_text="Candidates, votes, and the meeting",
    )  # fmt: skip

    def __init__(self, *args: Any, offices: Sequence[str], members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [(one, named(one).capitalize()) for one in offices]  # type: ignore[attr-defined]
        self.fields["seat_code"].choices = list(members)  # type: ignore[attr-defined]


class NewCommitteeForm(NhsNumberWarning):
    """Its name, kind, CCGs and first day; what its terms begin from; and who is its secretary."""

    name = TextField(label="Name of the committee", called="the name", max_length=160)
    kind = SelectField(label="Kind of committee", called="the kind", choices=CommitteeKind.choices)
    ccgs = CheckboxesField(label="CCGs that take part", called="the CCGs", small=True)
    first = DateField(label="First day", called="the first day")
    begin_from = RadiosField(label="Terms of reference begin from", called="what to begin from", small=True)
    secretary = SelectField(
        label="Secretary", called="the secretary", required=False, empty="Named later",
        help_text="Of the people you look after. The secretary completes the terms",
    )  # fmt: skip

    def __init__(
        self, *args: Any, ccgs: Sequence[Ccg], people: Sequence[Person], examples: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.offered = {ccg.ods_code: ccg for ccg in ccgs}
        self.people = {str(person.pk): person for person in people}
        self.fields["ccgs"].choices = [(code, ccg.name) for code, ccg in self.offered.items()]  # type: ignore[attr-defined]
        secretaries = [(key, f"{person.name}, {person.designation}") for key, person in self.people.items()]
        self.fields["secretary"].choices = secretaries  # type: ignore[attr-defined]
        self.fields["begin_from"].choices = [("", "Nothing: an empty draft"), *examples]  # type: ignore[attr-defined]
        self.fields["begin_from"].required = False
        self.fields["begin_from"].initial = ""

    def chosen_ccgs(self) -> list[Ccg]:
        """The CCGs ticked."""
        return [self.offered[code] for code in self.cleaned_data["ccgs"]]

    def chosen_secretary(self) -> Person | None:
        """The person chosen, if any."""
        return self.people.get(self.cleaned_data["secretary"])


class CcgPartForm(NhsNumberWarning):
    """A CCG and the day it takes part from, or the last day on which it does."""

    ccg = SelectField(label="CCG", called="the CCG")
    day = DateField(label="First day", called="the day")

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], leaving: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ccgs = {ccg.ods_code: ccg for ccg in ccgs}
        self.fields["ccg"].choices = [(code, ccg.name) for code, ccg in self.ccgs.items()]  # type: ignore[attr-defined]
        if leaving:
            self.fields["day"].label = "Last day"

    def chosen(self) -> tuple[Ccg, date]:
        """The CCG and the day."""
        return self.ccgs[self.cleaned_data["ccg"]], self.cleaned_data["day"]
