"""What is asked about minutes: prose, amendments, and at which meeting they were approved."""

from collections.abc import Iterable
from typing import Any, ClassVar

from governance.models import Meeting
from hubportal.web.fields import LongTextField, SelectField, TextField, VersionField
from hubportal.web.forms import NhsNumberWarning, PortalForm
from hubportal.web.words import long_date

MOST = 20_000


class ProseForm(NhsNumberWarning):
    """The secretary's words around what is from the record."""

    free_text: ClassVar[tuple[str, ...]] = ("prose",)

    prose = LongTextField(
        label="Your words",
        called="your words",
        required=False,
        rows=12,
        max_length=MOST,
        help_text="Votes, times, results and actions are from the record and stand beside your words",
    )
    version = VersionField()


class VersionOnlyForm(PortalForm):
    """An act that asks nothing but that the page is still the one that was read."""

    version = VersionField()


class AmendForm(NhsNumberWarning):
    """What the committee amends."""

    free_text: ClassVar[tuple[str, ...]] = ("words",)

    words = LongTextField(
        label="What the committee amends",
        called="what the committee amends",
        rows=4,
        max_length=4000,
        help_text="Stands at the head of the new version. You write the amended words next",
    )


class ApproveForm(PortalForm):
    """At which meeting minutes were approved, and by whom."""

    meeting = SelectField(label="Approved at", called="the meeting at which they were approved")
    approved_by = TextField(
        label="Moved and seconded by",
        called="who moved and seconded it",
        max_length=200,
        help_text="Or that the chair signed them as a true record",
    )
    version = VersionField()

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [  # type: ignore[attr-defined]
            (str(one.number), f"Meeting {one.number}, {long_date(one.starts_at)}") for one in meetings
        ]
