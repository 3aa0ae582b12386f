"""What is asked of a place on an agenda, of a recommendation's answer and of an urgent decision."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from governance.models import IfCarried, Marking
from governance.rules.urgent import GROUNDS
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    FileField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    VersionField,
    WholeNumberField,
)
from hubportal.web.forms import NhsNumberWarning

Choices = Iterable[tuple[Any, str]]


def _choose(field: Any, choices: Choices) -> None:
    field.choices = list(choices)


class AskForm(RecordForm):
    """A place on a committee's agenda for a record."""

    free_text: ClassVar[tuple[str, ...]] = ("asks",)

    committee = RadiosField(label="Committee", called="the committee", choices=())
    title = TextField(label="Title of the item", called="the title of the item", max_length=200)
    asks = LongTextField(
        label="Proposed resolution",
        called="the proposed resolution",
        help_text="The words the committee is asked to carry. The portal carries out a decision in these words only.",
        max_length=4000,
        rows=3,
    )
    if_carried = RadiosField(
        label="If it is carried", called="what happens if it is carried", choices=IfCarried.choices, small=True
    )
    document = SelectField(
        label="Paper from this record", called="the paper", choices=(), required=False,
        help_text="A PDF that is kept with the record",
    )  # fmt: skip
    upload = FileField(
        label="Or add a paper", called="the paper", required=False, extensions=("pdf",),
        help_text="A PDF. It is kept with the record for the hub and the CCG.",
    )  # fmt: skip

    def __init__(self, *args: Any, committees: Choices, papers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["committee"], committees)
        _choose(self.fields["document"], [("", "None: I add one"), *papers])

    def clean(self) -> dict[str, Any]:
        """One paper, from the record or sent now."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if "upload" not in self.errors and not told.get("document") and not told.get("upload"):
            self.add_error("document", "Select a paper of the record, or add one as a PDF")
        return told


class SettleForm(NhsNumberWarning):
    """What was done about a decision that waited."""

    free_text: ClassVar[tuple[str, ...]] = ("words",)

    words = LongTextField(
        label="What was done", called="what was done", max_length=2000, rows=4,
        help_text="Such as where it was recorded, or why nothing had to be done",
    )  # fmt: skip


class PlaceForm(NhsNumberWarning):
    """Where a request goes."""

    free_text: ClassVar[tuple[str, ...]] = ("ground", "why")

    version = VersionField()
    meeting = RadiosField(label="Meeting", called="the meeting", choices=())
    minutes = WholeNumberField(
        label="Minutes", called="the minutes", min_value=1, max_value=480, help_text="The time planned for it"
    )
    marking = RadiosField(
        label="Who may read its paper", called="who may read its paper", choices=Marking.choices, small=True
    )
    ground = LongTextField(
        label="Why the public is to be excluded", called="why the public is to be excluded", required=False,
        max_length=2000, rows=2, help_text="Leave empty for an item heard in public",
    )  # fmt: skip

    why = LongTextField(
        label="Why it comes after the papers went", called="the reason", required=False, max_length=2000, rows=2,
        help_text="Needed only for a meeting whose papers have been sent: the supplement says it",
    )  # fmt: skip

    def __init__(self, *args: Any, meetings: Choices, has_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["meeting"], meetings)
        if not has_paper:
            del self.fields["marking"]


class DeclineForm(NhsNumberWarning):
    """Why a request is declined."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    version = VersionField()
    why = LongTextField(
        label="Reason", called="the reason", max_length=2000, rows=4, help_text="Whoever asked reads this"
    )


class AnswerForm(NhsNumberWarning):
    """What a decision makes of a recommendation."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    version = VersionField()
    entry = RadiosField(label="Decision that answers it", called="the decision that answers it", choices=())
    answer = RadiosField(
        label="What the committee made of it", called="what the committee made of it", small=True,
        choices=(("accepted", "Accepted"), ("varied", "Varied"), ("rejected", "Rejected")),
    )  # fmt: skip
    why = LongTextField(
        label="Reasons", called="the reasons", required=False, max_length=4000, rows=4,
        help_text="The committee’s reasons where it varied or rejected the recommendation",
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["entry"], entries)


class UrgentForm(NhsNumberWarning):
    """An urgent decision outside a meeting."""

    free_text: ClassVar[tuple[str, ...]] = ("resolution", "why")

    title = TextField(label="What it is about", called="what it is about", max_length=170)
    resolution = LongTextField(label="What was decided", called="what was decided", max_length=4000, rows=4)
    decided_on = DateField(label="Decided on", called="the day of the decision", latest="today")
    agreed = CheckboxesField(label="Who agreed", called="who agreed", choices=())
    ground = RadiosField(
        label="Why it could not wait", called="why it could not wait", choices=list(GROUNDS.items()), small=True
    )
    why = LongTextField(
        label="What would have happened", called="what would have happened", max_length=2000, rows=3,
        help_text="Say what waiting for the next meeting would have meant",
    )  # fmt: skip
    is_private = CheckboxField(label="It is not for the public", called="whether it is private", required=False)

    def __init__(self, *args: Any, members: Choices, needs: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["agreed"], members)
        self.fields["agreed"].help_text = f"{needs}. They must have sat on the committee on the day of the decision."
        self.fields["decided_on"].initial = today
