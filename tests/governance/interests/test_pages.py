"""The pages of interests, gifts and procurement decisions, as secretary and member see them."""

import html
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from governance.models import Gift, Interest, InterestReview, Procurement, Publication
from governance.services.interests import Holder
from tests.conftest import find_person, in_scope_of
from tests.functions.pages import asked_of_database, day_boxes, text_of
from tests.governance.interests.room import a_meeting, an_item, appoint, committee, declared, offer, subject
from tests.governance.interests.test_registers import begun, entered, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _strict(settings: Any) -> None:
    settings.STRICT_TEMPLATES = True


def at(name: str, *more: Any) -> str:
    return reverse(f"interests:{name}", args=[committee().public_id, *more])


def typed(**changed: Any) -> dict[str, Any]:
    said = {
        "kind": "financial", "about": "practice", "practice": "Alder Lane Surgery (M84901)", "organisation": "",
        "nature": "Partner", "mitigation": "Leaves", **day_boxes("held_from"), **day_boxes("aware_on"),
    }  # fmt: skip
    return said | changed


def long_ago(name: str) -> dict[str, str]:
    return day_boxes(name, timezone.now() - timedelta(days=40))


def first(model: type[Any]) -> Any:
    with in_scope_of("secretary"):
        return model.objects.get()


def test_a_member_declares_late_and_the_register_says_so(signed_in: Any) -> None:
    client = signed_in("member")
    assert "Whose is it" not in text_of(client.get(at("new")))
    answer = client.post(at("new"), typed(**long_ago("aware_on")), follow=True)
    page = text_of(answer)
    assert "12 days late" in page
    assert "Alder Lane Surgery (M84901)" in page
    row = first(Interest)
    assert (row.person, row.name, row.scheme_version) == (find_person("member"), "Member", "2016")


