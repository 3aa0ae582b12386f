"""Acting as somebody of the demo data."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory

from hubportal.organisations.models import Person
from hubportal.tenancy.scope import scope


@contextmanager
def acting(person: Person) -> Iterator[None]:
    """As a request of this person would run: in their scope, and known to the history."""
    with scope(person.grants.scope()), pghistory.context(person=person.pk, request="", address="", path="/cases/"):
        yield
