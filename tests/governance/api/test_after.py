"""Letters to practices and the monthly summary over the API: written from the record, and sent once."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.governance.api.calling import Caller, problem_of
from tests.governance.minutes.sitting import LATER, committee, held

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _after_the_meeting() -> Any:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def secretary(signed_in: SignedIn) -> Caller:
    return Caller(signed_in("secretary"))


def at(path: str = "") -> str:
    return f"committees/{committee().public_id}/{path}"


def written(secretary: Caller) -> str:
    """The address of the letter of a meeting's one decision on a practice."""
    with time_machine.travel(LATER, tick=False):
        meeting = held(names=["M84901"]).meeting
    here = f"meetings/{meeting.public_id}/letters/"
    assert secretary.send(here, key="write").json() == {"written": 1}
    assert secretary.send(here).json() == {"written": 0}
    (row,) = secretary.get(at("letters/")).json()["results"]
    return at(f"letters/{row['id']}/")


def test_a_letter_is_written_read_and_sent_once(secretary: Caller, signed_in: SignedIn) -> None:
    one = written(secretary)
    told = secretary.get(one).json()
    assert (told["state"], told["practice_code"], told["file"]) == ("draft", "M84901", None)
    assert secretary.get(f"{one}pdf/").content.startswith(b"%PDF")
    assert secretary.send(one, {"subject": "x"}, method="patch").status_code == 428
    assert list(secretary.send(one, {"subject": ""}, method="patch", match=1).json()["errors"]) == ["subject"]
    early = secretary.send(f"{one}sending/", {"way": "sent"})
    assert (early.status_code, list(early.json()["errors"])) == (400, ["to_email"])
    words = {"subject": "Your list", "to_email": "practice@example.org"}
    changed = secretary.send(one, words, method="patch", match=1).json()
    assert (changed["subject"], changed["body"], changed["version"]) == ("Your list", told["body"], 2)
    assert secretary.send(one, words, method="patch", match=1).status_code == 412
    assert problem_of(secretary.send(f"{one}sending/", {"way": "on_record"}))[0] == 409
    sent = secretary.send(f"{one}sending/", {"way": "sent"}, key="send", match=2)
    assert (sent.status_code, sent.json()["state"], sent.json()["ended_on"]) == (201, "sent", "2016-06-01")
    file = secretary.get(f"committee-files/{sent.json()['file']}/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert problem_of(secretary.send(f"{one}dropping/", {"why": "x"}))[0] == 409
    assert secretary.get(at("letters/?state=draft")).json()["results"] == []
    member, stranger = Caller(signed_in("member")), Caller(signed_in("stranger"))
    for who, code in ((member, 403), (stranger, 404)):
        assert who.get(at("letters/")).status_code == code
        assert who.get(f"{one}pdf/").status_code == code
        assert who.send(f"{one}sending/", {"way": "posted"}).status_code == code


def test_a_letter_is_not_sent_with_the_reason(secretary: Caller) -> None:
    one = written(secretary)
    assert list(secretary.send(f"{one}dropping/", {"why": ""}).json()["errors"]) == ["why"]
    assert secretary.send(f"{one}dropping/", {"why": "Told by phone"}).json()["why_dropped"] == "Told by phone"


def test_a_summary_is_drafted_written_and_sent_once(secretary: Caller, signed_in: SignedIn) -> None:
    held()
    for month in ("2016-13", "May", "1899-01"):
        assert list(secretary.send(at("summaries/"), {"month": month}).json()["errors"]) == ["month"]
    for _ in range(2):
        made = secretary.send(at("summaries/"), {"month": "2016-05"}, key="may")
    one, section = at("summaries/2016-05/"), made.json()["sections"][0]["key"]
    assert (made.status_code, made.json()["month"]) == (201, "2016-05")
    assert problem_of(secretary.send(at("summaries/"), {"month": "2016-05"}))[0] == 409
    member = Caller(signed_in("member"))
    assert (member.get(one).status_code, member.get(at("summaries/")).json()["results"]) == (404, [])
    assert problem_of(secretary.send(f"{one}sending/"))[1].startswith("Enter the addresses")
    assert secretary.send(one, {"prose": {}}, method="patch").status_code == 428
    for sent, field in (({"prose": {"mood": "x"}}, "prose.mood"), ({"recipients": ["nobody"]}, "recipients.0")):
        assert list(secretary.send(one, sent, method="patch", match=1).json()["errors"]) == [field]
    words = {"prose": {section: "A full month."}, "recipients": ["england@example.org", "body@example.org"]}
    changed = secretary.send(one, words, method="patch", match=1).json()
    assert (changed["sections"][0]["prose"], changed["recipients"]) == ("A full month.", words["recipients"])
    again = secretary.send(f"{one}drawing/", match=2).json()
    assert (again["sections"][0]["prose"], again["version"]) == ("A full month.", 3)
    assert secretary.send(f"{one}sending/", match=2).status_code == 412
    sent = secretary.send(f"{one}sending/", key="send", match=3)
    assert (sent.status_code, bool(sent.json()["file"]), bool(sent.json()["sent_at"])) == (201, True, True)
    assert problem_of(secretary.send(f"{one}drawing/"))[1].startswith("This summary was sent")
    assert member.get(one).json()["sections"][0]["prose"] == "A full month."
    assert member.send(one, words, method="patch", match=4).status_code == 403
    assert Caller(signed_in("stranger")).get(one).status_code == 404
