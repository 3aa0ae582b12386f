"""Interests, gifts and procurement decisions over the API: changed from a version, refused in the register's words."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.functions.pages import asked_of_database
from tests.governance.api.calling import Caller, problem_of
from tests.governance.interests.room import appoint, committee

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NOW = datetime(2016, 5, 4, 10, tzinfo=UTC)
INTEREST = {
    "kind": "financial", "about": "supplier", "organisation": "Acorn Care Ltd", "nature": "Director",
    "held_from": "2015-04-01", "aware_on": "2016-03-01",
}  # fmt: skip
GIFT = {
    "kind": "hospitality", "offered_on": "2016-04-01", "details": "Dinner", "value": "35.50",
    "offered_by": "Acorn Care Ltd", "outcome": "declined", "reason": "A bid is open",
}  # fmt: skip
PROCUREMENT = {"title": "Ear irrigation", "description": "In the community", "kind": "ccg", "route": "direct_gp"}


@pytest.fixture(autouse=True)
def _in_may_2016() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def at(path: str) -> str:
    return f"committees/{committee().public_id}/{path}"


@pytest.fixture
def member(signed_in: SignedIn) -> Caller:
    appoint("Member", key="member")
    return Caller(signed_in("member"))


@pytest.fixture
def secretary(signed_in: SignedIn) -> Caller:
    return Caller(signed_in("secretary"))


def test_an_interest_is_corrected_and_ended_by_its_holder(member: Caller, signed_in: SignedIn) -> None:
    made = member.send(at("interests/"), INTEREST)
    assert (made.status_code, made["ETag"], made.json()["days_late"]) == (201, '"1"', 36)
    one = at(f"interests/{made.json()['number']}/")
    assert member.send(one, {"nature": "Owner"}, method="patch").status_code == 428
    assert member.send(one, {"nature": "Owner"}, method="patch", match=1).json()["detail"] == (
        "Enter why it is corrected."
    )
    changed = member.send(one, {"nature": "Owner", "why": "Shares too"}, method="patch", match=1)
    assert (changed.json()["nature"], changed.json()["organisation"], changed["ETag"]) == (
        "Owner", "Acorn Care Ltd", '"2"',
    )  # fmt: skip
    assert member.send(one, {"nature": "x", "why": "x"}, method="patch", match=1).status_code == 412
    practice = {"about": "practice", "practice_code": "Z99999", "why": "x"}
    assert list(member.send(one, practice, method="patch", match=2).json()["errors"]) == ["practice_code"]
    early = member.send(f"{one}end/", {"last_day": "2014-01-01"})
    assert early.json()["errors"].keys() == {"last_day"}
    ended = member.send(f"{one}end/", {"last_day": "2016-05-01", "why": "Sold"}, key="end-1", match=2)
    assert (ended.status_code, ended.json()["held_until"], ended.json()["shown_until"]) == (
        201, "2016-05-01", "2016-11-01",
    )  # fmt: skip
    assert problem_of(member.send(f"{one}end/", {"last_day": "2016-05-02"}))[0] == 409
    assert member.get(one).json()["version"] == 3
    assert Caller(signed_in("officer")).get(one).status_code == 404
    assert member.get(at("interests/77/")).status_code == 404
    assert member.send(at("interests/"), INTEREST | {"held_from": "0001-01-01"}).status_code == 400


def test_a_register_is_confirmed_as_it_was_seen(member: Caller, secretary: Caller) -> None:
    member.send(at("interests/"), INTEREST)
    assert problem_of(member.send(at("interest-reviews/"), {"seen": 0}))[0] == 409
    confirmed = member.send(at("interest-reviews/"), {"seen": 1}, key="review-1")
    assert confirmed.json() == {"name": "Member", "on": "2016-05-04", "interests": 1, "how": ""}
    told = secretary.send(at("interest-reviews/"), {"name": "Member", "seen": 1})
    assert told.json()["errors"].keys() == {"how"}
    assert secretary.send(at("interest-reviews/"), {"name": "Member", "seen": 1, "how": "Email"}).status_code == 201


def test_a_gift_is_entered_corrected_and_reviewed_once(member: Caller, secretary: Caller) -> None:
    for _ in range(2):
        made = member.send(at("gifts/"), GIFT, key="gift-1")
    one = at(f"gifts/{made.json()['number']}/")
    assert len(member.get(at("gifts/")).json()["results"]) == 1
    assert member.send(f"{one}review/").status_code == 403
    assert secretary.send(f"{one}review/", {"note": "Right"}).json()["reviewed_on"] == "2016-05-04"
    assert problem_of(secretary.send(f"{one}review/")) == (409, "This entry has been reviewed already.")
    assert member.get(at("gifts/?show=waiting")).json()["results"] == []
    changed = member.send(one, {"value": "40.00", "why": "The bill"}, method="patch", match=2)
    assert (changed.json()["value"], changed.json()["reviewed_on"]) == ("40.00", None)
    assert member.send(one, {"value": "41", "why": "x"}, method="patch", match=2).status_code == 412
    received = member.send(at("gifts/"), GIFT | {"received_on": "2016-04-02"})
    assert received.json()["errors"].keys() == {"received_on"}
    assert problem_of(member.send(at("gifts/"), GIFT | {"name": "Ann Bell"}))[0] == 403
    assert member.get(at("gifts/?show=lost")).status_code == 400


def test_a_procurement_decision_is_recorded_whole(secretary: Caller, member: Caller) -> None:
    assert member.send(at("procurement-decisions/"), PROCUREMENT).status_code == 403
    made = secretary.send(at("procurement-decisions/"), PROCUREMENT, key="buy-1").json()
    one = at(f"procurement-decisions/{made['number']}/")
    assert problem_of(secretary.send(f"{one}recording/"))[1].startswith("The record is not whole. Still missing: who")
    answers = {answer["key"]: "As the panel said" for answer in made["answers"]}
    assert secretary.send(f"{one}answers/", {"answers": {"colour": "red"}}).status_code == 400
    assert secretary.send(f"{one}answers/", {"answers": answers}, match=1).json()["version"] == 2
    decided = {
        "decided_by": "The committee", "decided_on": "2016-05-03", "justification": "The only provider",
        "supplier": "Birch Court", "value_total": "12000.00",
    }  # fmt: skip
    assert secretary.send(one, decided | {"meeting": 9}, method="patch", match=2).json()["errors"].keys() == {"meeting"}
    assert secretary.send(one, decided, method="patch", match=2).json()["missing"] == []
    with_one = secretary.send(f"{one}conflicts/", {"name": "Finn Doctor", "conflict": "Partner"}).json()
    assert with_one["missing"] == ["how each conflict was handled"]
    conflict = f"{one}conflicts/{with_one['conflicts'][0]['id']}/"
    assert problem_of(secretary.send(conflict, {})) == (409, "Select how it was handled.")
    assert secretary.send(f"{one}conflicts/999999/", {"handled": "leave"}).status_code == 404
    assert secretary.send(conflict, {"handled": "leave"}).json()["missing"] == []
    assert secretary.send(f"{one}recording/", match=1).status_code == 412
    recorded = secretary.send(f"{one}recording/").json()
    assert (recorded["state"], recorded["recorded_on"]) == ("recorded", "2016-05-04")
    refused = secretary.send(one, {"title": "Ears"}, method="patch", match=recorded["version"])
    assert refused.json()["errors"].keys() == {"why"}
    titled = {"title": "Ears", "why": "Its name"}
    assert secretary.send(one, titled, method="patch", match=recorded["version"]).json()["title"] == "Ears"
    assert [row["number"] for row in member.get(at("procurement-decisions/?state=recorded")).json()["results"]] == [1]
    unknown = {"name": "x", "conflict": "x", "interest": 99, "why": "x"}
    assert secretary.send(f"{one}conflicts/", unknown).json()["errors"].keys() == {"interest"}


def test_lists_ask_the_same_however_long_they_are(member: Caller, secretary: Caller) -> None:
    lists = [f"/api/v1/{at(path)}" for path in ("interests/", "gifts/", "procurement-decisions/")]

    def fill() -> None:
        assert member.send(at("interests/"), INTEREST).status_code == 201
        assert member.send(at("gifts/"), GIFT).status_code == 201
        assert secretary.send(at("procurement-decisions/"), PROCUREMENT).status_code == 201

    fill()
    before = [len(asked_of_database(secretary.client, path)) for path in lists]
    for _ in range(3):
        fill()
    assert [len(asked_of_database(secretary.client, path)) for path in lists] == before
