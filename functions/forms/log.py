"""What is asked when a case is logged."""

from typing import Any, ClassVar

from functions.figures.choosing import Choosing
from functions.forms.choices import category_choices, offer_choices, stream_of, tags_field, tags_problem
from functions.models.queries import Channel, Kind, Priority
from functions.rules.particulars import EARLIEST, LONGEST, tags_of
from hubportal.documents.fields import FilesField
from hubportal.organisations.models import Ccg, Practice
from hubportal.web.fields import (
    CheckboxField,
    EmailField,
    LongTextField,
    MomentField,
    PhoneField,
    SelectField,
    TextField,
    TypeAheadField,
)
from hubportal.web.forms import NhsNumberWarning


class LogForm(NhsNumberWarning):
    """One page for a whole case; the practice, when one is named, says which CCG it belongs to."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "detail")
    # As the page asks, so that its errors are listed from the top down.
    field_order: tuple[str, ...] = (
        "practice", "ccg", "subject", "detail", "kind", "category", "activity", "received_at", "channel",
        "contact_name", "contact_organisation", "contact_email", "contact_phone", "owner", "team", "priority", "tags",
        "restricted", "attachments",
    )  # fmt: skip

    practice = TypeAheadField(
        label="Practice", called="a practice", required=False, help_text="Code or part of the name. It fills the CCG."
    )
    ccg = SelectField(label="CCG", called="a CCG", error_messages={"required": "Select a CCG, or enter a practice"})
    kind = SelectField(label="Kind of case", called="a kind", choices=Kind.choices, initial=Kind.QUERY, empty=None)
    category = SelectField(label="Category", called="a category", choices=category_choices)
    activity = TypeAheadField(
        label="Function",
        called="a function",
        required=False,
        help_text="Its number in the function matrix, or some words of it",
    )
    subject = TextField(label="Subject", called="a subject", max_length=LONGEST["subject"])
    detail = LongTextField(label="Details", called="the details", rows=6, max_length=LONGEST["detail"])
    attachments = FilesField(label="Files", required=False, help_text="Up to 10, each smaller than 20 MB")

    channel = SelectField(label="How it reached the hub", choices=Channel.choices, initial=Channel.EMAIL, empty=None)
    received_at = MomentField(
        label="Received",
        called="the date received",
        earliest=EARLIEST,
        latest="now",
        help_text="The day it reached the hub is day 0 of the clock",
    )
    contact_name = TextField(label="Name", called="the contact name", required=False, max_length=120)
    contact_organisation = TextField(label="Organisation", required=False, max_length=160)
    contact_email = EmailField(label="Email address", required=False, autocomplete="off")
    contact_phone = PhoneField(label="Phone number", required=False, max_length=30, autocomplete="off")

    priority = SelectField(label="Priority", choices=Priority.choices, initial=Priority.NORMAL, empty=None)
    owner = SelectField(label="Owner", called="an owner", required=False, empty="Nobody yet")
    team = SelectField(label="Team", called="a team", required=False, empty="No team")
    tags = tags_field()
    restricted = CheckboxField(
        label="Restricted case",
        required=False,
        small=True,
        help_text="Only people with that permission see it, and each view is recorded",
    )

    def __init__(self, *args: Any, choosing: Choosing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)
        if not choosing.person.grants.any("ccg_case_restricted"):
            self.fields.pop("restricted", None)
        self.fields["ccg"].required = not self.data.get("practice")

    def clean_tags(self) -> list[str]:
        """The tags one by one."""
        return tags_problem(tags_of(self.cleaned_data["tags"].split(",")))

    def clean(self) -> dict[str, Any] | None:
        """The practice must be of the CCG on the day of receipt; without a CCG, the practice names it."""
        cleaned = super().clean() or self.cleaned_data
        practice = self.choosing.practice(cleaned.get("practice"))
        cleaned["practice"] = practice
        cleaned["ccg"] = self._ccg(practice, cleaned)
        cleaned["activity"] = self.choosing.activity(cleaned.get("activity"))
        cleaned["owner"] = self.choosing.owner(cleaned.get("owner"))
        cleaned["stream"] = stream_of(cleaned.get("category", ""))
        return cleaned

    def fill_ccg(self) -> bool:
        """Show the CCG that the practice named, where none was chosen; whether that changed the page."""
        found = self.cleaned_data.get("ccg") if self.is_bound else None
        if found is None or self.data.get("ccg") or found.pk not in self.choosing.ccg_ids:
            return False
        typed: Any = self.data
        self.data = typed.copy()
        self.data["ccg"] = str(found.pk)  # type: ignore[index]
        return True

    def _ccg(self, practice: Practice | None, cleaned: dict[str, Any]) -> Ccg | None:
        chosen = self.choosing.ccg(cleaned.get("ccg"))
        if practice is None:
            return chosen
        received = cleaned.get("received_at")
        theirs = self.choosing.ccg_of(practice, received.date() if received else None)
        if theirs is None:
            said = f"{practice} belonged to no CCG on that day: it had not opened yet, or was closed"
            self.add_error("practice", f"{said}. Check the date received")
        elif chosen is not None and chosen != theirs:
            self.add_error(
                "practice", f"{practice} belongs to {theirs}, not to {chosen}. Change the practice or the CCG"
            )
        elif theirs.pk not in self.choosing.ccg_ids:
            self.add_error("practice", f"{practice} belongs to {theirs}, which you do not work for")
        return theirs
