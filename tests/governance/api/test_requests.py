"""What waits for an agenda, and urgent decisions, over the API."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.governance.api.calling import Caller, problem_of
from tests.governance.meetings import making

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
URGENT = {
    "title": "A practice closes", "resolution": "That its list be dispersed", "agreed": ["chair", "officer"],
    "ground": "patient_safety", "why": "Patients would have had no GP", "decided_on": "2016-05-03",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_may_2016() -> Any:
    with time_machine.travel(datetime(2016, 5, 4, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def secretary(signed_in: SignedIn) -> Caller:
    making.with_terms()
    return Caller(signed_in("secretary"))


def at(path: str = "urgent-decisions/") -> str:
    return f"committees/{making.committee().public_id}/{path}"


def test_an_urgent_decision_is_entered_once_and_waits_for_a_meeting(secretary: Caller, signed_in: SignedIn) -> None:
    member = Caller(signed_in("member"))
    assert member.send(at(), URGENT).status_code == 403
    assert Caller(signed_in("officer")).send(at(), URGENT).status_code == 404
    assert secretary.send(at(), URGENT | {"agreed": ["officer"]}).json()["errors"].keys() == {"agreed"}
    assert secretary.send(at(), URGENT | {"decided_on": "2014-01-01"}).json()["errors"].keys() == {"decided_on"}
    for _ in range(2):
        made = secretary.send(at(), URGENT, key="urgent-1")
    assert (made.json()["kind"], made.json()["number"]) == ("urgent", 1)
    assert made.json()["body"]["agreed_by"] == ["Member chair", "Member officer"]
    assert secretary.get(at("register/")).json()["verified"] is True
    (waits,) = member.get("agenda-requests/", state="waiting").json()["results"]
    one = f"agenda-requests/{waits['id']}/"
    assert problem_of(secretary.send(f"{one}declining/", {"why": "No"})) == (
        409, "An urgent decision is reported to the next meeting, so it cannot be declined.",
    )  # fmt: skip
    assert problem_of(secretary.send(f"{one}answer/", {"entry": 1, "answer": "accepted"}))[0] == 409
    meeting = making.planned(date(2016, 6, 9), at=datetime(2016, 5, 4, 9, tzinfo=UTC))
    unknown = {"meeting": waits["id"]}
    assert secretary.send(f"{one}placement/", unknown).json()["errors"].keys() == {"meeting"}
    place = {"meeting": str(meeting.public_id), "minutes": 5}
    assert secretary.send(f"{one}placement/", place, match=9).status_code == 412
    assert member.send(f"{one}placement/", place).status_code == 403
    placed = secretary.send(f"{one}placement/", place, match=1, key="place-1").json()
    assert (placed["state"], placed["version"]) == ("placed", 2)
    assert secretary.get(f"agenda-items/{placed['item']}/").json()["minutes"] == 5
    assert problem_of(secretary.send(f"{one}placement/", place))[0] == 409
    assert member.get("agenda-requests/", state="lost").status_code == 400
    assert Caller(signed_in("stranger")).get(one).status_code == 404
