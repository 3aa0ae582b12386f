"""A file to upload. Its content is examined where it is stored; here its name and size are refused early."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hubportal.web.fields.base import Asked
from hubportal.web.words import file_size


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


class FileField(Asked, forms.FileField):
    """One file of the allowed `extensions` (lower case, without dot), at most `most_bytes` long."""

    verb = "Select"

    def __init__(self, *, extensions: tuple[str, ...], most_bytes: int = 20_000_000, **kwargs: Any) -> None:
        self.extensions = extensions
        self.most_bytes = most_bytes
        super().__init__(**{"called": "a file", **kwargs})
        self.widget.attrs["accept"] = ",".join(f".{extension}" for extension in extensions)
        self.error_messages["empty"] = "The selected file is empty"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The uploaded file, refused by name or size before anything reads it."""
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            kind = PurePath(upload.name).suffix.lower().removeprefix(".")
            if kind not in self.extensions:
                allowed = _either([extension.upper() for extension in self.extensions])
                raise ValidationError(f"The selected file must be a {allowed}", code="extension")
            if upload.size > self.most_bytes:
                raise ValidationError(
                    f"The selected file must be smaller than {file_size(self.most_bytes)}", code="size"
                )
        return upload
