"""Committees, meetings and decisions over the API: to their people, and to nobody else."""

from typing import Any

import pytest
from django.db import transaction

from governance.rules import chain
from governance.services.register import correct
from tests.conftest import find_person, in_scope_of
from tests.governance.register.test_register import AT, committee, decide
from tests.tenancy.addresses import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Any:
    """A committee with terms, a meeting, an item and one decision."""
    return make_world(
        ccg_code="05R", practice_code="M84901", officer="officer", marker="Heron", committee_name=committee().name
    )


def test_a_committee_with_its_terms_and_seats(signed_in: Any, world: Any) -> None:
    client = signed_in("member")

    (line,) = client.get("/api/v1/committees/").json()["results"]
    assert (line["name"], line["ccgs"]) == (committee().name, ["05R"])
    whole = client.get(f"/api/v1/committees/{line['id']}/").json()
    (terms,) = whole["terms"]
    assert terms["rules"]["quorum"] == {"kind": "fraction", "fraction": "1/3"}
    assert [seat["code"] for seat in terms["seats"]] == ["chair"]
    assert signed_in("lead").get(f"/api/v1/committees/{line['id']}/").status_code == 404
    assert client.get("/api/v1/committees/?colour=red").status_code == 400


def test_meetings_by_committee_with_their_agenda(signed_in: Any, world: Any) -> None:
    client = signed_in("secretary")

    lines = client.get(f"/api/v1/meetings/?committee={committee().public_id}&state=planned").json()["results"]
    line = next(line for line in lines if line["number"] == 1)
    whole = client.get(f"/api/v1/meetings/{line['id']}/").json()
    assert [item["title"] for item in whole["items"]] == ["Heron item"]
    assert client.get("/api/v1/meetings/?state=cancelled").json()["results"] == []
    wrong = client.get("/api/v1/meetings/?committee=this-one")
    assert (wrong.status_code, wrong.json()["errors"]) == (400, {"committee": ["Enter the id of a committee."]})


def test_decisions_carry_what_proves_them(signed_in: Any, world: Any) -> None:
    with in_scope_of("secretary"), transaction.atomic():
        made = decide("the merger")
        correct(entry_id=made.pk, words="The practice is Elm Tree.", by=find_person("secretary"), at=AT)
    client = signed_in("member")

    lines = client.get("/api/v1/decisions/").json()["results"]
    assert [(line["number"], line["kind"], line["state"]) for line in lines[:2]] == [
        (made.number + 1, "correction", "Stands"),
        (made.number, "decision", "Corrected"),
    ]
    assert {line["state"] for line in lines[2:]} == {"Stands"}
    whole = client.get(f"/api/v1/decisions/{made.pk}/").json()
    assert chain.digest_of(whole["previous"], whole["content"]) == whole["digest"]
    assert whole["body"]["resolution"] == "That the merger be approved"
    corrections = client.get("/api/v1/decisions/?kind=correction").json()["results"]
    assert [line["corrects"] for line in corrections] == [made.number]
    assert signed_in("stranger").get(f"/api/v1/decisions/{made.pk}/").status_code == 404
    assert signed_in("lead").get("/api/v1/decisions/").json()["results"] == []
