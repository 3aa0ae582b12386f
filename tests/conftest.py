"""What tests start from: databases behind the walls, the cast, and signed-in clients."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django import conf
from django.db import connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests import databases


def pytest_configure() -> None:
    """An unknown name in a template of ours fails a test instead of showing as nothing."""
    conf.settings.STRICT_TEMPLATES = True


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[None]:
    """One database a worker, cloned from the template."""
    name = databases.run_name(worker_id)
    with django_db_blocker.unblock():
        databases.serve()
        databases.template()
        databases.clone(name)
        databases.point_at(name)
    yield
    with django_db_blocker.unblock():
        databases.point_at(databases._HOME["name"])
        databases.drop(name)


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, worker_id: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database of this test's own in which everything commits: for threads, processes, browsers and kill -9."""
    with django_db_blocker.unblock(), databases.own_database(f"{databases.run_name(worker_id)}_own") as name:
        yield name
        for connection in connections.all():
            connection.close()


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: Any, tmp_path: Path) -> None:
    """Documents, sent e-mail and cache of a test stay with the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "documents"},
        },
    }
    settings.EMAIL_FILE_PATH = tmp_path / "sent-email"
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


@pytest.fixture
def person(db: None) -> Callable[[str], Any]:
    """`person("officer")`: somebody of the cast (tests/cast.py), with fresh grants."""
    return find_person


def find_person(key: str) -> Any:
    """Somebody of the cast, read afresh."""
    from hubportal.organisations.models import Person

    return Person.objects.get(email=f"{key}@example.org")


@pytest.fixture
def seen_by() -> Callable[..., Any]:
    """`with seen_by("officer"):` runs the block in that person's scope, as a request of theirs would."""
    return in_scope_of


@contextmanager
def in_scope_of(key: str, *, reading: bool = False) -> Iterator[Any]:
    """The scope that a request of this person opens; yields the person."""
    from hubportal.tenancy.scope import scope

    found = find_person(key)
    with scope(found.grants.scope(reading=reading)):
        yield found


@pytest.fixture
def signed_in() -> Callable[[str], Client]:
    """`signed_in("officer").get("/cases/")`: a browser's client of somebody of the cast."""

    def sign_in(key: str, **more: Any) -> Client:
        client = Client(**more)
        client.force_login(find_person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
