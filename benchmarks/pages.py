"""Pages as the portal serves them, run inside this process from the request to the bytes of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.handlers.base import BaseHandler
from django.db import connections
from django.test import RequestFactory, override_settings
from django.urls import set_urlconf

from benchmarks import floor
from hubportal.organisations.models import Hub, Person
from hubportal.tenancy.scope import Scope, scope


@dataclass(frozen=True)
class Answered:
    """What came back: status and bytes, and how many statements Django sent for it."""

    status: int
    size: int
    statements: int
    location: str


class Visitor:
    """A signed-in person of the load-test hub; `with_floor` sees the floor page and nothing else."""

    def __init__(self, email: str, *, with_floor: bool = False) -> None:
        self.person = Person.objects.get(email=email)
        with override_settings(MIDDLEWARE=floor.MIDDLEWARE if with_floor else settings.MIDDLEWARE):
            self._handler = BaseHandler()
            self._handler.load_middleware()
        self._urls = floor.__name__ if with_floor else None
        self._factory = RequestFactory()
        self.session = self._sign_in()
        self._factory.cookies[settings.SESSION_COOKIE_NAME] = self.session

    def _sign_in(self) -> str:
        request = self._factory.get("/")
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        self.person.backend = settings.AUTHENTICATION_BACKENDS[0]  # type: ignore[attr-defined]
        login(request, self.person)
        request.session.save()
        return str(request.session.session_key)

    def get(self, address: str) -> Answered:
        """Read a page."""
        return self._ask(self._factory.get(address))

    def post(self, address: str, typed: Mapping[str, Any]) -> Answered:
        """Send a form."""
        return self._ask(self._factory.post(address, typed))

    def _ask(self, request: Any) -> Answered:
        request._dont_enforce_csrf_checks = True
        if self._urls:
            request.urlconf = self._urls
        counter = _Counter()
        with connections["default"].execute_wrapper(counter), connections["owner"].execute_wrapper(counter):
            response = self._handler.get_response(request)
            set_urlconf(None)  # the floor page's own addresses end with it
            size = sum(map(len, response))
        return Answered(response.status_code, size, counter.count, response.headers.get("Location", ""))


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, *asked: Any) -> Any:
        self.count += 1
        return execute(*asked)


def load_test_hub() -> Hub:
    """The hub LT."""
    with scope(Scope(role="hub_work", reason="benchmarks")):
        return Hub.objects.get(code="LT")
