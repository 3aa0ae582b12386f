"""An application to change level over the API: made, proved, rated, signed and decided, by the rules of its pages."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from governance.models import LevelApplication
from governance.rules.levels import CHECKLIST, COMPONENTS
from hubportal.organisations.models import Ccg, CcgLevel, Person
from hubportal.organisations.services.assignments import assign
from hubportal.records.models import RecordFile
from tests import api_asking as api
from tests.conftest import in_scope_of
from tests.governance.agreements import APPLIED_ON, PDF, an_application, moment
from tests.governance.test_pages_agreements import freshly

pytestmark = pytest.mark.django_db
NEW = {"ccg": "05y", "level": "delegated", "go_live_on": "2016-04-01", "objectives": "Decide locally."}
AT = "WM-L-2015-00001/"
RATED = {"ratings": dict.fromkeys(COMPONENTS, "good"), "as_at": "Quarter 2 of 2015/16"}
WHO = {"accountable_officer": "neighbour_lead", "audit_chair": "chair", "director": "director"}
NAMED = {"signatories": {capacity: {"email": f"{key}@example.org"} for capacity, key in WHO.items()}}


@pytest.fixture
def chair() -> Person:
    """Walsall's Audit Committee chair."""
    person = Person.objects.create_user("chair@example.org", None, name="Chair", is_demo=True)
    assign(person=person, role="ccg_lead", organisation=Ccg.objects.get(ods_code="05Y"), on=date(2014, 4, 1))
    return person


def send(client: Client, method: str, path: str, body: object, **headers: str) -> Any:
    return api.send(client, method, f"level-applications/{path}", body, **headers)


def answered(client: Client, point: str, content: bytes = PDF, key: str = "", **said: Any) -> Any:
    """A point of the checklist, with a file."""
    file = SimpleUploadedFile(f"{point}.pdf", content, "application/pdf")
    path = f"/api/v1/level-applications/{AT}checklist/{point}/"
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(path, {"is_met": "true", **said, "attachments": [file]}, headers=headers)


def match(client: Client) -> dict[str, str]:
    return {"If-Match": client.get(f"/api/v1/level-applications/{AT}")["ETag"]}


def test_one_is_begun_once_and_changed_from_the_version_that_was_read(signed_in: Any, seen_by: Any) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        lead, once = signed_in("neighbour_lead"), {"Idempotency-Key": "apply-1"}
        same = send(lead, "post", "", {**NEW, "level": "joint"})
        assert (same.status_code, list(same.json()["errors"])) == (400, ["level"])
        made = send(lead, "post", "", NEW, **once)
        assert made.status_code == 201, made.content
        assert made["Location"].endswith(f"/api/v1/level-applications/{AT}")
        assert (made.json()["level_before"], made.json()["state"], made.json()["benefits"]) == ("joint", "draft", "")
        assert send(lead, "post", "", NEW, **once)["Idempotent-Replay"] == "true"
        second = send(lead, "post", "", NEW)
        assert (second.status_code, list(second.json()["errors"])) == (409, ["ccg"])
        assert send(signed_in("stranger"), "post", "", NEW).status_code == 400

        more = {"benefits": "Quicker decisions."}
        assert send(lead, "patch", AT, more).status_code == 428
        changed = send(lead, "patch", AT, more, **{"If-Match": made["ETag"]})
        assert (changed.json()["benefits"], changed.json()["objectives"]) == ("Quicker decisions.", "Decide locally.")
        assert send(lead, "patch", AT, more, **{"If-Match": made["ETag"]}).status_code == 412
        wrong = send(lead, "patch", AT, {"go_live_on": "2016-05-01"}, **match(lead))
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["go_live_on"])
        assert send(signed_in("stranger"), "patch", AT, more, **match(lead)).status_code == 404
        with seen_by("head"):
            assert LevelApplication.objects.count() == 1


