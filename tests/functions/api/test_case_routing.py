"""A case between the hub and its CCG, and a concern on its ladder, over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from functions.models import Activity, Query
from tests.functions.cases import a_case

pytestmark = pytest.mark.django_db


def logged(seen_by: Any, *, ref: str = "", **given: Any) -> Query:
    now = timezone.now()
    with seen_by("officer") as officer:
        activity = Activity.objects.get(ref=ref, version__code="1.0") if ref else None
        return a_case(officer, activity=activity, received_at=now - timedelta(hours=2), at=now, **given)


def post(client: Client, case: Query, place: str, body: object, **headers: str) -> Any:
    path = f"/api/v1/queries/{case.reference}/{place}/"
    return client.post(path, body, content_type="application/json", headers=headers)


def test_a_case_is_sent_for_sign_off_and_sent_back_and_signed_off_in_the_portal_only(
    signed_in: Any, seen_by: Any
) -> None:
    case = logged(seen_by, ref="X.4")
    officer, lead = signed_in("officer"), signed_in("lead")
    place = f"/api/v1/queries/{case.reference}/turns/"
    before = officer.get(place).json()
    assert (before["acts"], before["specification"], before["turns"]) == ("hub_prepares", None, [])
    assert before["open_steps"] == ["asked"]
    assert before["waits"].endswith("Send it to the CCG for sign-off first.")
    early = post(lead, case, "turns", {"step": "sent_back", "words": "Say by when."})
    assert (early.status_code, early.json()["clause"]) == (409, "West Midlands MOU 4.1 key")
    assert post(officer, case, "turns", {"step": "asked", "words": " "}).status_code == 400
    asked = post(officer, case, "turns", {"step": "asked", "words": "Yes, by May."})
    assert asked.status_code == 201, asked.json()
    assert [turn["step"] for turn in asked.json()["turns"]] == ["asked"]
    assert asked.json()["turns"][0]["by"] == "Officer"
    assert post(officer, case, "turns", {"step": "sent_back", "words": "x"}).status_code in {403, 404}
    refused = post(lead, case, "turns", {"step": "signed_off"})
    assert refused.status_code == 403
    assert "fresh sign-in" in refused.json()["detail"]
    back = post(lead, case, "turns", {"step": "sent_back", "words": "Say to whom."})
    assert back.status_code == 201, back.json()
    assert lead.get(place).json()["open_steps"] == []
    stale = post(officer, case, "turns", {"step": "asked", "words": "To the PCC."}, if_match='"1"')
    assert stale.status_code in {409, 412}


def test_a_case_without_a_function_is_nobodys_yet(signed_in: Any, seen_by: Any) -> None:
    case = logged(seen_by)
    found = signed_in("officer").get(f"/api/v1/queries/{case.reference}/turns/").json()
    assert (found["acts"], found["open_steps"], found["waits"]) == (None, [], "")


def test_a_concern_is_passed_on_and_settled(signed_in: Any, seen_by: Any) -> None:
    case = logged(seen_by, kind="concern")
    officer, lead = signed_in("officer"), signed_in("lead")
    assert "Settle the concern first" in officer.get(f"/api/v1/queries/{case.reference}/escalation/").json()["waits"]
    assert post(officer, case, "escalation", {"act": "pass_on", "reason": "First step"}).status_code == 400
    soon = (timezone.localdate() + timedelta(days=5)).isoformat()
    passed = post(officer, case, "escalation", {"act": "pass_on", "reason": "First step", "due_on": soon})
    assert passed.status_code == 201, passed.json()
    assert [(rung["rung"], rung["due_on"]) for rung in passed.json()["rungs"]] == [("lead", soon)]
    settled = post(lead, case, "escalation", {"act": "settle", "outcome": "Papers are scanned the same day."})
    assert settled.status_code == 201, settled.json()
    assert settled.json()["waits"] == ""
    again = post(lead, case, "escalation", {"act": "settle", "outcome": "Again"})
    assert again.status_code == 409
