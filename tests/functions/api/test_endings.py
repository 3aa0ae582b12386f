"""How cases of their kind end, over the API: what is recorded, and a review begun."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import CaseFinding, Query
from functions.services.clock import record_event
from tests.functions.api.calling import Caller, problem_of
from tests.functions.cases import a_case
from tests.functions.pages import asked_of_database

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def logged(seen_by: Any, kind: str, **given: Any) -> Query:
    with seen_by("officer") as officer:
        return a_case(officer, kind=kind, received_at=NOW - timedelta(hours=2), at=NOW, **given)


def test_what_a_case_records_is_recorded_on_its_version(signed_in: Any, seen_by: Any) -> None:
    case = logged(seen_by, "foi")
    officer, lead, stranger = (Caller(signed_in(key)) for key in ("officer", "lead", "stranger"))
    place = f"queries/{case.reference}/finding/"
    assert problem_of(stranger.get(place))[0] == 404
    before = lead.get(place)
    assert (before.json()["facts"], before.json()["recorded_on"]) == ({}, None)
    assert [one["name"] for one in before.json()["asked"]] == ["disclosure", "exemptions", "public_interest"]
    facts = {"disclosure": "part", "exemptions": ["s43"], "public_interest": "Prices are not yet agreed."}
    tag = before["ETag"].strip('"')

    def put(sent: Any, match: Any = tag) -> Any:
        return officer.send(place, {"facts": sent}, method="put", match=match)

    assert problem_of(lead.send(place, {"facts": facts}, method="put", match=tag))[0] == 403
    assert problem_of(stranger.send(place, {"facts": facts}, method="put", match=tag))[0] == 404
    assert problem_of(officer.send(place, {"facts": facts}, method="put"))[0] == 428
    uncited = put({"disclosure": "refused"})
    assert problem_of(uncited) == (400, "Cite the exemption that the refusal rests on.")
    assert uncited.json()["clause"] == "FOI Act s.17"
    unweighed = put({"disclosure": "part", "exemptions": ["s43"]})
    assert unweighed.json()["errors"] == {
        "public_interest": ["Say how the public interest was weighed for a qualified exemption."]
    }
    assert put({"outcome": "upheld"}).json()["errors"] == {
        "facts.outcome": ["A case of this kind does not record this."]
    }
    assert put({"disclosure": "part", "exemptions": "s43"}).json()["detail"] == "Send a list of the choices."
    kept = put(facts)
    assert (kept.status_code, kept.json()["facts"], kept.json()["recorded_by"]) == (200, facts, "Officer")
    assert problem_of(put(facts))[0] == 412
    assert put({"disclosure": "full"}, match=kept["ETag"].strip('"')).json()["facts"]["exemptions"] == ""
    with seen_by("officer"):
        assert CaseFinding.objects.count() == 1


def test_days_and_kinds_that_record_nothing(signed_in: Any, seen_by: Any) -> None:
    officer = Caller(signed_in("officer"))
    incident, plain = logged(seen_by, "incident"), logged(seen_by, "query")
    place = f"queries/{incident.reference}/finding/"
    for day, sentence in (
        ("yesterday", "Enter a date as YYYY-MM-DD."),
        ((timezone.localdate() + timedelta(days=1)).isoformat(), "The date must be today or in the past."),
    ):
        sent = {"facts": {"severity": "low", "happened_on": day}}
        assert problem_of(officer.send(place, sent, method="put", match=incident.version)) == (400, sentence)
    sent = {"facts": {"severity": "low", "happened_on": "2016-01-01"}}
    assert officer.send(place, sent, method="put", match=incident.version).status_code == 200
    nothing = officer.send(f"queries/{plain.reference}/finding/", sent, method="put", match=plain.version)
    assert problem_of(nothing) == (409, "A case of this kind records nothing besides its answer.")
    asked = asked_of_database(officer.client, f"/api/v1/{place}")
    assert len(asked) <= 8


def test_an_internal_review_is_begun_once(signed_in: Any, seen_by: Any) -> None:
    case = logged(seen_by, "foi")
    officer, lead = Caller(signed_in("officer")), Caller(signed_in("lead"))
    place, sent = f"queries/{case.reference}/review/", {"detail": "Section 43 does not hold"}
    early = officer.send(place, sent)
    assert (early.status_code, early.json()["clause"]) == (409, "FOI Act s.45 code of practice")
    with seen_by("officer") as person:
        record_event(
            query_id=case.pk, version=None, kind="responded", on=timezone.localdate(), by=person, at=NOW
        )  # fmt: skip
    assert problem_of(lead.send(place, sent))[0] == 403
    assert problem_of(officer.send(place, sent, match=99))[0] == 412
    begun = officer.send(place, sent, key="review")
    assert begun.status_code == 201, begun.json()
    assert begun.json()["subject"].startswith(f"Internal review of {case.reference}")
    assert begun["Location"].endswith(f"/api/v1/queries/{begun.json()['reference']}/")
    again = officer.send(place, sent, key="review")
    assert (again["Idempotent-Replay"], again.json()) == ("true", begun.json())
    assert f"open already: {begun.json()['reference']}" in problem_of(officer.send(place, sent))[1]
