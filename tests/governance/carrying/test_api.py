"""Committees' decisions on records over the API: read by whoever sees the record, marked as dealt with once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from governance.models import RecordDecision
from tests.conftest import in_scope_of
from tests.governance.api.calling import Caller, problem_of
from tests.governance.carrying import steps
from tests.governance.terms import the_committee

pytestmark = pytest.mark.django_db
Signing = Callable[[str], Client]


@pytest.fixture
def waits(db: None) -> RecordDecision:
    """A decision in other words than were asked."""
    steps.committee_at_work()
    _, item = steps.on_agenda()
    steps.decide(item, words="That it be put off.")
    steps.work()
    with in_scope_of("officer"):
        return RecordDecision.objects.get()


def listed(caller: Caller, **asked: str) -> list[Any]:
    found: list[Any] = caller.get("record-decisions/", **asked).json()["results"]
    return found


def test_a_decision_is_read_with_why_it_waits(waits: RecordDecision, signed_in: Signing) -> None:
    officer = Caller(signed_in("officer"))
    (found,) = listed(officer, waits="yes")
    assert found["record"] == waits.reference
    committee = the_committee()
    assert (found["committee"], found["committee_name"]) == (str(committee.public_id), committee.name)
    assert (found["number"], found["waits"]) == (1, True)
    assert "in other words" in found["why_waiting"]
    assert found["votes"] == "3 for, 1 against, 0 abstained"
    assert listed(officer, record=waits.reference) == [found]
    assert officer.get(f"record-decisions/{found['id']}/").json() == found
    assert officer.get("record-decisions/", waits="no").status_code == 400
    assert listed(Caller(signed_in("auditor"))) == [found]
    assert listed(Caller(signed_in("auditor")), waits="yes") == []
    assert listed(Caller(signed_in("stranger"))) == []
    assert Caller(signed_in("stranger")).get(f"record-decisions/{found['id']}/").status_code == 404


def test_it_is_marked_as_dealt_with_once(waits: RecordDecision, signed_in: Signing) -> None:
    officer, one = Caller(signed_in("officer")), f"record-decisions/{waits.public_id}/"
    said = {"words": "It is heard again in May."}
    assert Caller(signed_in("auditor")).send(f"{one}settling/", said).status_code == 403
    assert Caller(signed_in("stranger")).send(f"{one}settling/", said).status_code == 404
    assert officer.send(f"{one}settling/", {"words": ""}).status_code == 400
    made = officer.send(f"{one}settling/", said, key="settle-1")
    assert made.status_code == 201
    assert (made.json()["waits"], made.json()["settled_words"]) == (False, said["words"])
    assert officer.send(f"{one}settling/", said, key="settle-1").json() == made.json()
    assert "marked it as dealt with" in problem_of(officer.send(f"{one}settling/", said))[1]
    assert listed(officer, waits="yes") == []
