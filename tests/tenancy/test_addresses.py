"""Every address × method × role, against one's own and another tenant's objects (see rules.py).

The addresses come from the resolver, so a new route without a rule fails here, and so does a rule without a route.
"""

import copy
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.cast import CAST
from tests.tenancy.addresses import World, addresses, make_world, parameters_of
from tests.tenancy.rules import RULES

pytestmark = pytest.mark.django_db

WORKERS = ("officer", "finance_officer", "head", "finance_head", "director")
READERS = ("lead", "finance_lead", "auditor")
OTHERS = (
    "neighbour_lead", "neighbour_practice", "secretary", "member", "stranger", "stranger_head", "admin", "nobody",
)  # fmt: skip
GROUPS = {
    "everyone": (*WORKERS, *READERS, "practice", *OTHERS),
    "workers": WORKERS,
    "heads": ("head", "finance_head", "director"),
    "readers": READERS,
    "others": OTHERS,
    "elsewhere": ("stranger", "stranger_head"),
}
# Whose row of the table somebody of South Warwickshire has at Mid Essex, and the other way round.
ABROAD = {
    **dict.fromkeys((*WORKERS, *READERS), "neighbour_lead"),
    "practice": "neighbour_practice",
    "secretary": "nobody",
    "member": "nobody",
    "stranger": "officer",
    "stranger_head": "head",
}
# Their parameter picks a form or a standard, not an object of a tenant.
NO_OBJECT = {"settings:policy", "functions:export", "api:missing"}
# Pages about accounts name people; whoever manages accounts may read them.
ABOUT_ACCOUNTS = "organisations:"


def read_rules() -> dict[tuple[str, str], dict[str, int]]:
    """The table, by address and method: person -> status."""
    rules: dict[tuple[str, str], dict[str, int]] = {}
    for line in RULES.strip().splitlines():
        if not line.strip():
            continue
        address, _, said = line.partition(": ")
        name, method = address.split()
        cells: dict[str, int] = {}
        for word in said.split():
            who, status = word.split("=")
            cells |= dict.fromkeys(GROUPS.get(who, (who,)), int(status))
        assert (name, method) not in rules, f"two rules for {address}"
        assert set(cells) == {*GROUPS["everyone"], "anon"}, f"{address}: {set(GROUPS['everyone']) - set(cells)}"
        rules[name, method] = cells
    return rules


TABLE = read_rules()


def test_every_address_has_a_rule_and_every_rule_an_address():
    found = set(addresses())
    assert found - TABLE.keys() == set(), "an address without a rule"
    assert TABLE.keys() - found == set(), "a rule without an address"
    assert len(found) > 150


@pytest.fixture
def worlds() -> tuple[World, World]:
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


def body(answer: HttpResponse) -> bytes:
    return getattr(answer, "body", b"") or getattr(answer, "content", b"")


def room_of(name: str) -> str:
    """Addresses are tried room by room, so that the worlds are made once a room."""
    return name.split(":")[0] if ":" in name else name.split("_")[0]


ROOMS = sorted({room_of(name) for name, _ in TABLE})


@pytest.mark.parametrize("room", ROOMS)
def test_each_role_gets_its_answer_and_nobody_anothers_rows(room, worlds, ask):
    here, there = worlds
    wrong = []
    for name, method in [cell for cell in TABLE if room_of(cell[0]) == room]:
        for key, status in TABLE[name, method].items():
            answer = ask(key, method, here, name)
            if answer.status_code != status:
                wrong.append(f"{name} {method} {key}: {answer.status_code}, not {status}")
            foreign = there.marker if key not in GROUPS["elsewhere"] else here.marker
            if foreign.encode() in body(answer) and not name.startswith(ABOUT_ACCOUNTS):
                wrong.append(f"{name} {method} {key}: shown a row of another tenant")
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_role_is_a_stranger_to_another_tenants_objects(room, worlds, ask):
    _, there = worlds
    wrong = []
    found = [cell for cell in TABLE if room_of(cell[0]) == room and parameters_of(cell[0]) and cell[0] not in NO_OBJECT]
    for name, method in found:
        for key in (*GROUPS["everyone"], "anon"):
            status = TABLE[name, method][ABROAD.get(key, key)]
            answer = ask(key, method, there, name)
            if answer.status_code != status:
                wrong.append(f"{name} {method} {key}: {answer.status_code}, not {status}")
            if key not in (*GROUPS["elsewhere"], "admin") and there.marker.encode() in body(answer):
                wrong.append(f"{name} {method} {key}: shown a row of another tenant")
    assert wrong == []
