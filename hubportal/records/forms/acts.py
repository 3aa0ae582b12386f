"""Forms of acts on records. Each carries the version its page was made from."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from hubportal.documents.fields import FilesField
from hubportal.documents.models import Document
from hubportal.records.kinds import tidy_reference
from hubportal.records.models import Letter
from hubportal.web.fields import DateField, EmailField, LongTextField, RadiosField, TextField, VersionField
from hubportal.web.forms import NhsNumberWarning


class RecordForm(NhsNumberWarning):
    """An act on one version of a record."""

    version = VersionField()


def ask_for(field: Any, *, label: str, called: str) -> None:
    """Make a field that may be left empty one that is asked for under another label, which its messages use too."""
    field.label, field.called, field.required = label, called, True
    field.error_messages["required"] = f"{field.verb} {called}"


class MoveForm(RecordForm):
    """The day a move holds from, and a note (the reason, where the move asks for one)."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    on = DateField(label="Date", called="the date", latest="today")
    note = LongTextField(label="Note", called="the note", required=False, max_length=4000, rows=3)

    def __init__(self, *args: Any, today: date, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        if needs_reason:
            ask_for(self.fields["note"], label="Reason", called="the reason")


class FilesForm(RecordForm):
    """Files to keep with a record."""

    attachments = FilesField(label="Files", called="the files")
    circle = RadiosField(
        label="Who may read them",
        called="who may read them",
        choices=Document.Circle.choices,
        initial=Document.Circle.HUB_AND_CCG,
        small=True,
    )
    requirement = RadiosField(label="What they are", called="what they are", required=False, small=True)

    def __init__(self, *args: Any, wanted: dict[str, str], may_keep_hub: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_keep_hub:
            self.fields["circle"].choices = Document.Circle.choices[1:]  # type: ignore[attr-defined]
        if wanted:
            self.fields["requirement"].choices = [*wanted.items(), ("", "Something else")]  # type: ignore[attr-defined]
        else:
            del self.fields["requirement"]


class LinkForm(RecordForm):
    """The other record."""

    other = TextField(
        label="Reference of the other record",
        called="the reference",
        max_length=40,
        width=20,
        spellcheck=False,
        help_text="Such as WM-Q-2016-00042 or WM-V-2016-00012",
    )

    def clean_other(self) -> str:
        """The reference as it is printed."""
        found = tidy_reference(self.cleaned_data["other"])
        if found is None:
            raise ValidationError("Enter a reference like WM-V-2016-00012", code="reference")
        return found


class LetterForm(NhsNumberWarning):
    """A letter about a record, as its writer changes it before it goes."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "body")

    to_name = TextField(label="To", called="whom it is for", max_length=160)
    to_address = LongTextField(label="Postal address", required=False, max_length=600, rows=4)
    to_email = EmailField(label="Email address", required=False, autocomplete="off")
    send_by = RadiosField(
        label="How it goes",
        called="how it goes",
        choices=Letter.SendBy.choices,
        initial=Letter.SendBy.LETTER,
        small=True,
    )
    subject = TextField(label="Subject", called="a subject", max_length=250)
    body = LongTextField(label="Letter", called="what the letter says", rows=16, max_length=20_000)
    circle = RadiosField(
        label="Who may read it here",
        called="who may read it",
        choices=Document.Circle.choices,
        initial=Document.Circle.HUB_AND_CCG,
        small=True,
    )
