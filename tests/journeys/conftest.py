"""People at browsers, in front of a portal with a database of the module's own."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django.plugin import DjangoDbBlocker

from tests import databases
from tests.conftest import find_person
from tests.journeys.looks import WIDE
from tests.journeys.portal import serving

# The browser's driver keeps an event loop in this thread; the tests around it ask the database all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

Sit = Callable[..., Page]
_PATIENCE_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this room needs the browser."""
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium when it has one."""
    own = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    found = {"executable_path": own} if own else {}
    return {**browser_type_launch_args, **found, "args": ["--no-sandbox", "--disable-dev-shm-usage"]}


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    """The portal's address; what happens there is committed, and kept for the module's other journeys."""
    with django_db_blocker.unblock(), databases.own_database(f"{databases.run_name(worker_id)}_journeys"):
        with serving() as address, override_settings(BASE_URL=address):
            yield address
        for connection in connections.all():
            connection.close()


@pytest.fixture
def sit(portal: str, new_context: Callable[..., BrowserContext]) -> Iterator[Sit]:
    """`sit("officer")`: a browser in which somebody of the cast is signed in; `sit()` has nobody.

    No script may fail on any page visited, and nothing on it may break the content security policy.
    """
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A page answered with 404, 409 or 422 on purpose is an error to the browser's console only.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            said.append(f"{message.location['url']}: {message.text}")

    def seated(key: str | None = None, **options: Any) -> Page:
        context = new_context(**{"base_url": portal, "viewport": WIDE, **options})
        context.set_default_timeout(_PATIENCE_MS)
        if key:
            context.add_cookies([{**_session_of(key), "url": portal}])
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        return page

    yield seated
    assert said == []


def _session_of(key: str) -> Any:
    client = Client()
    client.force_login(find_person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
    name = configured.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}
