"""What people say about themselves, and which role they want to work in."""

from collections.abc import Sequence

from hubportal.organisations.models import Person
from hubportal.organisations.services.choice import Choice
from hubportal.web.fields import RadiosField, TextField
from hubportal.web.forms import PortalForm

ALL_ROLES = "all"


class MyAccountForm(PortalForm):
    """Name, job title and how to hear of notices."""

    name = TextField(label="Full name", called="your full name", max_length=120, autocomplete="name")
    designation = TextField(
        label="Job title", required=False, max_length=120, autocomplete="organization-title",
        help_text="Shown to colleagues beside your name, and at the foot of letters you send",
    )  # fmt: skip
    digest = RadiosField(
        label="How to hear of notices by email", called="how to hear of notices", choices=Person.Digest.choices
    )


class ChooseForm(PortalForm):
    """One role, or all of them."""

    assignment = RadiosField(label="Which role do you want to work in?", called="a role", hidden_label=True)

    def __init__(self, *args: object, choices: Sequence[Choice], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["assignment"]
        field.choices = [(ALL_ROLES, "All my roles")] + [  # type: ignore[attr-defined]
            (str(choice.assignment), choice.words) for choice in choices
        ]

    @property
    def chosen(self) -> int | None:
        """The assignment's key, or None for all roles."""
        value = self.cleaned_data["assignment"]
        return None if value == ALL_ROLES else int(value)
