"""What is asked about resolution panels: who may be asked, who sits, what was decided, and what was done."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from functions.forms.acts import ActForm
from governance.rules.panels import MOST_ACTIONS, OFFICES, PLACES, Choice
from governance.services.panel_candidates import CandidateWords
from governance.services.panels import ActionWords
from hubportal.documents.fields import FilesField
from hubportal.organisations.models import Person
from hubportal.web.fields import DateField, EmailField, LongTextField, RadiosField, TextField
from hubportal.web.forms import NhsNumberWarning


def lines_of(text: str) -> tuple[str, ...]:
    """One thing a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class CandidateForm(NhsNumberWarning):
    """Somebody who has agreed to sit on panels."""

    free_text: ClassVar[tuple[str, ...]] = ("name", "organisation", "areas", "bodies")

    name = TextField(label="Name", called="the name", max_length=120)
    office = RadiosField(label="Office", called="the office", choices=tuple(OFFICES.items()), small=True)
    organisation = TextField(
        label="Where they hold it", called="where they hold it", max_length=160,
        help_text="The committee, CCG or NHS England office",
    )  # fmt: skip
    ccgs = TextField(
        label="CCGs they belong to or serve", called="the CCGs", required=False, max_length=200, spellcheck=False,
        help_text="Codes with a space between, for example 05R 05Y. A lay member of a joint committee serves each of"
        " its CCGs",
    )  # fmt: skip
    areas = LongTextField(
        label="Areas they belong to", called="the areas", required=False, rows=2, max_length=600,
        help_text="Localities and NHS England offices, one a line. A CCG’s locality is added by itself",
    )  # fmt: skip
    bodies = LongTextField(
        label="Other organisations they have an interest in", called="the organisations", required=False, rows=2,
        max_length=1000, help_text="Practices and others, one a line",
    )  # fmt: skip
    email = EmailField(
        label="Email address they sign in with", called="the email address", required=False, autocomplete="off",
        help_text="Then the roles they hold here are looked at as well",
    )  # fmt: skip

    def clean_email(self) -> Person | None:
        """The person who signs in with this address."""
        typed = (self.cleaned_data["email"] or "").strip().lower()
        if not typed:
            return None
        found = Person.objects.filter(email=typed, is_active=True).first()
        if found is None:
            raise ValidationError("Nobody signs in with this address. Correct it, or leave it empty", code="unknown")
        return found

    def words(self) -> CandidateWords:
        """What was typed, as the service takes it."""
        said = self.cleaned_data
        return CandidateWords(
            name=said["name"],
            office=said["office"],
            organisation=said["organisation"],
            ccgs=tuple(said["ccgs"].replace(",", " ").split()),
            areas=lines_of(said["areas"]),
            bodies=lines_of(said["bodies"]),
            person=said["email"],
        )


class EndCandidateForm(NhsNumberWarning):
    """From when somebody is not asked any more."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    last_day = DateField(label="Last day on the list", called="the last day")
    why = TextField(label="Why", called="why they leave the list", max_length=300)


class ChooseForm(ActForm):
    """Who sits in each place, of those who may."""

    free_text: ClassVar[tuple[str, ...]] = ("also", "why")

    also = LongTextField(
        label="Other organisations and areas the concern touches", called="them", required=False, rows=2,
        max_length=1000, help_text="One a line. Who belongs to one of them may not sit",
    )  # fmt: skip
    lay_1 = RadiosField(label=PLACES["lay_1"].words, called="the first lay member", small=True)
    lay_2 = RadiosField(label=PLACES["lay_2"].words, called="the second lay member", small=True)
    director = RadiosField(label=PLACES["director"].words, called="the NHS England director", small=True)
    officer = RadiosField(label=PLACES["officer"].words, called="the officer or chair", small=True)
    why = LongTextField(label="Why the panel is chosen anew", called="why it is chosen anew", rows=3, max_length=2000)

    def __init__(self, *args: Any, choice: Choice, anew: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in PLACES:
            self.fields[place].choices = [  # type: ignore[attr-defined]
                (str(one.key), f"{one.name}, {OFFICES[one.office]}, {one.organisation}")
                for one in choice.offered[place]
            ]
            self.fields[place].error_messages["invalid_choice"] = (
                "This person may not sit now: read why below, and select somebody else"
            )
        if not anew:
            del self.fields["why"]

    def chosen(self) -> dict[str, int | None]:
        """The candidate in each place."""
        return {place: int(self.cleaned_data[place]) for place in PLACES}


class DecisionForm(ActForm):
    """What the panel decided, with the actions."""

    free_text: ClassVar[tuple[str, ...]] = ("decision", *(f"words_{n}" for n in range(1, MOST_ACTIONS + 1)))

    decided_on = DateField(label="Decided on", called="the date of the decision", latest="today")
    decision = LongTextField(
        label="What the panel decided", called="what the panel decided", rows=6, max_length=8000,
        help_text="It binds every party",
    )  # fmt: skip
    reference = TextField(label="Reference of the decision", called="the reference", max_length=60, width=20)
    attachments = FilesField(label="The decision as a file", called="the decision as a file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_ACTIONS + 1):
            needed = number == 1
            about = f"Action {number}"
            self.fields[f"words_{number}"] = TextField(
                label=f"{about}: what is to be done", called=f"what is to be done by action {number}", max_length=300,
                required=needed,
            )  # fmt: skip
            self.fields[f"owner_{number}"] = TextField(
                label=f"{about}: who does it", called=f"who does action {number}", max_length=160, required=needed
            )
            self.fields[f"due_{number}"] = DateField(
                label=f"{about}: by when", called=f"the date of action {number}", earliest="today", required=needed
            )

    def clean(self) -> dict[str, Any] | None:
        """An action that is begun is finished: what, who and by when."""
        said = super().clean() or self.cleaned_data
        for number in range(2, MOST_ACTIONS + 1):
            names = [f"{part}_{number}" for part in ("words", "owner", "due")]
            if any(said.get(name) for name in names):
                for name in names:
                    if not said.get(name) and name not in self.errors:
                        field: Any = self.fields[name]
                        self.add_error(name, f"Enter {field.called}, or leave the action empty")
        return said

    def actions(self) -> list[ActionWords]:
        """The actions that were filled in."""
        said = self.cleaned_data
        return [
            ActionWords(said[f"words_{n}"], said[f"owner_{n}"], said[f"due_{n}"])
            for n in range(1, MOST_ACTIONS + 1)
            if said[f"words_{n}"]
        ]


class DoneForm(NhsNumberWarning):
    """What was done."""

    free_text: ClassVar[tuple[str, ...]] = ("words",)

    done_on = DateField(label="Done on", called="the date", latest="today")
    words = TextField(label="What was done", called="what was done", max_length=300)
