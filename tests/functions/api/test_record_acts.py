"""Variations and notices over the API: the same rules as the pages, each refusal with its reason and clause."""

from typing import Any

import pytest
from django.test import Client

from functions.models import Variation
from functions.services.concerns import Opened, open_concern, open_performer_concern
from hubportal.records.services.files import keep_files
from tests.conftest import in_scope_of
from tests.functions.cases import at
from tests.functions.variations.steps import CAME, RETIREMENT, a_file, freshly, practice

pytestmark = pytest.mark.django_db
NEW = {
    "type": "retirement_24h", "practice": "M84901", "received_on": "2016-01-04", "contract": "GMS", "facts": RETIREMENT
}  # fmt: skip
NOTICE = {"practice": "M84901", "sort": "remedial", "grounds": "Locked.", "required_action": "Open.", "remedy_days": 28}


def post(client: Client, path: str, body: object, **headers: str) -> Any:
    return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_every_fault_of_a_new_variation_is_named_at_its_field(signed_in: Any) -> None:
    wrong = {**RETIREMENT, "weekly_hours": 20, "other_partners": 0}
    answer = post(signed_in("officer"), "variations/", {**NEW, "facts": wrong}, **{"Idempotency-Key": "wrong-1"})
    assert answer.status_code == 409
    assert sorted(answer.json()["errors"]) == ["other_partners", "weekly_hours"]


def test_a_variation_is_recorded_moved_and_refused_out_of_order(signed_in: Any) -> None:
    officer, head = signed_in("officer"), signed_in("head")
    made = post(officer, "variations/", NEW, **{"Idempotency-Key": "once-1"})
    assert made.status_code == 201, made.content
    (line,) = made.json()
    assert post(officer, "variations/", NEW, **{"Idempotency-Key": "once-1"}).json() == [line]
    at = f"variations/{line['reference']}"
    whole = officer.get(f"/api/v1/{at}/").json()
    assert (whole["state"], whole["effective_on"], len(whole["missing_documents"])) == ("received", None, 2)
    early = post(officer, f"{at}/moves/", {"act": "issue", "to": {"name": "Alder Lane"}})
    assert early.status_code == 409
    assert "out of order" in early.json()["detail"]
    assert early.json()["clause"] == "Specification of casework, section 6"
    assert "Still missing" in post(officer, f"{at}/moves/", {"act": "complete"}).json()["detail"]
    assert post(officer, f"{at}/moves/", {"act": "dance"}).status_code == 400
    assert post(officer, f"{at}/moves/", {"act": "complete", "colour": "red"}).status_code == 400
    with in_scope_of("officer") as by:
        variation = Variation.objects.get()
        for code in variation.wanted:
            keep_files(variation, uploads=[a_file()], by=by, requirement=code)
    for act in ("complete", "assess"):
        assert post(officer, f"{at}/moves/", {"act": act}).status_code == 201
    assert "routine" in post(officer, f"{at}/moves/", {"act": "put_on_agenda"}).json()["detail"]
    determined = {"act": "determine", "effective_on": "2035-04-02"}
    assert post(officer, f"{at}/moves/", determined).status_code == 403
    decided = post(head, f"{at}/moves/", determined)
    assert decided.json()["effective_on"] == "2035-04-02"
    assert post(officer, f"{at}/moves/", {"act": "issue"}).status_code == 400
    stale = post(officer, f"{at}/moves/", {"act": "issue", "to": {"name": "Alder Lane"}}, **{"If-Match": '"1"'})
    assert stale.status_code in {409, 412}
    issued = post(officer, f"{at}/moves/", {"act": "issue", "to": {"name": "Alder Lane Surgery"}})
    assert issued.json()["state"] == "notified"
    assert [move["act"] for move in issued.json()["moves"]][-1] == "issue"
    assert "by itself" in post(officer, f"{at}/moves/", {"act": "take_effect"}).json()["detail"]
    assert signed_in("stranger").get(f"/api/v1/{at}/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"type": "partner_joining", "facts": {}, "requested_on": "2016-01-31"}, 409, "Enter 1 February 2016"),
        ({"type": "merger", "facts": {}, "joining": ["M84901"]}, 409, "cannot merge with itself"),
        ({"type": "merger", "facts": {}, "joining": ["M91901"]}, 403, "Ask somebody who also works for"),
        ({"facts": {"colour": "red"}}, 400, "colour"),
        ({"facts": {**RETIREMENT, "returns_on": "soon"}}, 400, "right form"),
        ({"practice": "M99999"}, 400, "no practice with this code"),
        ({"practice": "M91901"}, 403, "not a CCG you work for"),
        ({"received_on": "2035-01-01"}, 400, "today or in the past"),
    ],
)
def test_a_variation_that_is_refused(signed_in: Any, changed: dict[str, Any], status: int, said: str) -> None:
    answer = post(signed_in("officer"), "variations/", NEW | changed)
    assert answer.status_code == status, answer.content
    assert said in answer.content.decode()


