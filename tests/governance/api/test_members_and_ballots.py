"""Members, elections and ballots of practices over the API."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.functions.pages import asked_of_database
from tests.governance.api.calling import Caller, problem_of
from tests.governance.meetings import making

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NOW = datetime(2016, 5, 4, 10, tzinfo=UTC)
ROUND = {
    "question": "Shall we join?",
    "options": [{"words": "Yes", "in_favour": True}, {"words": "No", "in_favour": False}],
    "opens_at": "2016-05-04T09:00:00Z",
    "closes_at": "2016-05-20T16:00:00Z",
    "turnout": "1/2",
}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def secretary(signed_in: SignedIn) -> Caller:
    making.with_terms(elections=[{"office": "chair", "among": {"roles": ["lay"]}, "clause": "4"}])
    return Caller(signed_in("secretary"))


def at(path: str) -> str:
    return f"committees/{making.committee().public_id}/{path}"


def test_who_sits_where_on_a_day(secretary: Caller, signed_in: SignedIn) -> None:
    shown = secretary.get(at("members/")).json()
    assert (shown["on"], shown["terms"], len(shown["seats"])) == ("2016-05-04", 1, 5)
    chair = shown["seats"][0]
    assert (chair["member"]["name"], chair["deputies"][0]["name"]) == ("Member chair", "Deputy of the chair")
    assert secretary.get(at("members/"), on="2014-01-01").json()["terms"] is None
    for wrong in ("0001-01-01", "soon"):
        assert secretary.get(at("members/"), on=wrong).json()["errors"].keys() == {"on"}
    assert Caller(signed_in("lead")).get(at("members/")).status_code == 404


def test_somebody_is_appointed_put_right_and_leaves(secretary: Caller, signed_in: SignedIn) -> None:
    sent = {"seat": "officer", "name": "Ann Other", "first": "2016-06-01"}
    taken = secretary.send(at("members/"), sent)
    assert problem_of(taken)[1].startswith("Member officer holds this seat")
    assert secretary.send(at("members/"), sent | {"seat": "throne"}).json()["errors"].keys() == {"seat"}
    stranger = sent | {"sign_in": "officer@example.org", "is_deputy": True}
    assert secretary.send(at("members/"), stranger).json()["errors"].keys() == {"sign_in"}
    assert Caller(signed_in("member")).send(at("members/"), sent).status_code == 403
    deputy = secretary.send(at("members/"), sent | {"is_deputy": True, "sign_in": "MEMBER@example.org"}, key="a-1")
    assert (deputy.status_code, deputy.json()["signs_in"], deputy.json()["last"]) == (201, True, None)
    one = f"appointments/{deputy.json()['id']}/"
    assert secretary.send(one, {"designation": "GP"}, method="patch", match=9).status_code == 412
    put_right = secretary.send(one, {"designation": "GP"}, method="patch", match=1).json()
    assert (put_right["name"], put_right["designation"], put_right["signs_in"]) == ("Ann Other", "GP", True)
    gone = secretary.send(f"{one}end/", {"last": "2016-06-30"})
    assert (gone.json()["appointment"]["last"], gone.json()["offices"]) == ("2016-06-30", [])
    assert secretary.send(f"{one}end/", {"last": "2016-05-30"}).json()["errors"].keys() == {"last"}


def test_an_election_the_terms_do_not_know_is_refused(secretary: Caller) -> None:
    sent = {"office": "vice_chair", "seat": "vice", "first": "2016-06-01", "how": "By show of hands"}
    assert secretary.send(at("elections/"), sent).json()["errors"].keys() == {"seat"}
    early = secretary.send(at("elections/"), sent | {"first": "2014-01-01"})
    assert early.json()["errors"].keys() == {"first"}


def a_ballot(caller: Caller, **more: Any) -> Any:
    committee = str(making.committee().public_id)
    sent = {"committee": committee, "title": "Joint working", "ccgs": ["05r"], "roll_on": "2016-05-01", **more}
    return caller.send("ballots/", sent, key="ballot-1")


def a_round(caller: Caller, **more: Any) -> str:
    ballot = a_ballot(caller).json()
    made = caller.send(f"ballots/{ballot['id']}/rounds/", ROUND | more)
    assert made.status_code == 201, made.content
    return f"ballot-rounds/{made.json()['id']}/"


def form(practice: str, **more: Any) -> dict[str, Any]:
    scan = SimpleUploadedFile("form.pdf", making.upload("yes").read(), "application/pdf")
    return {
        "practice": practice, "option": "yes", "name": "Dr Paper", "received_on": "2016-05-04", "scan": scan, **more,
    }  # fmt: skip


def test_a_roll_is_read_and_changed_by_the_secretary(secretary: Caller, signed_in: SignedIn) -> None:
    made = a_ballot(secretary)
    assert (made.json()["practices"], made.json()["eligible"]) == (2, 2)
    assert a_ballot(secretary)["Idempotent-Replay"] == "true"
    one = f"ballots/{made.json()['id']}/"
    assert a_ballot(Caller(signed_in("stranger"))).json()["errors"].keys() == {"committee"}
    entry = f"{one}roll/m84902/"
    assert secretary.send(entry, {"is_eligible": False}, method="patch", match=1).json()["errors"].keys() == {"because"}
    left_out = {"is_eligible": False, "because": "Held by another"}
    assert secretary.send(entry, left_out, method="patch", match=1)["ETag"] == '"2"'
    assert secretary.send(entry, left_out, method="patch", match=1).status_code == 412
    assert secretary.send(f"{one}roll/Z1/", left_out, method="patch", match=2).status_code == 404
    member = Caller(signed_in("member"))
    assert {row["email"] for row in member.get(f"{one}roll/").json()["results"]} == {None}
    assert [row["ods_code"] for row in secretary.get(f"{one}roll/").json()["results"]] == ["M84901", "M84902"]
    assert member.get(one).json()["eligible"] == 1
    assert member.send(entry, left_out, method="patch", match=2).status_code == 403
    assert len(member.get("ballots/", committee=str(making.committee().public_id)).json()["results"]) == 1


def test_a_round_runs_from_draft_to_its_count(secretary: Caller, signed_in: SignedIn) -> None:
    one = a_round(secretary)
    assert secretary.send(one, ROUND | {"question": "Join?"}, method="put").status_code == 428
    assert secretary.send(one, ROUND | {"question": "Join?"}, method="put", match=1).json()["question"] == "Join?"
    few = secretary.send(one, ROUND | {"options": ROUND["options"][:1]}, method="put", match=2)
    assert few.json()["errors"].keys() == {"options"}
    same = [{"words": "Yes", "in_favour": True}] * 2
    assert secretary.send(one, ROUND | {"options": same}, method="put", match=2).json()["errors"].keys() == {"options"}
    assert secretary.send(f"{one}moves/", {"act": "issue"}, match=1).status_code == 412
    assert secretary.send(f"{one}moves/", {"act": "issue"}, match=2).json()["standing"] == "open"
    assert problem_of(secretary.send(one, ROUND, method="put", match=3))[0] == 409
    receipt = secretary.upload(f"{one}papers/", key="paper-1", **form("m84901"))
    assert (receipt.status_code, receipt.json()["practice"]) == (201, "M84901")
    assert problem_of(secretary.upload(f"{one}papers/", **form("M84901")))[0] == 409
    assert secretary.upload(f"{one}papers/", **form("M84902", option="maybe")).json()["errors"].keys() == {"option"}
    member = Caller(signed_in("member"))
    running = member.get(one).json()
    assert (running["responses"], running["result"], running["standing"]) == (1, None, "open")
    assert member.upload(f"{one}papers/", **form("M84902")).status_code == 403
    link = secretary.send(f"{one}links/", {"practice": "M84902", "email": "new@practice.example.org"})
    assert link.json() == {"practice": "M84902", "sent_to": "new@practice.example.org"}
    aside = secretary.send(f"{one}set-aside/", {"practice": "M84901", "because": "The wrong form"})
    assert aside.json()["receipt"] == receipt.json()["receipt"]
    assert secretary.upload(f"{one}papers/", **form("M84901")).status_code == 201
    later = {"act": "extend", "closes_at": "2016-05-25T16:00:00Z", "because": "Half term"}
    assert secretary.send(f"{one}moves/", later).json()["closes_at"] == "2016-05-25T17:00:00+01:00"
    assert secretary.send(f"{one}moves/", {"act": "close"}).json()["errors"].keys() == {"because"}
    assert secretary.send(f"{one}moves/", {"act": "close", "seen": "x"}).json()["errors"].keys() == {"seen"}
    counted = secretary.send(f"{one}moves/", {"act": "close", "because": "All answered"}).json()
    assert (counted["standing"], counted["result"]["working"][-1]) == ("counted", "Carried.")
    assert problem_of(secretary.send(f"{one}moves/", {"act": "call_off", "because": "x"}))[0] == 409


def test_certifying_asks_for_a_fresh_sign_in_that_a_token_cannot_give(secretary: Caller, clock: Any) -> None:
    one = a_round(secretary)
    secretary.send(f"{one}moves/", {"act": "issue"})
    secretary.upload(f"{one}papers/", **form("M84901"))
    counted = secretary.send(f"{one}moves/", {"act": "close", "because": "All answered"}).json()
    clock.shift(timedelta(minutes=25))
    for sent in ({"act": "certify", "seen": counted["digest"]}, {"act": "publish"}):
        assert problem_of(secretary.send(f"{one}moves/", sent)) == (
            403, "This needs a fresh sign-in, so it can be done in the portal only.",
        )  # fmt: skip


def test_ballots_ask_the_same_however_many_there_are(secretary: Caller) -> None:
    one = a_ballot(secretary).json()
    paths = [f"/api/v1/{path}" for path in ("ballots/", f"ballots/{one['id']}/", f"ballots/{one['id']}/roll/")]
    before = [len(asked_of_database(secretary.client, path)) for path in paths]
    for number in range(3):
        committee = str(making.committee().public_id)
        sent = {"committee": committee, "title": f"Matter {number}", "ccgs": ["05R"], "roll_on": "2016-05-01"}
        assert secretary.send("ballots/", sent).status_code == 201
    assert [len(asked_of_database(secretary.client, path)) for path in paths] == before
