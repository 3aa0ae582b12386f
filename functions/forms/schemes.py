"""What is asked about enhanced services and local schemes."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from functions.rules.schemes.answering import STATES
from functions.rules.schemes.terms import PLACEHOLDERS, UNITS, letter_fault, read_periods
from hubportal.documents.fields import FilesField
from hubportal.documents.services.contents import MOST_BYTES
from hubportal.documents.services.files import ALLOWED
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    Asked,
    DateField,
    FileField,
    LongTextField,
    RadiosField,
    SearchField,
    SelectField,
    TextField,
    VersionField,
)
from hubportal.web.forms import FilterForm, NhsNumberWarning, PortalForm

_NAMES = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
SIGNS_UP = [("yes", "Yes, the practice signs up"), ("no", "No, the practice does not sign up")]


class RateField(Asked, forms.Field):
    """A rate in pounds with at most four decimals: some are parts of a penny a patient."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"inputmode": "decimal", "width": 10, "prefix": "£", "spellcheck": False, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:
        """The rate, or None when the box is empty."""
        typed = str(value or "").replace("£", "").replace(",", "").strip()
        if not typed:
            return None
        try:
            rate = Decimal(typed)
        except InvalidOperation:
            rate = Decimal("NaN")
        if not rate.is_finite() or abs(rate) >= 10**6 or rate != rate.quantize(Decimal("0.0001")):
            raise ValidationError(f"{self.Called} must be an amount in pounds, like 1.90 or 0.7749", code="invalid")
        return rate


