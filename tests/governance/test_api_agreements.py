"""An agreement over the API: made, changed, circulated, signed, amended, left; by the same rules as on its pages."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from governance.models import Agreement
from hubportal.records.models import RecordFile, Signature
from tests import api_asking as api
from tests.conftest import in_scope_of
from tests.governance.agreements import PDF, an_agreement, in_force, moment
from tests.governance.test_pages_agreements import freshly

pytestmark = pytest.mark.django_db
NEW = {
    "ccg": "05r", "kind": "mou", "code": "wm-mou-2015", "title": "Hub agreement", "objectives": "Work together.",
    "term_from": "2015-04-01", "term_until": "2016-03-31", "leaving": "next_financial_year",
    "sections": [{"heading": "Principles", "text": "Fair shares."}],
    "ccg_signs": {"designation": "Accountable Officer"}, "nhs_england_signs": {"designation": "Locality Director"},
    "others": [{"organisation": "LMC", "signs": "Dr Chair"}],
}  # fmt: skip
AT = "WM-M-2015-00001/"


def send(client: Client, method: str, path: str, body: object, **headers: str) -> Any:
    return api.send(client, method, f"agreements/{path}", body, **headers)


def read(client: Client) -> Any:
    return client.get(f"/api/v1/agreements/{AT}")


def test_one_is_drafted_once_and_changed_from_the_version_that_was_read(signed_in: Any, seen_by: Any) -> None:
    with time_machine.travel(moment(date(2015, 3, 2))):
        officer, once = signed_in("officer"), {"Idempotency-Key": "draft-1"}
        made = send(officer, "post", "", NEW, **once)
        assert made.status_code == 201, made.content
        assert made["Location"].endswith(f"/api/v1/agreements/{AT}")
        assert [party["code"] for party in made.json()["parties"]] == ["ccg", "nhs_england", "lmc"]
        assert (made.json()["code"], made.json()["extend_by"], made.json()["to_sign"]) == (
            "WM-MOU-2015", "2015-09-01", None,
        )  # fmt: skip
        again = send(officer, "post", "", NEW, **once)
        assert (again.json()["reference"], again["Idempotent-Replay"]) == ("WM-M-2015-00001", "true")
        assert send(officer, "post", "", {**NEW, "title": "Another"}, **once).status_code == 422
        assert send(signed_in("lead"), "post", "", NEW).status_code == 403
        assert send(signed_in("stranger"), "post", "", NEW).status_code == 400
        backwards = send(officer, "post", "", {**NEW, "term_until": "2015-03-31"})
        assert (backwards.status_code, list(backwards.json()["errors"])) == (400, ["term_until"])
        heading = send(officer, "post", "", {**NEW, "sections": [{"heading": "Weather", "text": "Fine"}]})
        assert "no heading of this kind" in heading.json()["detail"]

        later = {"term_until": "2017-03-31", "others": [], "sections": [{"heading": "Principles", "text": "For all."}]}
        assert send(officer, "patch", AT, later).status_code == 428
        changed = send(officer, "patch", AT, later, **{"If-Match": made["ETag"]})
        assert changed.status_code == 200, changed.content
        said = changed.json()
        assert (said["objectives"], said["extend_by"], said["sections"]) == (
            "Work together.", "2016-09-01", [{"heading": "Principles", "text": "For all."}],
        )  # fmt: skip
        assert [party["code"] for party in said["parties"]] == ["ccg", "nhs_england"]
        stale = send(officer, "patch", AT, later, **{"If-Match": made["ETag"]})
        assert (stale.status_code, "changed WM-M-2015-00001" in stale.json()["detail"]) == (412, True)
        held = {"If-Match": changed["ETag"]}
        assert send(signed_in("lead"), "patch", AT, later, **held).status_code == 403
        assert send(signed_in("stranger"), "patch", AT, later, **held).status_code == 404
        with seen_by("officer"):
            assert Agreement.objects.count() == 1


def test_it_is_circulated_signed_with_its_hash_and_brought_into_force(signed_in: Any) -> None:
    with time_machine.travel(moment(date(2015, 3, 2))) as clock:
        officer = signed_in("officer")
        send(officer, "post", "", NEW)
        out_of_order = send(officer, "post", f"{AT}moves/", {"act": "begin-term"})
        assert (out_of_order.status_code, "1 April 2015" in out_of_order.json()["detail"]) == (400, True)
        assert send(officer, "post", f"{AT}moves/", {"act": "revise", "note": "x"}).status_code == 409
        assert send(officer, "post", f"{AT}moves/", {"act": "dance"}).status_code == 400
        assert "follows from other acts" in send(officer, "post", f"{AT}moves/", {"act": "signed"}).json()["detail"]
        nothing = send(freshly(signed_in("lead")), "post", f"{AT}signatures/", {"party": "ccg", "seen": "0" * 64})
        assert (nothing.status_code, "Circulate the agreement first" in nothing.json()["detail"]) == (409, True)
        stale = send(officer, "post", f"{AT}moves/", {"act": "circulate"}, **{"If-Match": '"99"'})
        assert stale.status_code == 412
        assert send(signed_in("lead"), "post", f"{AT}moves/", {"act": "circulate"}).status_code == 403
        out = send(officer, "post", f"{AT}moves/", {"act": "circulate"}).json()
        assert (out["state"], out["to_sign"]["version"], out["to_sign"]["content"]["objectives"]) == (
            "circulated", 1, "Work together.",
        )  # fmt: skip
        taken = send(officer, "post", f"{AT}moves/", {"act": "revise", "note": "A word"}).json()
        assert (taken["state"], taken["version"], taken["to_sign"]) == ("draft", 2, None)
        now = send(officer, "post", f"{AT}moves/", {"act": "circulate"}).json()["to_sign"]["digest"]

        place, mine = f"{AT}signatures/", {"party": "ccg", "seen": now}
        not_fresh = send(signed_in("lead"), "post", place, mine)
        assert (not_fresh.status_code, "portal only" in not_fresh.json()["detail"]) == (403, True)
        assert send(Client(), "post", place, mine, **api.bearer("lead")).status_code == 403
        lead, director = freshly(signed_in("lead")), freshly(signed_in("director"))
        before = send(lead, "post", place, {"party": "ccg", "seen": out["to_sign"]["digest"]})
        assert (before.status_code, list(before.json()["errors"])) == (409, ["seen"])
        assert send(lead, "post", place, {"party": "nhs_england", "seen": now}).status_code == 403
        assert send(lead, "post", place, {"party": "nobody", "seen": now}).status_code == 400
        assert send(freshly(signed_in("officer")), "post", place, mine).status_code == 403
        assert send(freshly(signed_in("stranger")), "post", place, mine).status_code == 404
        once = {"Idempotency-Key": "sign-1"}
        assert send(lead, "post", place, mine, **once).status_code == 201
        assert send(lead, "post", place, mine, **once)["Idempotent-Replay"] == "true"
        assert send(director, "post", place, {"party": "nhs_england", "seen": now}).json()["state"] == "circulated"
        _on_paper(officer, now)
        clock.move_to(moment(date(2015, 4, 1)))
        begun = send(signed_in("officer"), "post", f"{AT}moves/", {"act": "begin-term"}).json()
        assert (begun["state"], begun["to_sign"]) == ("in_force", None)


def _on_paper(officer: Client, now: str) -> None:
    """The third party signs on paper."""
    path, said = f"/api/v1/agreements/{AT}paper-signatures/", {"party": "lmc", "seen": now, "signed_on": "2015-03-02"}

    def paper(content: bytes = PDF, key: str = "paper-1", **changed: str) -> Any:
        file = SimpleUploadedFile("signed.pdf", content, "application/pdf")
        return officer.post(path, {**said, **changed, "attachments": [file]}, headers={"Idempotency-Key": key})

    without = send(officer, "post", f"{AT}paper-signatures/", said)
    assert (without.status_code, "Add the signed paper" in without.json()["detail"]) == (400, True)
    changed = paper(seen="0" * 64)
    assert (changed.status_code, list(changed.json()["errors"])) == (409, ["seen"])
    assert "in the portal" in paper(party="ccg").json()["detail"] or paper(party="ccg").status_code == 409
    assert paper(signed_on="2015-03-01").status_code == 400
    assert paper(colour="red").status_code == 400
    signed = paper()
    assert (signed.status_code, signed.json()["state"]) == (201, "signed")
    assert paper()["Idempotent-Replay"] == "true"
    assert paper(PDF + b"\n% other").status_code == 422
    with in_scope_of("officer"):
        assert RecordFile.objects.count() == 1
        assert Signature.objects.get(party="lmc").signed_on == date(2015, 3, 2)


def test_words_are_amended_and_the_term_extended_by_signature(signed_in: Any) -> None:
    in_force()
    with time_machine.travel(moment(date(2015, 6, 1))):
        officer, lead, director = signed_in("officer"), freshly(signed_in("lead")), freshly(signed_in("director"))
        assert "why" in send(officer, "post", f"{AT}amendment/", {"objectives": "New"}).json()["errors"]
        amend = {"objectives": "Work together more.", "why": "The aim"}
        stale = send(officer, "post", f"{AT}amendment/", amend, **{"If-Match": '"99"'})
        assert stale.status_code == 412
        assert send(lead, "post", f"{AT}amendment/", amend).status_code == 403
        nothing = officer.delete(f"/api/v1/agreements/{AT}amendment/")
        assert (nothing.status_code, "No amendment" in nothing.json()["detail"]) == (409, True)
        out = send(officer, "post", f"{AT}amendment/", amend, **{"Idempotency-Key": "amend-1"})
        assert out.status_code == 201, out.content
        assert (out.json()["version"], out.json()["objectives"], out.json()["to_sign"]["version"]) == (
            1, "Say how the parties work together.", 2,
        )  # fmt: skip
        assert out.json()["to_sign"]["content"]["objectives"] == "Work together more."
        again = send(officer, "post", f"{AT}amendment/", amend)
        assert (again.status_code, "out for signature already" in again.json()["detail"]) == (409, True)
        dropped = officer.delete(f"/api/v1/agreements/{AT}amendment/", headers={"If-Match": out["ETag"]})
        assert (dropped.status_code, dropped.json()["to_sign"]) == (200, None)

        short = send(officer, "post", f"{AT}extension/", {"new_until": "2016-03-31"})
        assert (short.status_code, list(short.json()["errors"])) == (409, ["new_until"])
        longer = send(officer, "post", f"{AT}extension/", {"new_until": "2017-03-31"}).json()
        seen = longer["to_sign"]["digest"]
        send(lead, "post", f"{AT}signatures/", {"party": "ccg", "seen": seen})
        held = send(director, "post", f"{AT}signatures/", {"party": "nhs_england", "seen": seen}).json()
        assert (held["state"], held["term_until"], held["version"]) == ("extended", "2017-03-31", 3)


def test_notice_to_leave_is_given_and_taken_back_by_its_party(signed_in: Any) -> None:
    in_force()
    with time_machine.travel(moment(date(2015, 6, 1))):
        officer, lead = signed_in("officer"), signed_in("lead")
        place, notice = f"{AT}moves/", {"act": "notice", "on": "2015-06-01", "note": "The members decided."}
        assert send(officer, "post", place, notice).status_code == 403
        assert send(lead, "post", place, {**notice, "note": ""}).json()["errors"] == {"note": ["Enter the reason."]}
        early = send(lead, "post", place, {**notice, "on": "2015-03-31"})
        assert (early.status_code, list(early.json()["errors"])) == (400, ["on"])
        asked = lead.get(f"/api/v1/agreements/{AT}notice/?on=2015-06-01").json()
        assert (asked["refused"], asked["notice_ends_on"], asked["leaves_on"]) == ("", "2015-12-01", "2015-12-02")
        assert [step["on"] for step in asked["working"]][:2] == ["2015-06-01", "2015-12-01"]
        too_soon = lead.get(f"/api/v1/agreements/{AT}notice/?on=2015-03-31").json()
        assert (too_soon["notice_ends_on"], too_soon["working"]) == (None, [])
        assert "came into force" in too_soon["refused"]
        assert lead.get(f"/api/v1/agreements/{AT}notice/?on=2015-06-02").status_code == 400
        given = send(lead, "post", place, notice).json()
        assert "out of order" in lead.get(f"/api/v1/agreements/{AT}notice/").json()["refused"]
        assert (given["state"], given["notice_given_on"], given["notice_ends_on"]) == (
            "notice", "2015-06-01", "2015-12-01",
        )  # fmt: skip
        other = send(signed_in("director"), "post", place, {"act": "keep", "note": "No"})
        assert (other.status_code, "Only the party that gave notice" in other.json()["detail"]) == (403, True)
        kept = send(lead, "post", place, {"act": "keep", "note": "They stay"}).json()
        assert (kept["state"], kept["notice_given_on"]) == ("in_force", None)


def test_leads_priorities_and_reviews_are_kept(signed_in: Any) -> None:
    in_force()
    with time_machine.travel(moment(date(2015, 6, 1))):
        officer, lead = signed_in("officer"), signed_in("lead")
        named = {"contracting_lead": "officer@example.org"}
        assert send(officer, "patch", f"{AT}leads/", named).status_code == 428
        match = {"If-Match": read(officer)["ETag"]}
        stranger = send(officer, "patch", f"{AT}leads/", {"finance_lead": "lead@example.org"}, **match)
        assert "of the hub who works for this CCG" in stranger.json()["errors"]["finance_lead"][0]
        assert send(lead, "patch", f"{AT}leads/", named, **match).status_code == 403
        kept = send(officer, "patch", f"{AT}leads/", named, **match)
        assert (kept.json()["contracting_lead"], kept.json()["finance_lead"]) == ("officer@example.org", None)
        assert send(officer, "patch", f"{AT}leads/", named, **match).status_code == 412
        assert (
            send(officer, "patch", f"{AT}leads/", {"contracting_lead": None}, **{"If-Match": kept["ETag"]}).json()[
                "contracting_lead"
            ]
            is None
        )

        once = {"Idempotency-Key": "priority-1"}
        priority = {"title": "Access", "support": "Prices the options."}
        assert send(lead, "post", f"{AT}priorities/", priority).status_code == 403
        (row,) = send(officer, "post", f"{AT}priorities/", priority, **once).json()["priorities"]
        assert len(send(officer, "post", f"{AT}priorities/", priority, **once).json()["priorities"]) == 1
        place = f"{AT}priorities/{row['id']}/"
        assert send(officer, "patch", place, {"state": "met"}).status_code == 428
        match = {"If-Match": read(officer)["ETag"]}
        (met,) = send(officer, "patch", place, {"state": "met"}, **match).json()["priorities"]
        assert (met["state"], met["support"]) == ("met", "Prices the options.")
        assert send(officer, "patch", f"{AT}priorities/999999999/", {"state": "met"}, **match).status_code == 404

        review = {"kind": "quarterly", "held_on": "2015-06-01", "outcome": "All well."}
        assert send(lead, "post", f"{AT}reviews/", review).status_code == 403
        future = send(officer, "post", f"{AT}reviews/", {**review, "held_on": "2015-06-02"})
        assert (future.status_code, list(future.json()["errors"])) == (400, ["held_on"])
        (held,) = send(officer, "post", f"{AT}reviews/", review).json()["reviews"]
        assert (held["kind"], held["outcome"]) == ("quarterly", "All well.")


def test_the_list_takes_as_many_statements_for_two_as_for_one(signed_in: Any) -> None:
    head = signed_in("head")
    in_force()
    one = api.statements(head, "agreements/")
    with in_scope_of("head") as by:
        an_agreement(by, ccg="05Y")
    assert api.statements(head, "agreements/") == one
    for bad in ("state=asleep", "kind=treaty", "colour=red"):
        assert head.get(f"/api/v1/agreements/?{bad}").status_code == 400
