"""Forms of a draft: what it begins from, its seats, its adoption, and reviews."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from governance.forms.terms_of_reference.shared import ClauseMixin, office_code, yes_no
from governance.models import Seat, SeatRole
from governance.services.terms_of_reference.drafts import SeatWords
from governance.services.terms_of_reference.seats import free_code
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)
from hubportal.web.forms import NhsNumberWarning


class BeginForm(NhsNumberWarning):
    """What a draft begins from, and the day it is meant to be in force."""

    begin_from = RadiosField(label="Begin from", called="what to begin from", small=True)
    in_force_from = DateField(label="In force from", called="the day")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begin_from"].choices = list(choices)  # type: ignore[attr-defined]
        self.fields["begin_from"].initial = choices[0][0]


class SeatForm(RecordForm):
    """One seat. Organisations are offered from the committee's CCGs; another body is typed."""

    title = TextField(label="Name of the seat", called="the name of the seat", max_length=120)
    organisation = SelectField(label="Organisation", called="the organisation", required=False, empty="Another body")
    body = TextField(label="Name of the other body", called="the body", required=False, max_length=120)
    role = RadiosField(label="Kind of member", called="the kind of member", choices=SeatRole.choices, small=True)
    voting = yes_no(label="Does the seat have a vote?", called="yes or no")
    office = TextField(
        label="Office that belongs to the seat", called="the office", required=False, max_length=40, width=20,
        help_text="Such as Chair or Area Director. Leave it empty if the office is elected",
    )  # fmt: skip
    deputies_allowed = yes_no(label="May it send a named deputy?", called="yes or no")
    stands_in_for = SelectField(
        label="Stands in when conflicted for", called="the seat", required=False, empty="Nobody"
    )
    clause = ClauseMixin.clause_field()

    def __init__(self, *args: Any, organisations: Sequence[str], seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(name, name) for name in organisations]  # type: ignore[attr-defined]
        voting = [(seat.code, seat.title) for seat in seats if seat.voting]
        self.fields["stands_in_for"].choices = voting  # type: ignore[attr-defined]
        self.codes = {seat.code for seat in seats}

    def clean(self) -> dict[str, Any] | None:
        """One of the two ways to name the organisation."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("organisation") and not cleaned.get("body"):
            self.add_error("body", ValidationError("Select an organisation, or enter the name of the other body"))
        return cleaned

    def words(self, *, code: str = "") -> SeatWords:
        """What was typed; a new seat is named by a code made of its title."""
        typed = self.cleaned_data
        return SeatWords(
            code=code or free_code(typed["title"], self.codes),
            title=typed["title"],
            organisation=typed["organisation"] or typed["body"],
            role=typed["role"],
            office=office_code(typed["office"]),
            voting=typed["voting"] == "yes",
            deputies_allowed=typed["deputies_allowed"] == "yes",
            stands_in_for=typed["stands_in_for"],
            clause=typed["clause"],
        )


def typed_seat(seat: Seat) -> dict[str, Any]:
    """What the form begins with."""
    said = {name: getattr(seat, name) for name in ("title", "organisation", "role", "stands_in_for", "clause")}
    return said | {
        "office": seat.office.replace("_", " ").capitalize(),
        "voting": "yes" if seat.voting else "no",
        "deputies_allowed": "yes" if seat.deputies_allowed else "no",
    }


class AdoptForm(RecordForm):
    """Who adopted the terms, when, and from when they are in force."""

    adopted_by = TextField(label="Adopted by", called="the body that adopted the terms", max_length=160)
    adopted_on = DateField(label="Adopted on", called="the day of adoption", latest="today")
    in_force_from = DateField(label="In force from", called="the first day in force")


class NothingForm(RecordForm):
    """An act that asks nothing but to be confirmed."""


class ReviewForm(NhsNumberWarning):
    """When the terms were reviewed and what came of it."""

    free_text: ClassVar[tuple[str, ...]] = ("outcome",)

    held_on = DateField(label="Reviewed on", called="the day of the review", latest="today")
    outcome = LongTextField(label="What came of it", called="what came of it", max_length=8000, rows=5)
