"""What all our fields share: words for their messages, looks for their drawing."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from markupsafe import Markup

from hubportal.web.words import lower_first


class PortalBoundField(BoundField):
    """A field on its form, drawn by the NHS.UK component that suits its widget."""

    def as_field_group(self) -> Markup:  # type: ignore[override]
        """Label, hint, error and input, associated with each other."""
        from hubportal.web.rendering import field_group  # the drawing imports the fields

        return field_group(self)


class Asked(forms.Field):
    """A field that knows how to ask.

    `called`: the words of its messages, as in "Enter the subject" (from the label when not given). `looks`:
    what the component shows besides: width (2, 3, 4, 5, 10, 20, 30 characters), rows, prefix, suffix,
    inline, small, label_size ("s", "m", "l"), heading (the label is the page's h1), hidden_label, hints (by
    choice).
    """

    verb = "Enter"
    too_much = "{called} must not include characters that cannot be stored"

    def __init__(self, *, called: str = "", error_messages: dict[str, str] | None = None, **kwargs: Any) -> None:
        looks = {name: kwargs.pop(name) for name in LOOKS if name in kwargs}
        label = kwargs.get("label") or ""
        self.called = called or lower_first(str(label)) or "an answer"
        self.looks: dict[str, Any] = looks
        messages = {"required": f"{self.verb} {self.called}", **(error_messages or {})}
        super().__init__(error_messages=messages, **kwargs)

    @property
    def Called(self) -> str:  # noqa: N802 - the same words at the head of a sentence
        """The words with a capital, to begin a sentence."""
        return self.called[:1].upper() + self.called[1:]

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> PortalBoundField:
        """The bound field that draws itself with NHS.UK components."""
        return PortalBoundField(form, self, field_name)


LOOKS = (
    "width",
    "rows",
    "prefix",
    "suffix",
    "inline",
    "small",
    "label_size",
    "heading",
    "hidden_label",
    "hints",
    "classes",
    "autocomplete",
    "inputmode",
    "spellcheck",
)
