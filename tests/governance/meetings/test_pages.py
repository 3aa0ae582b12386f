"""The pages of meetings: what they show to whom, constant in statements, and losing nothing that was typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from psycopg2.extras import DateRange

from governance.models import AgendaItem, Appointment, Meeting, Pack
from governance.services.interests import Declared, Holder, declare
from governance.services.meetings import items, packs
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database, text_of
from tests.governance.meetings import making
from tests.governance.meetings.making import MEETING_ON, PLANNED, moment

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _in_december_2015() -> Any:
    with time_machine.travel(PLANNED, tick=False):
        yield


def at(name: str, *more: Any) -> str:
    return reverse(f"meetings:{name}", args=[making.committee().public_id, *more])


def days(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def asked(**changed: Any) -> dict[str, Any]:
    return {**days("first_on", MEETING_ON), "count": "3", "begins": "2pm", "ends": "16:00", "place": "Hall", **changed}


def test_the_year_is_asked_for_proposed_changed_and_planned(signed_in: SignedIn) -> None:
    making.with_terms(meetings_a_year=10)
    secretary = signed_in("secretary")
    assert 'value="10"' in text_of(secretary.get(at("plan")))
    proposed = secretary.get(at("plan"), asked())
    assert "Thursday 12 May 2016" in text_of(proposed)
    address = f"{at('plan')}?{proposed.wsgi_request.META['QUERY_STRING']}"
    typed = {**days("on_1", MEETING_ON), **days("on_2", date(2016, 2, 13)), **days("on_3", date(2016, 3, 10))}
    wrong = secretary.post(address, typed)
    assert wrong.status_code == 422
    assert "13 February 2016: This is not a working day: Saturday" in text_of(wrong)
    assert 'value="13"' in text_of(wrong)
    typed |= dict.fromkeys(days("on_2", date(2016, 2, 13)), "")
    assert secretary.post(address, typed).url == at("list")
    listed = text_of(secretary.get(at("list")))
    assert "2 meetings planned" in listed
    assert "Thursday 10 March 2016" in listed
    assert "Hall" in listed


def test_what_cannot_be_planned_is_said_at_its_field(signed_in: SignedIn) -> None:
    secretary = signed_in("secretary")
    for changed, said in (
        ({"ends": "1pm"}, "The end must be after the beginning"),
        ({"begins": "teatime"}, "must be a time, like 2pm or 14:30"),
        ({"count": "60"}, "must be 52 or less"),
        (days("first_on", date(2035, 6, 4)), "Working days are known from"),
    ):
        page = text_of(secretary.get(at("plan"), asked(**changed)))
        assert said in page
        assert "Propose the dates" in page
    assert secretary.post(at("plan"), {}).status_code == 422
    assert secretary.post(f"{at('plan')}?count=3", {}).status_code == 422
    broken = secretary.get(at("plan"), asked()).wsgi_request.META["QUERY_STRING"]
    assert secretary.post(f"{at('plan')}?{broken}", {"on_1_day": "99"}).status_code == 422


def test_a_meeting_is_added_changed_and_cancelled(signed_in: SignedIn) -> None:
    secretary = signed_in("secretary")
    typed = {**days("on", MEETING_ON), "begins": "2pm", "ends": "4pm", "place": "Hall"}
    assert secretary.post(at("add"), typed).url == at("list")
    taken = secretary.post(at("add"), typed)
    assert taken.status_code == 422
    assert "meets on 14 January 2016 already" in text_of(taken)
    page = text_of(secretary.get(at("change", 1)))
    assert 'value="Hall"' in page
    assert 'value="2pm"' in page
    assert secretary.post(at("change", 1), {**typed, "place": "Library", "version": 1}).status_code == 302
    stale = secretary.post(at("change", 1), {**typed, "place": "Garden", "version": 1})
    assert stale.status_code == 409
    assert 'value="Garden"' in text_of(stale)
    assert secretary.post(at("cancel", 1), {"version": 2, "why": ""}).status_code == 422
    assert secretary.post(at("cancel", 1), {"version": 2, "why": "Snow"}).status_code == 302
    assert "Reason for cancelling" in text_of(secretary.get(at("meeting", 1)))
    for name in ("change", "cancel", "notice", "send", "add-item", "apologise"):
        assert secretary.get(at(name, 1)).status_code == 409, name


def test_no_paper_is_added_to_a_meeting_that_is_cancelled(signed_in: SignedIn) -> None:
    meeting = making.planned()
    first = making.item(meeting)
    with in_scope_of("secretary"):
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
    page = signed_in("secretary").get(at("add-paper", first.public_id))
    assert page.status_code == 409
    assert "This meeting was cancelled" in text_of(page)


def test_a_vacant_seat_is_shown_as_that(signed_in: SignedIn) -> None:
    making.with_terms()
    making.planned()
    with in_scope_of("secretary"):
        Appointment.objects.filter(seat_code="vice").update(period=DateRange(date(2015, 4, 1), date(2015, 6, 1)))
    assert "Nobody appointed" in text_of(signed_in("secretary").get(at("meeting", 1)))


def test_the_page_says_how_far_a_pack_is(signed_in: SignedIn) -> None:
    making.with_terms()
    meeting = making.planned()
    making.paper(making.item(meeting))
    secretary = signed_in("secretary")
    secretary.post(at("packs", 1))
    cache.set(packs._progress_key(meeting.pk, 0), (1, 2))
    assert "Being made: 1 of 2 papers in" in text_of(secretary.get(at("meeting", 1)))


def test_an_agenda_from_first_item_to_supplement(signed_in: SignedIn) -> None:
    making.with_terms()
    making.planned()
    secretary, member = signed_in("secretary"), signed_in("member")
    wrong = secretary.post(
        at("add-item", 1), {"title": "Sanctions", "purpose": "decide", "minutes": 20, "is_private": "on"}
    )
    assert wrong.status_code == 422
    assert "Enter why the public is to be excluded" in text_of(wrong)
    assert 'value="Sanctions"' in text_of(wrong)
    typed = {
        "title": "Merger", "purpose": "decide", "minutes": 150, "presenter": "Ann",
        "names": "M84901\n Acme  Ltd \nM84901",
        "record_kind": "variation", "record_reference": "wm-v-2016-12", "business_of": "South Warwickshire",
    }  # fmt: skip
    assert secretary.post(at("add-item", 1), typed).status_code == 302
    second = {"title": "Budget", "purpose": "note", "minutes": 10}
    assert secretary.post(at("add-item", 1), second).status_code == 302
    with in_scope_of("secretary"):
        merger, budget = AgendaItem.objects.filter(meeting__number=1)
        assert merger.names == ["M84901", "Acme Ltd"]
        assert merger.record_reference == "WM-V-2016-00012"
    page = text_of(secretary.get(at("meeting", 1)))
    assert "The items are planned to take 2 hours 40 minutes, and the meeting lasts 2 hours" in page
    assert "business of South Warwickshire alone" in page
    assert "Wednesday 6 January 2016: 5 clear working days before" in page
    assert "Quorum expected" in page

    assert secretary.post(at("place", budget.public_id), {"move": "up"}).status_code == 302
    assert secretary.post(at("place", budget.public_id), {"place": "2"}).status_code == 302
    assert "is now item 2" in text_of(secretary.get(at("meeting", 1)))
    secretary.post(at("place", budget.public_id), {"place": "two"})
    assert "must be a whole number" in text_of(secretary.get(at("meeting", 1)))
    assert (
        secretary.post(at("item", merger.public_id), {**typed, "title": "Merger of two", "version": 1}).status_code
        == 302
    )

    file = SimpleUploadedFile("paper.pdf", making.upload("Albatross").read(), "application/pdf")
    wrong = secretary.post(at("add-paper", merger.public_id), {"title": "Case", "marking": "public",
                           "file": SimpleUploadedFile("paper.pdf", b"%PDF-1.7 broken", "application/pdf")})  # fmt: skip
    assert wrong.status_code == 422
    assert "damaged and cannot be read" in text_of(wrong)
    assert 'value="Case"' in text_of(wrong)
    huge = SimpleUploadedFile("paper.pdf", b"%PDF-1.7" + b"0" * 20_000_001, "application/pdf")
    wrong = secretary.post(at("add-paper", merger.public_id), {"title": "Case", "marking": "public", "file": huge})
    assert "must be smaller than 20" in text_of(wrong)
    assert secretary.post(
        at("add-paper", merger.public_id), {"title": "Case", "marking": "public", "file": file}
    ).status_code == 302  # fmt: skip

    assert secretary.post(at("packs", 1)).status_code == 302
    assert "Waiting to be made" in text_of(secretary.get(at("meeting", 1)))
    making.done_in_background()
    assert "Draft pack for members" in text_of(secretary.get(at("meeting", 1)))
    assert "Draft pack" not in text_of(member.get(at("meeting", 1)))
    with in_scope_of("secretary"):
        version = Meeting.objects.get(number=1).version
    assert secretary.post(at("notice", 1), {"version": version}).status_code == 302
    assert secretary.get(at("send", 1)).status_code == 200
    assert secretary.post(at("send", 1), {"version": version + 1}).status_code == 302
    making.done_in_background()
    page = text_of(secretary.get(at("meeting", 1)))
    assert "Pack for the public" in page
    assert 'name="move"' not in page
    assert secretary.get(at("item", merger.public_id)).status_code == 409
    secretary.post(at("place", budget.public_id), {"move": "up"})
    assert "The papers have gone out under these numbers" in text_of(secretary.get(at("meeting", 1)))

    with in_scope_of("secretary"):
        paper = merger.papers.get()
    new = {"title": "Case, corrected", "marking": "public", "version": paper.version}
    wrong = secretary.post(
        at("replace-paper", paper.public_id),
        {**new, "file": SimpleUploadedFile("p.pdf", making.upload("Heron").read())},
    )
    assert wrong.status_code == 422
    assert "Enter the reason" in text_of(wrong)
    assert secretary.post(
        at("replace-paper", paper.public_id),
        {**new, "why": "A wrong total.", "file": SimpleUploadedFile("p.pdf", making.upload("Heron").read())},
    ).status_code == 302  # fmt: skip
    assert "A wrong total." in text_of(secretary.get(at("meeting", 1)))
    with in_scope_of("secretary"):
        version = Meeting.objects.get(number=1).version
    assert secretary.post(at("supplement", 1), {"version": version}).status_code == 302
    making.done_in_background()
    assert "Supplement 1 for members" in text_of(member.get(at("meeting", 1)))


def test_a_member_sees_agenda_and_papers_but_no_buttons_and_none_that_is_withheld(signed_in: SignedIn) -> None:
    making.with_terms()
    meeting = making.planned()
    first = making.item(meeting)
    making.paper(first, title="Open report")
    making.paper(first, title="Tender scores", marking="restricted")
    gone = making.item(meeting, "Left out")
    with in_scope_of("secretary") as by:
        items.withdraw_item(item_id=gone.pk, version=None, by=by, why="Not ready", at=PLANNED)
    member, secretary = signed_in("member"), signed_in("secretary")
    page = text_of(member.get(at("meeting", 1)))
    assert "Tender scores" in page
    assert "Left out" not in page
    assert "Known interest" not in page
    said = {"seat_code": "gp", "expected": "leave", "why": "Partner of a bidder"}
    assert secretary.post(at("interest", first.public_id), said).status_code == 302
    page = text_of(member.get(at("meeting", 1)))
    assert "Tender scores" not in page
    assert "Withheld from you" in page
    assert "Partner of a bidder" not in page
    page = text_of(secretary.get(at("meeting", 1)))
    assert "Partner of a bidder" in page
    assert "Left out" in page
    assert secretary.post(at("drop-interest", first.public_id), {"seat": "gp"}).status_code == 302
    assert "Partner of a bidder" not in text_of(secretary.get(at("meeting", 1)))


def test_apologies_on_the_page_change_the_forecast(signed_in: SignedIn) -> None:
    making.with_terms()
    making.item(making.planned())
    member, secretary = signed_in("member"), signed_in("secretary")
    page = text_of(member.get(at("apologise", 1)))
    assert "Member gp, Clinical member" in page
    assert "Member chair" not in page
    assert member.post(at("apologise", 1), {"seat_code": "chair"}).status_code == 422
    assert member.post(at("apologise", 1), {"seat_code": "gp", "reason": "On leave"}).status_code == 302
    assert secretary.post(at("apologise", 1), {"seat_code": "vice"}).status_code == 302
    page = text_of(secretary.get(at("meeting", 1)))
    assert "Quorum expected, with nobody to spare" in page
    assert "It would fail without Member chair and Member officer" in page
    with in_scope_of("secretary"):
        from governance.services.meetings.apologies import seated_at

        deputy = seated_at(Meeting.objects.get(number=1))[0].deputies[0].pk
    assert secretary.post(at("apologise", 1), {"seat_code": "chair", "deputy": deputy}).status_code == 302
    assert "Deputy: Deputy of the chair" in text_of(secretary.get(at("meeting", 1)))
    assert secretary.post(at("apologise", 1), {"seat_code": "officer"}).status_code == 302
    page = text_of(secretary.get(at("meeting", 1)))
    assert "Quorum not expected" in page
    assert "Needs 1 more voting member" in page
    assert member.post(at("take-back", 1), {"seat": "gp"}).status_code == 302
    assert "Comes after all" in text_of(secretary.get(at("meeting", 1)))
    member.post(at("take-back", 1), {"seat": "chair"})
    assert "Members send their own apologies" in text_of(member.get(at("meeting", 1)))


@pytest.mark.clause("Specification of governance, section 5 (forecast from what was entered and from the register)")
def test_the_forecast_goes_by_the_register_too_and_says_so(signed_in: SignedIn) -> None:
    making.with_terms()
    held = making.item(making.planned(), "Award to Fernbrook Health Ltd", names=("Fernbrook Health Ltd",))
    with in_scope_of("secretary") as by, transaction.atomic():
        for seat in ("vice", "officer", "gp"):
            declare(
                committee_id=making.committee().pk, by=by, at=PLANNED, declared_on=date(2015, 11, 30),
                holder=Holder(f"Member {seat}", "", Appointment.objects.get(seat_code=seat, is_deputy=False).person),
                words=Declared(
                    kind="financial", about="supplier", organisation="Fernbrook Health Ltd", nature="Shareholder",
                    held_from=date(2015, 11, 1), aware_on=date(2015, 11, 20),
                ),
            )  # fmt: skip
    member, secretary = signed_in("member"), signed_in("secretary")
    page = text_of(secretary.get(at("meeting", 1)))
    assert "Quorum expected, with nobody to spare" in page
    assert "Member vice: Fernbrook Health Ltd: Shareholder" in page
    assert "Counted as leaving, until you enter what is expected (from the register)." in page
    assert "Shareholder" not in text_of(member.get(at("meeting", 1)))
    secretary.post(at("interest", held.public_id), {"seat_code": "vice", "expected": "note", "why": "A few shares"})
    page = text_of(secretary.get(at("meeting", 1)))
    assert "Member vice: A few shares." in page
    assert "(entered by the secretary, and in the register)." in page


def test_after_its_day_the_page_offers_nothing_that_comes_before_a_meeting(signed_in: SignedIn) -> None:
    making.with_terms()
    making.item(making.planned())
    with time_machine.travel(moment(date(2016, 1, 20))):
        page = text_of(signed_in("secretary").get(at("meeting", 1)))
    assert "Give notice" not in page
    assert "Quorum expected" not in page


def test_late_notice_asks_for_the_reason_on_its_page(signed_in: SignedIn) -> None:
    making.with_terms()
    making.item(making.planned())
    with time_machine.travel(moment(date(2016, 1, 8))):
        secretary = signed_in("secretary")
        assert "The last day for notice was 6 January 2016" in text_of(secretary.get(at("notice", 1)))
        assert secretary.post(at("notice", 1), {"version": 1}).status_code == 422
        assert secretary.post(at("notice", 1), {"version": 1, "why": "Illness"}).status_code == 302
        assert "Late: Illness" in text_of(secretary.get(at("meeting", 1)))


def test_a_failed_pack_says_why_and_is_tried_again(signed_in: SignedIn) -> None:
    making.with_terms()
    meeting = making.planned()
    making.item(meeting)
    with in_scope_of("secretary"):
        Pack.objects.create(
            hub_id=meeting.hub_id, committee_id=meeting.committee_id, meeting=meeting, audience="members", number=0,
            state="failed", fault="“Report” cannot be read.", asked_at=PLANNED,
        )  # fmt: skip
    secretary = signed_in("secretary")
    page = text_of(secretary.get(at("meeting", 1)))
    assert "“Report” cannot be read." in page
    assert secretary.post(at("packs-again", 1)).status_code == 302
    assert "Waiting to be made" in text_of(secretary.get(at("meeting", 1)))


def test_items_are_put_off_withdrawn_and_taken_over_on_their_pages(signed_in: SignedIn) -> None:
    making.with_terms()
    first = making.planned()
    making.planned(date(2016, 2, 11))
    waits, gone = making.item(first, "Rent review"), making.item(first, "Dropped")
    kept = making.paper(gone, title="Old paper")
    secretary = signed_in("secretary")
    assert secretary.post(at("withdraw-paper", kept.public_id), {"version": 1}).status_code == 302
    assert secretary.post(at("withdraw-item", gone.public_id), {"version": 1}).status_code == 302
    assert secretary.post(at("defer", waits.public_id), {"version": 1}).status_code == 422
    assert secretary.post(at("defer", waits.public_id), {"version": 1, "why": "LMC"}).status_code == 302
    assert "take up 1 put off" in text_of(secretary.get(at("meeting", 2)))
    assert secretary.post(at("take-over", 2)).status_code == 302
    page = text_of(secretary.get(at("meeting", 2)))
    assert "0 standing items copied, and 1 item taken up" in page
    assert "Rent review" in page


@pytest.mark.parametrize(("name", "key"), [("meeting", "secretary"), ("meeting", "member"), ("list", "secretary")])
def test_a_page_asks_as_much_for_twelve_items_as_for_one(signed_in: SignedIn, name: str, key: str) -> None:
    making.with_terms()
    meeting = making.planned()
    making.paper(making.item(meeting))
    client = signed_in(key)
    address = at(name, 1) if name == "meeting" else at(name)
    client.get(address)
    before = len(asked_of_database(client, address))
    for place in range(11):
        item = making.item(meeting, f"Item {place}")
        making.paper(item, title=f"Paper {place}")
        making.paper(item, title=f"Restricted {place}", marking="restricted")
        with in_scope_of("secretary") as by:
            items.keep_known_interest(
                item_id=item.pk, by=by, seat_code="vice", expected="leave", why="x", seats=frozenset({"vice"})
            )
    for on in (date(2016, 2, 11), date(2016, 3, 10)):
        making.planned(on)
    assert len(asked_of_database(client, address)) == before
    assert before <= 28


def test_the_list_says_which_meetings_are_to_come_and_which_are_over(signed_in: SignedIn) -> None:
    making.planned()
    making.planned(date(2016, 2, 11))
    with time_machine.travel(moment(date(2016, 1, 20))):
        to_come, _, over = text_of(signed_in("secretary").get(at("list"))).partition("Over or cancelled")
    assert "11 February 2016" in to_come
    assert "14 January 2016" in over
    assert "14 January 2016" not in to_come
