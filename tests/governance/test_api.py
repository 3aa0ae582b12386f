"""Agreements and applications over the API, to read."""

from datetime import date
from typing import Any

import pytest

from governance.services.agreements import name_leads
from tests.conftest import in_scope_of
from tests.governance.agreements import an_agreement, an_application, in_force

pytestmark = pytest.mark.django_db


def test_agreements_are_listed_and_read_with_their_words_and_signatures(signed_in: Any) -> None:
    agreement = in_force()
    with in_scope_of("officer") as officer:
        name_leads(agreement_id=agreement.pk, version=None, by=officer, contracting=officer, finance=None)
    with in_scope_of("head") as head:
        an_agreement(head, ccg="05Y")
    lead, head = signed_in("lead"), signed_in("head")
    (line,) = lead.get("/api/v1/agreements/").json()["results"]
    assert (line["reference"], line["ccg"], line["state"]) == ("WM-M-2015-00001", "05R", "in_force")
    assert (line["next_on"], line["extend_by"]) == ("2015-06-30", "2015-09-01")
    assert len(head.get("/api/v1/agreements/?state=open").json()["results"]) == 2
    assert [row["ccg"] for row in head.get("/api/v1/agreements/?ccg=05y").json()["results"]] == ["05Y"]
    whole = lead.get("/api/v1/agreements/WM-M-2015-00001/").json()
    assert whole["objectives"] == "Say how the parties work together."
    assert [party["signed_on"] for party in whole["parties"]] == ["2015-03-10", "2015-03-11"]
    assert len(whole["digest"]) == 64
    assert (whole["contracting_lead"], whole["priorities"], whole["reviews"]) == ("officer@example.org", [], [])
    assert [move["act"] for move in whole["moves"]] == ["begin", "circulate", "signed", "begin-term"]
    assert whole["open_moves"] == ["notice"]
    assert lead.get("/api/v1/agreements/WM-M-2015-00002/").status_code == 404
    assert lead.get("/api/v1/agreements/?colour=red").status_code == 400


def test_applications_are_listed_and_read(signed_in: Any) -> None:
    with in_scope_of("head") as head:
        an_application(head)
    found = signed_in("neighbour_lead").get("/api/v1/level-applications/?state=draft&ccg=05Y").json()["results"]
    assert [(row["level_before"], row["level"], row["go_live_on"]) for row in found] == [
        ("joint", "delegated", date(2016, 4, 1).isoformat())
    ]
    one = signed_in("neighbour_lead").get(f"/api/v1/level-applications/{found[0]['reference']}/").json()
    assert found[0].items() <= one.items()
    assert one["objectives"] == "Decide about general practice locally."
    assert [point["point"] for point in one["checklist"]][:2] == ["objectives", "constitution"]
    assert one["checklist"][1] == {
        "point": "constitution", "submitted_on": None, "is_met": False, "note": "", "evidence": []
    }  # fmt: skip
    assert [(who["capacity"], who["signed_on"]) for who in one["signatories"]][2] == ("director", None)
    assert "Audit Committee chair: not signed yet" in one["missing"]
    assert [move["act"] for move in one["moves"]] == ["begin"]
    assert "submit" in one["open_moves"]
    assert signed_in("lead").get("/api/v1/level-applications/").json()["results"] == []
