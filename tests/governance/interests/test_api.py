"""The registers of a committee over the API."""

from typing import Any

import pytest
from django.urls import reverse

from tests.governance.interests.room import a_meeting, an_item, appoint, committee, declared
from tests.governance.interests.test_registers import begun, entered, published

pytestmark = pytest.mark.django_db


def at(name: str, *more: Any) -> str:
    return reverse(f"api_governance:{name}", args=[committee().public_id, *more])


def test_the_registers_are_read_by_people_of_the_committee(signed_in: Any) -> None:
    declared()
    entered()
    begun(route="direct_gp")
    client = signed_in("member")
    found = client.get(at("interest-list")).json()["results"]
    assert [(row["number"], row["type"], row["days_late"]) for row in found] == [(1, "Direct pecuniary", 0)]
    assert client.get(at("interest-list") + "?show=ended").json()["results"] == []
    assert client.get(at("interest-list") + "?show=none").status_code == 400
    assert client.get(at("interest-list") + "?shown=all").status_code == 400
    assert client.get(at("gift-list")).json()["results"][0]["value"] == "35.50"
    decision = client.get(at("procurement-decision-list")).json()["results"][0]
    assert len(decision["answers"]) == 15
    assert signed_in("officer").get(at("interest-list")).status_code == 404


def test_an_interest_is_declared_once_however_often_it_is_sent(signed_in: Any) -> None:
    appoint("Member", key="member")
    client = signed_in("member")
    sent = {
        "kind": "financial", "about": "practice", "practice_code": "M84901", "nature": "Partner",
        "held_from": "2015-04-01", "aware_on": "2016-04-20",
    }  # fmt: skip
    headers = {"Idempotency-Key": "3f0a8e0c-8f0e-4d5e-9a63-5a3b8e3a1f11"}
    for _ in range(2):
        answer = client.post(at("interest-list"), sent, content_type="application/json", headers=headers)
        assert answer.status_code == 201, answer.content
    assert answer.json()["organisation"] == "Alder Lane Surgery"
    assert len(client.get(at("interest-list")).json()["results"]) == 1
    others = client.post(at("interest-list"), sent | {"name": "Ann Bell"}, content_type="application/json")
    assert others.status_code == 403
    unknown = client.post(at("interest-list"), sent | {"practice_code": "Z99999"}, content_type="application/json")
    assert unknown.status_code == 409
    strange = client.post(at("interest-list"), sent | {"secret": 1}, content_type="application/json")
    assert strange.status_code == 400


def test_matches_and_publications_are_read(signed_in: Any) -> None:
    declared()
    published()
    meeting = a_meeting()
    an_item(meeting, names=["M84901"])
    client = signed_in("secretary")
    found = client.get(at("meeting-interests", meeting.number)).json()["items"]
    assert found[0]["interests"][0]["reasons"] == ["the item names Alder Lane Surgery (M84901)"]
    assert client.get(at("meeting-interests", 9)).status_code == 404
    shown = signed_in("officer").get(reverse("api_governance:publication-list")).json()["results"]
    assert [row["kind"] for row in shown] == ["interests"]
