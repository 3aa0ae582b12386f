"""Logging a query on one page: nothing typed is lost, and every wrong entry says what to do."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from functions.models import Query, QueryDocument
from tests.functions.pages import boxes, logged, text_of

pytestmark = pytest.mark.django_db
LOG = "/cases/log/"


@pytest.fixture
def officer_page(signed_in: Any, settings: Any) -> Any:
    settings.STRICT_TEMPLATES = True
    return signed_in("officer")


def only_case(seen_by: Any) -> Query:
    with seen_by("officer"):
        return Query.objects.select_related("ccg", "practice").get()


def test_the_practice_fills_the_ccg_and_both_due_dates_are_said_at_once(officer_page: Any, seen_by: Any) -> None:
    answer = officer_page.post(LOG, logged(), follow=True)
    case = only_case(seen_by)
    assert case.ccg.ods_code == "05R"
    assert case.practice.ods_code == "M84901"
    assert case.stream == "contracting"
    page = text_of(answer)
    assert f"{case.reference} is logged. Acknowledge the query by" in page
    assert "; answer in full or give an update by" in page
    assert "Answer in full or give an update by" in page


def test_the_dates_and_their_reasons_show_before_anything_is_saved(officer_page: Any, seen_by: Any) -> None:
    page = text_of(officer_page.post(f"{LOG}check/", logged()))
    assert "South Warwickshire" in page
    assert "This is day 0" in page
    assert "London MOU, standard 3" in page
    with seen_by("officer"):
        assert not Query.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"practice": "M91901", "ccg": "here"}, "Cedar Street Practice (M91901) belongs to"),
        ({"practice": "M91901"}, "which you do not work for"),
        ({"practice": "Z99999"}, "matches “Z99999”"),
        ({"practice": ""}, "Select a CCG, or enter a practice"),
        ({"subject": ""}, "Enter a subject"),
        ({"category": ""}, "Select a category"),
        (boxes("received_at", timezone.now() + timedelta(days=1)), "must be in the past"),
        ({"received_at_year": "2009"}, "must be on or after 1 January 2010"),
        ({"received_at_day": "31", "received_at_month": "2"}, "must be a real date"),
        ({"contact_email": "not an address"}, "Enter an email address in the correct format"),
        ({"detail": "x" * 10_000_000}, "must be 50,000 characters or fewer. You entered 10,000,000"),
    ],
)
def test_a_wrong_entry_says_what_to_do_and_keeps_what_was_typed(
    officer_page: Any, seen_by: Any, changed: dict[str, str], said: str
) -> None:
    if changed.get("ccg") == "here":
        from hubportal.organisations.models import Ccg

        changed = {**changed, "ccg": str(Ccg.objects.get(ods_code="05R").pk)}
    answer = officer_page.post(LOG, logged(**changed))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert said in page
    assert "ann@example.org" in page or "not an address" in page
    with seen_by("officer"):
        assert not Query.objects.exists()


def test_text_shaped_like_an_nhs_number_is_warned_of_once_and_may_be_confirmed(officer_page: Any, seen_by: Any) -> None:
    typed = logged(detail="About 943 476 5919 and the list")
    warned = officer_page.post(LOG, typed)
    assert warned.status_code == 422
    assert "looks as if it includes an NHS number (943 476 5919)" in text_of(warned)
    assert officer_page.post(LOG, {**typed, "confirm_nhs_number": "on"}).status_code == 302
    assert only_case(seen_by).detail == "About 943 476 5919 and the list"


def test_files_are_kept_when_another_entry_is_wrong(officer_page: Any, seen_by: Any) -> None:
    upload = SimpleUploadedFile("rota.txt", b"Monday: open", content_type="text/plain")
    wrong = officer_page.post(LOG, {**logged(subject=""), "attachments": upload})
    page = text_of(wrong)
    assert "rota.txt" in page
    token = page.split('name="held" value="')[1].split('"')[0]
    assert officer_page.post(LOG, logged(held=token)).status_code == 302
    with seen_by("officer"):
        assert QueryDocument.objects.select_related("document").get().document.name == "rota.txt"


def test_a_file_held_for_one_person_is_no_one_elses(officer_page: Any, signed_in: Any, seen_by: Any) -> None:
    upload = SimpleUploadedFile("rota.txt", b"Monday: open", content_type="text/plain")
    page = text_of(officer_page.post(LOG, {**logged(subject=""), "attachments": upload}))
    token = page.split('name="held" value="')[1].split('"')[0]
    assert signed_in("head").post(LOG, logged(held=token)).status_code == 302
    with seen_by("officer"):
        assert not QueryDocument.objects.exists()


def test_a_file_of_the_wrong_kind_or_content_is_named(officer_page: Any) -> None:
    program = SimpleUploadedFile("setup.exe", b"MZ", content_type="application/octet-stream")
    answer = officer_page.post(LOG, {**logged(), "attachments": program})
    assert answer.status_code == 422
    assert "“setup.exe” must be a" in text_of(answer)
    false = SimpleUploadedFile("paper.pdf", b"MZ not a PDF", content_type="application/pdf")
    answer = officer_page.post(LOG, {**logged(), "attachments": false})
    assert answer.status_code == 422
    assert "“paper.pdf”" in text_of(answer)


def test_likely_duplicates_are_shown_before_saving_and_everything_typed_stays(officer_page: Any, seen_by: Any) -> None:
    officer_page.post(LOG, logged())
    first = only_case(seen_by)
    asked = officer_page.post(LOG, logged(detail="Asked a second time"))
    page = text_of(asked)
    assert asked.status_code == 200
    assert first.reference in page
    assert "Asked a second time" in page
    assert officer_page.post(LOG, logged(not_a_duplicate="1")).status_code == 302
    with seen_by("officer"):
        assert Query.objects.count() == 2


def test_emoji_and_right_to_left_text_come_back_as_typed(officer_page: Any, seen_by: Any) -> None:
    words = "شكوى 🏥 <b>not bold</b>"
    answer = officer_page.post(LOG, logged(subject=words), follow=True)
    assert only_case(seen_by).subject == words
    page = text_of(answer)
    assert "شكوى 🏥 &lt;b&gt;not bold&lt;/b&gt;" in page
    assert "<b>not bold</b>" not in page


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("head", 200), ("lead", 403), ("practice", 403), ("auditor", 403)]
)
def test_only_hub_staff_log(signed_in: Any, who: str, status: int) -> None:
    assert signed_in(who).get(LOG).status_code == status


def test_practices_are_found_by_code_or_name(officer_page: Any) -> None:
    found = officer_page.get("/cases/practices/", {"q": "alder"}).json()["results"]
    assert found == [{"value": "M84901", "name": "Alder Lane Surgery"}]
