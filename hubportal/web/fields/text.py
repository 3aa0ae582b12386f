"""Fields for words and numbers."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from hubportal.web.fields.base import Asked

LONG_TEXT_MAX = 20_000
EMAIL_MAX = 254


class TextField(Asked, forms.CharField):
    """One line of text, trimmed. Too long says by how much; what was typed stays in the box."""

    newlines = False

    def __init__(self, *, max_length: int | None = 200, **kwargs: Any) -> None:
        # The limit is checked here and not by Django's validator, whose message counts neither in our words
        # nor before the other validators have run over ten megabytes of text.
        self.longest = max_length
        super().__init__(**kwargs)
        self.validators = [
            check for check in self.validators if check.__class__.__name__ != "ProhibitNullCharactersValidator"
        ]

    def to_python(self, value: Any) -> str:
        """The text with one kind of line ending and without spaces around it."""
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        if self.longest is not None and len(text) > self.longest:
            message = f"{self.Called} must be {self.longest:,} characters or fewer. You entered {len(text):,}."
            raise ValidationError(message, code="max_length")
        if "\x00" in text:
            raise ValidationError(self.too_much.format(called=self.Called), code="null_characters_not_allowed")
        return text if self.newlines else " ".join(text.split("\n"))


class SearchField(TextField):
    """What to look for; never required."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 200, **kwargs})
        self.widget.input_type = "search"


class LongTextField(TextField):
    """Text of several lines, with a count of the characters left."""

    widget = forms.Textarea
    newlines = True

    def __init__(self, *, max_length: int = LONG_TEXT_MAX, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class EmailField(TextField):
    """One e-mail address."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": EMAIL_MAX, "autocomplete": "email", "spellcheck": False, **kwargs})
        message = "Enter an email address in the correct format, like name@example.com"
        self.validators.append(EmailValidator(message=message))


class PhoneField(TextField):
    """A telephone number, kept as typed: spaces, brackets, a leading + and an extension are allowed."""

    shape = re.compile(r"^\+?[0-9 ()\-.]{6,20}(?:\s*(?:x|ext\.?)\s*[0-9]{1,6})?$", re.IGNORECASE)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "autocomplete": "tel", "inputmode": "tel", "width": 20, **kwargs})
        self.widget.input_type = "tel"

    def to_python(self, value: Any) -> str:
        """The number as typed, refused when it cannot be one."""
        text = super().to_python(value)
        if text and not self.shape.match(text):
            raise ValidationError("Enter a telephone number, like 0121 496 0000 or +44 121 496 0000", code="invalid")
        return text


class WholeNumberField(Asked, forms.IntegerField):
    """A whole number; thousands may be separated with commas or spaces."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"inputmode": "numeric", "width": 5, "spellcheck": False, **kwargs})
        self.error_messages["invalid"] = f"{self.Called} must be a whole number, like 20"
        if self.min_value is not None:
            self.error_messages["min_value"] = f"{self.Called} must be {self.min_value:,} or more"
        if self.max_value is not None:
            self.error_messages["max_value"] = f"{self.Called} must be {self.max_value:,} or less"

    def to_python(self, value: Any) -> int | None:
        """The number, or None when the box is empty."""
        typed = re.sub(r"[,\s]", "", value) if isinstance(value, str) else value
        if isinstance(typed, str) and len(typed) > 18:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(typed)


class MoneyField(Asked, forms.Field):
    """An amount in pounds with at most two decimals, below 1,000,000,000,000; £ and commas may be typed."""

    widget = forms.TextInput

    def __init__(self, *, negative: bool = False, **kwargs: Any) -> None:
        self.negative = negative
        super().__init__(**{"inputmode": "decimal", "width": 10, "prefix": "£", "spellcheck": False, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:
        """The amount, or None when the box is empty."""
        typed = re.sub(r"[£,\s]", "", str(value or "")).replace("\u2212", "-")
        if not typed:
            return None
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or abs(amount) >= 10**12:
            raise ValidationError(f"{self.Called} must be an amount in pounds, like 1,250 or 1,250.50", code="invalid")
        if amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(f"{self.Called} must have no more than 2 decimal places", code="places")
        if amount < 0 and not self.negative:
            raise ValidationError(f"{self.Called} must be 0 or more", code="min_value")
        return amount.quantize(Decimal("0.01"))


class VersionField(forms.IntegerField):
    """The version of the row this page was made from, carried in the page (see `refusals.check_version`)."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        message = "This page is incomplete. Open it again and repeat your change."
        super().__init__(**{"min_value": 0, "error_messages": {"required": message, "invalid": message}, **kwargs})
