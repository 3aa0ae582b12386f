"""What is asked about an interest: whose it is, in what, since when, and how it is managed."""

from collections.abc import Sequence
from typing import Any, ClassVar

from governance.models import Appointment, Interest
from governance.rules import interests as rules
from governance.services.interests import Declared, Holder
from hubportal.organisations.models import Person
from hubportal.web.fields import (
    DateField,
    LongTextField,
    Option,
    RadiosField,
    SelectField,
    TextField,
    TypeAheadField,
    VersionField,
)
from hubportal.web.forms import FilterForm, NhsNumberWarning, PortalForm

OTHER = "other"
TYPE_HINTS = {
    "financial": "They may gain or lose money: partner, shareholder, director, employee, consultant",
    "professional": "Reputation, status or career, such as an advocate for a group of patients or a trusted adviser",
    "personal": "Personal gain that is neither, such as membership of a lobby group or a voluntary post",
    "indirect": "Through a close relative, partner, friend or business associate who has one of the others",
}


class WhoForm(NhsNumberWarning):
    """Whose entry it is: asked of the secretary only; a member's is their own."""

    who = SelectField(label="Whose is it", called="whose it is")
    other_name = TextField(
        label="Name", called="the name", required=False, max_length=120, help_text="If the person is not in the list"
    )
    other_position = TextField(label="Position", called="the position", required=False, max_length=160)

    def __init__(self, *args: Any, members: Sequence[Appointment], own: Holder | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(one.public_id): one for one in members}
        self.own = own
        if own is not None:
            for name in ("who", "other_name", "other_position"):
                del self.fields[name]
            return
        listed = [(key, f"{one.name}, {one.designation}".strip(", ")) for key, one in self.members.items()]
        self.fields["who"].choices = [*listed, (OTHER, "Somebody else")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Somebody else has a name."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("who") == OTHER and not cleaned.get("other_name"):
            self.add_error("other_name", "Enter the name of the person")
        return cleaned

    @property
    def holder(self) -> Holder:
        """Whose it is, as the services take it."""
        if self.own is not None:
            return self.own
        if self.cleaned_data["who"] == OTHER:
            return Holder(self.cleaned_data["other_name"], self.cleaned_data["other_position"])
        return holder_of(self.members[self.cleaned_data["who"]])


def holder_of(appointment: Appointment) -> Holder:
    """The person of an appointment."""
    return Holder(appointment.name, appointment.designation, appointment.person)


def own_holder(person: Person, members: Sequence[Appointment]) -> Holder:
    """Somebody with a sign-in, in the position they are appointed to."""
    mine = next((one for one in members if one.person_id == person.pk), None)
    return holder_of(mine) if mine else Holder(person.name, person.designation, person)


class InterestWords(NhsNumberWarning):
    """What an interest is. The types are those of the guidance in force, or of that it was declared under."""

    free_text: ClassVar[tuple[str, ...]] = ("nature", "mitigation")
    scheme: str

    kind = RadiosField(label="Type of interest", called="the type", small=True)
    about = RadiosField(
        label="The interest is in", called="what the interest is in", choices=Interest.About.choices, small=True
    )
    practice = TypeAheadField(
        label="Practice", called="the practice", required=False,
        help_text="If it is a practice: code or part of the name",
    )  # fmt: skip
    organisation = TextField(
        label="Name of the organisation", called="the organisation", required=False, max_length=160,
        help_text="If it is a supplier or another body. As it is registered: the portal looks for this name in papers",
    )  # fmt: skip
    nature = LongTextField(
        label="Nature of the interest", called="the nature of the interest", rows=3, max_length=2000,
        help_text="Such as: partner; or husband is a director",
    )  # fmt: skip
    held_from = DateField(label="Held from", called="the day it began")
    held_until = DateField(
        label="Held until", called="the last day", required=False, help_text="Leave empty while it lasts"
    )
    mitigation = LongTextField(
        label="How it is managed", called="how it is managed", required=False, rows=3, max_length=2000,
        help_text="Such as: leaves for items on this practice. The chair decides at each meeting",
    )  # fmt: skip
    aware_on = DateField(
        label="Became aware of it on", called="the day they became aware", latest="today",
        help_text="An interest is declared within 28 days of this day",
    )  # fmt: skip

    def ask_of(self, scheme: str, near: Sequence[Option], find: Any) -> None:
        """The types of one guidance, and the practices to choose from."""
        self.scheme = scheme
        kinds: Any = self.fields["kind"]
        kinds.choices = list(rules.TYPES[scheme].items())
        kinds.looks["hints"] = {key: TYPE_HINTS[key] for key in rules.TYPES[scheme] if key in TYPE_HINTS}
        practices: Any = self.fields["practice"]
        practices.options, practices.find = list(near), find

    def clean(self) -> dict[str, Any] | None:
        """A practice by its code, anything else by its name."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("about") == Interest.About.PRACTICE:
            if not cleaned.get("practice") and "practice" not in self.errors:
                self.add_error("practice", "Enter the practice")
        elif cleaned.get("about") and not cleaned.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", "Enter the name of the organisation")
        return cleaned

    @property
    def declared(self) -> Declared:
        """What was typed, as the services take it."""
        typed = self.cleaned_data
        return Declared(
            kind=typed["kind"],
            about=typed["about"],
            practice_code=typed["practice"],
            organisation=typed["organisation"],
            nature=typed["nature"],
            held_from=typed["held_from"],
            held_until=typed["held_until"],
            mitigation=typed["mitigation"],
            aware_on=typed["aware_on"],
            scheme_version=self.scheme,
        )


class DeclareForm(InterestWords, WhoForm):
    """Declare an interest."""

    declared_on = DateField(
        label="Declared on", called="the day of the declaration", latest="today",
        help_text="Another day than today where it was declared on paper or at a meeting",
    )  # fmt: skip

    field_order = ("who", "other_name", "other_position")

    def __init__(self, *args: Any, scheme: str, near: Sequence[Option], find: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_of(scheme, near, find)
        if self.own is not None:
            del self.fields["declared_on"]  # their own is declared as they enter it


class CorrectForm(InterestWords):
    """Put right what an entry says."""

    free_text: ClassVar[tuple[str, ...]] = ("nature", "mitigation", "why")

    why = LongTextField(label="Why it is corrected", called="why it is corrected", rows=2, max_length=1000)
    version = VersionField()

    def __init__(self, *args: Any, scheme: str, near: Sequence[Option], find: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_of(scheme, near, find)


class EndForm(NhsNumberWarning):
    """The last day of an interest."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    last_day = DateField(label="Last day", called="the last day", latest="today")
    why = LongTextField(
        label="What happened", called="what happened", required=False, rows=2, max_length=1000,
        help_text="Such as: retired from the partnership",
    )  # fmt: skip
    version = VersionField()


class ConfirmForm(PortalForm):
    """Nothing has changed: how many interests the page showed, and how the secretary was told."""

    seen = VersionField()

    def __init__(self, *args: Any, told: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if told:
            self.fields["how"] = TextField(
                label="How you were told", called="how you were told", max_length=200,
                help_text="Such as: email of 4 May 2016",
            )  # fmt: skip


class RegisterFilter(FilterForm):
    """What narrows one of the registers."""

    q = TextField(label="Search", required=False, max_length=100)
    show = SelectField(label="Show", required=False, empty=None)

    def __init__(self, *args: Any, shows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = list(shows)  # type: ignore[attr-defined]


class WhyForm(NhsNumberWarning):
    """A reason, for an act that needs nothing else."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    why = LongTextField(label="Reason", called="the reason", rows=3, max_length=1000)
