"""Resolution panels over the API: from the list of people to the last action of the decision."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.functions.pages import asked_of_database
from tests.governance.api.calling import Caller, problem_of
from tests.governance.panels.test_panels import at_the_panel

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NOW = datetime(2016, 5, 4, 10, tzinfo=UTC)
ANN = {"name": "Ann", "office": "lay_member", "organisation": "Tower Hamlets", "ccgs": ["08V"]}
BESIDE = {
    "lay_2": ANN | {"name": "Ben", "ccgs": ["06Q"]},
    "director": ANN | {"name": "Cleo", "office": "nhs_director", "organisation": "NHS England North", "ccgs": []},
    "officer": ANN | {"name": "Dev", "office": "accountable_officer"},
}
ACTION = {"words": "Move the cut-off", "owner": "The hub", "due_on": "2016-05-20"}


@pytest.fixture(autouse=True)
def _in_may_2016() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def head(signed_in: SignedIn) -> Caller:
    return Caller(signed_in("head"))


def decided(**more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("decision.txt", b"Decided.", content_type="text/plain")
    return {
        "decided_on": "2016-05-04", "decision": "Schedules by day four", "reference": "RP/1",
        "actions": [json.dumps(ACTION)], "files": [file],
    } | more  # fmt: skip


def listed(head: Caller) -> dict[str, str]:
    """The ids of four who may sit, by place."""
    people = {"lay_1": ANN, **BESIDE}
    return {place: head.send("panel-candidates/", who).json()["id"] for place, who in people.items()}


def test_a_panel_is_chosen_decides_and_its_actions_are_done(head: Caller, signed_in: SignedIn) -> None:
    seats, one = listed(head), f"panels/{at_the_panel().reference}/"
    tied = head.send("panel-candidates/", ANN | {"name": "Tied", "ccgs": ["05R"]}).json()
    read = head.get(one)
    assert (read.json()["waits"], read.json()["panels"]) == (True, [])
    assert [row["standing"] for row in head.get("panels/").json()["results"]] == ["waits"]
    offer = head.get(f"{one}candidates/").json()
    assert [[who["name"] for who in place["offered"]] for place in offer["places"]] == [
        ["Ann", "Ben"], ["Ann", "Ben"], ["Cleo"], ["Dev"],
    ]  # fmt: skip
    assert [(who["name"], bool(who["why_not"])) for who in offer["others"]] == [("Tied", True)]
    narrower = head.get(f"{one}candidates/", also="Tower Hamlets").json()
    assert narrower["missing"] == ["First lay member", "Second lay member", "Accountable officer or clinical chair"]
    assert head.get(f"{one}candidates/", also="x" * 200).json()["errors"].keys() == {"also.0"}
    wrong = head.send(f"{one}choosing/", seats | {"lay_2": tied["id"]})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (409, ["lay_2"])
    unknown = head.send(f"{one}choosing/", seats | {"officer": "00000000-0000-4000-8000-000000000000"})
    assert (unknown.status_code, list(unknown.json()["errors"])) == (400, ["officer"])
    early = head.upload(f"{one}decision/", **decided())
    assert problem_of(early) == (409, "Choose who sits on the panel first.")
    assert head.send(f"{one}choosing/", seats, match=77).status_code == 412
    chosen = head.send(f"{one}choosing/", seats, key="choose-1")
    assert [who["name"] for who in chosen.json()["panels"][0]["members"]] == ["Ann", "Ben", "Cleo", "Dev"]
    anew = head.send(f"{one}choosing/", seats)
    assert (anew.status_code, list(anew.json()["errors"])) == (400, ["why"])
    assert len(head.send(f"{one}choosing/", seats | {"why": "Ann was ill"}).json()["panels"]) == 2
    late = json.dumps(ACTION | {"due_on": "2016-05-01"})
    assert list(head.upload(f"{one}decision/", **decided(actions=[late])).json()["errors"]) == ["actions"]
    for sent, field in (
        ({"actions": ["not json"]}, "actions.0"),
        ({"actions": [json.dumps({**ACTION, "owner": ""})]}, "actions.0.owner"),
        ({"files": []}, "files"),
    ):
        refused = head.upload(f"{one}decision/", **decided(**sent))
        assert (refused.status_code, list(refused.json()["errors"])) == (400, [field]), refused.content
    done = head.upload(f"{one}decision/", **decided()).json()
    assert (done["waits"], done["panels"][0]["decision_reference"]) == (False, "RP/1")
    assert [file["name"] for file in done["files"]] == ["decision.txt"]
    assert problem_of(head.upload(f"{one}decision/", **decided()))[0] == 409
    officer = Caller(signed_in("officer"))
    act = {"done_on": "2016-05-04", "words": "Moved to noon"}
    assert officer.send(f"{one}actions/7/done/", act).status_code == 404
    assert officer.send(f"{one}actions/1/done/", act).json()["panels"][0]["actions"][0]["done_words"] == "Moved to noon"
    assert problem_of(officer.send(f"{one}actions/1/done/", act))[0] == 409
    assert [row["standing"] for row in head.get("panels/").json()["results"]] == ["done"]


def test_panels_are_read_in_as_many_statements_however_many_there_are(head: Caller, signed_in: SignedIn) -> None:
    seats, one, lead = listed(head), f"panels/{at_the_panel().reference}/", Caller(signed_in("lead"))
    assert head.send(f"{one}choosing/", seats).status_code == 201
    address = f"/api/v1/{one}"
    lead.get(one)
    before = len(asked_of_database(lead.client, address))
    assert head.send(f"{one}choosing/", seats | {"why": "Ann was ill"}).status_code == 201
    assert len(asked_of_database(lead.client, address)) == before
    for key in ("lead", "officer", "auditor"):
        panels = Caller(signed_in(key)).get(one).json()["panels"]
        assert [{who["place"]: who["candidate"] for who in panel["members"]} for panel in panels] == [seats, seats]


def test_the_list_is_kept_by_heads_of_the_hub(head: Caller, signed_in: SignedIn) -> None:
    made = head.send("panel-candidates/", ANN, key="ann")
    assert head.send("panel-candidates/", ANN, key="ann").json() == made.json()
    for sent, field in (
        ({"ccgs": ["99Z"]}, "ccgs"),
        ({"office": "porter"}, "office"),
        ({"sign_in": "x@y.zz"}, "sign_in"),
    ):
        assert list(head.send("panel-candidates/", ANN | sent).json()["errors"]) == [field]
    end = f"panel-candidates/{made.json()['id']}/end/"
    assert Caller(signed_in("officer")).get("panel-candidates/").status_code == 403
    assert Caller(signed_in("officer")).send(end, {"last_day": "2016-05-04", "why": "x"}).status_code == 404
    assert Caller(signed_in("stranger_head")).send(end, {"last_day": "2016-05-04", "why": "x"}).status_code == 404
    assert head.send(end, {"last_day": "2016-05-04", "why": "Retires"}).json()["until_on"] == "2016-05-04"
    assert problem_of(head.send(end, {"last_day": "2016-05-04", "why": "x"}))[0] == 409
    assert [row["name"] for row in head.get("panel-candidates/").json()["results"]] == ["Ann"]


def test_a_panel_is_for_the_hub_and_the_ccg_of_its_concern(head: Caller, signed_in: SignedIn) -> None:
    seats, one = listed(head), f"panels/{at_the_panel().reference}/"
    for key, reads, sets_up in (
        ("officer", 200, 403),
        ("auditor", 200, 403),
        ("practice", 404, 404),
        ("stranger_head", 404, 404),
    ):
        who = Caller(signed_in(key))
        assert who.get(one).status_code == reads
        assert who.get(f"{one}candidates/").status_code == sets_up
        assert who.send(f"{one}choosing/", seats).status_code == sets_up
        assert who.upload(f"{one}decision/", **decided()).status_code == sets_up
    assert Caller(signed_in("officer")).get("panels/").status_code == 403
    assert Caller(signed_in("lead")).get(f"{one}candidates/").status_code == 200
    assert Caller(signed_in("stranger_head")).get("panels/").json()["results"] == []
