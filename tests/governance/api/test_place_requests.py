"""A place on an agenda asked for over the API, by whoever works on the record."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from governance.api import place_requests
from tests.governance.api.calling import Caller, problem_of
from tests.governance.carrying.steps import ASKED_AT, a_pdf, an_assessed_variation, committee_at_work

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _asked_in_january() -> Any:
    with time_machine.travel(ASKED_AT, tick=False):
        yield


def test_a_place_is_asked_for_with_its_paper(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    committee_at_work()
    officer, here = Caller(signed_in("officer")), f"place-requests/{an_assessed_variation().reference}/"
    told = officer.get(here).json()
    (committee, *_) = told["committees"]
    assert (told["asked"], told["refused"]) == ([], "")
    asked = {"committee": committee["id"], "title": "Boundary", "asks": "That it be approved."}
    for sent, field in (
        ({}, "paper"), ({"title": ""}, "title"), ({"if_carried": "perhaps"}, "if_carried"),
        ({"paper": committee["id"]}, "paper"), ({"committee": "00000000-0000-4000-8000-000000000000"}, "committee"),
    ):  # fmt: skip
        wrong = officer.send(here, asked | sent)
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, [field]), wrong.content
    assert officer.send(here, asked, match=77).status_code == 412
    for _ in range(2):
        made = officer.upload(here, key="ask", **asked, upload=a_pdf())
    assert (made.status_code, made.json()["asked"][0]["title"]) == (201, "Boundary"), made.content
    of_it = {"committee": committee["id"], "committee_name": committee["name"]}
    assert made.json()["asked"][0].items() >= of_it.items()
    assert made.json()["refused"].startswith("A committee has been asked to decide this already")
    assert problem_of(officer.upload(here, **asked, upload=a_pdf()))[0] == 409
    # The CCG takes part in it no longer: what was asked still says where.
    monkeypatch.setattr(place_requests, "committees_of_ccg", lambda ccg, *, on: [])
    later = officer.get(here).json()
    assert (later["committees"], later["asked"]) == ([], made.json()["asked"])


def test_readers_do_not_ask_and_strangers_see_nothing(signed_in: SignedIn) -> None:
    committee_at_work()
    here = f"place-requests/{an_assessed_variation().reference}/"
    for key, reads, asks in (("auditor", 200, 403), ("stranger", 404, 404), ("secretary", 404, 404)):
        who = Caller(signed_in(key))
        assert who.get(here).status_code == reads
        assert who.send(here, {}).status_code == asks
    assert Caller(signed_in("officer")).get("place-requests/WM-Q-2016-00001/").status_code == 404
