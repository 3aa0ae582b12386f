"""What the lists of a CCG's governance records share: who reads them, and what they are narrowed by."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of


def reader_of(request: HttpRequest) -> Person:
    """Somebody who reads records of a CCG."""
    person = person_of(request)
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("Your role does not read the records of a CCG.")
    return person


def asked_for_ccg(request: HttpRequest) -> str:
    """The code of the CCG that the address names, as far as it could be one."""
    code = request.GET.get("ccg", "").upper()[:5]
    return code if code.isalnum() else ""


def asked_of(request: HttpRequest, states: Collection[str]) -> dict[str, str]:
    """The CCG and the state a list is narrowed by; what no list has narrows nothing."""
    state = request.GET.get("state", "")
    return {"ccg": asked_for_ccg(request), "state": state if state in states else ""}
