"""Enhanced services and local schemes worked over the API: refused by the rules and in the sentences of the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import EnhancedService, Invitation, LocalScheme, SchemeReturn
from functions.services.schemes.gates import propose
from functions.services.schemes.inviting import invite
from hubportal.organisations.models import Ccg, Practice, PracticeMembership
from hubportal.records.models import RecordFile
from tests.functions.api.calling import Caller, a_file, problem_of
from tests.functions.pages import asked_of_database
from tests.functions.schemes.offers import a_service

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
TERMS: dict[str, Any] = {
    "subject": "Extended hours",
    "code": "EH",
    "year": "2016/17",
    "rate": "1.9000",
    "sign_up_from": (TODAY - timedelta(days=10)).isoformat(),
    "answer_by": (TODAY + timedelta(days=20)).isoformat(),
    "periods": [{"name": "Quarter 1", "due_on": (TODAY - timedelta(days=3)).isoformat()}],
}


def offered(seen_by: Any) -> EnhancedService:
    """A service whose practices were invited two days ago."""
    with seen_by("head") as head:
        days = {"sign_up_from": TODAY - timedelta(days=10), "answer_by": TODAY + timedelta(days=20), "remind_on": None}
        service = a_service(head, at=NOW, **days, periods=TERMS["periods"])
        invite(reference=service.reference, version=None, by=head, at=NOW - timedelta(days=2))
        service.refresh_from_db()
    return service


def test_a_service_is_made_once_changed_on_its_version_and_offered(signed_in: Any, seen_by: Any) -> None:
    officer, lead, stranger = (Caller(signed_in(key)) for key in ("officer", "lead", "stranger"))
    place = "enhanced-services/"
    assert problem_of(lead.send(place, TERMS))[0] == 403
    status, sentence = problem_of(officer.send(place, {**TERMS, "letter_body": "Dear {someone}"}))
    assert (status, sentence) == (400, "{someone} is not a name that can be filled.")
    twice = [{"name": "Quarter 1", "due_on": "2016-07-31"}, {"name": "quarter 1", "due_on": "2016-08-31"}]
    assert "needs a name of its own" in problem_of(officer.send(place, {**TERMS, "periods": twice}))[1]
    assert problem_of(officer.send(place, {**TERMS, "hub": "XX"}))[1] == "You work for no hub with this code."
    made = officer.send(place, TERMS, key="once")
    assert made.status_code == 201, made.json()
    again = officer.send(place, TERMS, key="once")
    assert (again["Idempotent-Replay"], again.json()) == ("true", made.json())
    assert problem_of(officer.send(place, TERMS)) == (409, "EH of 2016/17 is there already.")
    one = made.json()
    assert (one["hub"], one["rate"], "{practice_name}" in one["letter_body"]) == ("WM", "1.9000", True)
    here = f"{place}{one['reference']}/"
    assert made["Location"].endswith(here)
    assert problem_of(officer.send(here, {"rate": "2"}, method="patch"))[0] == 428
    assert problem_of(officer.send(here, {"rate": "2"}, method="patch", match=9))[0] == 412
    assert problem_of(lead.send(here, {"rate": "2"}, method="patch", match=1))[0] == 403
    assert problem_of(stranger.send(here, {"rate": "2"}, method="patch", match=1))[0] == 404
    wrong = officer.send(here, {"answer_by": "2015-01-01"}, method="patch", match=1)
    assert problem_of(wrong) == (400, "The last day to answer must not be before the first day to sign up.")
    changed = officer.send(here, {"rate": "2"}, method="patch", match=1)
    assert (changed.status_code, changed["ETag"], changed.json()["rate"]) == (200, '"2"', "2.0000")
    filed = officer.upload(f"{here}specification/", method="put", match=2, file=a_file("terms.txt"))
    assert (filed.status_code, filed.json()["specification"]) == (200, "terms.txt"), filed.json()
    invited = officer.send(f"{here}invite/", match=3, key="invite")
    assert invited.status_code == 200, invited.json()
    assert officer.send(f"{here}invite/", match=3, key="invite")["Idempotent-Replay"] == "true"
    assert officer.get("invitations/", offer=one["reference"]).json()["results"][0]["state"] == "invited"
    assert "invited already" in problem_of(officer.send(f"{here}invite/"))[1]
    late = officer.send(here, {"rate": "3"}, method="patch", match=4)
    assert (late.status_code, late.json()["clause"]) == (409, "Specification of casework, section 8")
    assert "No practice is left to remind" in problem_of(officer.send(f"{here}remind/"))[1]


def test_reminding_and_moving_the_last_day(signed_in: Any, seen_by: Any) -> None:
    service, officer = offered(seen_by), Caller(signed_in("officer"))
    here = f"enhanced-services/{service.reference}/"
    assert officer.send(f"{here}remind/", key="r").status_code == 200
    assert officer.send(f"{here}remind/", key="r")["Idempotent-Replay"] == "true"
    assert {row["reminders"] for row in officer.get("invitations/", ccg="05R").json()["results"]} == {1}
    day = (TODAY + timedelta(days=30)).isoformat()
    assert problem_of(officer.send(f"{here}last-day/", {"answer_by": day}, method="put"))[0] == 428
    past = officer.send(f"{here}last-day/", {"answer_by": "2016-01-01"}, method="put", match=service.version)
    assert problem_of(past) == (400, "The last day to answer must be today or later.")
    moved = officer.send(f"{here}last-day/", {"answer_by": day}, method="put", match=service.version)
    assert (moved.status_code, moved.json()["answer_by"]) == (200, day)
    stale = officer.send(f"{here}last-day/", {"answer_by": day}, method="put", match=service.version)
    assert problem_of(stale)[0] == 412


def test_an_invitation_is_answered_on_paper_returned_and_taken_back(signed_in: Any, seen_by: Any) -> None:
    service = offered(seen_by)
    officer, lead, neighbour = (Caller(signed_in(key)) for key in ("officer", "lead", "neighbour_lead"))
    here = f"invitations/{service.reference}/M84901/"
    assert problem_of(neighbour.get(here))[0] == 404
    assert (lead.get(here)["ETag"], lead.get(here).json()["returns"]) == ('"1"', [])
    paper = {"signs_up": "true", "on": TODAY.isoformat(), "name": "Pat Example"}
    assert problem_of(lead.upload(f"{here}paper-answer/", match=1, **paper, attachments=a_file()))[0] == 403
    assert problem_of(officer.upload(f"{here}paper-answer/", **paper, attachments=a_file()))[0] == 428
    assert problem_of(officer.upload(f"{here}paper-answer/", match=1, **paper))[0] == 400
    early = {**paper, "on": (TODAY - timedelta(days=9)).isoformat(), "attachments": a_file()}
    status, sentence = problem_of(officer.upload(f"{here}paper-answer/", match=1, **early))
    assert (status, sentence) == (400, "The day of the answer lies between the invitation and today.")
    answered = officer.upload(f"{here}paper-answer/", match=1, key="a", **paper, attachments=a_file())
    assert (answered.status_code, answered.json()["state"]) == (200, "yes"), answered.json()
    same = officer.upload(f"{here}paper-answer/", match=1, key="a", **paper, attachments=a_file())
    assert (same["Idempotent-Replay"], same.json()) == ("true", answered.json())
    # Another file under the same name and key is another request.
    other = officer.upload(f"{here}paper-answer/", match=1, key="a", **paper, attachments=a_file(content=b"No."))
    assert problem_of(other)[0] == 422
    with seen_by("officer"):
        assert RecordFile.objects.filter(kind="invitation", requirement="answer").count() == 1
    assert "Only an invitation without an answer" in problem_of(
        officer.send(f"{here}withdraw/", {"note": "Closed"}, match=2)
    )[1]  # fmt: skip
    sent = {"period": "Quarter 1", "on": TODAY.isoformat(), "figure": "120.50"}
    assert problem_of(officer.send(f"{here}returns/", sent, match=1))[0] == 412
    assert "no such period" in problem_of(officer.send(f"{here}returns/", {**sent, "period": "May"}, match=2))[1]
    recorded = officer.send(f"{here}returns/", sent, match=2)
    assert [row["figure"] for row in recorded.json()["returns"]] == ["120.50"], recorded.json()
    assert "sent returns on its answer" in problem_of(officer.send(f"{here}new-link/", match=3))[1]
    back = {"period": "Quarter 1", "note": "Of another practice"}
    assert problem_of(officer.send(f"{here}take-back/", {**back, "period": "May"}, match=3))[0] == 409
    taken = officer.send(f"{here}take-back/", back, match=3)
    assert (taken.json()["returns"], taken.json()["moves"][-1]["act"]) == ([], "take-back")
    renewed = officer.send(f"{here}new-link/", match=4)
    assert (renewed.status_code, renewed.json()["state"]) == (200, "invited")
    gone = officer.send(f"{here}withdraw/", {"note": "The practice closes"}, match=5)
    assert gone.json()["state"] == "withdrawn"


def test_the_report_counts_what_one_reads_and_asks_a_fixed_number_of_questions(signed_in: Any, seen_by: Any) -> None:
    service, officer = offered(seen_by), Caller(signed_in("officer"))
    here = f"enhanced-services/{service.reference}/"
    with seen_by("head") as head:
        ccg = Ccg.objects.get(ods_code="05R")
        for invited in Invitation.objects.filter(ccg=ccg):
            invited.state, invited.answered_on = "yes", TODAY - timedelta(days=5)
            invited.save()
            SchemeReturn.objects.create(
                hub_id=invited.hub_id, ccg_id=invited.ccg_id, invitation=invited, period="Quarter 1",
                due_on=TODAY - timedelta(days=3), returned_on=TODAY, figure=7, recorded_by=head,
            )  # fmt: skip
            break
    report = officer.get(f"{here}report/").json()
    assert (report["answers"]["invited"], report["answers"]["yes"], report["answers"]["percent"]) == (2, 1, 50)
    assert report["ccgs"][0]["returns"][0] | {"due_on": ""} == {
        "period": "Quarter 1", "due_on": "", "in_time": 0, "late": 1, "outstanding": 0,
    }  # fmt: skip
    lines = officer.get(f"{here}returns/").json()["results"]
    assert [(line["returns"][0]["standing"], line["returns"][0]["figure"]) for line in lines] == [("late", "7.00")]
    assert problem_of(officer.get(f"{here}returns/", colour="red"))[0] == 400
    pages = [f"/api/v1/{place}" for place in (f"{here}returns/", f"{here}report/", "invitations/")]
    before = [len(asked_of_database(officer.client, page)) for page in pages]
    with seen_by("head"):
        first = Invitation.objects.filter(ccg=ccg).first()
        for number in range(5):
            practice = Practice.objects.create(ods_code=f"M7700{number}", name=f"Fen {number}")
            PracticeMembership.objects.create(practice=practice, ccg=ccg, period=_ever())
            Invitation.objects.create(
                hub_id=first.hub_id, ccg=ccg, practice=practice, service=service, reference=service.reference,
                state="yes", invited_on=TODAY, answered_on=TODAY,
            )  # fmt: skip
    assert len(officer.get(f"{here}returns/").json()["results"]) == 6
    assert [len(asked_of_database(officer.client, page)) for page in pages] == before
    assert max(before) <= 8


def _ever() -> Any:
    from django.db.backends.postgresql.psycopg_any import DateRange

    return DateRange(TODAY, None)


def test_a_scheme_is_proposed_and_brought_through_its_gates(signed_in: Any, seen_by: Any) -> None:
    lead, officer, auditor = (Caller(signed_in(key)) for key in ("lead", "officer", "auditor"))
    new = {"ccg": "05r", "subject": "Frail patients", "code": "FP", "year": "2016/17", "on": "2016-02-01"}
    assert problem_of(auditor.send("local-schemes/", new))[0] == 403
    assert problem_of(lead.send("local-schemes/", {**new, "ccg": "06Q"}))[0] == 400
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert problem_of(lead.send("local-schemes/", {**new, "on": tomorrow}))[0] == 400
    made = lead.send("local-schemes/", new, key="s")
    assert (made.status_code, made.json()["open_moves"]) == (201, ["lmc", "refuse", "withdraw"]), made.json()
    assert lead.send("local-schemes/", new, key="s")["Idempotent-Replay"] == "true"
    here = f"local-schemes/{made.json()['reference']}/"
    gate = {"act": "lmc", "on": "2016-02-03", "supporter": "Dr Example"}
    assert problem_of(lead.upload(f"{here}gates/", **gate))[0] == 400
    assert problem_of(officer.upload(f"{here}gates/", **gate, attachments=a_file()))[0] == 403
    order = lead.upload(f"{here}gates/", **{**gate, "act": "members"}, attachments=a_file())
    assert "Local medical committee comes next" in problem_of(order)[1]
    assert problem_of(lead.upload(f"{here}gates/", match=9, **gate, attachments=a_file()))[0] == 412
    passed = lead.upload(f"{here}gates/", match=1, key="g", **gate, attachments=a_file())
    assert (passed.status_code, passed.json()["state"]) == (201, "lmc"), passed.json()
    assert lead.upload(f"{here}gates/", match=1, key="g", **gate, attachments=a_file())["Idempotent-Replay"] == "true"
    first = passed.json()["gates"][0]
    assert (first["passed_on"], first["supporter"], first["clause"]) == (
        "2016-02-03", "Dr Example", "West Midlands MOU 4.1, function II.2",
    )  # fmt: skip
    unnamed = {**gate, "act": "committee", "attachments": a_file()}
    assert "reference of the decision" in problem_of(lead.upload(f"{here}gates/", **unnamed))[1]
    assert "passed with its evidence" in problem_of(lead.send(f"{here}moves/", {"act": "members"}))[1]
    assert problem_of(lead.send(f"{here}moves/", {"act": "juggle"}))[0] == 400
    assert problem_of(lead.send(f"{here}moves/", {"act": "withdraw"})) == (400, "Enter the reason.")
    over = lead.send(f"{here}moves/", {"act": "withdraw", "note": "No money"}, match=2)
    assert (over.status_code, over.json()["state"]) == (201, "withdrawn"), over.json()


def test_a_local_scheme_is_offered_once_it_is_approved(signed_in: Any, seen_by: Any) -> None:
    with seen_by("head") as head:
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        scheme = propose(
            by=head, ccg=ccg, subject="Frail patients", code="FP", year="2016/17", on=TODAY, at=NOW
        )  # fmt: skip
    officer, here = Caller(signed_in("officer")), f"local-schemes/{scheme.reference}/"
    assert "once all four gates are passed" in problem_of(officer.send(f"{here}invite/"))[1]
    with seen_by("head"):
        LocalScheme.objects.filter(pk=scheme.pk).update(state="approved")
    terms = {name: TERMS[name] for name in ("sign_up_from", "answer_by")}
    bare = officer.send(here, {"rate": "2"}, method="patch", match=1)
    assert problem_of(bare) == (400, "Enter the first day to sign up.")
    settled = officer.send(here, terms, method="patch", match=1)
    assert settled.status_code == 200, settled.json()
    assert officer.send(f"{here}invite/").status_code == 200
    rows = officer.get("invitations/", offer=scheme.reference).json()["results"]
    assert sorted(row["practice"] for row in rows) == ["M84901", "M84902"]
