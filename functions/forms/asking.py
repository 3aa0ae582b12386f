"""What a practice is asked when it asks the hub something."""

from typing import Any, ClassVar

from django import forms

from functions.forms.choices import category_choices, stream_of
from functions.rules.particulars import LONGEST
from hubportal.documents.fields import FilesField
from hubportal.organisations.models import Person, Practice
from hubportal.web.fields import LongTextField, PhoneField, SelectField, TextField
from hubportal.web.forms import NhsNumberWarning


class AskForm(NhsNumberWarning):
    """A question in a practice's own words; who asks is known from the sign-in."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "detail")

    practice = SelectField(label="Practice", called="a practice", empty=None)
    category = SelectField(label="What is it about?", called="what it is about", choices=category_choices)
    subject = TextField(
        label="Your question in a few words", called="your question in a few words", max_length=LONGEST["subject"]
    )
    detail = LongTextField(
        label="Details",
        called="the details",
        rows=8,
        max_length=LONGEST["detail"],
        help_text="Do not include anything that identifies a patient",
    )
    contact_phone = PhoneField(
        label="Phone number", required=False, max_length=30, help_text="If you would like a call back"
    )
    attachments = FilesField(label="Files", required=False, help_text="Up to 10, each smaller than 20 MB")

    def __init__(self, *args: Any, person: Person, practices: list[Practice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practices = {str(practice.pk): practice for practice in practices}
        self.fields["practice"].choices = [(pk, practice.name) for pk, practice in self.practices.items()]  # type: ignore[attr-defined]
        if len(practices) == 1:
            self.fields["practice"].widget = forms.HiddenInput()
            self.fields["practice"].initial = str(practices[0].pk)

    def clean(self) -> dict[str, Any] | None:
        """Codes become what they stand for."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["practice"] = self.practices.get(cleaned.get("practice", ""))
        cleaned["stream"] = stream_of(cleaned.get("category", ""))
        return cleaned
