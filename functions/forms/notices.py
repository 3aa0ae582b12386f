"""What is asked about notices to practices."""

from datetime import date
from typing import Any, ClassVar

from functions.figures.choosing import Choosing
from functions.forms.choices import offer_choices
from functions.rules.notices.sorts import NoticeSort
from functions.services.notices.drafting import Draft
from hubportal.records.forms.acts import MoveForm, RecordForm
from hubportal.records.models import Letter
from hubportal.web.fields import (
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    TypeAheadField,
    VersionField,
    WholeNumberField,
)
from hubportal.web.forms import NhsNumberWarning, PortalForm
from hubportal.web.words import long_date


class NoticeForm(NhsNumberWarning):
    """A notice's words; the letter may be left empty, then it is written from the template."""

    free_text: ClassVar[tuple[str, ...]] = ("grounds", "required", "body")

    practice = TypeAheadField(label="Practice", called="a practice", help_text="Code or part of the name")
    grounds = LongTextField(label="What is wrong", called="what is wrong", rows=5, max_length=8000)
    required = LongTextField(
        label="What the practice must do", called="what the practice must do", rows=5, max_length=8000
    )
    clause = TextField(
        label="Clause", required=False, max_length=160, help_text="Of the contract. Left empty: the Regulations"
    )
    remedy_days = WholeNumberField(
        label="Days to remedy", called="the days to remedy", min_value=1, max_value=730, required=False,
        help_text="28 or more, counted from the day after the notice",
    )  # fmt: skip
    shorter_because = TextField(
        label="Why fewer days", called="why fewer days", required=False, max_length=300,
        help_text="Only for patient safety or a material loss",
    )  # fmt: skip
    ccg_approves = CheckboxField(label="The CCG approves it before it goes", required=False, small=True)
    owner = SelectField(label="Owner", called="an owner", required=False, empty="Nobody yet")
    letter_subject = TextField(
        label="Subject of the letter", called="the subject", required=False, max_length=250,
        help_text="Left empty, it comes from the template",
    )  # fmt: skip
    body = LongTextField(
        label="Letter", called="the letter", required=False, rows=14, max_length=20_000,
        help_text="Left empty, it comes from the template. {served_on} and {remedy_by} are filled in on the day",
    )  # fmt: skip

    def __init__(self, *args: Any, sort: NoticeSort, choosing: Choosing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sort, self.choosing = sort, choosing
        if sort.remedy_days is None:
            del self.fields["remedy_days"], self.fields["shorter_because"]
        else:
            self.fields["remedy_days"].required = True
            self.fields["remedy_days"].initial = sort.remedy_days
        if sort.ccg_approves:
            del self.fields["ccg_approves"]
        if choosing is None:
            del self.fields["practice"], self.fields["owner"]
        else:
            offer_choices(self, choosing)
            self.fields["owner"].initial = str(choosing.person.pk)

    def draft(self) -> Draft:
        """What was typed, as the service takes it."""
        names = ("grounds", "required", "clause", "letter_subject", "body")
        typed = self.cleaned_data
        return Draft(
            self.sort.code,
            **{name: typed[name] for name in names},
            remedy_days=typed.get("remedy_days"),
            shorter_because=typed.get("shorter_because", ""),
            ccg_approves=typed.get("ccg_approves", False),
        )


class ChangeNoticeForm(NoticeForm):
    """The words of a draft, on the version that was opened."""

    version = VersionField()


class ServeForm(RecordForm):
    """To whom the approved notice goes, and how."""

    to_name = TextField(label="To", called="whom it is for", max_length=160)
    to_address = LongTextField(label="Postal address", required=False, max_length=600, rows=4)
    to_email = EmailField(label="Email address", required=False, autocomplete="off")
    send_by = RadiosField(
        label="How it goes", called="how it goes", choices=Letter.SendBy.choices, initial=Letter.SendBy.LETTER,
        small=True,
    )  # fmt: skip


class EscalateForm(MoveForm):
    """Why, and to what."""

    free_text: ClassVar[tuple[str, ...]] = ("note", "early_because")

    to_sort = RadiosField(label="The notice that follows", called="the notice that follows", small=True)
    early_because = TextField(label="Why it cannot wait", called="why it cannot wait", required=False, max_length=300)

    def __init__(
        self, *args: Any, follows: list[tuple[str, str]], remedy_by: date | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        if remedy_by is None:
            del self.fields["early_because"]
        else:
            self.fields[
                "early_because"
            ].help_text = f"Only up to {long_date(remedy_by)}, the practice’s last day to remedy"
        self.fields["to_sort"].choices = follows  # type: ignore[attr-defined]


class StepForm(PortalForm):
    """One step of an action plan."""

    words = TextField(label="What will be done", called="what will be done", max_length=200)
    due_on = DateField(label="By", called="the date")


class StepDoneForm(PortalForm):
    """How it is known that a step is done."""

    evidence = TextField(label="How it is known", called="how it is known", required=False, max_length=300)
