"""A time of day as people type it."""

from typing import Any

from django.core.exceptions import ValidationError

from hubportal.web.fields import TextField
from hubportal.web.fields.dates import read_time


class TimeField(TextField):
    """A time of day as people type it, such as 2pm or 14:30."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20, "width": 10, "spellcheck": False, **kwargs})

    def clean(self, value: Any) -> Any:
        """The time."""
        typed = super().clean(value)
        found = read_time(typed) if typed else None
        if typed and found is None:
            raise ValidationError(f"{self.Called} must be a time, like 2pm or 14:30", code="invalid")
        return found
