"""What is asked about letters to practices and the monthly summary."""

from collections.abc import Iterable
from typing import Any, ClassVar

from governance.rules.minutes.sections import Section
from hubportal.web.fields import EmailField, LongTextField, SelectField, TextField, VersionField
from hubportal.web.forms import NhsNumberWarning


class LetterForm(NhsNumberWarning):
    """A letter as it goes."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "body")

    to_name = TextField(label="To", called="whom the letter is for", max_length=160)
    to_address = LongTextField(label="Address", called="the address", required=False, rows=4, max_length=600)
    to_email = EmailField(label="Email address", called="the email address", required=False)
    subject = TextField(label="Subject", called="a subject", max_length=250)
    body = LongTextField(label="Letter", called="what the letter says", rows=14, max_length=8000)
    version = VersionField()


class DropForm(NhsNumberWarning):
    """Why a letter is not sent."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    why = LongTextField(label="Why it is not sent", called="why it is not sent", rows=3, max_length=1000)
    version = VersionField()


class MonthForm(NhsNumberWarning):
    """Which month a summary tells of."""

    month = SelectField(label="Month", called="the month")

    def __init__(self, *args: Any, months: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = list(months)  # type: ignore[attr-defined]


class SummaryForm(NhsNumberWarning):
    """The words of each section of a summary, and to whom it goes."""

    recipients = LongTextField(
        label="Goes to",
        called="to whom it goes",
        required=False,
        rows=4,
        max_length=2000,
        help_text="Email addresses of NHS England and of each governing body, one on each line",
    )
    version = VersionField()

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [one.key for one in sections]
        self.free_text = tuple(f"prose_{key}" for key in self.keys)  # type: ignore[misc]
        for one in sections:
            self.fields[f"prose_{one.key}"] = LongTextField(
                label=f"Your words on: {one.heading.lower()}",
                called="your words",
                required=False,
                rows=4,
                max_length=6000,
                initial=one.prose,
            )
        self.order_fields([*(f"prose_{key}" for key in self.keys), "recipients"])

    @property
    def prose(self) -> dict[str, str]:
        """What was written, by section."""
        return {key: self.cleaned_data.get(f"prose_{key}") or "" for key in self.keys}
