"""Several files in one box."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hubportal.documents.services.contents import MOST_BYTES
from hubportal.documents.services.files import ALLOWED
from hubportal.web.fields import FileField
from hubportal.web.words import plural

MOST_FILES = 10


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """Any number of files up to ten; a file at fault is named, and cleaned data is a list."""

    widget: Any = _SeveralFiles

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"extensions": ALLOWED, "most_bytes": MOST_BYTES, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file checked by itself, so that the message can name it."""
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > MOST_FILES:
            raise ValidationError(f"Select no more than {plural(MOST_FILES, 'file')} at a time", code="many")
        return [self._one(upload) for upload in given]

    def _one(self, upload: Any) -> Any:
        try:
            return super().clean(upload)
        except ValidationError as wrong:
            said = [message.replace("The selected file", f"“{upload.name}”") for message in wrong.messages]
            raise ValidationError(said, code=wrong.code) from wrong
