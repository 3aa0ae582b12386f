"""One question at the end of a case."""

from typing import ClassVar

from functions.models import Satisfaction
from functions.rules.particulars import LONGEST
from hubportal.web.fields import LongTextField, RadiosField
from hubportal.web.forms import NhsNumberWarning


class JudgeForm(NhsNumberWarning):
    """Whether the answer served, and why."""

    free_text: ClassVar[tuple[str, ...]] = ("comment",)

    answer = RadiosField(
        label="Did the answer give you what you needed?",
        called="whether the answer gave you what you needed",
        choices=Satisfaction.Answer.choices,
        small=True,
    )
    comment = LongTextField(
        label="What would have helped",
        required=False,
        max_length=LONGEST["comment"],
        rows=4,
        help_text="The hub and the CCG read this. Do not name patients",
    )
