"""`replay_votes`: every stored vote decided again, and a changed one found."""

import pytest
from django.core.management import call_command
from django.db import transaction

from governance.figures.replays import replay_of, replayed, simulated
from tests.governance.desk import Table
from tests.governance.terms import at_work

pytestmark = pytest.mark.django_db


def test_every_stored_result_comes_out_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table().opened("lay-chair", "vice", "officer")
    motion = table.moved()
    table.voted(motion, yes="lay-chair vice", no="officer")
    result = table.say("result", motion=motion)
    call_command("replay_votes")
    assert "1 stored results come out the same." in capsys.readouterr().out
    with at_work(table.terms.committee), transaction.atomic():
        assert simulated(result, {"quorum": {"kind": "dance"}})
    table.say("step_back", entry=result.number, why="Wrong")
    with at_work(table.terms.committee), transaction.atomic():
        assert replay_of(table.terms.committee.pk) == []


def test_a_result_changed_behind_the_portal_is_found() -> None:
    table = Table().opened("lay-chair", "vice", "officer")
    motion = table.moved()
    table.voted(motion, yes="lay-chair vice", no="officer")
    result = table.say("result", motion=motion)
    result.facts["verdict"]["carried"] = False
    result.facts["given"]["votes"]["lay-chair"] = "against"
    result.meeting.terms = table.terms
    assert "Differs in" in replayed([result])[0].fault
    result.facts["given"]["terms"] = {}
    assert "terms kept with the vote" in replayed([result])[0].fault
