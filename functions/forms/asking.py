"""What a practice is asked when it asks the hub something, and a CCG's lead who is concerned about the hub."""

from typing import Any, ClassVar

from django import forms

from functions.forms.choices import category_choices, stream_of
from functions.rules.particulars import LONGEST
from hubportal.documents.fields import FilesField
from hubportal.organisations.models import Ccg, Practice
from hubportal.web.fields import LongTextField, PhoneField, SelectField, TextField
from hubportal.web.forms import NhsNumberWarning


class OwnWordsForm(NhsNumberWarning):
    """Something said to the hub in one's own words; who says it is known from the sign-in.

    A form of this kind adds its `subject`, and the `place` it is said for, which nobody chooses who has but one.
    """

    place: ClassVar[str]
    free_text: ClassVar[tuple[str, ...]] = ("subject", "detail")

    category = SelectField(label="What is it about?", called="what it is about", choices=category_choices)
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

    def __init__(self, *args: Any, places: list[Practice] | list[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([self.place, "category", "subject"])
        self.places = {str(place.pk): place for place in places}
        self.fields[self.place].choices = [(pk, place.name) for pk, place in self.places.items()]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields[self.place].widget = forms.HiddenInput()
            self.fields[self.place].initial = str(places[0].pk)

    def clean(self) -> dict[str, Any] | None:
        """Codes become what they stand for."""
        cleaned = super().clean() or self.cleaned_data
        cleaned[self.place] = self.places.get(cleaned.get(self.place, ""))
        cleaned["stream"] = stream_of(cleaned.get("category", ""))
        return cleaned


class AskForm(OwnWordsForm):
    """A practice's question."""

    place = "practice"

    practice = SelectField(label="Practice", called="a practice", empty=None)
    subject = TextField(
        label="Your question in a few words", called="your question in a few words", max_length=LONGEST["subject"]
    )


class ConcernForm(OwnWordsForm):
    """A CCG's concern about the hub's own work."""

    place = "ccg"

    ccg = SelectField(label="CCG", called="a CCG", empty=None)
    subject = TextField(
        label="Your concern in a few words", called="your concern in a few words", max_length=LONGEST["subject"]
    )
