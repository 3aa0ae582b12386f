"""Items, papers, apologies and known interests."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from governance.models import AgendaItem, KnownInterest, Marking
from governance.services.meetings.items import ItemWords
from governance.services.meetings.papers import PaperWords
from hubportal.documents.services.contents import MOST_BYTES
from hubportal.records.forms.acts import RecordForm
from hubportal.records.kinds import every_kind, tidy_reference
from hubportal.web.fields import (
    CheckboxField,
    FileField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
)
from hubportal.web.forms import NhsNumberWarning

WORDS = ("title", "purpose", "minutes", "presenter", "asks", "business_of", "is_private", "ground")
MOST_NAMES = 40


class ItemForm(NhsNumberWarning):
    """An item of an agenda. `why` is asked for once papers have gone."""

    free_text = ("title", "asks", "ground", "why")

    title = TextField(label="Title", called="the title")
    purpose = RadiosField(
        label="What the committee is asked to do",
        called="what the committee is asked to do",
        choices=AgendaItem.Purpose.choices,
        initial=AgendaItem.Purpose.DECIDE,
        small=True,
    )
    minutes = WholeNumberField(
        label="Minutes planned", called="the minutes planned", min_value=1, max_value=480, initial=10, width=3
    )
    presenter = TextField(label="Presenter", called="the presenter", max_length=120, required=False)
    asks = LongTextField(
        label="Proposed resolution", called="the proposed resolution", max_length=4000, rows=4, required=False
    )
    business_of = SelectField(
        label="Business of one CCG alone",
        called="the CCG",
        required=False,
        empty="No, of the whole committee",
        help_text="Only that CCG and NHS England then vote, where the terms of reference say so.",
    )
    is_private = CheckboxField(label="Take this item in private", called="this", required=False)
    ground = LongTextField(
        label="Why the public is to be excluded",
        called="why the public is to be excluded",
        max_length=1000,
        rows=2,
        required=False,
        help_text="The resolution says this in public (Public Bodies (Admission to Meetings) Act 1960, section 1(2)).",
    )
    names = LongTextField(
        label="Practices and suppliers it concerns",
        called="practices and suppliers",
        max_length=4000,
        rows=3,
        required=False,
        help_text="One a line: a practice by its code, a supplier by name. Members’ interests are matched to them.",
    )
    record_kind = SelectField(
        label="Kind of record it decides on", called="the kind of record", required=False, empty="None"
    )
    record_reference = TextField(
        label="Reference of that record",
        called="the reference",
        max_length=24,
        width=20,
        spellcheck=False,
        required=False,
        help_text="Such as WM-V-2016-00012",
    )
    why = LongTextField(
        label="Reason for adding it now",
        called="the reason",
        max_length=2000,
        rows=2,
        help_text="The papers have gone out. The supplement says this to everybody who reads it.",
    )

    def __init__(self, *args: Any, organisations: Sequence[str], needs_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["business_of"].choices = [(name, name) for name in organisations]  # type: ignore[attr-defined]
        self.fields["record_kind"].choices = [  # type: ignore[attr-defined]
            (kind.key, kind.name) for kind in every_kind()
        ]
        if not needs_why:
            del self.fields["why"]

    def clean_names(self) -> tuple[str, ...]:
        """Each line once."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        found = tuple(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_NAMES or any(len(name) > 120 for name in found):
            raise ValidationError(f"Enter at most {MOST_NAMES} lines of 120 characters", code="many")
        return found

    def clean_record_reference(self) -> str:
        """The reference as it is printed."""
        typed = self.cleaned_data["record_reference"]
        found = tidy_reference(typed) if typed else ""
        if found is None:
            raise ValidationError("Enter a reference like WM-V-2016-00012", code="reference")
        return found

    def words(self) -> ItemWords:
        """What the item says."""
        said = self.cleaned_data
        return ItemWords(
            **{name: said[name] for name in WORDS},
            names=said["names"],
            record_kind=said["record_kind"],
            record_reference=said["record_reference"],
        )


class ChangeItemForm(ItemForm, RecordForm):
    """An item as it stands."""


def typed_of(item: AgendaItem) -> dict[str, Any]:
    """What the form of an item begins with."""
    return {name: getattr(item, name) for name in (*WORDS, "record_kind", "record_reference")} | {
        "names": "\n".join(item.names)
    }


class PlaceForm(NhsNumberWarning):
    """A place of the agenda."""

    place = WholeNumberField(label="Place", called="the place", min_value=1, max_value=999, width=2)


class PaperForm(NhsNumberWarning):
    """A PDF with its title, and who may read it."""

    free_text = ("title", "why")

    file = FileField(
        label="PDF", called="the PDF", extensions=("pdf",), most_bytes=MOST_BYTES,
        help_text="A PDF without a password, of up to 20MB.",
    )  # fmt: skip
    title = TextField(label="Title", called="the title")
    author = TextField(label="Author", called="the author", max_length=120, required=False)
    marking = RadiosField(
        label="Who may read it",
        called="who may read it",
        choices=Marking.choices,
        initial=Marking.PUBLIC,
        small=True,
        hints={
            Marking.PUBLIC: "In the members’ pack, and in the public’s where its item is public.",
            Marking.CONFIDENTIAL: "In the members’ pack only.",
            Marking.RESTRICTED: "In no pack. Members open it here, less those with a known interest in the item.",
        },
    )
    why = LongTextField(
        label="Reason",
        called="the reason",
        max_length=2000,
        rows=2,
        help_text="The papers have gone out. The supplement says this to everybody who reads it.",
    )

    def __init__(self, *args: Any, needs_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_why:
            del self.fields["why"]

    def words(self) -> PaperWords:
        """What is said of the paper."""
        said = self.cleaned_data
        return PaperWords(said["title"], said["marking"], said["author"])


class ReplaceForm(PaperForm, RecordForm):
    """The next version of a paper."""


class ApologyForm(NhsNumberWarning):
    """Who will not come, and who comes instead."""

    free_text = ("reason",)

    seat_code = SelectField(label="Member", called="the member", empty=None)
    deputy = SelectField(label="Deputy", called="the deputy", required=False, empty="Nobody comes instead")
    reason = TextField(label="Reason", called="the reason", required=False)

    def __init__(
        self, *args: Any, seats: Sequence[tuple[str, str]], deputies: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat_code"].choices = list(seats)  # type: ignore[attr-defined]
        self.fields["deputy"].choices = list(deputies)  # type: ignore[attr-defined]
        if not deputies:
            del self.fields["deputy"]

    def deputy_id(self) -> int | None:
        """The deputy chosen, if any."""
        chosen = self.cleaned_data.get("deputy")
        return int(chosen) if chosen and re.fullmatch(r"\d{1,18}", chosen) else None


class InterestForm(NhsNumberWarning):
    """What is known of a member's interest in an item."""

    free_text = ("why",)

    seat_code = SelectField(label="Member", called="the member")
    expected = RadiosField(
        label="What is expected",
        called="what is expected",
        choices=KnownInterest.Expected.choices,
        help_text="For the forecast of the quorum. The chair decides at the meeting.",
        small=True,
    )
    why = TextField(label="The interest", called="what the interest is")

    def __init__(self, *args: Any, seats: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat_code"].choices = list(seats)  # type: ignore[attr-defined]
