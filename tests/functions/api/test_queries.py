"""The query log over the API: logging, reading as at a date, events, versions and answering once."""

import pytest
from django.test import Client

from functions.models import EscalationStep, Query
from tests.conftest import in_scope_of

pytestmark = pytest.mark.django_db

NEW = {
    "ccg": "05R", "practice": "M84901", "kind": "query", "stream": "contracting", "category": "access",
    "subject": "Opening on the bank holiday", "detail": "May we close on Monday?", "channel": "email",
    "received_at": "2015-12-24T10:00:00+00:00",
    "contact": {"name": "A manager", "organisation": "Alder Lane Surgery", "email": "manager@example.org", "phone": ""},
}  # fmt: skip


def post(client: Client, path: str, body: object, **headers: str):
    return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


@pytest.fixture
def officer(signed_in):
    return signed_in("officer")


@pytest.fixture
def logged(officer):
    answer = post(officer, "queries/", NEW)
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.mark.clause("London MOU, standard 3")
def test_a_logged_query_answers_with_its_reference_and_both_due_dates(logged):
    # Received on Christmas Eve 2015: bank holidays on 25 and 28 December and 1 January.
    assert logged["reference"] == "WM-Q-2015-00001"
    assert logged["state"] == "open"
    acknowledge, respond = logged["clock"]["steps"]
    assert acknowledge["due_on"] == "2016-01-05"
    assert respond["due_on"] == "2016-01-26"
    assert acknowledge["explanation"][0]["clause"]


def test_the_clock_is_read_as_at_a_past_day(officer, logged):
    then = officer.get(f"/api/v1/queries/{logged['reference']}/?as_at=2015-12-29").json()
    assert then["clock"]["steps"][0]["state"] in {"running", "due_soon"}
    later = officer.get(f"/api/v1/queries/{logged['reference']}/?as_at=2016-01-06").json()
    assert later["clock"]["steps"][0]["state"] == "late"


def test_an_event_answers_with_the_new_reading(officer, logged):
    answer = post(officer, f"queries/{logged['reference']}/events/", {"kind": "acknowledged", "on": "2016-01-05"})
    assert answer.status_code == 201, answer.content
    assert answer.json()["steps"][0]["state"] == "met"
    listed = officer.get(f"/api/v1/queries/{logged['reference']}/events/").json()
    assert [(row["kind"], row["on"]) for row in listed] == [("acknowledged", "2016-01-05")]


def test_an_event_before_receipt_is_refused_with_its_clause(officer, logged):
    answer = post(officer, f"queries/{logged['reference']}/events/", {"kind": "acknowledged", "on": "2015-12-23"})
    problem = answer.json()
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert "24 December 2015" in problem["detail"]
    assert problem["clause"].startswith("London MOU")
    assert problem["errors"]["on"]


def test_an_unknown_member_is_refused_by_name(officer):
    answer = post(officer, "queries/", {**NEW, "colour": "blue"})
    assert answer.status_code == 400
    assert "colour" in answer.json()["errors"]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("received_at", "2999-01-01T00:00:00Z"), ("received_at", "2009-12-31T10:00:00Z"), ("practice", "A00000"),
        ("practice", "M91901"), ("subject", ""), ("kind", "riddle"), ("ccg", "ZZZ"), ("detail", "x" * 60_000),
        ("contact", {"email": "not an address"}), ("subject", "null \x00 byte"),
    ],
)  # fmt: skip
def test_bad_input_names_its_field_and_logs_nothing(officer, member, value):
    answer = post(officer, "queries/", {**NEW, member: value})
    assert answer.status_code == 400, answer.content
    assert any(name.split(".")[0] == member for name in answer.json()["errors"])
    with in_scope_of("officer"):
        assert Query.objects.count() == 0


def test_emoji_and_right_to_left_text_come_back_as_they_were_sent(officer):
    subject = "🩺 שאלה على الدفع"
    answer = post(officer, "queries/", {**NEW, "subject": subject})
    assert answer.json()["subject"] == subject


