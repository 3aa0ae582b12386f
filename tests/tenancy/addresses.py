"""Every address of the portal with its methods, and one world to try them on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from functions.models import Query, SavedView
from functions.services.queries import log_query
from hubportal.documents.services.files import store_made
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Ccg, Committee, Person, Practice
from hubportal.organisations.services.assignments import assign
from tests.cast import START
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place, names_of

METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")


def _routes() -> Iterator[tuple[str, URLPattern, list[str]]]:
    """(name, pattern, parameters) of every route, those of the patterns above it included."""

    def walk(resolver: URLResolver, space: str, above: list[str]) -> Iterator[tuple[str, URLPattern, list[str]]]:
        for pattern in resolver.url_patterns:
            parameters = [*above, *pattern.pattern.regex.groupindex]
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, parameters)
            else:
                yield f"{space}{pattern.name}", pattern, parameters

    yield from walk(get_resolver(), "", [])


def addresses() -> Iterator[tuple[str, str]]:
    """(name, method) of everything the resolver answers to; a page is tried by GET and by POST."""
    for name, pattern, _ in _routes():
        api = getattr(pattern.callback, "cls", None)
        offered = list(getattr(pattern.callback, "actions", None) or ()) or (
            [method for method in METHODS if hasattr(api, method.lower())] if api else ["GET", "POST"]
        )
        yield from [(name, method.upper()) for method in offered if method.upper() in METHODS]


def answered_as_data() -> set[str]:
    """The names of the routes that an API view answers."""
    return {name for name, pattern, _ in _routes() if hasattr(pattern.callback, "cls")}


def parameters_of(name: str) -> list[str]:
    """The names of a route's parameters."""
    return next(parameters for found, _, parameters in _routes() if found == name)


@dataclass
class World:
    """One tenant's objects, by the name of the address parameter that finds them."""

    ccg: Ccg
    marker: str
    case: Query
    names: dict[str, Any] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """The address of a route on this tenant's objects."""
        return reverse(name, kwargs={parameter: self._value(name, parameter) for parameter in parameters_of(name)})

    def _value(self, route: str, parameter: str) -> Any:
        room = route.split(":")[0]
        keys = (f"{route}:{parameter}", f"{room}:{parameter}", parameter)
        return next(self.names[key] for key in keys if key in self.names)


def make_world(*, ccg_code: str, practice_code: str, officer: str, marker: str, committee_name: str) -> World:
    """A case with a file, a note, a notice, a saved view and a role, all of one CCG and marked by a word."""
    ccg = Ccg.objects.select_related("hub").get(ods_code=ccg_code)
    with in_scope_of(officer) as person, transaction.atomic():
        case = log_query(
            by=person,
            ccg=ccg,
            kind="query",
            stream="contracting",
            category="access",
            subject=f"{marker} subject",
            detail=f"{marker} detail",
            channel="email",
            received_at=datetime(2016, 2, 1, 9, tzinfo=UTC),
            practice=Practice.objects.get(ods_code=practice_code),
            at=datetime(2016, 2, 1, 10, tzinfo=UTC),
        )
        document = store_made(
            name=f"{marker}.pdf", content_type="application/pdf", content=b"%PDF-1.7 " + marker.encode(),
            hub=ccg.hub, ccg=ccg, practice=case.practice, circle="all", by=person,
        )  # fmt: skip
        notice = Notice.objects.create(
            hub=ccg.hub, ccg=ccg, person=person, kind="test", text=f"{marker} notice", path="/", dedupe=marker
        )
        view = SavedView.objects.create(hub=ccg.hub, person=person, name=marker, parameters="q=1")
    colleague = Person.objects.create_user(f"{marker.lower()}@example.org", None, name=f"{marker} colleague")
    role = assign(person=colleague, role="ccg_finance_lead", organisation=ccg, on=START)
    committee, _ = Committee.objects.get_or_create(hub=ccg.hub, name=committee_name)
    place = Place(ccg=ccg, practice=case.practice, officer=officer, marker=marker, case=case, committee=committee)
    return World(
        ccg=ccg,
        marker=marker,
        case=case,
        names=names_of(place)
        | {
            "reference": case.reference,
            "ods_code": ccg_code,
            "api:practice-detail:ods_code": practice_code,
            "documents:public_id": document.public_id,
            "committee": committee.public_id,
            "functions:public_id": view.public_id,
            "organisations:public_id": colleague.public_id,
            "key": role.pk,
            "notice_id": notice.pk,
            "form": "csv",
            "settings:code": "query",
            "reporting:code": "2016-02",
            "ods": ccg_code,
            "version": 1,
            "token": "not-a-token",
            "digest": "0" * 64,
            "rest": "nothing-here/",
            "uidb36": "1",
            "account_reset_password_from_key:key": "set-password",
            "mfa_remove_webauthn:pk": 1,
            "pk": 1,
            "provider_id": "nhs",
        },
    )