class TermsForm(NhsNumberWarning):
    """What practices are offered, and the words they are invited with."""

    version = VersionField(required=False)
    subject = TextField(label="Name", called="the name", max_length=160)
    code = TextField(label="Short name", called="the short name", max_length=20, width=10, help_text="Such as EH")
    year = TextField(label="Financial year", called="the year", max_length=7, width=5, help_text="Such as 2015/16")
    rate = RateField(label="Rate", required=False)
    unit = RadiosField(
        label="What the rate is for",
        choices=[(code, f"{words[0].upper()}{words[1:]}") for code, words in UNITS.items()],
        initial="registered",
        small=True,
    )
    sign_up_from = DateField(label="First day to sign up", called="the first day to sign up")
    answer_by = DateField(label="Last day to answer", called="the last day to answer")
    remind_on = DateField(
        label="Remind those who have not answered on",
        called="the day of the reminder",
        required=False,
        help_text="Sent once by itself in the morning of that day; you can remind by hand at any time",
    )
    periods = LongTextField(
        label="Monitoring schedule",
        required=False,
        rows=4,
        max_length=2000,
        help_text="One return a line: its name, a colon and the day it is due, like Quarter 1: 2015-07-31",
    )
    specification = FileField(label="Specification", required=False, extensions=ALLOWED, most_bytes=MOST_BYTES)
    letter_subject = TextField(label="Subject of the invitation", called="the subject", max_length=180)
    letter_body = LongTextField(
        label="Invitation",
        called="what the invitation says",
        rows=12,
        max_length=10_000,
        help_text=f"Names in braces are filled in for each practice: {_NAMES}. Its own link is put at the end.",
    )
    reminder_body = LongTextField(
        label="Reminder", required=False, rows=6, max_length=10_000, help_text="Left empty, the invitation goes again"
    )

    def _letter(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        sentence = letter_fault(text)
        if sentence:
            raise ValidationError(sentence, code="names")
        return text

    def clean_letter_subject(self) -> str:
        """Only names that can be filled."""
        return self._letter("letter_subject")

    def clean_letter_body(self) -> str:
        """Only names that can be filled."""
        return self._letter("letter_body")

    def clean_reminder_body(self) -> str:
        """Only names that can be filled."""
        return self._letter("reminder_body")

    def clean_periods(self) -> list[dict[str, str]]:
        """The schedule as it is kept."""
        found, sentence = read_periods(self.cleaned_data["periods"])
        if sentence:
            raise ValidationError(sentence, code="periods")
        return [{"name": period.name, "due_on": period.due_on.isoformat()} for period in found]


class LastDayForm(RecordForm):
    """Another last day to answer."""

    answer_by = DateField(label="Last day to answer", called="the last day to answer", earliest="today")


class AnswerForm(NhsNumberWarning):
    """The practice's answer, by its link."""

    free_text: ClassVar[tuple[str, ...]] = ("comment",)

    signs_up = RadiosField(label="Does the practice sign up?", called="yes or no", choices=SIGNS_UP)
    name = TextField(label="Your name", called="your name", max_length=120, autocomplete="name")
    role = TextField(label="Your role at the practice", called="your role", max_length=120)
    comment = LongTextField(label="Comment", required=False, rows=3, max_length=2000)


class PaperAnswerForm(RecordForm):
    """An answer that came on paper, with its scan."""

    free_text: ClassVar[tuple[str, ...]] = ("comment",)

    signs_up = RadiosField(label="The answer", called="the answer", choices=SIGNS_UP)
    on = DateField(label="Day of the answer", called="the day of the answer", latest="today")
    name = TextField(label="Who answered", called="who answered", max_length=120)
    role = TextField(label="Their role", called="their role", required=False, max_length=120)
    comment = LongTextField(label="Comment", required=False, rows=3, max_length=2000)
    attachments = FilesField(label="Scan of the answer", called="the scan")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today


class ReasonForm(RecordForm):
    """A reason."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)
    note = LongTextField(label="Reason", called="the reason", rows=3, max_length=2000)


class SignUpFilterForm(FilterForm):
    """What narrows the sign-up table."""

    q = SearchField(label="Practice", help_text="Code or part of the name")
    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    state = SelectField(label="Answer", choices=list(STATES.items()), required=False, empty="All answers")

    def __init__(self, asked: dict[str, str], *, ccgs: list[tuple[str, str]]) -> None:
        super().__init__(initial=asked, auto_id="filter_%s")
        self.fields["ccg"].choices = ccgs  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]


class ReturnsForm(PortalForm):
    """The returns of one period: the day they came, and beside each practice a tick and its figure."""

    period = TextField(max_length=60, widget=forms.HiddenInput())
    on = DateField(label="Day the ticked returns came", called="the day", latest="today")
    practices = forms.MultipleChoiceField(
        required=True, error_messages={"required": "Tick the practices whose return has come"}
    )

    def __init__(self, *args: Any, codes: Iterable[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practices"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]
        self.fields["on"].initial = today

    def clean(self) -> dict[str, Any] | None:
        """Each ticked practice with its figure, and with what the page said of it when it was opened."""
        cleaned = super().clean() or self.cleaned_data
        ticked = cleaned.get("practices", ())
        cleaned["returned"] = {code: self._figure(code) for code in ticked}
        cleaned["seen"] = {code: str(self.data.get(f"seen-{code}") or "") for code in ticked}
        return cleaned

    def _figure(self, code: str) -> Decimal | None:
        typed = str(self.data.get(f"figure-{code}") or "").replace(",", "").replace("£", "").strip()
        if not typed:
            return None
        try:
            figure = Decimal(typed)
        except InvalidOperation:
            figure = Decimal("NaN")
        if not figure.is_finite() or not 0 <= figure < 10**10 or figure != figure.quantize(Decimal("0.01")):
            self.add_error("practices", f"The figure of {code} must be a number, like 120 or 120.50")
            return None
        return figure


class ProposeForm(NhsNumberWarning):
    """A local scheme as it is proposed."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    ccg = SelectField(label="CCG", called="the CCG")
    subject = TextField(label="Name of the scheme", called="the name", max_length=160)
    code = TextField(label="Short name", called="the short name", max_length=20, width=10)
    year = TextField(label="Financial year", called="the year", max_length=7, width=5, help_text="Such as 2015/16")
    on = DateField(label="Proposed on", called="the date", latest="today")
    note = LongTextField(label="What it is for", required=False, rows=4, max_length=4000)

    def __init__(self, *args: Any, ccgs: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = ccgs  # type: ignore[attr-defined]
        self.fields["on"].initial = today


class GateForm(RecordForm):
    """One gate passed: who gave the support, when, and the document that proves it."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    on = DateField(label="Day of the support", called="the date", latest="today")
    supporter = TextField(label="Who gave it", called="who gave it", max_length=160)
    decision = TextField(label="Reference of the decision", called="the reference", max_length=60, width=20)
    attachments = FilesField(label="Evidence", called="the evidence")
    note = LongTextField(label="Note", required=False, rows=3, max_length=4000)

    def __init__(self, *args: Any, today: date, act: str, evidence: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        self.fields["attachments"].help_text = evidence
        if act != "committee":
            del self.fields["decision"]
