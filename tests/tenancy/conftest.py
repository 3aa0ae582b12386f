"""Two tenants with the same things, and a way to try any address on them as anybody."""

import copy
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.cast import CAST
from tests.tenancy.addresses import World, make_world


@pytest.fixture
def worlds(db: None) -> tuple[World, World]:
    """The same things at South Warwickshire and at Mid Essex, in another hub."""
    here = make_world(
        ccg_code="05R", practice_code="M84901", officer="officer", marker="Heron",
        committee_name="South Warwickshire Primary Care Committee",
    )  # fmt: skip
    there = make_world(
        ccg_code="06Q", practice_code="F81901", officer="stranger", marker="Plover", committee_name="Another committee"
    )
    return here, there


@pytest.fixture
def ask(signed_in) -> Callable[[str, str, World, str], HttpResponse]:
    """Try one cell; whatever it did is undone."""
    clients = {key: signed_in(key) for key in (*CAST, "admin", "nobody")} | {"anon": Client()}
    cookies = {key: copy.deepcopy(client.cookies) for key, client in clients.items()}

    def tried(key: str, method: str, world: World, name: str) -> HttpResponse:
        client = clients[key]
        client.cookies = copy.deepcopy(cookies[key])
        client.raise_request_exception = False
        cache.clear()
        api = name.startswith("api:")
        kind = "application/json" if api else "application/x-www-form-urlencoded"
        with transaction.atomic():
            answer = client.generic(method, world.path(name), data=b"{}" if api else b"", content_type=kind)
            if answer.streaming:
                answer.body = b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        return answer

    return tried
