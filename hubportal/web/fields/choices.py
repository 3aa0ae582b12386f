"""Fields for choosing: radios, a list, checkboxes, and typing ahead for long lists such as practices."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.choices import CallableChoiceIterator

from hubportal.web.fields.base import Asked


class Option(NamedTuple):
    """One thing that can be chosen by typing ahead: what is stored and what is read."""

    value: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.value})"


class RadiosField(Asked, forms.ChoiceField):
    """One of a few."""

    verb = "Select"
    widget: Any = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = f"{self.Called} must be one of those listed"


class SelectField(RadiosField):
    """One of many, in a drop-down list that begins with "Choose"."""

    widget = forms.Select

    def __init__(self, *, choices: Any = (), empty: str | None = "Choose", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(choices=choices, **kwargs)

    @property
    def choices(self) -> Any:
        """The choices, "Choose" first."""
        return self._choices

    @choices.setter
    def choices(self, value: Any) -> None:
        # Choices given as a function are asked for when they are first shown or checked against, and once.
        made = CallableChoiceIterator(cache(lambda: self._listed(value())))  # type: ignore[no-untyped-call]
        self._choices = self.widget.choices = made if callable(value) else self._listed(value)

    def _listed(self, value: Any) -> list[Any]:
        given = list(value)
        if self.empty is not None and not any(choice[0] == "" for choice in given):
            return [("", self.empty), *given]
        return given


class CheckboxesField(Asked, forms.MultipleChoiceField):
    """Any number of a few."""

    verb = "Select"
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = f"{self.Called} must be one of those listed"
        self.error_messages["invalid_list"] = self.error_messages["invalid_choice"]


class CheckboxField(Asked, forms.BooleanField):
    """One box to tick; required means it must be ticked."""

    verb = "Tick to confirm"


class TypeAheadField(Asked, forms.Field):
    """One of a long list, found by typing its code or part of its name.

    `options` lists everything (a datalist, for lists up to some hundreds); `search_url` lets the page ask
    the server while typing instead. `find(text)` answers with the options that fit what was typed; without
    it, `options` are searched. Works without JavaScript: what was typed is resolved on the server, and an
    unclear answer is asked back.
    """

    verb = "Enter"
    widget = forms.TextInput
    shown_when_unclear = 8

    def __init__(
        self,
        *,
        options: Iterable[Option | tuple[str, str]] = (),
        find: Callable[[str], Sequence[Option]] | None = None,
        search_url: str = "",
        **kwargs: Any,
    ) -> None:
        self.options = [Option(*option) for option in options]
        self.find = find
        self.search_url = search_url
        super().__init__(**{"width": 30, "autocomplete": "off", "spellcheck": False, **kwargs})

    def _found(self, typed: str) -> Sequence[Option]:
        if self.find is not None:
            return self.find(typed)
        wanted = typed.casefold()
        return [o for o in self.options if wanted in o.name.casefold() or o.value.casefold().startswith(wanted)]

    def to_python(self, value: Any) -> str:
        """The value of the one option meant, or an empty string."""
        typed = " ".join(str(value or "").replace("\x00", "").split())[:200]
        if not typed:
            return ""
        code = typed[typed.rfind("(") + 1 : -1].strip() if typed.endswith(")") else ""
        found = list(self._found(code or typed)) or (list(self._found(typed)) if code else [])
        spelt = {typed.casefold(), code.casefold() or typed.casefold()}
        exact = [o for o in found if o.value.casefold() in spelt or o.name.casefold() in spelt]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0].value
        if not found:
            raise ValidationError(f"Nothing in the list matches “{typed}”. Enter {self.called} again.", code="unknown")
        some = "; ".join(str(option) for option in found[: self.shown_when_unclear])
        more = f" and {len(found) - self.shown_when_unclear} more" if len(found) > self.shown_when_unclear else ""
        raise ValidationError(f"More than one matches “{typed}”. Choose one: {some}{more}.", code="unclear")