def test_the_same_key_logs_once_and_another_body_is_refused(officer):
    first = post(officer, "queries/", NEW, **{"Idempotency-Key": "k-1"})
    again = post(officer, "queries/", NEW, **{"Idempotency-Key": "k-1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotent-Replay"] == "true"
    other = post(officer, "queries/", {**NEW, "subject": "Something else"}, **{"Idempotency-Key": "k-1"})
    assert other.status_code == 422
    with in_scope_of("officer"):
        assert Query.objects.count() == 1


def test_a_change_needs_the_version_that_was_read(officer, logged):
    path = f"/api/v1/queries/{logged['reference']}/"
    read = officer.get(path)
    change = {"subject": "Opening on Boxing Day"}
    without = officer.patch(path, change, content_type="application/json")
    assert without.status_code == 428
    done = officer.patch(path, change, content_type="application/json", headers={"If-Match": read["ETag"]})
    assert done.status_code == 200, done.content
    assert done.json()["subject"] == "Opening on Boxing Day"
    stale = officer.patch(
        path, {"subject": "Third"}, content_type="application/json", headers={"If-Match": read["ETag"]}
    )
    assert stale.status_code == 412


def test_a_stranger_gets_404_for_reading_logging_and_acting(signed_in, logged):
    for key in ("stranger", "stranger_head", "neighbour_lead", "neighbour_practice", "nobody", "admin"):
        client = signed_in(key)
        assert client.get(f"/api/v1/queries/{logged['reference']}/").status_code == 404, key
        assert (
            post(
                client, f"queries/{logged['reference']}/events/", {"kind": "acknowledged", "on": "2016-01-05"}
            ).status_code
            == 404
        )
        assert client.get("/api/v1/queries/").json()["results"] == []
        assert post(client, "queries/", NEW).status_code in {403, 404}, key


def test_a_reader_may_not_act(signed_in, logged):
    for key in ("lead", "finance_lead", "auditor"):
        client = signed_in(key)
        assert client.get(f"/api/v1/queries/{logged['reference']}/").status_code == 200
        answer = post(client, f"queries/{logged['reference']}/events/", {"kind": "acknowledged", "on": "2016-01-05"})
        assert answer.status_code == 403, key
        assert post(client, "queries/", NEW).status_code == 403


def test_nobody_signed_in_is_asked_to(client, logged):
    for path in ("queries/", "ccgs/", "practices/", "functions/"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 401, path
        assert answer["Content-Type"] == "application/problem+json"


def test_a_practice_sees_its_own_case_without_the_hubs_notes(signed_in, officer, logged):
    path = f"queries/{logged['reference']}/correspondence/"
    for circle in ("hub", "hub_ccg", "all"):
        answer = post(officer, path, {"circle": circle, "body": f"For {circle}"})
        assert answer.status_code == 201, answer.content
    seen = {row["circle"] for row in signed_in("practice").get(f"/api/v1/{path}").json()}
    assert seen == {"all"}
    assert {row["circle"] for row in signed_in("lead").get(f"/api/v1/{path}").json()} == {"hub_ccg", "all"}
    for reader in (officer, signed_in("auditor")):
        assert {row["circle"] for row in reader.get(f"/api/v1/{path}").json()} == {"hub", "hub_ccg", "all"}


def test_the_list_is_filtered_searched_and_paged_by_key(officer, logged):
    for number in range(3):
        post(officer, "queries/", {**NEW, "subject": f"Rent review {number}", "practice": None})
    assert len(officer.get("/api/v1/queries/?search=rent").json()["results"]) == 3
    assert len(officer.get("/api/v1/queries/?practice=m84901").json()["results"]) == 1
    first = officer.get("/api/v1/queries/?limit=3").json()
    rest = officer.get(first["next"]).json()
    assert [len(first["results"]), len(rest["results"])] == [3, 1]
    assert officer.get("/api/v1/queries/?colour=blue").status_code == 400


@pytest.mark.parametrize("name", ["state", "kind", "stream"])
def test_a_misspelt_choice_is_refused_and_does_not_look_like_an_empty_list(officer, name):
    answer = officer.get("/api/v1/queries/", {name: "opne"})
    assert answer.status_code == 400
    assert "Choose one of" in answer.json()["errors"][name][0]


def test_the_list_costs_the_same_however_many_cases(officer, logged, django_assert_max_num_queries):
    for number in range(5):
        post(officer, "queries/", {**NEW, "subject": f"Case {number}"})
    with django_assert_max_num_queries(8):
        officer.get("/api/v1/queries/")


def test_assign_link_and_merge(officer, logged, person):
    twin = post(officer, "queries/", NEW).json()
    path = f"queries/{logged['reference']}"
    given = post(officer, f"{path}/assignment/", {"owner": "officer@example.org", "team": "North"})
    assert given.status_code == 200, given.content
    assert given.json()["owner"] == "officer@example.org"
    assert post(officer, f"{path}/links/", {"other": twin["reference"]}).status_code == 201
    merged = post(officer, f"queries/{twin['reference']}/merge/", {"into": logged["reference"], "reason": "Sent twice"})
    assert merged.status_code == 200, merged.content
    assert officer.get(f"/api/v1/queries/{twin['reference']}/").json()["state"] == "merged"


def test_a_reply_given_in_the_api_is_a_problem_document_for_unknown_addresses(officer):
    answer = officer.get("/api/v1/nothing-here/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_lead_raises_a_concern_which_goes_to_the_hubs_lead(signed_in):
    lead = signed_in("lead")
    concern = {name: said for name, said in NEW.items() if name != "practice"}
    concern |= {"kind": "concern", "channel": "portal"}
    answer = post(lead, "queries/", concern)
    assert answer.status_code == 201, answer.content
    with in_scope_of("lead"):
        case = Query.objects.get(reference=answer.json()["reference"])
        (step,) = EscalationStep.objects.filter(query=case)
    assert (step.rung, step.holder.email) == ("lead", "head@example.org")
    assert case.received_at.year > 2020  # as it was sent, and not as the sender has it
    assert post(lead, "queries/", {**concern, "channel": "email"}).status_code == 403
    assert post(lead, "queries/", {**concern, "kind": "query"}).status_code == 403
    assert post(signed_in("auditor"), "queries/", concern).status_code == 403
