"""Numbers that are neither whole nor amounts of money."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hubportal.web.fields.base import Asked


class PercentageField(Asked, forms.Field):
    """A percentage with at most two decimals; the sign may be typed."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"inputmode": "decimal", "width": 4, "suffix": "%", "spellcheck": False, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:
        """The percentage, or None when the box is empty."""
        typed = re.sub(r"[%\s]", "", str(value or "")).replace("\u2212", "-")
        if not typed:
            return None
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or abs(amount) >= 10**6 or amount != amount.quantize(Decimal("0.01")):
            raise ValidationError(f"{self.Called} must be a percentage, like 12.5", code="invalid")
        return amount
