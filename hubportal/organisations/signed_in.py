"""Who is signed in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from hubportal.organisations.models import Person


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; every view asks for sign-in first."""
    person = request.user
    if not isinstance(person, Person):
        raise PermissionDenied("Sign in first.")
    return person