def test_the_lists_are_filtered_and_refuse_what_they_do_not_know(signed_in: Any) -> None:
    officer = signed_in("officer")
    post(officer, "variations/", NEW)
    found = officer.get("/api/v1/variations/?ccg=05R&type=retirement_24h&state=received&search=retirement").json()
    assert len(found["results"]) == 1
    assert officer.get("/api/v1/variations/?type=merger").json()["results"] == []
    for bad in ("state=asleep", "type=nonsense", "colour=red"):
        assert officer.get(f"/api/v1/variations/?{bad}").status_code == 400
    assert signed_in("neighbour_lead").get("/api/v1/variations/").json()["results"] == []


def test_a_notice_is_drafted_and_approved_by_another(signed_in: Any) -> None:
    officer, head = signed_in("officer"), freshly("head")
    short = post(officer, "notices/", NOTICE | {"remedy_days": 14})
    assert short.status_code == 409
    assert "at least 28 days" in short.json()["detail"]
    made = post(officer, "notices/", NOTICE)
    assert made.status_code == 201, made.content
    at = f"notices/{made.json()['reference']}"
    assert post(officer, f"{at}/moves/", {"act": "submit"}).status_code == 201
    assert post(officer, f"{at}/moves/", {"act": "approve"}).status_code == 403
    assert "portal only" in post(signed_in("head"), f"{at}/moves/", {"act": "approve"}).json()["detail"]
    assert post(head, f"{at}/moves/", {"act": "approve"}).json()["state"] == "approved"
    assert post(officer, f"{at}/moves/", {"act": "issue"}).status_code == 400
    issued = post(officer, f"{at}/moves/", {"act": "issue", "to": {"name": "Alder Lane Surgery"}})
    assert issued.json()["state"] == "issued"
    escalated = post(
        officer,
        f"{at}/moves/",
        {"act": "escalate", "to_sort": "breach", "note": "Still locked.", "early_because": "Harm."},
    )
    assert escalated.json()["state"] == "escalated"
    assert len(officer.get("/api/v1/notices/?sort=breach").json()["results"]) == 1
    assert signed_in("stranger").get(f"/api/v1/{at}/").status_code == 404


def test_a_practice_of_concern_is_read_and_moved_and_a_performer_is_not_there(signed_in: Any, seen_by: Any) -> None:
    about: dict[str, Any] = {
        "practice": practice("M84901"), "subject": "Late referrals", "detail": "They wait.", "received_on": CAME,
    }  # fmt: skip
    with seen_by("officer") as by:
        concern = open_concern(opened=Opened(**about, sort="quality"), by=by, at=at(CAME))
    with seen_by("head") as head:
        performer = open_performer_concern(opened=Opened(**about, performer="Dr Example"), by=head, at=at(CAME))
    officer, there = signed_in("officer"), f"practices-of-concern/{concern.reference}"
    assert [one["subject"] for one in officer.get("/api/v1/practices-of-concern/?sort=quality").json()["results"]] == [
        "Late referrals"
    ]
    assert officer.get("/api/v1/practices-of-concern/?sort=contractual").json()["results"] == []
    whole = officer.get(f"/api/v1/{there}/").json()
    assert (whole["state"], whole["detail"], whole["reports"]) == ("stage_1", "They wait.", [])
    assert "to_stage_2" in whole["open_moves"]
    early = post(officer, f"{there}/moves/", {"act": "to_stage_3", "note": "Now."})
    assert (early.status_code, "out of order" in early.json()["detail"]) == (409, True)
    moved = post(officer, f"{there}/moves/", {"act": "to_stage_2", "note": "No change."})
    assert moved.json()["state"] == "stage_2"
    assert signed_in("head").get(f"/api/v1/practices-of-concern/{performer.reference}/").status_code == 404
