"""Signing, dating and publishing; and passing a case to the other side."""

from typing import Any, ClassVar

from django import forms

from functions.forms.acts import ActForm
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import CheckboxField, DateField, LongTextField, TextField, VersionField
from hubportal.web.forms import PortalForm


class SignForm(PortalForm):
    """That what the page shows is signed; the hash of it travels with the page."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    confirm = CheckboxField(
        label="I have read it and sign it for the party named above", called="that you have read it"
    )


class RedateForm(RecordForm):
    """The day it holds from."""

    effective_from = DateField(label="It holds from", called="the day it holds from")


class DraftVersionForm(PortalForm):
    """The number of the next version, and where it comes from."""

    code = TextField(label="Number", called="the number", max_length=20, width=5, help_text="Such as 1.1")
    source = TextField(
        label="Where it comes from",
        called="where it comes from",
        max_length=200,
        help_text="Such as the meeting that decided it",
    )


class PublishForm(PortalForm):
    """The day a version holds from."""

    revision = VersionField()
    effective_from = DateField(label="It holds from", called="the day it holds from", earliest="today")


class TurnForm(ActForm):
    """Words that go with a step between the hub and the CCG; `wanting` says so where a step cannot do without them."""

    free_text: ClassVar[tuple[str, ...]] = ("words",)

    words = LongTextField(label="Words", called="the words", required=False, max_length=8000, rows=6)

    def __init__(self, *args: Any, label: str, wanting: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.required = label, bool(wanting)
        field.error_messages["required"] = wanting
