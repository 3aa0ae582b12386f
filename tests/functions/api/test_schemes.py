"""Enhanced services, local schemes and answers over the API."""

from datetime import date
from typing import Any

import pytest

from functions.services.schemes.gates import propose
from functions.services.schemes.inviting import invite
from hubportal.organisations.models import Ccg
from tests.functions.schemes.offers import SENT, a_service

pytestmark = pytest.mark.django_db


def test_schemes_are_read_by_whoever_reads_the_ccg(signed_in: Any, seen_by: Any) -> None:
    with seen_by("head") as head:
        service = a_service(head)
        invite(reference=service.reference, version=None, by=head, at=SENT)
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        scheme = propose(
            by=head, ccg=ccg, subject="Frail patients", code="FP", year="2015/16", on=date(2015, 3, 2), at=SENT
        )
    lead, neighbour = signed_in("lead"), signed_in("neighbour_lead")
    found = lead.get("/api/v1/enhanced-services/?year=2015/16").json()["results"]
    assert [(row["reference"], row["rate"], row["hub"]) for row in found] == [(service.reference, "1.9000", "WM")]
    one = lead.get(f"/api/v1/enhanced-services/{service.reference.lower()}/").json()
    assert one["periods"][0] == {"name": "Quarter 1", "due_on": "2015-07-31"}
    assert lead.get(f"/api/v1/local-schemes/{scheme.reference}/").json()["state"] == "proposed"
    assert neighbour.get(f"/api/v1/local-schemes/{scheme.reference}/").status_code == 404
    assert neighbour.get("/api/v1/local-schemes/").json()["results"] == []

    def practices(client: Any, query: str = "") -> list[str]:
        rows = client.get(f"/api/v1/invitations/?offer={service.reference}{query}").json()["results"]
        return sorted(row["practice"] for row in rows)

    assert practices(lead) == ["M84901", "M84902"]
    assert practices(lead, "&state=yes") == []
    assert practices(lead, "&practice=m84901") == ["M84901"]
    assert practices(neighbour) == ["M91901"]
    assert practices(signed_in("practice")) == ["M84901"]
    assert practices(signed_in("stranger")) == []
    assert lead.get("/api/v1/invitations/?colour=red").status_code == 400
    for address in ("invitations", "local-schemes"):
        misspelt = lead.get(f"/api/v1/{address}/?state=maybe")
        assert (misspelt.status_code, "Choose one of" in misspelt.json()["detail"]) == (400, True)