def test_the_secretary_declares_for_a_member_and_for_somebody_else(signed_in: Any) -> None:
    held = appoint("Ann Bell")
    client = signed_in("secretary")
    said = typed(**day_boxes("declared_on"), other_name="")
    assert "Select whose it is" in text_of(client.post(at("new"), said | {"who": ""}))
    refused = client.post(at("new"), said | {"who": "other"})
    assert refused.status_code == 422
    assert "Enter the name of the person" in text_of(refused)
    client.post(at("new"), said | {"who": str(held.public_id)})
    assert first(Interest).name == "Ann Bell"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"practice": "Nowhere"}, "Nothing in the list matches"),
        ({"practice": ""}, "Enter the practice"),
        ({"about": "supplier"}, "Enter the name of the organisation"),
        ({"kind": ""}, "Select the type"),
        ({"nature": ""}, "Enter the nature of the interest"),
        ({"nature": "NHS number 943 476 5919"}, "looks as if it includes an NHS number"),
        ({"held_from_day": "32"}, "must be a real date"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(signed_in: Any, changed: dict[str, str], said: str) -> None:
    answer = signed_in("member").post(at("new"), typed(mitigation="A long thought", **changed))
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert said in page
    assert "A long thought" in page


def test_an_entry_is_corrected_ended_and_keeps_its_history(signed_in: Any) -> None:
    row = declared()
    client = signed_in("secretary")
    page = client.get(at("correct", row.number)).content.decode()
    assert "Alder Lane Surgery (M84901)" in page
    said = {
        "kind": "pecuniary", "about": "practice", "practice": "M84901", "organisation": "", "nature": "Salaried GP",
        "mitigation": "", "why": "Wrongly entered", "version": "1",
        **{f"held_from_{part}": value for part, value in (("day", "1"), ("month", "4"), ("year", "2014"))},
        **{f"aware_on_{part}": value for part, value in (("day", "20"), ("month", "4"), ("year", "2016"))},
    }  # fmt: skip
    shown = text_of(client.post(at("correct", row.number), said, follow=True))
    assert "from Partner to Salaried GP" in re.sub(r"<[^>]+>", "", shown)
    assert "Wrongly entered" in shown
    stale = client.post(at("end", row.number), {**day_boxes("last_day"), "why": "Retired", "version": "1"})
    assert stale.status_code == 409
    assert "Retired" in stale.content.decode()
    shown = text_of(client.post(at("end", row.number), {**day_boxes("last_day"), "version": "2"}, follow=True))
    assert "Shown publicly until" in shown
    assert "End this interest" not in shown


def test_a_member_reads_others_entries_and_changes_none(signed_in: Any) -> None:
    row = declared(holder=Holder("Ann Bell"))
    client = signed_in("member")
    assert "Correct it" not in text_of(client.get(at("interest", row.number)))
    assert client.get(at("correct", row.number)).status_code == 403


def test_one_button_confirms_that_nothing_has_changed(signed_in: Any) -> None:
    appoint("Member", key="member", since=date(2015, 4, 1))
    declared()
    client = signed_in("member")
    page = client.get(at("mine"))
    assert "The review was due on 29 April 2015" in text_of(page)
    seen = re.search(r'name="seen"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="seen"', page.content.decode())
    assert seen is not None
    assert client.post(at("mine"), {"seen": "0"}).status_code == 422
    shown = text_of(client.post(at("mine"), {"seen": "1"}, follow=True))
    assert "Your interests are confirmed." in shown
    assert first(InterestReview).interests == 1


def test_the_secretary_records_a_confirmation_and_how_they_were_told(signed_in: Any) -> None:
    held = appoint("Ann Bell")
    client = signed_in("secretary")
    assert "1 review is overdue" in text_of(client.get(at("reviews")))
    assert "Enter how you were told" in text_of(client.post(at("review", held.public_id), {"seen": "0", "how": ""}))
    client.post(at("review", held.public_id), {"seen": "0", "how": "Email of 4 May"})
    assert "Nobody’s review is overdue" in text_of(client.get(at("reviews")))


def test_a_meetings_page_says_which_interests_its_items_touch(signed_in: Any) -> None:
    declared()
    meeting = a_meeting()
    an_item(meeting, names=["M84901"], title="Merger")
    page = text_of(signed_in("member").get(at("matches", meeting.number)))
    assert "The item names Alder Lane Surgery (M84901)." in page
    assert signed_in("member").get(at("matches", 99)).status_code == 404


def test_a_gift_is_entered_reviewed_and_corrected(signed_in: Any) -> None:
    client = signed_in("member")
    said = {
        "kind": "gift", "details": "A pen", "value": "£4.50", "offered_by": "Acorn", "outcome": "declined",
        "reason": "Policy", **day_boxes("offered_on"),
    }  # fmt: skip
    wrong = client.post(at("new-gift"), said | day_boxes("received_on"))
    assert wrong.status_code == 422
    assert "was not received" in text_of(wrong)
    client.post(at("new-gift"), said)
    row = first(Gift)
    assert client.get(at("review-gift", row.number)).status_code == 403
    secretary = signed_in("secretary")
    secretary.post(at("review-gift", row.number), {"note": "Fine", "version": "1"})
    assert "Reviewed" in text_of(secretary.get(at("gifts")))
    assert secretary.get(at("review-gift", row.number)).status_code == 409
    fix = said | {"value": "5", "why": "Price", "version": "2"}
    assert "waits for its review again" in text_of(client.post(at("correct-gift", row.number), fix, follow=True))


def test_a_procurement_asks_only_the_questions_that_apply(signed_in: Any) -> None:
    client = signed_in("secretary")
    said = {
        "title": "Ear irrigation", "description": "x", "newness": "new", "kind": "ccg", "route": "direct_gp",
        "meeting": "", "version": "0",
    }  # fmt: skip
    page = text_of(client.post(at("new-procurement"), said, follow=True))
    assert "only this provider" in page
    assert "every qualified provider" not in page
    row = first(Procurement)
    answers = {"value": "Worth it", "version": "1"}
    shown = text_of(client.post(at("procurement-answers", row.number), answers, follow=True))
    assert "Worth it" in shown
    assert "Still missing before it can be recorded" in shown
    assert client.get(at("record-procurement", row.number)).status_code == 409
    declared()
    conflict = {"interest": "1", "name": "", "conflict": "", "handled": "", "words": "", "version": "2"}
    shown = text_of(client.post(at("new-conflict", row.number), conflict, follow=True))
    assert "Alder Lane Surgery: Partner" in shown
    assert "how each conflict was handled" in shown


@pytest.mark.parametrize(
    ("register", "heading"), [("interests", "Nature of the interest"), ("gifts", "Recipient"), ("procurement", "Route")]
)
def test_each_register_is_downloaded_as_csv_and_workbook(signed_in: Any, register: str, heading: str) -> None:
    declared(nature="=HYPERLINK(1)")
    entered()
    begun()
    client = signed_in("member")
    text = b"".join(client.get(at("export", register, "csv")).streaming_content).decode("utf-8-sig")
    assert heading in text
    assert len(text.splitlines()) == 2
    assert '"=HYPERLINK' not in text
    book = load_workbook(io.BytesIO(b"".join(client.get(at("export", register, "xlsx")).streaming_content)))
    assert heading in [cell.value for cell in next(book.active.rows)]


def test_lists_are_narrowed(signed_in: Any) -> None:
    declared(nature="Partner of the practice")
    declared(holder=Holder("Ann Bell"), held_until=date(2015, 1, 1), nature="Retired")
    client = signed_in("member")
    assert "Retired" not in text_of(client.get(at("list")))
    assert "Retired" in text_of(client.get(at("list") + "?show=ended"))
    assert "Nothing here" in text_of(client.get(at("list") + "?q=nobody"))
    assert client.get(at("list") + "?show=nonsense&after=rubbish").status_code in {200, 400}


def test_the_secretary_sees_exactly_what_will_be_public(signed_in: Any) -> None:
    declared()
    client = signed_in("secretary")
    assert "Alder Lane Surgery" in text_of(client.get(at("publish", "interests")))
    assert client.get(at("publish", "minutes")).status_code == 404
    shown = text_of(client.post(at("publish", "interests"), {}, follow=True))
    assert "Anybody can read it now" in shown
    again = client.post(at("publish", "interests"), {})
    assert again.status_code == 422
    assert "Nothing has changed" in text_of(again)
    found = Publication.objects.get()
    shown = text_of(client.post(at("withdraw", found.public_id), {"why": "A mistake"}, follow=True))
    assert "Withdrawn" in shown
    assert "A mistake" in shown


@pytest.mark.parametrize("name", ["list", "gifts", "procurements", "reviews", "published"])
def test_lists_ask_as_often_for_many_as_for_few(signed_in: Any, name: str) -> None:
    client = signed_in("secretary")

    def more(first: int, count: int) -> None:
        for number in range(first, first + count):
            appoint(f"Person {number}", seat=f"seat-{number}")
            declared(holder=Holder(f"Person {number}"))
            entered(holder=Holder(f"Person {number}"))
            begun(title=f"Service {number}")
            published()

    more(0, 2)
    asked_of_database(client, at(name))
    few = len(asked_of_database(client, at(name)))
    more(2, 8)
    assert len(asked_of_database(client, at(name))) == few <= 12


def test_the_words_of_the_room_hold_what_a_person_types(signed_in: Any) -> None:
    declared(nature="<script>alert(1)</script>")
    assert "<script>alert" not in signed_in("member").get(at("list")).content.decode()
    assert offer().outcome == "declined"
    assert subject().route == "tender"


# --- The public pages -------------------------------------------------------------------------------------------------


def test_anybody_reads_what_is_published_and_a_cache_may_keep_it() -> None:
    declared()
    found = published()
    client = Client()
    page = client.get(reverse("public:publication", args=[found.public_id]))
    assert "Alder Lane Surgery" in text_of(page)
    assert page["Cache-Control"] == "public, max-age=300"
    assert not page.cookies
    assert "Sign out" not in text_of(page)
    same = client.get(reverse("public:publication", args=[found.public_id]), headers={"If-None-Match": page["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert committee().name in text_of(client.get(reverse("public:committees")))
    listed = text_of(client.get(reverse("public:committee", args=[committee().public_id])))
    assert "Register of interests" in listed
    body = client.get(reverse("public:csv", args=[found.public_id])).content.decode("utf-8-sig")
    assert body.splitlines()[0].startswith('"Name","Position","Organisation"')
    feed = client.get(reverse("public:feed", args=[committee().public_id]))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert str(found.public_id) in feed.content.decode()


def test_somebody_signed_in_sees_the_same_page_and_no_shared_cache_keeps_their_cookie(signed_in: Any) -> None:
    declared()
    address = reverse("public:publication", args=[published().public_id])
    page = signed_in("officer").get(address)
    assert page["Cache-Control"] == "private, max-age=300"
    assert page.content == Client().get(address).content


def test_what_was_replaced_or_withdrawn_is_gone_and_unknown_is_not_found() -> None:
    declared()
    first_one = published()
    declared(nature="Another")
    second = published()
    client = Client()
    gone = client.get(reverse("public:publication", args=[first_one.public_id]))
    assert gone.status_code == 410
    assert str(second.public_id) in gone.content.decode()
    assert "Partner" not in text_of(gone)
    assert client.get(reverse("public:csv", args=[first_one.public_id])).status_code == 410
    assert client.get(reverse("public:file", args=[second.public_id])).status_code == 404
    unknown = "00000000-0000-4000-8000-000000000000"
    for name in ("publication", "csv", "file", "committee", "feed"):
        assert client.get(reverse(f"public:{name}", args=[unknown])).status_code == 404


def test_a_committee_without_anything_public_is_not_there() -> None:
    client = Client()
    assert committee().name not in text_of(client.get(reverse("public:committees")))
    assert client.get(reverse("public:committee", args=[committee().public_id])).status_code == 404


def test_a_row_leaves_the_public_page_six_months_after_its_end(signed_in: Any) -> None:
    today = timezone.localdate()
    declared(held_until=date(2016, 1, 4), nature="Long ended")
    declared(nature="Lasts")
    found = published()  # in May 2016, when the ended one still showed
    assert "Long ended" in str(found.content)
    assert today > date(2016, 7, 4)
    page = text_of(Client().get(reverse("public:publication", args=[found.public_id])))
    assert "Lasts" in page
    assert "Long ended" not in page
    assert "Long ended" not in Client().get(reverse("public:csv", args=[found.public_id])).content.decode()


@pytest.mark.parametrize("name", ["committees", "committee", "publication"])
def test_public_pages_ask_as_often_for_many_as_for_few(name: str) -> None:
    declared()
    found = published()
    args = {"committees": [], "committee": [committee().public_id], "publication": [found.public_id]}[name]
    address = reverse(f"public:{name}", args=args)
    client = Client()
    asked_of_database(client, address)
    few = len(asked_of_database(client, address))
    published("gifts")
    published("procurement")
    assert len(asked_of_database(client, address)) == few <= 6
