"""What the lists of a CCG's governance records share: who reads them, and what they are narrowed by."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest

from governance.presenters.record_lists import chips
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage
from hubportal.web.tables import Table


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


def listed(
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    order: Sequence[tuple[str, str]],
    form: Form,
    table: Callable[[list[Any]], Table],
) -> dict[str, Any]:
    """What the template of a list shows: a page of the rows as a table, what narrows them, and the way to the next."""
    page = KeysetPage(rows, order=order, after=request.GET.get("after") or None)
    return {
        "form": form,
        "chips": chips(form, request.GET),
        "table": table(page.rows),
        "page": page,
        "parameters": request.GET,
    }