def test_points_are_answered_with_their_evidence(signed_in: Any) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        lead = signed_in("neighbour_lead")
        send(lead, "post", "", NEW)
        first = answered(lead, "governance", note="Board paper 7", key="point-1")
        assert first.status_code == 201, first.content
        point = next(one for one in first.json()["checklist"] if one["point"] == "governance")
        assert (point["is_met"], point["note"], [file["name"] for file in point["evidence"]]) == (
            True, "Board paper 7", ["governance.pdf"],
        )  # fmt: skip
        assert answered(lead, "governance", note="Board paper 7", key="point-1")["Idempotent-Replay"] == "true"
        other = answered(lead, "governance", PDF + b"\n% other", note="Board paper 7", key="point-1")
        assert other.status_code == 422
        plain = send(lead, "post", f"{AT}checklist/governance/", {"is_met": False}).json()
        point = next(one for one in plain["checklist"] if one["point"] == "governance")
        assert (point["is_met"], point["note"], len(point["evidence"])) == (False, "Board paper 7", 1)
        with in_scope_of("neighbour_lead"):
            assert RecordFile.objects.count() == 1

        late = answered(lead, "constitution", submitted_on="2015-11-09")
        assert (late.status_code, list(late.json()["errors"])) == (400, ["submitted_on"])
        assert "the last day was Sunday 1 November 2015" in late.json()["detail"]
        assert answered(lead, "constitution", submitted_on="2015-10-30").status_code == 201
        only = answered(lead, "objectives", submitted_on="2015-10-30")
        assert "of the constitution only" in only.json()["detail"]
        wrong = answered(lead, "objectives", b"MZ not a file of ours")
        assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["attachments"])
        assert answered(lead, "weather").status_code == 404
        assert answered(lead, "objectives", colour="red").status_code == 400
        stale = send(lead, "post", f"{AT}checklist/objectives/", {"is_met": True}, **{"If-Match": '"99"'})
        assert stale.status_code == 412
        assert answered(signed_in("stranger"), "objectives").status_code == 404


def test_ratings_are_the_ccgs_and_three_different_people_are_named(signed_in: Any, chair: Person) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        lead, head = signed_in("neighbour_lead"), signed_in("head")
        send(lead, "post", "", NEW)
        assert send(lead, "put", f"{AT}ratings/", RATED).status_code == 428
        hub = send(head, "put", f"{AT}ratings/", RATED, **match(head))
        assert (hub.status_code, hub.json()["clause"]) == (403, "West Midlands MOU, section 2")
        short = send(lead, "put", f"{AT}ratings/", {"ratings": {"finance": "good"}, "as_at": "Q2"}, **match(lead))
        assert (short.status_code, len(short.json()["errors"])) == (400, len(COMPONENTS) - 1)
        strange = {**RATED, "ratings": {**RATED["ratings"], "weather": "good"}}  # type: ignore[dict-item]
        assert send(lead, "put", f"{AT}ratings/", strange, **match(lead)).status_code == 400
        held = match(lead)
        assert send(lead, "put", f"{AT}ratings/", RATED, **held).json()["ratings"] == RATED["ratings"]
        assert send(lead, "put", f"{AT}ratings/", RATED, **held).status_code == 412

        place = f"{AT}signatories/"
        assert send(lead, "put", place, NAMED).status_code == 428
        one = {"email": "neighbour_lead@example.org"}
        twice = send(lead, "put", place, {"signatories": dict.fromkeys(("accountable_officer", "audit_chair"), one)},
                     **match(lead))  # fmt: skip
        assert (twice.status_code, "Three different people" in twice.json()["detail"]) == (409, True)
        nobody = send(lead, "put", place, {"signatories": {"director": {"email": "x@example.org"}}}, **match(lead))
        assert (nobody.status_code, list(nobody.json()["errors"])) == (400, ["director_email"])
        mayor = send(lead, "put", place, {"signatories": {"mayor": one}}, **match(lead))
        assert list(mayor.json()["errors"]) == ["signatories.mayor"]
        named = send(lead, "put", place, NAMED, **match(lead)).json()["signatories"]
        assert [row["email"] for row in named] == [f"{key}@example.org" for key in WHO.values()]


