"""What is asked of the decision register."""

from typing import Any, ClassVar

from governance.rules.register import KIND_WORDS
from hubportal.web.fields import DateField, LongTextField, SelectField, TextField
from hubportal.web.forms import FilterForm, NhsNumberWarning


class RegisterFilter(FilterForm):
    """What narrows the register."""

    q = TextField(label="Words", called="the words", required=False, max_length=120)
    kind = SelectField(label="Kind", called="the kind", required=False, choices=())
    since = DateField(label="From", called="the first day", required=False)
    until = DateField(label="To", called="the last day", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "All"), *((kind.value, said) for kind, said in KIND_WORDS.items())]  # type: ignore[attr-defined]


class CorrectionForm(NhsNumberWarning):
    """What an entry says wrongly, and what is right."""

    free_text: ClassVar[tuple[str, ...]] = ("words",)

    words = LongTextField(
        label="Correction",
        called="the correction",
        help_text="Say what was entered wrongly, and what is right. The entry itself stays as it is.",
        max_length=4000,
        rows=5,
    )
