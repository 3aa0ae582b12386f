"""How a practice answers a round: by its link, or on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from governance.services.ballot_answers import Given
from governance.services.ballot_sealing import Answer
from hubportal.documents.services.files import ALLOWED
from hubportal.web.fields import (
    CheckboxField,
    DateField,
    FileField,
    LongTextField,
    RadiosField,
    TextField,
    TypeAheadField,
)
from hubportal.web.forms import NhsNumberWarning


class AnswerForm(NhsNumberWarning):
    """One question on one page: the answer, and who gives it with the authority of the practice."""

    free_text: ClassVar[tuple[str, ...]] = ("comment",)

    option = RadiosField(label="Your practice’s answer", called="your practice’s answer", label_size="m")
    comment = LongTextField(label="Anything to add", called="what you add", required=False, rows=3, max_length=1000)
    name = TextField(label="Your name", called="your name", max_length=120, autocomplete="name")
    role = TextField(label="Your role at the practice", called="your role", max_length=120)
    authority = CheckboxField(
        label="I answer for the practice and its contract holders agree", called="that you answer for the practice"
    )

    def __init__(self, *args: Any, options: Sequence[tuple[str, str]], named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]
        whose = "with the practice’s name" if named else "without the practice’s name"
        self.fields["comment"].help_text = f"The committee reads it with the result, {whose}"

    def given(self) -> Given:
        """The answer as it was typed."""
        typed = self.cleaned_data
        return Given(Answer(typed["option"], typed["comment"]), typed["name"], typed["role"])


class PaperForm(AnswerForm):
    """The same from a paper form, with the practice, the day it came and its scan."""

    practice = TypeAheadField(
        label="Practice", called="the practice", help_text="Its code or part of its name, as on the roll"
    )
    received_on = DateField(label="The form came on", called="the day it came", latest="today")
    scan = FileField(label="Scan of the form", called="the scan", extensions=ALLOWED)
    field_order = ["practice", "option", "comment", "name", "role", "received_on", "scan"]

    def __init__(self, *args: Any, roll: Sequence[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["authority"]
        self.fields["option"].label, self.fields["option"].called = "The answer", "the answer"  # type: ignore[attr-defined]
        self.fields["name"].label, self.fields["name"].called = "Signed by", "who signed it"  # type: ignore[attr-defined]
        self.fields["role"].label, self.fields["role"].required = "Their role at the practice", False
        self.fields["received_on"].initial = today
        self.fields["practice"] = TypeAheadField(
            label="Practice", called="the practice", options=roll,
            help_text="Its code or part of its name, as on the roll",
        )  # fmt: skip
        self.order_fields(self.field_order)
