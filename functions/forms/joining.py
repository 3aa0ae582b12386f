"""What is asked when cases are merged, split or linked, given to somebody, or corrected."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from functions.figures.choosing import Choosing
from functions.forms.acts import ActForm
from functions.forms.choices import category_choices, offer_choices, stream_of, tags_field, tags_problem
from functions.models import QueryLink
from functions.models.queries import Kind, Priority
from functions.rules.kinds import read_reference
from functions.rules.particulars import LONGEST, tags_of
from hubportal.web.fields import (
    CheckboxField,
    EmailField,
    LongTextField,
    PhoneField,
    RadiosField,
    SelectField,
    TextField,
    TypeAheadField,
)


class ReferenceField(TextField):
    """The reference of a case, in any case and with or without leading noughts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"max_length": 40, "width": 20, "spellcheck": False, "help_text": "Such as WM-Q-2016-00042", **kwargs}
        )

    def to_python(self, value: Any) -> str:
        """The reference as it is printed."""
        typed = super().to_python(value)
        found = read_reference(typed)
        if typed and found is None:
            raise ValidationError("Enter a reference like WM-Q-2016-00042", code="reference")
        return str(found) if found else ""


class MergeForm(ActForm):
    """Which case this one is a duplicate of."""

    free_text: ClassVar[tuple[str, ...]] = ("reason",)
    into = ReferenceField(label="Case to keep", called="the case to keep")
    reason = TextField(label="Why they are the same", called="why they are the same", max_length=300)


class UndoMergeForm(ActForm):
    """Why the merge was a mistake."""

    free_text: ClassVar[tuple[str, ...]] = ("reason",)
    reason = TextField(label="Why the merge is undone", called="why the merge is undone", max_length=300)


class SplitForm(ActForm):
    """The second question inside a case, to be worked by itself."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "detail")
    subject = TextField(label="Subject of the new case", called="a subject", max_length=LONGEST["subject"])
    detail = LongTextField(label="Details of the new case", called="the details", rows=6, max_length=LONGEST["detail"])
    category = SelectField(label="Category of the new case", called="a category", choices=category_choices)

    def clean(self) -> dict[str, Any] | None:
        """The stream follows from the category."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["stream"] = stream_of(cleaned.get("category", ""))
        return cleaned


class LinkForm(ActForm):
    """Another case, and how the two belong together."""

    other = ReferenceField(label="Other case", called="the other case")
    sort = RadiosField(
        label="This case is",
        called="how they belong together",
        choices=QueryLink.Sort.choices,
        initial=QueryLink.Sort.RELATED,
        inline=True,
        small=True,
    )


class AssignForm(ActForm):
    """Who works the case."""

    owner = SelectField(label="Owner", called="an owner", required=False, empty="Nobody")
    team = SelectField(label="Team", called="a team", required=False, empty="No team")

    def __init__(self, *args: Any, choosing: Choosing, may_give: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)
        if not may_give:
            own = choosing.person
            self.fields["owner"].choices = [(str(own.pk), f"{own.name} (you)")]  # type: ignore[attr-defined]
            self.fields["owner"].help_text = "Only a head of the hub gives a case to somebody else"

    def clean_owner(self) -> Any:
        """The person."""
        return self.choosing.owner(self.cleaned_data["owner"])


class EditForm(ActForm):
    """A case's particulars. The CCG and the moment of receipt never change: they decide whose it is and its clock."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "detail")
    subject = TextField(label="Subject", called="a subject", max_length=LONGEST["subject"])
    detail = LongTextField(label="Details", called="the details", rows=8, max_length=LONGEST["detail"])
    kind = SelectField(label="Kind of case", called="a kind", choices=Kind.choices, empty=None)
    category = SelectField(label="Category", called="a category", choices=category_choices)
    practice = TypeAheadField(
        label="Practice", called="a practice", required=False, help_text="Code or part of the name"
    )
    activity = TypeAheadField(label="Function", called="a function", required=False)
    priority = SelectField(label="Priority", choices=Priority.choices, empty=None)
    contact_name = TextField(label="Contact name", required=False, max_length=120)
    contact_organisation = TextField(label="Contact organisation", required=False, max_length=160)
    contact_email = EmailField(label="Contact email", required=False, autocomplete="off")
    contact_phone = PhoneField(label="Contact phone", required=False, max_length=30, autocomplete="off")
    tags = tags_field()
    is_restricted = CheckboxField(label="Restricted case", required=False, small=True)

    def __init__(self, *args: Any, choosing: Choosing, may_restrict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)
        if not may_restrict:
            del self.fields["is_restricted"]

    def clean_tags(self) -> list[str]:
        """The tags one by one."""
        return tags_problem(tags_of(self.cleaned_data["tags"].split(",")))

    def clean(self) -> dict[str, Any] | None:
        """Codes become what they stand for; the stream follows from the category."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["practice"] = self.choosing.practice(cleaned.get("practice"))
        cleaned["activity"] = self.choosing.activity(cleaned.get("activity"))
        cleaned["stream"] = stream_of(cleaned.get("category", ""))
        return cleaned
