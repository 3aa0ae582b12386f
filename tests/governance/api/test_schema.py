"""The rooms of committees against the document of the API: no generated request breaks them, on objects that exist."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.test import Client
from django.urls import Resolver404, resolve
from hypothesis import given, settings
from schemathesis.core.failures import FailureGroup

from hubportal.wsgi import application
from tests.cast import PASSWORD
from tests.functions.api.test_schema import BOUNDED, CHECKS, SIGNING_IN
from tests.tenancy.addresses import World, make_world

FEW = settings(BOUNDED, max_examples=6)
ROOM = "api_governance"


def route_of(path: str, world: World) -> str:
    """The name of the route of an operation; empty where the world has nothing to fill its address with."""
    known = {**world.names, **{name.removeprefix(f"{ROOM}:"): value for name, value in world.names.items()}}
    filled = re.sub(r"{(\w+)}", lambda found: str(known.get(found[1], "0")), path)
    try:
        return resolve(filled).view_name
    except Resolver404:
        return ""


def sender(known: dict[str, Any], token: str, statuses: dict[str, set[int]]) -> Callable[..., None]:
    """Sends one generated request to objects that exist, and checks its answer."""

    def send(case: Any) -> None:
        case.path_parameters = {name: str(value) for name, value in known.items()} or case.path_parameters
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(answer, checks=CHECKS)
        assert b"Plover" not in answer.content
        statuses.setdefault(case.operation.label, set()).add(answer.status_code)

    return send


@pytest.mark.slow
def test_no_generated_request_breaks_the_rooms_or_shows_a_foreign_row(committed: str) -> None:
    # This imports every room, which takes too long inside the transactions that follow.
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    here = make_world(
        ccg_code="05R", practice_code="M84901", officer="officer", marker="Heron",
        committee_name="South Warwickshire Primary Care Committee",
    )  # fmt: skip
    make_world(
        ccg_code="06Q", practice_code="F81901", officer="stranger", marker="Plover", committee_name="Another committee"
    )
    sent = {"email": "secretary@example.org", "password": PASSWORD}
    token = Client().post(SIGNING_IN, sent, content_type="application/json").json()["token"]
    statuses: dict[str, set[int]] = {}
    wrong = []

    for found in schema.get_all_operations():
        operation = found.ok()
        route = route_of(operation.path, here)
        if not route.startswith(ROOM):
            continue
        try:
            known = resolve(here.path(route)).kwargs
            FEW(given(case=operation.as_strategy())(sender(known, token, statuses)))()
        except (AssertionError, FailureGroup) as failed:
            wrong.append(f"{operation.label}: {failed}")
    assert wrong == []
    assert len(statuses) > 60
    # A section of minutes that a request makes up is not there; for a committee's secretary neither are a CCG's
    # records, the decisions on them as the CCG keeps them, nor the people whom a hub keeps for its panels.
    elsewhere = re.compile(r"/minutes/|/panel-candidates/|/record-decisions/|{reference}")
    assert [label for label, seen in statuses.items() if 404 in seen and not elsewhere.search(label)] == []
