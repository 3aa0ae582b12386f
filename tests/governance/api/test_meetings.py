"""Meetings, agenda and papers over the API: by the services of the pages, with their refusals."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader, PdfWriter

from governance.models import AgendaItem, Appointment, Meeting
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database
from tests.governance.api.calling import Caller, problem_of
from tests.governance.meetings import making
from tests.governance.meetings.making import MEETING_ON, PLANNED, moment

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _in_december_2015() -> Any:
    with time_machine.travel(PLANNED, tick=False):
        yield


@pytest.fixture
def secretary(signed_in: SignedIn) -> Caller:
    making.with_terms()
    return Caller(signed_in("secretary"))


def sitting(**more: Any) -> dict[str, Any]:
    return {
        "committee": str(making.committee().public_id), "starts_at": "2016-01-14T14:00:00+00:00",
        "ends_at": "2016-01-14T16:00:00+00:00", "place": "Council chamber", **more,
    }  # fmt: skip


def planned(caller: Caller) -> str:
    answer = caller.send("meetings/", sitting())
    assert answer.status_code == 201, answer.content
    return f"meetings/{answer.json()['id']}/"


def item(caller: Caller, meeting: str, title: str = "Merger of two practices", **more: Any) -> str:
    answer = caller.send(f"{meeting}items/", {"title": title, **more})
    assert answer.status_code == 201, answer.content
    return f"agenda-items/{answer.json()['id']}/"


def titles(caller: Caller, meeting: str) -> list[str]:
    return [one["title"] for one in caller.get(meeting).json()["items"]]


def test_a_meeting_is_planned_once_however_often_it_is_sent(secretary: Caller) -> None:
    for _ in range(2):
        answer = secretary.send("meetings/", sitting(), key="plan-1")
        assert answer.status_code == 201
    made = answer.json()
    assert answer["Idempotent-Replay"] == "true"
    assert answer["Location"].endswith(f"/api/v1/meetings/{made['id']}/")
    assert (made["number"], made["state"], made["notice_by"], made["papers_by"], made["terms"]) == (
        1, "planned", "2016-01-06", "2016-01-06", 1,
    )  # fmt: skip
    assert len(secretary.get("meetings/").json()["results"]) == 1
    assert problem_of(secretary.send("meetings/", sitting(place="Hall"), key="plan-1"))[0] == 422


def test_what_the_service_refuses_is_said_in_its_words(secretary: Caller, signed_in: SignedIn) -> None:
    planned(secretary)
    assert problem_of(secretary.send("meetings/", sitting())) == (
        409, "The committee meets on 14 January 2016 already.",
    )  # fmt: skip
    saturday = {"starts_at": "2016-01-16T14:00:00Z", "ends_at": "2016-01-16T16:00:00Z"}
    status, told = problem_of(secretary.send("meetings/", sitting(**saturday)))
    assert (status, told) == (400, "16 January 2016: This is not a working day: Saturday.")
    for sent, field in (
        (sitting(colour="red"), "colour"),
        (sitting(starts_at="0001-01-01T00:00:00Z"), "starts_at"),
        (sitting(ends_at="9999-12-31T23:59:59-12:00"), "ends_at"),
        (sitting(committee="00000000-0000-4000-8000-000000000000"), "committee"),
    ):
        answer = secretary.send("meetings/", sent)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert problem_of(Caller(signed_in("member")).send("meetings/", sitting()))[0] == 403
    assert Caller(signed_in("officer")).send("meetings/", sitting()).status_code == 400
    assert secretary.get("meetings/", state="perhaps").status_code == 400
    assert secretary.get("meetings/", status="planned").status_code == 400


def test_a_meeting_is_changed_from_the_version_that_was_read(secretary: Caller, signed_in: SignedIn) -> None:
    meeting = planned(secretary)
    assert secretary.send(meeting, {"place": "Library"}, method="patch").status_code == 428
    answer = secretary.send(meeting, {"place": "Library"}, method="patch", match=1)
    assert (answer.json()["place"], answer["ETag"]) == ("Library", '"2"')
    assert answer.json()["starts_at"] == "2016-01-14T14:00:00Z"
    status, told = problem_of(secretary.send(meeting, {"place": "Hall"}, method="patch", match=1))
    assert status == 412
    assert told.startswith("Someone else changed this")
    assert Caller(signed_in("member")).send(meeting, {}, method="patch", match=2).status_code == 403
    assert Caller(signed_in("stranger")).send(meeting, {}, method="patch", match=2).status_code == 404


def test_from_agenda_to_papers_and_a_supplement(secretary: Caller) -> None:
    meeting = planned(secretary)
    act = f"{meeting}moves/"
    assert problem_of(secretary.send(act, {"act": "give_notice"})) == (
        409, "Put at least one item on the agenda before you give notice.",
    )  # fmt: skip
    first = item(secretary, meeting, "Merger", asks="Approve it", names=["M84901"])
    item(secretary, meeting, "Rent review")
    assert secretary.send(f"{first}moves/", {"act": "place", "place": 2}).json()["position"] == 2
    assert titles(secretary, meeting) == ["Rent review", "Merger"]
    assert secretary.send(first, {"minutes": 25}, method="patch", match=1).json()["asks"] == "Approve it"
    assert secretary.send(first, {"minutes": 30}, method="patch", match=1).status_code == 412
    for _ in range(2):
        sent = {"file": making.upload("one", "two"), "title": "The case"}
        paper = secretary.upload(f"{first}papers/", key="paper-1", **sent)
        assert paper.status_code == 201, paper.content
    assert (paper.json()["pages"], paper.json()["is_late"], paper.json()["version"]) == (2, False, 1)
    assert secretary.send(act, {"act": "give_notice"}).json()["state"] == "notified"
    assert len(mail.outbox) == 0  # the worker has not been yet
    status, told = problem_of(secretary.send(act, {"act": "send_papers"}, match=1))
    assert status == 412
    sent = secretary.send(act, {"act": "send_papers"}, key="send-1")
    assert (sent.json()["state"], [pack["state"] for pack in sent.json()["packs"]]) == ("issued", ["waiting"] * 2)
    making.done_in_background()
    whole = secretary.get(meeting).json()
    pack = next(pack for pack in whole["packs"] if pack["audience"] == "members")
    content = b"".join(secretary.get(f"committee-files/{pack['file']}/").streaming_content)
    assert len(PdfReader(BytesIO(content)).pages) == pack["pages"]
    # From now on the agenda stands, and what changes needs its reason.
    assert secretary.send(first, {"minutes": 9}, method="patch", match=3).status_code in {409, 412}
    status, told = problem_of(secretary.upload(f"{first}papers/", file=making.upload("late"), title="Late"))
    assert (status, told) == (409, "The papers have gone out. Enter the reason: it is sent with the supplement.")
    late = secretary.upload(f"{first}papers/", file=making.upload("late"), title="Late", why="New figures")
    assert late.status_code == 201
    assert secretary.get(meeting).json()["untold"] == ["Item 2: paper added, “Late”"]
    assert secretary.send(act, {"act": "send_supplement", "why": "no"}).status_code == 400
    assert secretary.send(act, {"act": "send_supplement"}).json()["untold"] == []


def test_papers_are_replaced_withdrawn_and_refused_with_a_password(secretary: Caller) -> None:
    meeting = planned(secretary)
    held = item(secretary, meeting)
    first = secretary.upload(f"{held}papers/", file=making.upload("one"), title="Report").json()
    new = secretary.upload(f"papers/{first['id']}/versions/", file=making.upload("a", "b"), title="Report, final")
    assert (new.status_code, new.json()["replaces"], new.json()["pages"]) == (201, first["id"], 2)
    assert [one["title"] for one in secretary.get(held).json()["papers"]] == ["Report, final"]
    answer = secretary.upload(f"papers/{first['id']}/versions/", file=making.upload("c"), title="Again")
    assert problem_of(answer) == (409, "This paper has been withdrawn or replaced.")
    gone = secretary.send(f"papers/{new.json()['id']}/withdrawal/")
    assert gone.json()["withdrawn_at"] is not None
    assert secretary.get(held).json()["papers"] == []
    locked = PdfWriter()
    locked.append(BytesIO(making.upload("secret").read()))
    locked.encrypt("password")
    made = BytesIO()
    locked.write(made)
    upload = SimpleUploadedFile("locked.pdf", made.getvalue(), "application/pdf")
    status, told = problem_of(secretary.upload(f"{held}papers/", file=upload, title="Locked"))
    assert status in {400, 409}
    assert "password" in told


def test_the_same_key_with_another_file_is_another_request(secretary: Caller) -> None:
    held = item(secretary, planned(secretary))
    sent = secretary.upload(f"{held}papers/", key="paper", file=making.upload("one"), title="Report")
    assert sent.status_code == 201
    other = secretary.upload(f"{held}papers/", key="paper", file=making.upload("two"), title="Report")
    assert problem_of(other)[0] == 422


def test_items_are_put_off_taken_off_and_taken_over(secretary: Caller) -> None:
    meeting = planned(secretary)
    first, second = item(secretary, meeting, "Merger"), item(secretary, meeting, "Rent review")
    assert secretary.send(f"{first}moves/", {"act": "place"}).status_code == 400
    assert secretary.send(f"{first}moves/", {"act": "put_off"}).json()["errors"] == {
        "why": ["Enter why the item is put off."]
    }
    assert secretary.send(f"{first}moves/", {"act": "put_off", "why": "No figures"}).status_code == 201
    assert secretary.send(f"{second}moves/", {"act": "take_off"}, match=7).status_code == 412
    assert secretary.send(f"{second}moves/", {"act": "take_off"}).json()["withdrawn_at"]
    assert problem_of(secretary.send(f"{second}moves/", {"act": "take_off"}))[0] == 409
    assert secretary.get(meeting).json()["items"] == []
    later = secretary.send(
        "meetings/", sitting(starts_at="2016-02-11T14:00:00Z", ends_at="2016-02-11T16:00:00Z")
    ).json()
    assert later["waiting"] == 1
    taken = secretary.send(f"meetings/{later['id']}/moves/", {"act": "take_over_items"}).json()
    assert [one["title"] for one in taken["items"]] == ["Merger"]
    assert secretary.send(f"meetings/{later['id']}/moves/", {"act": "cancel"}).status_code == 400
    cancelled = secretary.send(f"meetings/{later['id']}/moves/", {"act": "cancel", "why": "Snow"}).json()
    assert (cancelled["state"], cancelled["cancelled_why"]) == ("cancelled", "Snow")


def test_a_private_item_says_why_and_a_record_has_both_its_names(secretary: Caller) -> None:
    meeting = planned(secretary)
    for sent, field in (
        ({"title": "Pay", "is_private": True}, "ground"),
        ({"title": "Pay", "record_kind": "variation"}, "record_reference"),
        ({"title": "Pay", "record_kind": "parcel"}, "record_kind"),
        ({"title": "Pay", "record_reference": "12"}, "record_reference"),
        ({"title": "Pay", "minutes": 481}, "minutes"),
    ):
        answer = secretary.send(f"{meeting}items/", sent)
        assert (answer.status_code in {400, 409}, list(answer.json()["errors"])) == (True, [field]), sent


def test_apologies_are_the_members_own_or_the_secretarys(secretary: Caller, signed_in: SignedIn) -> None:
    meeting = planned(secretary)
    member = Caller(signed_in("member"))
    assert member.send(f"{meeting}apologies/", {"seat": "gp", "reason": "Clinic"}).status_code == 201
    assert problem_of(member.send(f"{meeting}apologies/", {"seat": "chair"})) == (
        403, "Members send their own apologies. The secretary enters those of others.",
    )  # fmt: skip
    with in_scope_of("secretary"):
        deputy = Appointment.objects.get(name="Deputy of the chair")
        other = Appointment.objects.get(name="Member vice")
    sent = secretary.send(f"{meeting}apologies/", {"seat": "chair", "deputy": str(deputy.public_id)})
    assert sent.json()["deputy_name"] == "Deputy of the chair"
    wrong = secretary.send(f"{meeting}apologies/", {"seat": "officer", "deputy": str(other.public_id)})
    assert wrong.json()["detail"].startswith("Select a deputy")
    unknown = {"seat": "chair", "deputy": "00000000-0000-4000-8000-000000000000"}
    assert secretary.send(f"{meeting}apologies/", unknown).status_code == 400
    assert [one["seat"] for one in secretary.get(meeting).json()["apologies"]] == ["chair", "gp"]
    assert member.send(f"{meeting}apologies/chair/", method="delete").status_code == 403
    assert member.send(f"{meeting}apologies/gp/", method="delete").status_code == 204
    assert problem_of(member.send(f"{meeting}apologies/gp/", method="delete"))[0] == 409


def test_a_restricted_paper_is_withheld_and_interests_are_the_secretarys(
    secretary: Caller, signed_in: SignedIn
) -> None:
    meeting = planned(secretary)
    held = item(secretary, meeting)
    kept = {"file": making.upload("one"), "title": "Bids for the lease", "marking": "restricted"}
    paper = secretary.upload(f"{held}papers/", **kept).json()
    member = Caller(signed_in("member"))
    assert member.get(held).json()["papers"][0]["title"] == "Bids for the lease"
    known = {"seat": "gp", "expected": "leave", "why": "Owns the building"}
    assert secretary.send(f"{held}interests/", known).status_code == 201
    shown = member.get(f"papers/{paper['id']}/").json()
    assert (shown["title"], shown["file"], shown["withheld"]) == ("Restricted paper", None, True)
    assert member.get(meeting).json()["items"][0]["papers"] == [shown]
    assert member.get(f"committee-files/{paper['file']}/").status_code == 404
    assert member.get(held).json()["interests"] == []
    assert secretary.get(held).json()["interests"] == [known]
    assert secretary.get(f"committee-files/{paper['file']}/").status_code == 200
    assert secretary.get(meeting).json()["items"][0]["quorum"] == "expected"


def test_a_draft_pack_and_an_item_off_a_draft_are_the_secretarys(secretary: Caller, signed_in: SignedIn) -> None:
    meeting = planned(secretary)
    first = item(secretary, meeting, "Merger")
    item(secretary, meeting, "Rent review")
    made = secretary.send(f"{meeting}moves/", {"act": "make_draft_packs"}).json()
    assert [pack["number"] for pack in made["packs"]] == [0, 0]
    assert problem_of(secretary.send(f"{meeting}moves/", {"act": "make_packs_again"}))[0] == 409
    assert secretary.send(f"{first}moves/", {"act": "take_off"}).status_code == 201
    member = Caller(signed_in("member"))
    assert member.get(meeting).json()["packs"] == []
    assert member.get(first).status_code == 404
    assert secretary.get(first).status_code == 200


def test_a_file_is_sent_to_whoever_asks_for_its_kind(secretary: Caller) -> None:
    held = item(secretary, planned(secretary))
    paper = secretary.upload(f"{held}papers/", file=making.upload("one"), title="Report").json()
    address = f"/api/v1/committee-files/{paper['file']}/"
    answer = secretary.client.get(address, headers={"Accept": "application/pdf"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_lists_and_meetings_ask_the_same_however_long_they_are(secretary: Caller) -> None:
    def asked(path: str) -> int:
        return len(asked_of_database(secretary.client, f"/api/v1/{path}"))

    meeting = planned(secretary)
    secretary.upload(f"{item(secretary, meeting, 'First')}papers/", file=making.upload("first"), title="Report")
    few = (asked("meetings/"), asked(meeting))
    with in_scope_of("secretary"):
        held = Meeting.objects.get(starts_at=moment(MEETING_ON, 14))
    for place, day in enumerate((date(2016, 2, 10), date(2016, 3, 10), date(2016, 4, 11)), start=2):
        making.planned(day)
        added = making.item(held, f"Item {place}")
        making.paper(added)
    with in_scope_of("secretary"):
        assert AgendaItem.objects.filter(meeting=held).count() == 4
    assert (asked("meetings/"), asked(meeting)) == few
