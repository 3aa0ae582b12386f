"""Finding the register an address names."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from functions.rules.registers.declaration import Register
from functions.services.registers.declared import registers
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of


def reader_of(request: HttpRequest) -> Person:
    """Somebody who reads registers at all."""
    person = person_of(request)
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("Your role does not read registers.")
    return person


def register_to_read(request: HttpRequest, code: str) -> Register:
    """The register; 404 for none, and 403 for a restricted one to whoever sees no restricted records."""
    person, register = reader_of(request), registers().get(code)
    if register is None:
        raise Http404("There is no such register.")
    if register.is_restricted and not person.grants.any("ccg_case_restricted"):
        raise PermissionDenied("Only people who see restricted records read this register.")
    return register


def may_add(person: Person, register: Register) -> bool:
    """Whether somebody adds rows to it."""
    return person.grants.any("ccg_case_edit")


def register_to_work(request: HttpRequest, code: str) -> Register:
    """The register, for somebody who adds to it."""
    register = register_to_read(request, code)
    if not may_add(person_of(request), register):
        raise PermissionDenied("Your role reads registers and does not add to them.")
    return register
