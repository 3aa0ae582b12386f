"""Risks and opportunities over the API: raised, changed, reviewed and closed, of a CCG and of a committee."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from governance.figures import risks as figures
from tests.functions.pages import asked_of_database
from tests.governance.api.calling import Caller, problem_of
from tests.governance.interests.room import committee

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NOW = datetime(2016, 5, 3, 10, tzinfo=UTC)
RISK = {
    "kind": "risk", "subject": "Two practices may close", "description": "Both have partners who retire",
    "before_likelihood": 4, "before_impact": 4, "likelihood": 3, "impact": 4, "mitigation": "Both are met each month",
    "owner_name": "Premises officer", "review_on": "2016-08-03",
}  # fmt: skip
REVIEW = {"on": "2016-05-03", "likelihood": 2, "note": "A partner was found", "next_on": "2016-11-03"}


@pytest.fixture(autouse=True)
def _in_may_2016() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(params=["ccg", "committee"])
def register(request: pytest.FixtureRequest, signed_in: SignedIn) -> tuple[Caller, str, dict[str, Any], str]:
    """Who keeps a register, where it is, what is sent of whose, and somebody who only reads it."""
    if request.param == "ccg":
        return Caller(signed_in("officer")), "risks/", RISK | {"ccg": "05R"}, "auditor"
    return Caller(signed_in("secretary")), f"committees/{committee().public_id}/risks/", RISK, "member"


def one_of(told: dict[str, Any], at: str) -> str:
    return f"{at}{told.get('number') or told['reference']}/"


def test_a_risk_is_raised_changed_reviewed_and_closed(register: Any, signed_in: SignedIn) -> None:
    keeper, at, new, _ = register
    for _ in range(2):
        made = keeper.send(at, new, key="risk-1")
    told = made.json()
    assert (made.status_code, told["score"], told["band"], told["owner"]) == (201, 12, "high", "Premises officer")
    assert len(keeper.get(at).json()["results"]) == 1
    one = one_of(told, at)
    assert keeper.get(one)["ETag"] == '"1"'
    assert keeper.send(one, {"beside": "x"}, method="patch").status_code == 428
    changed = keeper.send(one, {"beside": "Practices may join"}, method="patch", match=1).json()
    assert (changed["beside"], changed["subject"], changed["version"]) == ("Practices may join", RISK["subject"], 2)
    assert keeper.send(one, {"beside": "x"}, method="patch", match=1).status_code == 412
    reviewed = keeper.send(f"{one}reviews/", REVIEW, match=2)
    assert (reviewed.status_code, reviewed.json()["score"], reviewed.json()["review_on"]) == (201, 8, "2016-11-03")
    assert [(row["what"], row["score"]) for row in reviewed.json()["reviews"]] == [("raised", 12), ("reviewed", 8)]
    assert keeper.send(f"{one}reviews/", REVIEW, match=2).status_code == 412
    wrong = keeper.send(f"{one}closing/", {"outcome": "taken", "why": "x"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["outcome"])
    closed = keeper.send(f"{one}closing/", {"outcome": "gone", "why": "Both stay"}, match=3)
    assert (closed.json()["state"], closed.json()["closed_on"], closed.json()["outcome"]) == (
        "closed", "2016-05-03", "gone",
    )  # fmt: skip
    assert problem_of(keeper.send(f"{one}reviews/", REVIEW))[0] == 409
    assert keeper.get(at).json()["results"] == []
    assert [row["reference"] for row in keeper.get(f"{at}?show=closed&q=retire").json()["results"]] == [
        told["reference"]
    ]


def test_a_report_tells_the_highest_and_what_changed(register: Any, signed_in: SignedIn) -> None:
    keeper, at, new, _ = register
    told = keeper.send(at, new).json()
    found = keeper.get(f"{at}report/").json()
    assert (found["since"], found["overdue"], [row["reference"] for row in found["top"]]) == (
        "2016-02-02", [], [told["reference"]],
    )  # fmt: skip
    assert {"kind": "risk", "band": "high", "open": 1} in found["counts"]
    assert [(row["sort"], row["risk"]["score"]) for row in found["changed"]] == [("new", 12)]
    assert keeper.get(f"{at}report/?since=2016-05-04").json()["changed"] == []
    assert keeper.get(f"{at}report/?since=soon").status_code == 400
    stranger = Caller(signed_in("stranger")).get(f"{at}report/")
    assert stranger.status_code == 404 or stranger.json()["top"] == []


def test_a_report_that_is_cut_says_how_many_there_are(
    register: Any, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, at, new, _ = register
    for _ in range(2):
        assert keeper.send(at, new).status_code == 201
    monkeypatch.setattr(figures, "MOST_OVERDUE", 1)
    monkeypatch.setattr(figures, "MOST_CHANGED", 1)
    with time_machine.travel(datetime(2017, 5, 4, 10, tzinfo=UTC), tick=False):
        later = Caller(signed_in("officer" if at == "risks/" else "secretary"))
        found = later.get(f"{at}report/?since=2016-01-01").json()
    assert (len(found["overdue"]), found["overdue_in_all"]) == (1, 2)
    assert (len(found["changed"]), found["changed_in_all"]) == (1, 2)


def test_what_is_wrong_is_named(register: Any) -> None:
    keeper, at, new, _ = register
    for sent, field in (
        ({"impact": 6}, "impact"),
        ({"kind": "worry"}, "kind"),
        ({"review_on": "2016-05-03"}, "review_on"),
        ({"likelihood": 5}, "mitigation"),
        ({"owner_name": ""}, "owner_name"),
        ({"sign_in": "nobody@example.org"}, "sign_in"),
        ({"activity": "Z.99"}, "activity"),
        ({"colour": "red"}, "colour"),
    ):
        wrong = keeper.send(at, new | sent)
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, [field]), wrong.content
    one = one_of(keeper.send(at, new).json(), at)
    for sent, field in (({"on": "2016-05-09"}, "on"), ({"next_on": "2016-05-01"}, "next_on"), ({"impact": 5}, "")):
        wrong = keeper.send(f"{one}reviews/", REVIEW | {"mitigation": ""} | sent)
        assert (wrong.status_code, next(iter(wrong.json()["errors"]))) == (400, field or "mitigation")
    assert keeper.get(f"{at}?band=purple").status_code == 400


def test_its_owner_signs_in_or_is_named(register: Any) -> None:
    keeper, at, new, _ = register
    mine = {"sign_in": "officer@example.org" if at == "risks/" else "secretary@example.org"}
    made = keeper.send(at, {**new, "owner_name": "", **mine, "activity": "x.14"}).json()
    assert (made["sign_in"], made["activity"]) == (mine["sign_in"], "X.14")
    named = keeper.send(one_of(made, at), {"owner_name": "Ann Bell"}, method="patch", match=1).json()
    assert (named["owner"], named["sign_in"], named["activity"]) == ("Ann Bell", None, "X.14")
    nobody = keeper.send(one_of(made, at), {"owner_name": ""}, method="patch", match=2)
    assert list(nobody.json()["errors"]) == ["owner_name"]


def test_readers_change_nothing_and_another_tenant_sees_nothing(register: Any, signed_in: SignedIn) -> None:
    keeper, at, new, reads = register
    one = one_of(keeper.send(at, new).json(), at)
    reader, stranger = Caller(signed_in(reads)), Caller(signed_in("stranger"))
    assert reader.get(one).status_code == 200
    assert reader.send(at, new).status_code == 403
    assert stranger.get(one).status_code == 404
    assert stranger.send(at, new).status_code in (400, 404)
    for who, code in ((reader, 403), (stranger, 404)):
        assert who.send(one, {"beside": "x"}, method="patch", match=1).status_code == code
        assert who.send(f"{one}reviews/", REVIEW).status_code == code
        assert who.send(f"{one}closing/", {"outcome": "gone", "why": "x"}).status_code == code


def test_a_register_asks_the_same_however_long_it_is(register: Any) -> None:
    keeper, at, new, _ = register
    keeper.send(at, new)
    before = len(asked_of_database(keeper.client, f"/api/v1/{at}"))
    for _ in range(3):
        keeper.send(at, new)
    assert len(asked_of_database(keeper.client, f"/api/v1/{at}")) == before
