"""Publishing over the API: what would be public is read first; published, withheld, and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.governance.api.calling import Caller, problem_of
from tests.governance.meetings import making
from tests.governance.meetings.making import moment
from tests.governance.publishing.test_meetings import IN_TIME, LATE, paper_named, sent, shown

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


@pytest.fixture
def secretary(signed_in: SignedIn) -> Caller:
    return Caller(signed_in("secretary"))


def at(path: str = "") -> str:
    return f"committees/{making.committee().public_id}/{path}"


def latest(secretary: Caller, here: str) -> str:
    """The version that is read now."""
    return str(secretary.get(here)["ETag"].strip('"'))


def test_papers_are_withheld_and_published_again(secretary: Caller, signed_in: SignedIn) -> None:
    meeting, _ = sent()
    here = f"meetings/{meeting.public_id}/publication/"
    with time_machine.travel(moment(LATE)):
        read = secretary.get(here)
        told = read.json()
        assert [section["heading"] for section in told["content"]["sections"]][0].startswith("1. ")
        assert (told["left_out"], told["withheld"]) == ([], "")
        first = str(paper_named("First paper").public_id)
        version = read["ETag"].strip('"')
        assert list(secretary.send(here, {"papers": [first]}, match=version).json()["errors"]) == ["why"]
        unknown = {"papers": ["00000000-0000-4000-8000-000000000000"], "why": "x"}
        assert list(secretary.send(here, unknown, match=version).json()["errors"]) == ["papers"]
        withheld = {"papers": [first], "why": "Names a patient"}
        assert secretary.send(here, withheld, match=99).status_code == 412
        kept = secretary.send(here, withheld, key="keep", match=version)
        assert (kept.status_code, kept.json()["left_out"][0]["paper"]) == (201, first)
        assert "First paper" not in shown()
        assert secretary.send(here, {"papers": []}).status_code == 428
        assert secretary.send(here, {"papers": []}, match=version).status_code == 412
        assert secretary.send(here, {"papers": []}, match=latest(secretary, here)).json()["left_out"] == []
        making.done_in_background()
        assert "First paper" in shown()
        wrong = {"everything": True, "why": "All wrong"}
        assert secretary.send(here, wrong, match=latest(secretary, here)).json()["withheld"] == "All wrong"
        assert shown() == {}
        assert Caller(signed_in("member")).get(here).status_code == 403
        assert Caller(signed_in("stranger")).send(here, withheld).status_code == 404


def test_what_is_not_sent_stays_withheld(secretary: Caller) -> None:
    meeting, _ = sent()
    here = f"meetings/{meeting.public_id}/publication/"
    with time_machine.travel(moment(LATE)):
        first = str(paper_named("First paper").public_id)
        secretary.send(here, {"papers": [first], "why": "Names a patient"}, match=latest(secretary, here))
        for words, withheld in (
            ({"everything": True, "why": "All wrong"}, "All wrong"), ({}, "All wrong"),
            ({"everything": False}, ""), ({}, ""),
        ):  # fmt: skip
            told = secretary.send(here, words, match=latest(secretary, here)).json()
            assert (told["withheld"], [row["paper"] for row in told["left_out"]]) == (withheld, [first])
            assert told["left_out"][0]["why"] == "Withheld: Names a patient"
        making.done_in_background()
        assert "First paper" not in shown()
        secretary.send(here, {"everything": True, "why": "All wrong"}, match=latest(secretary, here))
        told = secretary.send(here, {"papers": []}, match=latest(secretary, here)).json()
        assert (told["withheld"], told["left_out"]) == ("All wrong", [])


def test_restricted_papers_are_counted_among_what_is_left_out(secretary: Caller) -> None:
    making.with_terms()
    meeting = making.planned()
    item = making.item(meeting)
    making.paper(item, "Albatross", title="First paper")
    for title in ("Salaries", "Names"):
        making.paper(item, "Secret", title=title, marking="restricted")
    with time_machine.travel(moment(IN_TIME)):
        for act in ("give_notice", "send_papers"):
            moved = secretary.send(f"meetings/{meeting.public_id}/moves/", {"act": act})
            assert moved.status_code == 201, moved.content
        making.done_in_background()
        left_out = secretary.get(f"meetings/{meeting.public_id}/publication/").json()["left_out"]
    assert left_out == [{"item": 1, "paper": None, "count": 2, "title": "2 restricted papers", "why": "Restricted"}]


def test_papers_are_sent_less_what_is_withheld(secretary: Caller) -> None:
    making.with_terms()
    meeting = making.planned()
    paper = making.paper(making.item(meeting), "Albatross", title="First paper")
    here = f"meetings/{meeting.public_id}/moves/"
    with time_machine.travel(moment(IN_TIME)):
        assert secretary.send(here, {"act": "give_notice", "withheld": {}}).json()["errors"].keys() == {"withheld"}
        assert secretary.send(here, {"act": "give_notice"}).status_code == 201
        move: dict[str, Any] = {"act": "send_papers", "withheld": {"papers": [str(paper.public_id)]}}
        assert secretary.send(here, move).json()["errors"].keys() == {"withheld.why"}
        wrong = {"act": "send_papers", "withheld": {"papers": [str(meeting.public_id)], "why": "x"}}
        assert secretary.send(here, wrong).json()["errors"].keys() == {"withheld.papers"}
        move["withheld"]["why"] = "Prices"
        assert secretary.send(here, move).status_code == 201
    making.done_in_background()
    assert "First paper" not in shown()


def test_a_register_is_read_published_and_taken_back(secretary: Caller, signed_in: SignedIn) -> None:
    making.with_terms()
    here = at("register-publications/interests/")
    assert secretary.get(here).json()["content"]["table"]["rows"] == []
    made = secretary.send(here, key="publish")
    assert (made.status_code, made.json()["is_current"], made.json()["kind"]) == (201, True, "interests")
    assert problem_of(secretary.send(here))[1] == "Nothing has changed since this was last published."
    assert secretary.get(at("register-publications/secrets/")).status_code == 404
    back = at(f"published/{made.json()['public_id']}/withdrawal/")
    assert list(secretary.send(back, {"why": ""}).json()["errors"]) == ["why"]
    member, stranger = Caller(signed_in("member")), Caller(signed_in("stranger"))
    for who, code in ((member, 403), (stranger, 404)):
        assert who.send(here).status_code == code
        assert who.send(back, {"why": "x"}).status_code == code
    taken = secretary.send(back, {"why": "An entry is wrong"}).json()
    assert (taken["is_current"], taken["withdrawn_why"]) == (False, "An entry is wrong")
    assert problem_of(secretary.send(back, {"why": "x"}))[0] == 409
    assert [row["is_current"] for row in member.get(at("published/")).json()["results"]] == [False]


def test_dates_and_terms_are_published(secretary: Caller) -> None:
    making.with_terms()
    meeting = making.planned()
    with time_machine.travel(moment(IN_TIME)):
        dates = secretary.get(at("date-publications/")).json()["dates"]
        assert [row["meeting"] for row in dates] == [str(meeting.public_id)]
        assert secretary.send(at("date-publications/"), key="dates").json() == {"published": 1}
        assert problem_of(secretary.send(at("date-publications/")))[0] == 409
        number = secretary.get(at("terms/")).json()["results"][0]["number"]
        here = at(f"terms/{number}/publication/")
        read = secretary.get(here).json()["content"]
        assert secretary.send(here).json()["kind"] == "terms"
        assert read["lead"].startswith(f"Version {number}.")
        assert problem_of(secretary.send(here))[1] == "Nothing has changed since this was last published."
