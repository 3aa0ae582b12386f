"""Readiness assessments over the API: begun, filled in area by area by several people, completed and then frozen."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.governance.api.calling import Caller, problem_of

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NOW = datetime(2016, 5, 3, 10, tzinfo=UTC)
NEW = {"ccg": "05R", "assessed_on": "2016-05-01"}
GREEN = {"rating": "green", "positions": dict.fromkeys(("corporate", "finance", "primary_care", "contracts"), "Ready")}
ACTION = {"words": "Appoint a lead", "owner": "Head of estates", "by": "2016-09-01"}


@pytest.fixture(autouse=True)
def _in_may_2016() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(signed_in: SignedIn) -> Caller:
    return Caller(signed_in("officer"))


def begun(officer: Caller) -> str:
    return f"readiness/{officer.send('readiness/', NEW).json()['reference']}/"


def test_an_assessment_is_begun_filled_in_and_completed(officer: Caller, signed_in: SignedIn) -> None:
    for _ in range(2):
        made = officer.send("readiness/", NEW, key="begin-1")
    told = made.json()
    assert (made.status_code, told["state"], made["ETag"]) == (201, "draft", '"1"')
    one = f"readiness/{told['reference']}/"
    assert made["Location"].endswith(f"/api/v1/{one}")
    assert set(told["teams"]) == set(GREEN["positions"])
    assert len(told["missing"]) == len(told["areas"]) == len(told["area_names"]) > 3
    early = officer.send(f"{one}moves/", {"act": "complete"})
    assert problem_of(early)[0] == 409
    assert early.json()["clause"] == "Trafford readiness assessment"
    lead = Caller(signed_in("lead"))
    for place, area in enumerate(told["areas"]):
        who = (officer, lead)[place % 2]
        saved = who.send(f"{one}areas/{area['code']}/", GREEN, method="patch", match=1)
        assert (saved.status_code, saved["ETag"], saved.json()["rating"]) == (200, '"2"', "green"), saved.content
    assert officer.get(one).json()["missing"] == []
    done = officer.send(f"{one}moves/", {"act": "complete", "note": "Agreed"}, key="complete-1")
    assert (done.status_code, done.json()["state"], done.json()["completed_on"]) == (201, "completed", "2016-05-03")
    frozen = officer.send(f"{one}areas/estates/", GREEN, method="patch", match=2)
    assert problem_of(frozen)[1].startswith("The assessment is no longer in preparation")
    again = officer.send("readiness/", NEW)
    assert again.json()["errors"].keys() == {"assessed_on"}
    after = officer.send("readiness/", NEW | {"assessed_on": "2016-05-02"}).json()
    assert (after["copied_from"], after["missing"]) == (told["reference"], [])
    later = f"readiness/{after['reference']}/"
    officer.send(f"{later}areas/estates/", {"rating": "red", "patients": "Asked"}, method="patch", match=1)
    (moved,) = officer.get(f"{later}changes/").json()
    assert (moved["area"], moved["movement"]) == ("estates", "Worse")
    assert [row["what"] for row in moved["changes"]] == ["Rating", "Patient involvement"]
    assert officer.get(f"{later}changes/?since={told['reference']}").json() == [moved]
    assert officer.get(f"{later}changes/?since=WM-A-2015-1").json()["errors"].keys() == {"since"}
    assert officer.get(f"{one}changes/").status_code == 400


def test_an_area_says_what_was_sent_and_keeps_the_rest(officer: Caller) -> None:
    area = f"{begun(officer)}areas/estates/"
    assert officer.send(area, GREEN, method="patch").status_code == 428
    said = {"rating": "amber", "positions": {"finance": "Agreed"}, "actions": [ACTION], "patients": "Asked"}
    assert officer.send(area, said, method="patch", match=1).json()["actions"] == [ACTION]
    more = officer.send(area, {"positions": {"corporate": "Agreed too"}}, method="patch", match=2).json()
    assert more["positions"] == {"finance": "Agreed", "corporate": "Agreed too"}
    assert (more["rating"], more["patients"], more["actions"]) == ("amber", "Asked", [ACTION])
    stale = officer.send(area, {"rating": "red"}, method="patch", match=2)
    assert (stale.status_code, stale.json()["type"]) == (412, "urn:hubportal:stale")
    for sent, field in (
        ({"rating": "blue"}, "rating"),
        ({"positions": {"nobody": "x"}}, "positions"),
        ({"principles": ["luck"]}, "principles"),
        ({"actions": [ACTION | {"owner": ""}]}, "actions.0.owner"),
        ({"actions": [ACTION] * 13}, "actions"),
        ({"mood": "good"}, "mood"),
    ):
        wrong = officer.send(area, sent, method="patch", match=3)
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, [field]), wrong.content
    assert officer.get(area)["ETag"] == '"3"'
    assert officer.get(area.replace("estates", "weather")).status_code == 404


def test_one_is_withdrawn_with_the_reason(officer: Caller) -> None:
    one = begun(officer)
    assert list(officer.send("readiness/", NEW).json()["errors"]) == ["ccg"]
    assert officer.send(f"{one}moves/", {"act": "withdraw"}).status_code in (400, 409)
    assert officer.send(f"{one}moves/", {"act": "withdraw", "note": "x"}, match=7).status_code == 412
    assert officer.send(f"{one}moves/", {"act": "withdraw", "note": "Too early"}).json()["state"] == "withdrawn"
    assert problem_of(officer.send(f"{one}moves/", {"act": "complete"}))[0] == 409


def test_readers_do_not_change_it_and_another_tenant_does_not_see_it(officer: Caller, signed_in: SignedIn) -> None:
    one = begun(officer)
    auditor, stranger = Caller(signed_in("auditor")), Caller(signed_in("stranger"))
    assert auditor.get(one).status_code == 200
    assert auditor.send(f"{one}moves/", {"act": "withdraw", "note": "x"}).status_code == 403
    assert auditor.send(f"{one}areas/estates/", GREEN, method="patch", match=1).status_code == 403
    assert auditor.send("readiness/", NEW).status_code == 403
    for path in (one, f"{one}areas/estates/"):
        assert stranger.get(path).status_code == 404
    assert stranger.send(f"{one}moves/", {"act": "withdraw", "note": "x"}).status_code == 404
    assert stranger.send("readiness/", NEW).json()["errors"].keys() == {"ccg"}
    assert stranger.get("readiness/").json()["results"] == []
    assert officer.get("readiness/?state=lost").status_code == 400
