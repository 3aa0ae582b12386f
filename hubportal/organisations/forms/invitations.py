"""Inviting somebody, and accepting."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms import PasswordInput

from hubportal.organisations.forms.sign_in import PASSWORD_HINT
from hubportal.organisations.models import Person
from hubportal.organisations.presenters.places import Place
from hubportal.organisations.roles import ROLES
from hubportal.web.fields import DateField, EmailField, LongTextField, Option, RadiosField, TextField, TypeAheadField
from hubportal.web.forms import PortalForm

MOST_LISTED = 400


def _matching(options: Sequence[Option], typed: str) -> list[Option]:
    """Options whose name includes what was typed, or whose code begins with it."""
    wanted = typed.casefold()
    return [one for one in options if wanted in one.name.casefold() or one.value.casefold().startswith(wanted)]


class InviteForm(PortalForm):
    """Who, in which role, where, and until when. `places` are the organisations the inviter may choose."""

    name = TextField(label="Full name", called="their full name", max_length=120)
    email = EmailField(label="Email address", called="their email address")
    role = RadiosField(label="Role", called="a role", small=True)
    place = TypeAheadField(
        label="Organisation", called="the organisation",
        help_text="Type part of its name, or its code. A hub, CCG, committee or practice, as the role needs.",
    )  # fmt: skip
    until_on = DateField(
        label="Last day", called="the last day", required=False,
        help_text="For a role that ends, such as an auditor’s",
    )  # fmt: skip
    reason = LongTextField(label="Reason", required=False, max_length=300, rows=2)

    def __init__(self, *args: Any, roles: list[str], places: Mapping[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, place = self.fields["role"], self.fields["place"]
        role.choices = [(code, ROLES[code].name) for code in roles]  # type: ignore[attr-defined]
        role.looks["hints"] = {code: ROLES[code].description for code in roles}  # type: ignore[attr-defined]
        everywhere = [one.option for one in places.values()]
        # A long list is found by typing, and not sent with the page; hubs, CCGs and committees come first in it.
        place.options = everywhere[:MOST_LISTED]  # type: ignore[attr-defined]
        place.find = lambda typed: _matching(everywhere, typed)  # type: ignore[attr-defined]
        self.places = places

    def clean_place(self) -> Any:
        """The organisation itself."""
        return self.places[self.cleaned_data["place"]].organisation


class AcceptForm(PortalForm):
    """A new person's name and password."""

    name = TextField(label="Full name", called="your full name", max_length=120, autocomplete="name")
    password = TextField(
        label="Create a password", called="a password", max_length=200, strip=False, help_text=PASSWORD_HINT,
        widget=PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any] | None:
        """The password against the rules, with the person's name and address known."""
        cleaned = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            try:
                validate_password(password, Person(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as refused:
                self.add_error("password", refused)
        return cleaned
