"""Registers and the handbook over the API."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from functions.models import RegisterRow
from tests.cast import PASSWORD
from tests.functions.handbook.test_handbook_pages import a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask() -> Callable[..., Any]:
    """`ask("officer", "post", "registers/…", {…})`."""
    tokens: dict[str, str] = {}

    def send(key: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        client = Client()
        if key not in tokens:
            sent = {"email": f"{key}@example.org", "password": PASSWORD}
            tokens[key] = client.post("/api/v1/token/", sent, content_type="application/json").json()["token"]
        headers = {"HTTP_AUTHORIZATION": f"Bearer {tokens[key]}", **headers}
        data = None if body is None else json.dumps(body)
        return client.generic(method.upper(), f"/api/v1/{path}", data or "", content_type="application/json", **headers)

    return send


def test_rows_are_added_changed_and_moved_on(ask: Any, seen_by: Any) -> None:
    listed = ask("officer", "get", "registers/").json()["results"]
    grant = next(one for one in listed if one["code"] == "improvement-grants")
    assert [column["name"] for column in grant["columns"]][:2] == ["work", "proposed_on"]
    assert "violent-patients" not in {one["code"] for one in listed}
    assert ask("practice", "get", "registers/").json()["results"] == []

    rows = "registers/improvement-grants/rows/"
    sent = {"ccg": "05R", "practice": "M84901", "values": {"work": "Ramp", "proposed_on": "2016-01-04", "cost": "9000"}}
    wrong = ask("officer", "post", rows, {**sent, "values": {"colour": "red"}})
    assert (wrong.status_code, wrong.json()["errors"]) == (400, {"colour": ["This register has no such column."]})
    wrong = ask("officer", "post", rows, {**sent, "values": {**sent["values"], "work": ["a"]}})
    assert wrong.json()["errors"] == {"work": ["Send one value, not a list or an object."]}
    wrong = ask("officer", "post", rows, {**sent, "values": {"work": "Ramp"}})
    assert set(wrong.json()["errors"]) == {"proposed_on", "cost"}
    assert ask("lead", "post", rows, sent).status_code == 403
    assert ask("neighbour_lead", "post", rows, sent).status_code == 400

    made = ask("officer", "post", rows, sent, HTTP_IDEMPOTENCY_KEY="one")
    again = ask("officer", "post", rows, sent, HTTP_IDEMPOTENCY_KEY="one")
    assert made.status_code == 201
    assert again.json()["reference"] == made.json()["reference"]
    assert made.json()["values"]["cost"] == "9000.00"
    row = f"register-rows/{made.json()['reference']}/"
    assert ask("stranger", "get", row).status_code == 404

    early = {"values": {"reviewed_on": "2016-01-03"}, "owner": "officer@example.org"}
    refused = ask("officer", "patch", row, early, HTTP_IF_MATCH=made["ETag"])
    assert refused.status_code == 400
    assert "must be on or after 4 January 2016" in refused.json()["errors"]["reviewed_on"][0]
    kept = ask("officer", "patch", row, {"values": {"cost": "9500", "work": None}}, HTTP_IF_MATCH=made["ETag"])
    assert kept.status_code == 400  # the work is needed
    kept = ask("officer", "patch", row, {**early, "values": {"cost": "9500.50"}}, HTTP_IF_MATCH=made["ETag"])
    assert (kept.json()["values"]["cost"], kept.json()["owner"]) == ("9500.50", "officer@example.org")
    assert ask("officer", "patch", row, {"values": {}}, HTTP_IF_MATCH=made["ETag"]).status_code == 412

    move = {"act": "review", "on": timezone.localdate().isoformat(), "values": {"reviewed_on": "2016-02-01"}}
    assert ask("officer", "post", f"{row}moves/", move).status_code == 400
    move["values"]["value_score"] = 70  # type: ignore[index]
    assert ask("officer", "post", f"{row}moves/", {**move, "act": "approve"}).status_code == 409
    assert ask("officer", "post", f"{row}moves/", {**move, "act": "dance"}).status_code == 404
    assert ask("officer", "post", f"{row}moves/", move).json()["state"] == "reviewed"
    misspelt = ask("lead", "get", f"{rows}?state=reveiwed")
    assert (misspelt.status_code, "Choose one of proposed" in misspelt.json()["detail"]) == (400, True)
    found = ask("lead", "get", f"{rows}?ccg=05r&practice=m84901&state=reviewed").json()["results"]
    assert [one["reference"] for one in found] == [made.json()["reference"]]
    assert ask("lead", "get", f"{rows}?colour=red").status_code == 400
    with seen_by("officer"):
        assert RegisterRow.objects.count() == 1


def test_the_handbook_is_read_and_searched(ask: Any, seen_by: Any) -> None:
    version = a_page(seen_by)
    found = ask("lead", "get", "handbook/?search=valuer&activity=x.10").json()["results"]
    assert [one["slug"] for one in found] == [version.page.slug]
    assert "District Valuer" in ask("lead", "get", f"handbook/{version.page.slug}/").json()["body"]
    assert ask("lead", "get", "handbook/?search=dentist").json()["results"] == []
    assert ask("stranger", "get", f"handbook/{version.page.slug}/").status_code == 404
    assert ask("practice", "get", "handbook/").json()["results"] == []
