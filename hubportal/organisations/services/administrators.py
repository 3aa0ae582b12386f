"""System administrators, whom nobody in the portal can make: whoever runs the installation does, by a command."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from hubportal.organisations.models import Person
from hubportal.organisations.services.accounts import open_account
from hubportal.web.refusals import Refused


def account_of(email: str) -> Person | None:
    """Whose address this is, however it is written."""
    return Person.objects.filter(email=email.strip().lower()).first()


@transaction.atomic
def make_administrator(*, email: str, name: str = "", password: str = "") -> Person:
    """Somebody new with a name and a password; whoever has an account already keeps their own, and their roles."""
    known = account_of(email)
    if known is None:
        return _new(email.strip().lower(), name.strip(), password)
    if not known.is_active:
        raise Refused(f"The account of {known.email} is closed: an administrator opens it again in the portal.")
    if known.is_system_administrator:
        raise Refused(f"{known.email} is a system administrator already.")
    known.is_system_administrator = True
    known.save(update_fields=["is_system_administrator"])
    return known


def _new(email: str, name: str, password: str) -> Person:
    if not name:
        raise Refused("Give their full name too: nobody has an account with that address yet.")
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Refused(f"{email} is not an email address.") from fault
    try:
        validate_password(password, Person(email=email, name=name))
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    return open_account(email, password, name=name, is_system_administrator=True)
