"""The account of somebody new."""

from typing import Any

from allauth.account.models import EmailAddress

from hubportal.organisations.models import Person


def open_account(email: str, password: str, *, name: str, **more: Any) -> Person:
    """A person with a password and an address that is known to be theirs; the caller has checked all three."""
    made = Person.objects.create_user(email, password, name=name, **more)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made