def test_it_is_signed_submitted_seen_by_the_panels_and_decided(signed_in: Any, chair: Person) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        lead, head = freshly(signed_in("neighbour_lead")), signed_in("head")
        send(lead, "post", "", NEW)
        moves = f"{AT}moves/"
        incomplete = send(lead, "post", moves, {"act": "submit"})
        assert (incomplete.status_code, "The application is not complete" in incomplete.json()["detail"]) == (409, True)
        assert send(lead, "post", moves, {"act": "dance"}).status_code == 400
        for point in CHECKLIST:
            said = {"submitted_on": "2015-10-30"} if point == "constitution" else {}
            assert answered(lead, point, **said).status_code == 201
        send(lead, "put", f"{AT}ratings/", RATED, **match(lead))
        read = send(lead, "put", f"{AT}signatories/", NAMED, **match(lead)).json()["digest"]

        place, mine = f"{AT}signatures/", {"capacity": "accountable_officer", "seen": read}
        not_fresh = send(signed_in("neighbour_lead"), "post", place, mine)
        assert (not_fresh.status_code, "portal only" in not_fresh.json()["detail"]) == (403, True)
        assert send(Client(), "post", place, mine, **api.bearer("neighbour_lead")).status_code == 403
        changed = send(lead, "post", place, {**mine, "seen": "0" * 64})
        assert (changed.status_code, list(changed.json()["errors"])) == (409, ["seen"])
        assert send(lead, "post", place, {**mine, "capacity": "director"}).status_code == 403
        assert send(lead, "post", place, {**mine, "capacity": "mayor"}).status_code == 400
        assert send(freshly(signed_in("stranger")), "post", place, mine).status_code == 404
        once = {"Idempotency-Key": "sign-1"}
        assert send(lead, "post", place, mine, **once).status_code == 201
        assert send(lead, "post", place, mine, **once)["Idempotent-Replay"] == "true"
        for capacity in ("audit_chair", "director"):
            signer = freshly(signed_in(WHO[capacity]))
            assert send(signer, "post", place, {"capacity": capacity, "seen": read}).status_code == 201

        too_soon = send(head, "post", moves, {"act": "regional", "note": "x", "recommendation": "support"})
        assert (too_soon.status_code, too_soon.json()["clause"]) == (409, "Specification of governance, section 2")
        submitted = send(lead, "post", moves, {"act": "submit"}).json()
        assert (submitted["state"], submitted["submitted_on"]) == ("submitted", "2015-11-09")
        closed = send(lead, "patch", AT, {"benefits": "More"}, **match(lead))
        assert (closed.status_code, "Take it back" in closed.json()["detail"]) == (409, True)
        panel = {"act": "regional", "note": "Not yet.", "recommendation": "against"}
        assert send(lead, "post", moves, panel).status_code == 403
        assert send(head, "post", moves, {"act": "regional", "note": "Not yet."}).json()["errors"] == {
            "recommendation": ["Select what the panel recommended."]
        }
        assert send(head, "post", moves, panel).json()["state"] == "regional"
        early = send(head, "post", moves, {"act": "approve", "note": "x"})
        assert (early.status_code, early.json()["clause"]) == (409, "Specification of governance, section 2")
        assert send(head, "post", moves, {**panel, "act": "national", "recommendation": "support"}).status_code == 201
        against = send(head, "post", moves, {"act": "approve"})
        assert "A panel did not support" in against.json()["errors"]["note"][0]
        approved = send(head, "post", moves, {"act": "approve", "note": "Answered."}).json()
        assert (approved["state"], approved["decided_on"]) == ("approved", "2015-11-09")
        assert CcgLevel.on(Ccg.objects.get(ods_code="05Y"), date(2016, 4, 1)) == "delegated"


def test_it_is_withdrawn_with_a_reason(signed_in: Any) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        lead = signed_in("neighbour_lead")
        send(lead, "post", "", NEW)
        moves = f"{AT}moves/"
        assert send(lead, "post", moves, {"act": "withdraw"}).json()["errors"] == {"note": ["Enter the reason."]}
        stale = send(lead, "post", moves, {"act": "withdraw", "note": "x"}, **{"If-Match": '"99"'})
        assert stale.status_code == 412
        gone = send(lead, "post", moves, {"act": "withdraw", "note": "Next year"}).json()
        assert (gone["state"], gone["open_moves"]) == ("withdrawn", [])


def test_the_list_takes_as_many_statements_for_two_as_for_one(signed_in: Any) -> None:
    head = signed_in("head")
    with in_scope_of("head") as by:
        an_application(by)
    one = api.statements(head, "level-applications/")
    with in_scope_of("head") as by:
        an_application(by, ccg="05R", level="greater_involvement")
    assert len(head.get("/api/v1/level-applications/").json()["results"]) == 2
    assert api.statements(head, "level-applications/") == one
    for bad in ("state=asleep", "colour=red"):
        assert head.get(f"/api/v1/level-applications/?{bad}").status_code == 400
