"""The handbook and the directory of contacts over the API."""

from typing import Any

import pytest

from functions.models import HandbookReading
from hubportal.notifications.models import Notice
from tests.functions.api.calling import Caller, problem_of
from tests.functions.handbook.test_handbook_pages import a_page
from tests.functions.pages import asked_of_database, freshly

pytestmark = pytest.mark.django_db
DRAFT: dict[str, Any] = {
    "title": "Rent reviews",
    "body": "## Rent reviews\n\nInstruct the District Valuer in time.",
    "activities": ["x.10"],
    "must_read": "hub_ccg",
}


def test_a_page_is_written_once_and_published_by_another_who_signed_in_freshly(signed_in: Any) -> None:
    officer, head, lead = (Caller(signed_in(key)) for key in ("officer", "head", "lead"))
    assert problem_of(lead.send("handbook/", DRAFT)) == (403, "Only the hub’s own people write in its handbook.")
    stray = officer.send("handbook/", {**DRAFT, "activities": ["X.99"]})
    assert problem_of(stray) == (400, "X.99 is not an activity of the function matrix.")
    made = officer.send("handbook/", DRAFT, key="once")
    assert (made.status_code, made["ETag"], made.json()["activities"]) == (201, '"1"', ["X.10"]), made.json()
    again = officer.send("handbook/", DRAFT, key="once")
    assert (again["Idempotent-Replay"], again.json()) == ("true", made.json())
    here = "handbook/rent-reviews/"
    assert made["Location"].endswith(f"{here}draft/")
    assert problem_of(officer.get(here))[0] == 404
    assert problem_of(lead.get(f"{here}versions/1/"))[0] == 404
    assert officer.get(f"{here}versions/1/").json()["body"] == DRAFT["body"]
    assert problem_of(officer.send(f"{here}draft/", DRAFT, method="put"))[0] == 428
    changed = officer.send(f"{here}draft/", {**DRAFT, "change_note": "First"}, method="put", match=1)
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert problem_of(head.send(f"{here}draft/", DRAFT, method="put", match=1))[0] == 412
    # The rule of the page: a second person, who signed in a moment ago.
    assert problem_of(officer.send(f"{here}publication/", match=2))[0] == 403
    status, sentence = problem_of(head.send(f"{here}publication/", match=2))
    assert (status, "fresh sign-in" in sentence) == (403, True)
    fresh = Caller(freshly("head"))
    assert problem_of(fresh.send(f"{here}publication/"))[0] == 428
    assert "changed since you opened it" in problem_of(fresh.send(f"{here}publication/", match=1))[1]
    published = fresh.send(f"{here}publication/", match=2)
    assert (published.status_code, published.json()["number"]) == (200, 1), published.json()
    assert problem_of(fresh.send(f"{here}publication/", match=2))[0] == 409
    shown = lead.get(here)
    assert (shown["ETag"], shown.json()["versions"][0]["published_by"]) == ('"1"', "Head")
    same = officer.send(f"{here}draft/", DRAFT, method="put")
    assert (same.status_code, "says the same" in same.json()["detail"]) == (409, True)


def test_a_page_is_read_still_to_be_read_and_taken_out(signed_in: Any, seen_by: Any) -> None:
    a_page(seen_by)
    officer, head, lead = (Caller(signed_in(key)) for key in ("officer", "head", "lead"))
    stranger = Caller(signed_in("stranger"))
    here = "handbook/rent-reviews/"
    for tried in (
        stranger.get(here), stranger.send(f"{here}readings/", {"number": 1}), stranger.send(f"{here}take-out/"),
        stranger.send(f"{here}draft/", DRAFT, method="put"), stranger.send(f"{here}publication/", match=1),
    ):  # fmt: skip
        assert problem_of(tried)[0] == 404
    assert problem_of(lead.get("handbook-still-to-read/")) == (403, "Only heads of the hub do this.")
    left = head.get("handbook-still-to-read/").json()["results"]
    assert [line["slug"] for line in left] == ["rent-reviews"]
    assert "lead@example.org" in {one["email"] for one in left[0]["people"]}
    assert problem_of(lead.send(f"{here}readings/", {"number": 2}))[0] == 404
    for _ in range(2):
        assert lead.send(f"{here}readings/", {"number": 1}).status_code == 201
    with seen_by("lead") as reader:
        assert HandbookReading.objects.filter(person=reader).count() == 1
    assert lead.get(here).json()["read"] == 1
    after = head.get("handbook-still-to-read/").json()["results"][0]
    assert len(after["people"]) == len(left[0]["people"]) - 1
    assert problem_of(officer.send(f"{here}reminders/"))[0] == 403
    reminded = head.send(f"{here}reminders/", key="r")
    assert (reminded.status_code, reminded.json()["reminded"]) == (200, len(after["people"]))
    assert head.send(f"{here}reminders/", key="r")["Idempotent-Replay"] == "true"
    assert head.send(f"{here}reminders/").json()["reminded"] == 0
    with seen_by("head") as person:
        assert Notice.objects.filter(person=person, text__startswith="Still to read").count() == 0
    assert problem_of(officer.send(f"{here}take-out/", {"note": "Old"}, match=1))[0] == 403
    assert problem_of(head.send(f"{here}take-out/", {"note": "Old"}))[0] == 428
    assert problem_of(head.send(f"{here}take-out/", {"note": "Old"}, match=7))[0] == 412
    assert problem_of(head.send(f"{here}take-out/", {"note": " "}, match=1))[0] == 400
    assert head.send(f"{here}take-out/", {"note": "Old"}, match=1).status_code == 204
    assert problem_of(lead.get(here))[0] == 404
    assert "not in the handbook" in problem_of(head.send(f"{here}take-out/", {"note": "Old"}, match=1))[1]


def test_the_directory_names_who_holds_which_role(signed_in: Any) -> None:
    head, lead = Caller(signed_in("head")), Caller(signed_in("lead"))
    assert problem_of(Caller(signed_in("practice")).get("contacts/"))[0] == 403
    found = lead.get("contacts/", ccg="05r").json()["results"]
    people = {(one["role"], one["email"]) for one in found}
    assert ("ccg_lead", "lead@example.org") in people
    assert not {one["email"] for one in found} & {"neighbour_lead@example.org", "stranger@example.org"}
    officer = next(one for one in found if one["email"] == "officer@example.org")
    assert (officer["role_name"], officer["named"]) == ("Hub contracting officer", [])
    assert "neighbour_lead@example.org" in {one["email"] for one in head.get("contacts/").json()["results"]}
    assert problem_of(lead.get("contacts/", ccg="06Q")) == (400, "There is no CCG of yours with this code.")
    assert problem_of(lead.get("contacts/", hub="XX"))[0] == 400
    assert problem_of(lead.get("contacts/", colour="red"))[0] == 400


def test_lists_ask_a_fixed_number_of_questions(signed_in: Any, seen_by: Any) -> None:
    head = signed_in("head")
    a_page(seen_by)
    pages = ("handbook/", "handbook/?search=valuer", "handbook/rent-reviews/", "handbook-still-to-read/", "contacts/")
    asked_of_database(head, "/api/v1/handbook/")
    before = [len(asked_of_database(head, f"/api/v1/{page}")) for page in pages]
    for number in range(4):
        a_page(seen_by, title=f"Page {number}")
    assert [len(asked_of_database(head, f"/api/v1/{page}")) for page in pages] == before
    assert max(before) <= 10
