"""What is asked about a procurement decision."""

from collections.abc import Sequence
from typing import Any, ClassVar

from governance.models import Interest, Meeting, Procurement
from governance.rules import procurement as rules
from governance.services.procurement import COLUMNS, Subject
from hubportal.web.fields import (
    CheckboxField,
    DateField,
    LongTextField,
    MoneyField,
    RadiosField,
    SelectField,
    TextField,
    VersionField,
)
from hubportal.web.forms import NhsNumberWarning
from hubportal.web.words import long_date

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("title", "reference", "description", "newness", "kind", "route", "national_tariff")),
    ("Who", ("clinical_lead", "contract_manager")),
    ("Decision", ("decided_by", "decided_on", "meeting", "justification")),
    ("Award", ("supplier", "supplier_address", "value_total", "value_to_ccg", "comments")),
)


class CorrectionForm(NhsNumberWarning):
    """A form that asks for a reason once the decision is recorded."""

    version = VersionField()

    def __init__(self, *args: Any, recorded: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recorded = recorded
        if recorded:
            self.fields["why"] = LongTextField(
                label="Why it is corrected", called="why it is corrected", rows=2, max_length=1000
            )


class ProcurementForm(CorrectionForm):
    """The facts of a procurement; the questions follow from the route, on a page of their own."""

    free_text: ClassVar[tuple[str, ...]] = ("description", "justification", "comments")

    title = TextField(label="Contract or service", called="the contract or service", max_length=200)
    reference = TextField(
        label="Reference of the contract", called="the reference", required=False, max_length=40, width=20
    )
    description = LongTextField(label="What is procured", called="what is procured", rows=4, max_length=4000)
    newness = RadiosField(
        label="New or existing", called="whether it is new", small=True,
        choices=[("new", "A new service"), ("existing", "An existing service, procured again")],
    )  # fmt: skip
    kind = RadiosField(label="Type", called="the type", choices=list(rules.TYPES.items()), small=True)
    route = RadiosField(
        label="How it is procured", called="how it is procured", choices=list(rules.ROUTES.items()), small=True,
        help_text="It decides which questions have to be answered",
    )  # fmt: skip
    national_tariff = CheckboxField(label="A national tariff sets the price", called="this", required=False)
    clinical_lead = TextField(label="Clinical lead", called="the clinical lead", required=False, max_length=120)
    contract_manager = TextField(
        label="Contract manager", called="the contract manager", required=False, max_length=120
    )
    decided_by = TextField(
        label="Who decided, and how", called="who decided", required=False, max_length=300,
        help_text="Such as: the committee, after a panel had scored the bids",
    )  # fmt: skip
    decided_on = DateField(label="Decided on", called="the day of the decision", required=False, latest="today")
    meeting = SelectField(label="At the meeting", called="the meeting", required=False, empty="None of these")
    justification = LongTextField(
        label="Why it was decided this way", called="why it was decided this way", required=False, rows=3,
        max_length=4000,
    )  # fmt: skip
    supplier = TextField(label="Awarded to", called="the provider", required=False, max_length=200)
    supplier_address = TextField(label="Their address", called="the address", required=False, max_length=300)
    value_total = MoneyField(label="Total value of the contract", called="the total value", required=False)
    value_to_ccg = MoneyField(label="Value to the CCG", called="the value to the CCG", required=False)
    comments = LongTextField(label="Comments", called="the comments", required=False, rows=2, max_length=2000)

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(one.number): one for one in meetings}
        choices = [(key, f"Meeting {key}, {long_date(one.starts_at)}") for key, one in self.meetings.items()]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under the headings of the page."""
        made = [(legend, [self[name] for name in names]) for legend, names in GROUPS]
        last = [self[name] for name in ("why", "version") if name in self.fields]
        return [*made, ("Correction" if self.recorded else "", last)]

    @property
    def subject(self) -> Subject:
        """What was typed, as the services take it."""
        typed = self.cleaned_data
        said = {name: typed[name] for name in COLUMNS if name not in {"meeting", "is_new"}}
        return Subject(**said, is_new=typed["newness"] == "new", meeting=self.meetings.get(typed["meeting"]))


def typed_of(row: Procurement) -> dict[str, Any]:
    """What the form begins with."""
    said = {name: getattr(row, name) for name in COLUMNS if name not in {"meeting", "is_new"}}
    meeting = str(row.meeting.number) if row.meeting else ""
    return {**said, "meeting": meeting, "newness": "new" if row.is_new else "existing"}


class AnswersForm(CorrectionForm):
    """The questions that apply, each with its answer so far."""

    def __init__(self, *args: Any, questions: Sequence[rules.Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free_text = tuple(one.key for one in questions)  # type: ignore[misc]
        for one in questions:
            self.fields[one.key] = LongTextField(
                label=one.words, called="an answer", required=False, rows=3, max_length=4000, help_text=one.hint
            )
        self.order_fields([*self.free_text, "why", "version"])

    @property
    def answers(self) -> dict[str, str]:
        """What was typed, by question."""
        return {key: self.cleaned_data[key] for key in self.free_text}


class ConflictForm(CorrectionForm):
    """A conflict that arose, and how it was handled."""

    free_text: ClassVar[tuple[str, ...]] = ("conflict", "words")

    interest = SelectField(
        label="Interest on the register", called="the interest", required=False, empty="None of these",
        help_text="If the conflict comes from one",
    )  # fmt: skip
    name = TextField(label="Who had it", called="who had it", required=False, max_length=120)
    conflict = LongTextField(label="The conflict", called="the conflict", required=False, rows=3, max_length=2000)
    handled = RadiosField(
        label="How it was handled", called="how it was handled", choices=list(rules.HANDLED.items()), required=False,
        small=True,
    )  # fmt: skip
    words = LongTextField(
        label="Who decided so, and why", called="who decided so", required=False, rows=2, max_length=2000
    )

    def __init__(self, *args: Any, interests: Sequence[Interest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interests = {str(one.number): one for one in interests}
        choices = [(key, f"{one.name}: {one.organisation}") for key, one in self.interests.items()]
        self.fields["interest"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["interest", "name", "conflict", "handled", "words", "why", "version"])

    def clean(self) -> dict[str, Any] | None:
        """Name and conflict are taken from the interest where there is one."""
        cleaned = super().clean() or self.cleaned_data
        chosen = self.interests.get(cleaned.get("interest") or "")
        if chosen:
            cleaned["name"] = cleaned.get("name") or chosen.name
            cleaned["conflict"] = cleaned.get("conflict") or f"{chosen.organisation}: {chosen.nature}"
        for name, words in (("name", "Enter who had it"), ("conflict", "Enter the conflict")):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned


class HandleForm(CorrectionForm):
    """How a conflict was handled, or that it was none."""

    free_text: ClassVar[tuple[str, ...]] = ("words", "removed_why")

    handled = RadiosField(
        label="How it was handled", called="how it was handled", choices=list(rules.HANDLED.items()), required=False,
        small=True,
    )  # fmt: skip
    words = LongTextField(
        label="Who decided so, and why", called="who decided so", required=False, rows=2, max_length=2000
    )
    removed_why = LongTextField(
        label="If it was no conflict: why not", called="why not", required=False, rows=2, max_length=1000
    )
