"""Two people at one desk at the same moment, each in a transaction of their own."""

import uuid
from threading import Barrier, Thread
from typing import Any

from django.db import connection, transaction
from django.http import Http404

from governance.services.desk import enter
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.desk import Table


def at_once(table: Table, *acts: dict[str, Any]) -> list[str]:
    """Make these entries at the same moment; what each was told, empty where it was taken."""
    said = [""] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, act: dict[str, Any]) -> None:
        act = dict(act)
        who, key = act.pop("who", "secretary"), act.pop("key", uuid.uuid4())
        try:
            with in_scope_of(who) as by:
                start.wait(10)
                with transaction.atomic():
                    kind = act.pop("kind")
                    enter(meeting_id=table.meeting.pk, by=by, kind=kind, facts=act, key=key, at=table.at)
        except (Refused, Http404) as refused:
            said[place] = str(refused)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def kinds(table: Table) -> list[str]:
    """What was entered, in order, each with its number in step."""
    entries = table.entries()
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    return [entry.kind for entry in entries]


def test_two_secretaries_entering_at_once_lose_nothing(committed: str) -> None:
    table = Table().opened("lay-chair", "vice", "officer")
    notes = [{"kind": "note", "item": table.item, "words": f"Note {number}"} for number in range(6)]
    assert at_once(table, *notes) == [""] * 6
    assert kinds(table).count("note") == 6


def test_two_closing_at_once_are_one_close_and_one_refusal(committed: str) -> None:
    table = Table()
    table.say("open")
    said = at_once(table, {"kind": "close"}, {"kind": "close"})
    assert sorted(said)[0] == ""
    assert sorted(said)[1].startswith("The meeting is closed.")
    assert kinds(table) == ["open", "close"]


def test_the_same_vote_twice_is_entered_once(committed: str) -> None:
    table = Table().opened("lay-chair", "vice", "officer")
    vote = {"kind": "vote", "motion": table.moved(), "seat": "officer", "vote": "for"}
    key = uuid.uuid4()
    assert at_once(table, {**vote, "key": key}, {**vote, "key": key}) == ["", ""]
    assert kinds(table).count("vote") == 1


def test_a_member_and_the_secretary_recording_one_vote_are_one_vote(committed: str) -> None:
    table = Table().opened("lay-chair", "vice", "officer")
    motion = table.moved()
    acts = [{"kind": "vote", "motion": motion, "seat": "vice", "vote": vote} for vote in ("for", "against")]
    said = at_once(table, {**acts[0], "who": "member"}, acts[1])
    assert sorted(bool(one) for one in said) == [False, True]
    assert "recorded already" in "".join(said)


def test_a_vote_and_the_result_at_the_same_moment_agree(committed: str) -> None:
    table = Table().opened("lay-chair", "vice", "officer")
    motion = table.moved()
    table.voted(motion, yes="lay-chair")
    said = at_once(
        table, {"kind": "result", "motion": motion},
        {"kind": "vote", "motion": motion, "seat": "vice", "vote": "against", "who": "member"},
    )  # fmt: skip
    entries = table.entries()
    result = next(entry for entry in entries if entry.kind == "result")
    before = sum(entry.kind == "vote" for entry in entries if entry.number < result.number)
    assert said[0] == ""
    assert len(result.facts["given"]["votes"]) == before == sum(entry.kind == "vote" for entry in entries)
    if said[1]:
        assert "A later vote does not count." in said[1]
