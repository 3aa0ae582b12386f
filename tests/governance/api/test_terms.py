"""Terms of reference over the API: begun, put together piece by piece, adopted; compared, reviewed and dropped."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from governance.api import terms_pieces
from governance.models import TermsOfReference
from tests.functions.pages import asked_of_database
from tests.governance.api.calling import Caller, problem_of
from tests.governance.interests.room import committee

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NOW = datetime(2016, 5, 4, 10, tzinfo=UTC)
NEW = {"in_force_from": "2016-06-01"}
CHAIR = {"title": "Chair", "organisation": "NHS South Warwickshire CCG", "role": "lay", "office": "Chair"}
ADOPTED = {"adopted_by": "Governing body", "adopted_on": "2016-05-04", "in_force_from": "2016-06-01"}


@pytest.fixture(autouse=True)
def _in_may_2016() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def secretary(signed_in: SignedIn) -> Caller:
    """Whose committee is under the terms of an example, in force from today."""
    caller, today = Caller(signed_in("secretary")), "2016-05-04"
    first = caller.send(at(), {"in_force_from": today, "begin_from": "tower_hamlets"}).json()
    adopted = caller.send(at(f"{first['number']}/adoption/"), ADOPTED | {"in_force_from": today})
    assert adopted.status_code == 201, adopted.content
    return caller


def at(path: str = "") -> str:
    return f"committees/{committee().public_id}/terms/{path}"


def begun(secretary: Caller, **more: Any) -> str:
    made = secretary.send(at(), NEW | more)
    assert made.status_code == 201, made.content
    return at(f"{made.json()['number']}/")


def test_a_draft_is_put_together_and_adopted(secretary: Caller) -> None:
    for _ in range(2):
        made = secretary.send(at(), NEW, key="begin")
    told, one = made.json(), at(f"{made.json()['number']}/")
    assert (made.status_code, told["state"], told["in_force_from"], made["ETag"]) == (201, "draft", "2016-06-01", '"1"')
    assert problem_of(secretary.send(at(), NEW))[1].startswith("There is a draft already")
    assert secretary.send(one, {"notice_days": 7}, method="patch").status_code == 428
    said = {
        "source": "Terms of 4 May", "notice_days": 7, "clauses": {"notice_days": "5.1"},
        "urgent_decisions": {"offices": ["Chair"], "others": 2},
    }  # fmt: skip
    changed = secretary.send(one, said, method="patch", match=1).json()
    assert (changed["notice_days"], changed["clauses"]["notice_days"], changed["papers_days"]) == (
        7, "5.1", told["papers_days"],
    )  # fmt: skip
    assert changed["urgent_decisions"] == {"offices": ["chair"], "others": 2}
    assert secretary.send(one, said, method="patch", match=1).status_code == 412
    seats = secretary.send(f"{one}seats/", CHAIR | {"office": "Lead nurse"}, match=2).json()["seats"]
    assert (seats[-1]["code"], seats[-1]["office"]) == ("chair-2" if len(seats) > 1 else "chair", "lead_nurse")
    new = seats[-1]["code"]
    moved = secretary.send(f"{one}seats/{new}/", {"title": "Nurse", "clause": "3.4"}, method="patch", match=3).json()
    assert (moved["seats"][-1]["title"], moved["seats"][-1]["role"]) == ("Nurse", "lay")
    up = secretary.send(f"{one}seats/{new}/moving/", {"way": "up"}, match=4).json()
    assert up["seats"][-1]["code"] != new or len(seats) == 1
    version = up["version"]
    listed = secretary.send(f"{one}lists/reports_to/", {"body": "Governing body", "how": "Minutes"}, match=version)
    assert listed.json()["reports_to"][-1] == {"body": "Governing body", "how": "Minutes", "clause": ""}
    place = len(listed.json()["reports_to"])
    written = secretary.send(
        f"{one}lists/reports_to/{place}/", {"body": "Audit committee"}, method="put", match=version + 1
    ).json()
    assert written["reports_to"][-1]["body"] == "Audit committee"
    gone = secretary.send(f"{one}lists/reports_to/{place}/", method="delete", match=version + 2).json()
    assert len(gone["reports_to"]) == place - 1
    third = {"rule": {"kind": "fraction", "fraction": "1/3"}, "clause": "7", "reading": "Rounded up"}
    ruled = secretary.send(f"{one}rules/quorum/", third, method="put", match=version + 3).json()
    assert (ruled["rules"]["quorum"], ruled["readings"]["quorum"]) == (third["rule"], "Rounded up")
    lay = {"how": "and", "rule": {"kind": "at_least", "count": 1, "roles": ["lay"]}, "clause": "7.2"}
    joined = secretary.send(f"{one}rules/quorum/", lay, match=version + 4).json()
    assert joined["clauses"]["quorum.rules.1"] == "7.2"
    out = secretary.send(f"{one}rules/quorum.rules.1/", method="delete", match=version + 5).json()
    assert out["rules"]["quorum"] == third["rule"]
    early = secretary.send(f"{one}adoption/", ADOPTED | {"in_force_from": "2016-05-03"})
    assert list(early.json()["errors"]) == ["in_force_from"]
    adopted = secretary.send(f"{one}adoption/", ADOPTED, key="adopt", match=version + 6)
    assert (adopted.status_code, adopted.json()["state"], adopted.json()["adopted_by"]) == (
        201, "adopted", "Governing body",
    )  # fmt: skip
    late = secretary.send(one, {"notice_days": 3}, method="patch", match=version + 7)
    assert problem_of(late)[1].startswith("These terms were adopted")
    told_of = secretary.get(f"{one}comparison/", **{"with": 1}).json()
    assert {"Nurse", "Quorum"} <= {row["about"] for row in told_of}
    assert secretary.get(at()).json()["results"][0]["state"] == "adopted"


def test_an_entry_is_added_after_one_that_came_meanwhile(secretary: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    one, read = begun(secretary), terms_pieces._entry

    def read_while_another_comes(request: Any, draft: TermsOfReference, which: str) -> Any:
        rows = [*draft.delegated, {"words": "Theirs", "clause": ""}]
        TermsOfReference.objects.filter(pk=draft.pk).update(delegated=rows)
        return read(request, draft, which)

    monkeypatch.setattr(terms_pieces, "_entry", read_while_another_comes)
    made = secretary.send(f"{one}lists/delegated/", {"words": "Ours"})
    assert made.status_code == 201, made.content
    assert [row["words"] for row in made.json()["delegated"][-2:]] == ["Theirs", "Ours"]


def test_what_is_wrong_with_a_piece_is_named(secretary: Caller) -> None:
    one = begun(secretary)
    seat = secretary.get(one).json()["seats"][0]["code"]
    for sent, where, method, field in (
        ({"notice_days": 99}, "", "patch", "notice_days"),
        ({"clauses": {"mood": "1"}}, "", "patch", "clauses.mood"),
        ({"established_on": "2017-01-01"}, "", "patch", "in_force_from"),
        ({"urgent_decisions": {"offices": [], "others": 0}}, "", "patch", "urgent_decisions.others"),
        (CHAIR | {"role": "king"}, "seats/", "post", "role"),
        (CHAIR | {"code": seat}, "seats/", "post", "code"),
        (CHAIR | {"stands_in_for": seat, "office": ""}, "seats/", "post", "stands_in_for"),
        ({"words": "x"}, "lists/left_to_others/", "post", "body"),
        ({"office": "Secretary", "organisations": ["Nobody"]}, "lists/elections/", "post", "organisations"),
        ({"rule": {"kind": "fraction", "fraction": "7"}}, "rules/quorum/", "put", "rule.fraction"),
        ({"rule": {"kind": "hunch"}}, "rules/quorum/", "put", "rule.kind"),
        ({"rule": []}, "rules/quorum/", "put", "rule"),
        ({"rule": {"kind": "\u0000"}}, "rules/quorum/", "put", "rule"),
        ({"rule": {"kind": "\ud800"}}, "rules/quorum/", "put", "rule"),
        ({"rule": {"majority_of": "luck"}}, "rules/decision/", "put", "rule.majority_of"),
    ):
        wrong = secretary.send(f"{one}{where}", sent, method=method, match=1)
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, [field]), wrong.content
    for where, method in (
        ("seats/nobody/", "patch"), ("seats/nobody/", "delete"), ("lists/wishes/", "post"),
        ("lists/elections/77/", "put"), ("rules/quorum.rules.9/", "put"), ("rules/weights/", "post"),
    ):  # fmt: skip
        assert secretary.send(f"{one}{where}", {}, method=method, match=1).status_code == 404
    assert list(secretary.send(f"{one}rules/quorum/", method="delete", match=1).json()["errors"]) == ["quorum"]
    assert secretary.get(f"{one}comparison/", **{"with": "x"}).status_code == 400


def test_terms_are_tried_out_on_their_seats(secretary: Caller, signed_in: SignedIn) -> None:
    here, member = at("1/simulation/"), Caller(signed_in("member"))
    voting = [seat["code"] for seat in secretary.get(at("1/")).json()["seats"] if seat["voting"]]
    tried = member.send(here, {"present": voting, "votes": dict.fromkeys(voting, "for")})
    assert (tried.status_code, tried.json()["verdict"]["carried"], tried.json()["notes"]) == (200, True, [])
    alone = member.send(here, {"present": voting[:1]}).json()
    assert (alone["verdict"]["quorate"], alone["verdict"]["carried"]) == (False, None)
    left_out = member.send(here, {"present": [*voting, "nobody"]}).json()
    assert left_out["notes"] == ["nobody has no seat under this version and is left out."]
    twice = [{"seat": "chair", "treatment": "note"}] * 2
    for sent, field in (
        ({"present": [], "conflicts": twice}, "conflicts"), ({"present": [], "votes": {"chair": "aye"}}, "votes.chair"),
        ({}, "present"),
    ):  # fmt: skip
        assert list(member.send(here, sent).json()["errors"]) == [field]
    assert member.send(here, {"present": voting, "business_of": "Nowhere"}).json()["verdict"] is None
    assert Caller(signed_in("stranger")).send(here, {"present": []}).status_code == 404


def test_a_draft_begins_as_an_example_and_is_dropped(secretary: Caller) -> None:
    assert list(secretary.send(at(), NEW | {"begin_from": "nothing"}).json()["errors"]) == ["begin_from"]
    one = begun(secretary, begin_from="tower_hamlets")
    assert secretary.get(one).json()["seats"]
    assert secretary.send(one, method="delete").status_code == 428
    assert secretary.send(one, method="delete", match=7).status_code == 412
    assert secretary.send(one, method="delete", match=1).status_code == 204
    assert secretary.get(one).status_code == 404


def test_reviews_are_recorded(secretary: Caller) -> None:
    here = f"committees/{committee().public_id}/terms-reviews/"
    before = secretary.get(here).json()
    held = {"held_on": "2016-05-04", "outcome": "Nothing has to change"}
    assert secretary.send(here, held, key="review").json()["held_on"] == "2016-05-04"
    assert secretary.get(here).json()["held"][0]["outcome"] == "Nothing has to change"
    assert secretary.get(here).json()["due_on"] > before["due_on"]
    assert list(secretary.send(here, held).json()["errors"]) == ["held_on"]


def test_members_read_and_strangers_do_not(secretary: Caller, signed_in: SignedIn) -> None:
    one = begun(secretary)
    member, stranger = Caller(signed_in("member")), Caller(signed_in("stranger"))
    assert member.get(one).json()["state"] == "draft"
    assert stranger.get(one).status_code == 404
    assert stranger.get(at()).status_code == 404
    for who, code in ((member, 403), (stranger, 404)):
        assert who.send(at(), NEW).status_code == code
        assert who.send(one, {"notice_days": 3}, method="patch", match=1).status_code == code
        assert who.send(f"{one}seats/", CHAIR).status_code == code
        assert who.send(f"{one}rules/quorum/", {}, method="put", match=1).status_code == code
        assert who.send(f"{one}adoption/", ADOPTED).status_code == code
        assert who.send(one, method="delete", match=1).status_code == code


def test_a_version_asks_the_same_however_many_seats_it_has(secretary: Caller) -> None:
    one = begun(secretary)
    before = len(asked_of_database(secretary.client, f"/api/v1/{one}"))
    for number in range(3):
        assert secretary.send(f"{one}seats/", CHAIR | {"office": f"Office {number}"}).status_code == 201
    assert len(asked_of_database(secretary.client, f"/api/v1/{one}")) == before
