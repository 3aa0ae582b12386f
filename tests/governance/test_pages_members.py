"""Pages of a committee's members, terms tried out, a committee made; how often the room's pages ask."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.models import Appointment, OfficeHeld, TermsOfReference, TermsReview
from hubportal.organisations.models import Committee, CommitteeCcg
from tests.governance.terms import appoint, at_work, make_seat, make_terms, the_committee
from tests.governance.terms_pages import at, page

pytestmark = pytest.mark.django_db


def test_the_members_of_any_day(adopted: Any, secretary: Client) -> None:
    with at_work(the_committee()):
        appoint(the_committee(), "gone", "Lost Member")
    words = page(secretary, at("members"))

    assert "Ada Lane, Lay member" in words
    assert "Chair" in words
    assert "Appointed to seats that these terms do not have" in words
    assert "Lost Member" in words
    assert "No terms of reference were in force on 1 January 2014" in page(secretary, at("members"), on="2014-01-01")
    assert "must be a real date" in page(secretary, at("members"), on_day="99", on_month="1", on_year="2016")


def test_the_members_of_a_day_as_csv(adopted: Any, member: Client) -> None:
    answer = member.get(at("members-csv"), {"on": "2016-05-04"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]

    assert lines[0].startswith('"Seat","Code","Organisation"')
    assert lines[1].startswith('"Lay a","lay-a","South Warwickshire","Lay member","Yes","chair","Ada Lane"')
    assert len(lines) == 4


def test_somebody_is_appointed_put_right_and_ends(adopted: Any, secretary: Client) -> None:
    typed = {"seat_code": "gp-2", "is_deputy": "no", "name": "New GP", "first": "2030-01-01"}
    clash = secretary.post(at("appoint"), typed)
    assert clash.status_code == 422
    assert "Guy Poole holds this seat" in clash.content.decode()
    assert "New GP" in clash.content.decode()
    with at_work(the_committee()):
        row, ada = Appointment.objects.get(name="Guy Poole"), Appointment.objects.get(name="Ada Lane")
    page(secretary, at("appointment-end", row.public_id))
    ended = secretary.post(at("appointment-end", row.public_id), {"version": 1, "last": "2029-12-31"})
    assert ended.status_code == 302
    assert secretary.post(at("appoint"), typed).status_code == 302
    assert "Ada Lane" in page(secretary, at("appointment", ada.public_id))
    right = {"version": 1, "name": "Ada Laine", "designation": "", "email": "", "person": ""}
    assert secretary.post(at("appointment", ada.public_id), right).status_code == 302
    assert secretary.post(at("appointment", ada.public_id), right).status_code == 409
    said = secretary.post(at("appointment-end", ada.public_id), {"version": 2, "last": "2029-12-31"}, follow=True)
    assert "with it the office of chair" in said.content.decode()


def test_a_chair_is_elected_and_their_time_ends(adopted: Any, secretary: Client) -> None:
    page(secretary, at("elect"))
    typed = {"office": "chair", "seat_code": "gp", "first": "2030-01-01", "how": "Three votes to two"}
    wrong = secretary.post(at("elect"), typed)
    assert "elected among the lay members" in wrong.content.decode()
    assert "Three votes to two" in wrong.content.decode()
    assert secretary.post(at("elect"), typed | {"seat_code": "lay-a"}).status_code == 302
    assert "Three votes to two" in page(secretary, at("members"))
    with at_work(the_committee()):
        later = OfficeHeld.objects.get(period__startswith=date(2030, 1, 1))
    page(secretary, at("office", later.public_id))
    assert secretary.post(at("office", later.public_id), {"version": 1, "last": "2030-06-30"}).status_code == 302
    page(secretary, at("office", the_committee().public_id), status=404)


def test_nobody_is_elected_under_terms_without_elections(secretary: Client) -> None:
    with at_work(the_committee()):
        make_terms(the_committee())
    assert secretary.get(at("elect")).status_code == 409


def asked(*present: str, **more: str) -> dict[str, str]:
    return {"version": "1"} | {f"present-{code}": "1" for code in present} | {
        name.replace("__", "-").replace("_2", "-2"): value for name, value in more.items()
    }  # fmt: skip


def test_a_quorum_is_tried_out_with_its_working(adopted: Any, member: Client) -> None:
    assert "Quorate: 2 voting members count." in page(member, at("simulate"))
    words = page(member, at("simulate"), **asked("gp"))
    assert "Quorate" in words
    words = page(member, at("simulate"), **asked())
    assert "Not quorate" in words
    assert "Needs 1 more voting member" in words


def test_a_vote_is_tried_out_with_a_stand_in_and_a_casting_vote(adopted: Any, member: Client) -> None:
    typed = asked("gp", "gp-2", "lay-a")
    typed |= {"conflict-gp": "leave", "vote-gp-2": "for", "vote-lay-a": "against"}
    words = page(member, at("simulate"), **typed)
    assert "Gp 2 stands in for Gp and votes." in words
    assert "Not carried" in words
    typed |= {"vote-gp": "for", "casting_seat": "lay-a", "casting_vote": "for"}
    assert "Gp may not vote on this item" in page(member, at("simulate"), **typed)


def test_a_vote_is_tried_under_another_version_beside(draft: TermsOfReference, secretary: Client) -> None:
    secretary.post(at("rule", 2, "decision", "set", "settled"), {"version": 1, "majority_of": "weight_present"})
    typed = asked("gp", "lay-a") | {"other": "2", "vote-gp": "for", "business_of": ""}
    words = page(secretary, at("simulate"), **typed)

    first, second = words.index("Under version 1</h2>"), words.index("Under version 2</h2>")
    assert "Carried." in words[first:second]
    assert "Not carried." in words[second:]


@pytest.mark.parametrize("wrong", [{"version": "7"}, {"version": "1", "on": "nonsense", "on_day": "4"}])
def test_what_cannot_be_tried_is_said(adopted: Any, member: Client, wrong: dict[str, str]) -> None:
    assert "There is a problem" in page(member, at("simulate"), 422, **wrong)


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked_of:
        assert client.get(path).status_code == 200
    return len(asked_of)


@pytest.mark.parametrize("name", ["list", "version", "compare", "members", "members-csv", "simulate"])
def test_a_page_asks_as_often_for_forty_seats_as_for_three(draft: Any, secretary: Client, name: str) -> None:
    path = at(name, *([2] if name == "version" else []))
    few = _queries(secretary, path)
    committee = the_committee()
    with at_work(committee):
        terms = TermsOfReference.objects.get(committee=committee, number=1)
        for number in range(40):
            for version in (terms, draft):
                make_seat(version, f"seat-{number}")
            appoint(committee, f"seat-{number}", f"Member {number}")
        for year in range(2016, 2026):
            TermsReview.objects.create(
                hub_id=committee.hub_id, committee=committee, terms=terms, due_on=date(year, 4, 30),
                held_on=date(year, 4, 4), outcome="No change",
            )  # fmt: skip
    assert _queries(secretary, path) == few


def test_a_committee_is_made_from_the_list_of_committees(signed_in: Callable[[str], Client]) -> None:
    head = signed_in("head")
    assert reverse("governance:new") in page(head, reverse("governance:committees"))
    page(head, reverse("governance:new"))
    typed = {
        "name": "Walsall forum",
        "kind": "forum",
        "ccgs": ["05Y"],
        "first": "2016-04-01",
        "begin_from": "wel_forum",
    }
    answer = head.post(reverse("governance:new"), typed, follow=True)
    assert "Walsall forum is made" in answer.content.decode()
    assert "Now give somebody the role of committee secretary" in answer.content.decode()
    again = head.post(reverse("governance:new"), typed)
    assert again.status_code == 422
    assert "of this name already" in again.content.decode()
    nothing = head.post(reverse("governance:new"), {"name": "Typed"})
    assert "Select the CCGs" in nothing.content.decode()
    assert "Typed" in nothing.content.decode()

    made = Committee.objects.get(name="Walsall forum")
    for name, code, day in (("join", "05C", "2016-05-01"), ("leave", "05C", "2016-05-31")):
        path = reverse(f"governance:{name}", args=[made.public_id])
        page(head, path)
        assert head.post(path, {"ccg": code, "day": day}).status_code == 302
    words = page(head, reverse("governance:managed"))
    assert "Dudley from 1 May 2016 to 31 May 2016" in words
    refused = head.post(reverse("governance:leave", args=[made.public_id]), {"ccg": "05Y", "day": "2016-06-01"})
    assert "at least one CCG" in refused.content.decode()
    with at_work(made):
        assert CommitteeCcg.objects.filter(committee=made).count() == 2
