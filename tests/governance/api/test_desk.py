"""The live desk over the API: every entry once, everybody only what is theirs, and the rules' own words."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.functions.pages import asked_of_database
from tests.governance.api.calling import Caller, problem_of
from tests.governance.desk import AT, SEATS, Table

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


@pytest.fixture
def table() -> Table:
    return Table()


class Clock:
    """A minute passes with each entry."""

    def __init__(self, table: Table, traveller: Any) -> None:
        self.path, self.traveller = f"meetings/{table.meeting.public_id}/", traveller

    def enter(self, caller: Caller, kind: str, *, key: str = "", **facts: Any) -> Any:
        self.traveller.shift(timedelta(minutes=1))
        return caller.send(f"{self.path}entries/", {"kind": kind, "key": key or str(uuid.uuid4()), "facts": facts})


@pytest.fixture
def clock(table: Table) -> Any:
    with time_machine.travel(AT, tick=False) as traveller:
        yield Clock(table, traveller)


def item_of(table: Table) -> str:
    return str(table.items[0].public_id)


def opened(clock: Clock, caller: Caller, table: Table) -> None:
    clock.enter(caller, "open")
    for code, *_ in SEATS:
        assert clock.enter(caller, "arrive", seat=code).status_code == 201
    clock.enter(caller, "begin_item", item=item_of(table))


def moved(clock: Clock, caller: Caller, table: Table) -> int:
    answer = clock.enter(
        caller, "move", item=item_of(table), words="Approve the merger", mover="lay-chair", way="recorded"
    )
    assert answer.status_code == 201, answer.content
    number: int = answer.json()["number"]
    return number


def test_from_opening_to_a_result_with_the_members_own_vote(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary, member = Caller(signed_in("secretary")), Caller(signed_in("member"))
    before = secretary.get(f"{clock.path}desk/").json()
    assert (before["state"], before["last"], before["in_session"], before["item"]) == ("Not open yet", 0, False, None)
    opened(clock, secretary, table)
    motion = moved(clock, secretary, table)
    own = clock.enter(member, "vote", motion=motion, seat="vice", vote="for")
    assert (own.status_code, own.json()["words"]) == (201, f"Member on motion {motion}: for.")
    assert problem_of(clock.enter(member, "vote", motion=motion, seat="gp", vote="for")) == (
        403, "This is not your seat. You enter your own arrival, declarations and votes.",
    )  # fmt: skip
    assert problem_of(clock.enter(member, "close"))[0] == 403
    clock.enter(secretary, "vote", motion=motion, seat="gp", vote="against")
    clock.enter(secretary, "vote", motion=motion, seat="officer", vote="for")
    desk = member.get(f"{clock.path}desk/").json()
    assert desk["own_seats"] == ["vice"]
    assert (desk["item"], desk["motions"][0]["tally"]) == (item_of(table), "2 for, 1 against, 0 abstained")
    result = clock.enter(secretary, "result", motion=motion).json()
    assert result["facts"]["verdict"]["carried"] is True
    assert result["facts"]["item"] == item_of(table)
    late = clock.enter(secretary, "vote", motion=motion, seat="finance", vote="for")
    assert problem_of(late) == (409, "The result of this motion is recorded. A later vote does not count.")
    (decision,) = secretary.get("decisions/").json()["results"]
    assert (decision["outcome"], decision["meeting"]) == ("carried", 1)


def test_an_entry_sent_again_is_made_once_and_another_with_its_key_is_refused(
    clock: Clock, table: Table, signed_in: SignedIn
) -> None:
    secretary, key = Caller(signed_in("secretary")), str(uuid.uuid4())
    clock.enter(secretary, "open")
    first, again = (clock.enter(secretary, "arrive", key=key, seat="gp") for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    assert secretary.get(f"{clock.path}desk/").json()["last"] == 2
    other = clock.enter(secretary, "arrive", key=key, seat="vice")
    assert problem_of(other) == (
        409, "This was entered already, in other words. Load the page again, and see what stands.",
    )  # fmt: skip
    assert problem_of(clock.enter(secretary, "leave", key=key, seat="gp"))[0] == 409


def test_what_is_new_since_an_entry_and_what_was_stepped_back(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary = Caller(signed_in("secretary"))
    opened(clock, secretary, table)
    path = f"{clock.path}entries/"
    every = secretary.get(path).json()["results"]
    assert [one["number"] for one in every] == list(range(1, 10))
    assert (every[0]["words"], every[-1]["facts"]) == ("The meeting opens.", {"item": item_of(table)})
    assert secretary.get(path, since=9).json()["results"] == []
    clock.enter(secretary, "step_back", entry=8, why="Gus is not here")
    (new,) = secretary.get(path, since=9).json()["results"]
    assert (new["kind"], new["facts"]) == ("step_back", {"entry": 8, "why": "Gus is not here"})
    assert secretary.get(path, since=7, limit=1).json()["results"][0]["stepped_back_by"] == 10
    assert problem_of(clock.enter(secretary, "step_back", entry=8, why="Again"))[0] == 409
    for wrong in ("soon", "-1", "1" * 12):
        assert secretary.get(path, since=wrong).status_code == 400
    assert secretary.get(path, until=3).status_code == 400


def test_a_conflicted_member_does_not_vote_and_a_stand_in_does(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary = Caller(signed_in("secretary"))
    opened(clock, secretary, table)
    item = item_of(table)
    clock.enter(secretary, "declare", item=item, seat="gp", words="Partner in the practice")
    clock.enter(secretary, "treat", item=item, seat="gp", treatment="leave", why="A direct interest")
    clock.enter(secretary, "stand_in", item=item, absent="gp", seat="second-gp")
    motion = moved(clock, secretary, table)
    status, told = problem_of(clock.enter(secretary, "vote", motion=motion, seat="gp", vote="for"))
    assert (status, told) == (409, "This member has declared an interest in this item and does not vote on it.")
    assert clock.enter(secretary, "vote", motion=motion, seat="second-gp", vote="for").status_code == 201
    (declared,) = secretary.get(f"{clock.path}desk/").json()["declarations"]
    assert (declared["seat"], declared["treatment"], declared["why"]) == ("gp", "leave", "A direct interest")


def test_nothing_is_decided_without_a_quorum(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary = Caller(signed_in("secretary"))
    clock.enter(secretary, "open")
    clock.enter(secretary, "arrive", seat="lay-chair")
    clock.enter(secretary, "begin_item", item=item_of(table))
    motion = moved(clock, secretary, table)
    clock.enter(secretary, "vote", motion=motion, seat="lay-chair", vote="for")
    status, told = problem_of(clock.enter(secretary, "result", motion=motion))
    assert status == 409
    assert told.startswith("The item is not quorate, so nothing can be decided")


def test_the_public_leaves_people_attend_and_actions_are_kept(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary, item = Caller(signed_in("secretary")), item_of(table)
    opened(clock, secretary, table)
    clock.enter(secretary, "attend", name="Hal Guest", designation="Auditor")
    asked = {"words": "That the public leave", "mover": "lay-chair", "way": "consensus"}
    motion = clock.enter(secretary, "move", item=item, ground="Commercial interests", **asked).json()["number"]
    clock.enter(secretary, "consensus", motion=motion)
    assert secretary.get(f"{clock.path}desk/").json()["public_is_out"] is False
    clock.enter(secretary, "result", motion=motion)
    clock.enter(secretary, "note", item=item, words="The bids were read")
    clock.enter(secretary, "action", item=item, words="Write to the practice", owner="Dev Officer", due_on="2016-06-01")
    desk = secretary.get(f"{clock.path}desk/").json()
    assert desk["public_is_out"] is True
    assert desk["in_attendance"] == [{"name": "Hal Guest", "designation": "Auditor"}]
    assert (desk["actions"][0]["item"], desk["actions"][0]["due_on"]) == (item, "2016-06-01")
    assert desk["items"][0]["is_private"] is True
    entries = secretary.get(f"{clock.path}entries/", since=motion - 1).json()["results"]
    assert entries[0]["facts"] == {"item": item, "ground": "Commercial interests", **asked}


def test_facts_are_read_strictly(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary, path = Caller(signed_in("secretary")), f"{clock.path}entries/"
    clock.enter(secretary, "open")
    for kind, facts, field in (
        ("arrive", {}, "facts.seat"),
        ("arrive", {"seat": "gp", "colour": "red"}, "facts.colour"),
        ("arrive", {"seat": ["gp"]}, "facts.seat"),
        ("note", {"words": "\ud800"}, "facts.words"),
        ("note", {"words": "a", "b\ud800": 1}, "facts"),
        ("vote", {"motion": 2**70, "seat": "gp", "vote": "for"}, "facts.motion"),
        ("dance", {}, "kind"),
    ):
        answer = secretary.send(path, {"kind": kind, "key": str(uuid.uuid4()), "facts": facts})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field]), kind
    for item in ("00000000-0000-4000-8000-000000000000", "item-1", 7):
        sent = {"kind": "begin_item", "key": str(uuid.uuid4()), "facts": {"item": item}}
        assert secretary.send(path, sent).status_code == 409
    assert secretary.send(path, {"kind": "close"}).json()["errors"].keys() == {"key"}


def test_when_it_happened_lies_within_the_meeting(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary, path = Caller(signed_in("secretary")), f"{clock.path}entries/"
    clock.enter(secretary, "open")
    clock.traveller.shift(timedelta(minutes=10))

    def arriving(at: str, seat: str) -> Any:
        sent = {"kind": "arrive", "key": str(uuid.uuid4()), "facts": {"seat": seat}, "at": at}
        return secretary.send(path, sent)

    assert arriving("2016-05-04T13:05:00Z", "gp").json()["at"] == "2016-05-04T14:05:00+01:00"
    for wrong in ("2016-05-04T12:59:00Z", "2016-05-04T15:00:00Z"):
        assert arriving(wrong, "vice").json()["errors"].keys() == {"at"}


def test_strangers_find_no_desk(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    stranger = Caller(signed_in("stranger"))
    for path in ("desk/", "entries/"):
        assert stranger.get(f"{clock.path}{path}").status_code == 404
    assert clock.enter(stranger, "open").status_code == 404


def test_polling_asks_the_same_however_long_the_meeting_is(clock: Clock, table: Table, signed_in: SignedIn) -> None:
    secretary = Caller(signed_in("secretary"))
    address = f"/api/v1/{clock.path}"
    clock.enter(secretary, "open")

    def asked(since: int) -> tuple[int, int, int]:
        paths = ("entries/", f"entries/?since={since}", "desk/")
        few, none, desk = (len(asked_of_database(secretary.client, address + path)) for path in paths)
        return few, none, desk

    before = asked(1)
    for code, *_ in SEATS:
        clock.enter(secretary, "arrive", seat=code)
    assert asked(8) == before
    assert before[1] <= 5 < before[0]
