"""Minutes and actions over the API, of a meeting that was held at its desk; and its decision proved."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.governance.api.calling import Caller, problem_of
from tests.governance.desk import AT, Table

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _next_day() -> Any:
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        yield


@pytest.fixture
def held() -> Table:
    """A motion carried, an action for the member, and the meeting closed."""
    table = Table().opened()
    motion = table.moved()
    table.voted(motion, yes="vice gp officer", no="finance")
    table.say("result", motion=motion)
    table.say("action", words="Write to both practices", owner="Member", item=table.item, due_on="2016-05-10")
    table.say("end_item", item=table.item, outcome="done")
    table.say("close")
    return table


def at(table: Table, path: str = "minutes/") -> str:
    return f"meetings/{table.meeting.public_id}/{path}"


def test_minutes_from_the_record_to_their_readers(held: Table, signed_in: SignedIn) -> None:
    secretary, member = Caller(signed_in("secretary")), Caller(signed_in("member"))
    assert secretary.get(at(held)).status_code == 404
    assert problem_of(member.send(at(held)))[0] == 403
    drafted = secretary.send(at(held), key="draft-1")
    assert (drafted.status_code, drafted["ETag"], drafted.json()["state"]) == (201, '"1"', "draft")
    assert secretary.send(at(held), key="draft-1")["Idempotent-Replay"] == "true"
    assert problem_of(secretary.send(at(held)))[0] == 409
    assert member.get(at(held)).status_code == 404
    section = drafted.json()["sections"][0]["key"]
    prose = {"section": section, "prose": "The chair welcomed everybody."}
    assert secretary.send(at(held), prose, method="patch").status_code == 428
    written = secretary.send(at(held), prose, method="patch", match=1)
    assert (written.json()["sections"][0]["prose"], written["ETag"]) == (prose["prose"], '"2"')
    assert secretary.send(at(held), prose, method="patch", match=1).status_code == 412
    unknown = {"section": "weather", "prose": "Rain"}
    assert secretary.send(at(held), unknown, method="patch", match=2).status_code == 404
    moves = at(held, "minutes/moves/")
    assert secretary.send(moves, {"act": "approve"}).json()["errors"].keys() == {"approved_by", "meeting"}
    assert secretary.send(moves, {"act": "circulate", "words": "x"}).json()["errors"].keys() == {"words"}
    assert secretary.send(moves, {"act": "circulate"}, match=1).status_code == 412
    sent = secretary.send(moves, {"act": "circulate"}, match=2)
    assert (sent.json()["state"], sent.json()["due_on"]) == ("circulated", "2016-05-09")
    read = member.get(at(held)).json()
    assert (read["state"], read["changed"]) == ("circulated", [])
    assert member.get(f"committee-files/{read['file']}/").status_code == 200
    amended = secretary.send(moves, {"act": "amend", "words": "The time of opening"}).json()
    assert (amended["number"], amended["amendments"]) == (2, "The time of opening")
    assert member.get(at(held)).json()["number"] == 1
    assert secretary.send(moves, {"act": "drop_amendment"}).json()["number"] == 1
    same = secretary.send(moves, {"act": "approve", "meeting": 1, "approved_by": "A and B"})
    assert same.json()["errors"].keys() == {"meeting"}
    assert secretary.send(moves, {"act": "approve", "meeting": 9, "approved_by": "A and B"}).status_code == 404
    assert problem_of(secretary.send(moves, {"act": "publish"}))[0] == 409
    assert problem_of(secretary.send(moves, {"act": "take_over_record"}))[0] == 409


def test_an_action_is_updated_by_its_owner_and_ended_once(held: Table, signed_in: SignedIn) -> None:
    secretary, member = Caller(signed_in("secretary")), Caller(signed_in("member"))
    (line,) = member.get("actions/", state="open").json()["results"]
    one = f"actions/{line['id']}/"
    assert (line["words"], line["due_on"]) == ("Write to both practices", "2016-05-10")
    assert member.send(f"{one}updates/", {"state": "dropped", "words": "No"}).status_code == 409
    assert member.send(f"{one}updates/", {"state": "done", "words": "Sent"}, match=7).status_code == 412
    done = member.send(f"{one}updates/", {"state": "done", "words": "Sent"}, match=1, key="done-1")
    assert (done.json()["state"], done.json()["updates"][0]["words"]) == ("done", "Sent")
    assert member.get("actions/", state="open").json()["results"] == []
    assert member.get("actions/", state="late").status_code == 400
    assert problem_of(secretary.send(f"{one}updates/", {"state": "done", "words": "x"}))[0] == 409
    assert Caller(signed_in("stranger")).get(one).status_code == 404


def test_the_register_proves_itself_and_is_corrected(held: Table, signed_in: SignedIn) -> None:
    secretary, member = Caller(signed_in("secretary")), Caller(signed_in("member"))
    (entry,) = member.get("decisions/", q="merger", since="2016-05-01", until="2016-05-31").json()["results"]
    for wrong in ({"since": "May"}, {"kind": "wish"}, {"colour": "red"}, {"committee": "this"}):
        assert member.get("decisions/", **wrong).status_code == 400
    assert member.get("decisions/", until="2016-01-01").json()["results"] == []
    register = f"committees/{held.terms.committee.public_id}/register/"
    proof = member.get(register).json()
    assert (proof["entries"], proof["verified"], proof["fault"]) == (1, True, None)
    kept = f"1:{entry['digest']}"
    assert member.get(register, anchor=kept).json()["verified"] is True
    lost = member.get(register, anchor=f"2:{entry['digest']}").json()
    assert (lost["verified"], lost["fault"]["number"]) == (False, 2)
    for wrong_anchor in ("1", "x:y", f"0:{entry['digest']}", f"{'9' * 13}:{entry['digest']}"):
        assert member.get(register, anchor=wrong_anchor).status_code == 400
    words = {"words": "The practice is Elm Tree."}
    assert member.send(f"decisions/{entry['id']}/corrections/", words).status_code == 403
    for _ in range(2):
        made = secretary.send(f"decisions/{entry['id']}/corrections/", words, key="correct-1")
    assert (made.status_code, made.json()["corrects"], made.json()["number"]) == (201, 1, 2)
    assert problem_of(secretary.send(f"decisions/{made.json()['id']}/corrections/", words))[0] == 409
    export = secretary.get(f"{register}export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(export.streaming_content))) as archive:
        assert set(archive.namelist()) == {"README.txt", "verify.py", "register.jsonl", "anchors.jsonl"}
        assert len(archive.read("register.jsonl").splitlines()) == 2
