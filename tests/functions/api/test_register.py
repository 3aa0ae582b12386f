"""CCGs, practices and the function matrix over the API, and signing in."""

import pytest

from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_an_email_address_and_password_give_a_token_that_signs_in(client):
    answer = client.post(
        "/api/v1/token/", {"email": "officer@example.org", "password": PASSWORD}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    token = answer.json()["token"]
    found = client.get("/api/v1/ccgs/", headers={"Authorization": f"Bearer {token}"})
    assert [row["ods_code"] for row in found.json()["results"]] == ["05R"]


def test_a_wrong_password_and_a_wrong_token_are_401(client):
    answer = client.post(
        "/api/v1/token/", {"email": "officer@example.org", "password": "wrong"}, content_type="application/json"
    )
    assert answer.status_code == 401
    assert client.get("/api/v1/ccgs/", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_a_bearer_needs_no_csrf_token_and_a_session_does(signed_in):
    answer = signed_in("officer", enforce_csrf_checks=True).post(
        "/api/v1/what-if/clock/",
        {"policy": "query", "received_on": "2016-02-01", "as_at": "2016-02-01"},
        content_type="application/json",
    )
    assert answer.status_code == 403


def test_levels_are_those_of_the_day_asked_for(signed_in):
    head = signed_in("head")

    def level(code: str, on: str) -> str:
        return head.get(f"/api/v1/ccgs/{code}/?on={on}").json()["level"]

    assert level("05R", "2015-10-01") == "delegated"
    assert level("05F", "2015-10-01") == "joint"
    assert level("06A", "2015-09-30") == "greater_involvement"
    assert level("06A", "2015-10-01") == "unknown"
    assert len(head.get("/api/v1/ccgs/?on=2015-10-01").json()["results"]) == 14


def test_another_hubs_ccg_is_404(signed_in):
    assert signed_in("head").get("/api/v1/ccgs/06Q/").status_code == 404
    assert signed_in("stranger").get("/api/v1/practices/M84901/").status_code == 404


def test_the_matrix_has_77_activities_as_printed(signed_in):
    answer = signed_in("lead").get("/api/v1/functions/?ccg=05R&on=2015-10-15").json()["results"]
    by_ref = {row["ref"]: row for row in answer}
    assert len(by_ref) == 77
    assert (by_ref["VIII.3"]["ccg"], by_ref["VIII.3"]["hub"], by_ref["VIII.3"]["qualifier"]) == (
        True,
        "CORE",
        "contractual monitoring only",
    )
    assert (by_ref["I.4"]["ccg"], by_ref["I.4"]["hub"]) == (True, None)
    assert by_ref["X.13"]["hub"] == "SUPPORT"


def test_before_the_first_matrix_there_is_none(signed_in):
    assert signed_in("lead").get("/api/v1/functions/?ccg=05R&on=2015-09-30").json()["results"] == []


@pytest.mark.parametrize("on", ["2015-13-01", "yesterday", "20151001", "2015-1-1"])
def test_a_date_is_read_strictly(signed_in, on):
    answer = signed_in("lead").get(f"/api/v1/functions/?ccg=05R&on={on}")
    assert answer.status_code == 400
    assert answer.json()["errors"]["on"]


def test_practices_are_found_by_code_and_name(signed_in):
    lead = signed_in("lead")
    assert [row["ods_code"] for row in lead.get("/api/v1/practices/?search=birch").json()["results"]] == ["M84902"]
    assert lead.get("/api/v1/practices/M84901/").json()["ccg"] == "05R"
    assert {row["ods_code"] for row in lead.get("/api/v1/practices/?ccg=05Y").json()["results"]} == set()
