"""Whatever is entered wrongly: a sentence that says what to do, and everything typed still there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from functions.models import Query
from tests.conftest import in_scope_of
from tests.journeys import looks
from tests.journeys.steps import fill_log, log, problems, reference_of

WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a date in the future": (
        {"received_at_day": "1", "received_at_month": "1", "received_at_year": "2090"}, "must be in the past",
    ),
    "a date before 2010": ({"received_at_year": "2009"}, "must be on or after 1 January 2010"),
    "a day that is none": ({"received_at_day": "31", "received_at_month": "2"}, "must be a real date"),
    "an unknown practice": ({"practice": "Z99999"}, "Nothing in the list matches “Z99999”"),
    "a practice of another CCG": ({"practice": "M91901"}, "Cedar Street Practice (M91901) belongs to Walsall"),
    "no subject": ({"subject": ""}, "Enter a subject"),
    "an address that is none": ({"contact_email": "ann at example"}, "Enter an email address in the correct format"),
}  # fmt: skip
KEPT = {"contact_name": "Ann Example", "detail": "May the practice close on Wednesday afternoon?"}


def count_of_cases() -> int:
    with in_scope_of("officer"), transaction.atomic():
        return Query.objects.count()


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_entry_is_named_and_nothing_typed_is_lost(sit: Callable[..., Page], what: str) -> None:
    typed, said = WRONG[what]
    page, before = sit("officer"), count_of_cases()
    fill_log(page, **typed)
    page.get_by_role("button", name="Log the query").click()
    assert said in problems(page)
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    for name, text in {**KEPT, **typed}.items():
        expect(page.locator(f"form.hub-log [name={name}]")).to_have_value(text)
    page.locator(".nhsuk-error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") in {*typed, "received_at_day", "practice"}
    assert count_of_cases() == before


def test_all_that_is_wrong_is_said_at_once_on_a_sound_page(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    fill_log(page, practice="Z99999", subject="", detail="About 943 476 5919", received_at_year="2009")
    page.get_by_role("button", name="Log the query").click()
    said = problems(page)
    for part in ("Z99999", "Enter a subject", "NHS number (943 476 5919)", "1 January 2010"):
        assert part in said
    looks.assert_sound(page)


def test_an_nhs_number_is_warned_of_once(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    fill_log(page, subject="A number in the text", detail="See 943 476 5919")
    page.get_by_role("button", name="Log the query").click()
    assert "looks as if it includes an NHS number (943 476 5919)" in problems(page)
    page.get_by_label("I have checked").check()
    page.get_by_role("button", name="Log the query").click()
    expect(page.get_by_text("is logged.")).to_be_visible()


def test_emoji_and_right_to_left_text_are_kept_as_typed_and_disturb_nothing(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    subject, detail = "ساعات العمل 🏥 opening hours", "‮مرحبا‬ شكرا 👩🏽‍⚕️ – next: שלום"
    reference = log(page, subject=subject, detail=detail)
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)
    expect(page.locator(".hub-typed").first).to_have_text(detail)
    assert page.locator(".hub-typed").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    looks.assert_sound(page)
    page.goto("/cases/?view=all&q=🏥")
    page.goto(f"/cases/?view=all&q={reference}")
    expect(page.locator(".hub-worklist__subject")).to_have_text(subject)
    looks.assert_sound(page)


def test_ten_megabytes_pasted_are_counted_and_given_back(sit: Callable[..., Page]) -> None:
    page, before = sit("officer"), count_of_cases()
    fill_log(page)
    page.locator("form.hub-log [name=detail]").evaluate("(box, size) => { box.value = 'x'.repeat(size) }", 10_000_000)
    page.get_by_role("button", name="Log the query").click(no_wait_after=True)
    page.wait_for_selector(".nhsuk-error-summary", timeout=60_000)
    assert "must be 50,000 characters or fewer. You entered 10,000,000" in problems(page)
    assert page.locator("form.hub-log [name=detail]").evaluate("box => box.value.length") == 10_000_000
    assert count_of_cases() == before


def test_a_file_of_the_wrong_kind_or_too_large_is_refused_by_name_and_the_rest_kept(
    sit: Callable[..., Page], tmp_path: Path
) -> None:
    program, paper, vast = tmp_path / "setup.exe", tmp_path / "paper.pdf", tmp_path / "scan.pdf"
    program.write_bytes(b"MZ program")
    paper.write_bytes(b"MZ not a paper")
    with vast.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(100_000_000)  # sparse: it takes no room on the disk
    page = sit("officer")
    for path, said in (
        (program, "“setup.exe” must be a"),
        (paper, "“paper.pdf”"),
        (vast, "“scan.pdf” must be smaller"),
    ):
        before = count_of_cases()
        fill_log(page)
        page.locator("[name=attachments]").set_input_files(path)
        page.get_by_role("button", name="Log the query").click()
        assert said in problems(page)
        for name, text in KEPT.items():
            expect(page.locator(f"form.hub-log [name={name}]")).to_have_value(text)
        assert count_of_cases() == before


def test_a_file_chosen_once_is_kept_while_the_rest_is_put_right(sit: Callable[..., Page], tmp_path: Path) -> None:
    rota = tmp_path / "rota.txt"
    rota.write_text("Monday: open")
    page = sit("officer")
    fill_log(page, subject="")
    page.locator("[name=attachments]").set_input_files(rota)
    page.get_by_role("button", name="Log the query").click()
    expect(page.get_by_text("Kept from before")).to_be_visible()
    page.locator("form.hub-log [name=subject]").fill("The rota of next week")
    page.get_by_role("button", name="Log the query").click()
    expect(page.get_by_role("link", name="rota.txt")).to_be_visible()


def test_two_people_on_one_case_both_see_both_versions_and_lose_nothing(sit: Callable[..., Page]) -> None:
    first, second = sit("officer"), sit("head")
    log(first, subject="Premises works")
    reference = reference_of(first)
    for page in (first, second):
        page.goto(f"/cases/{reference}/edit/")
    second.locator("main [name=subject]").fill("Premises works in Alder Lane")
    second.get_by_role("button", name="Save the changes").click()
    expect(second.get_by_text("The changes are saved.")).to_be_visible()

    first.locator("main [name=subject]").fill("Premises works, second phase")
    first.get_by_role("button", name="Save the changes").click()
    assert re.search(rf"Head changed {reference} .* while you had it open", problems(first))
    row = first.get_by_role("row", name="Subject")
    expect(row).to_contain_text("Premises works in Alder Lane")
    expect(row).to_contain_text("Premises works, second phase")
    expect(first.locator("main [name=subject]")).to_have_value("Premises works, second phase")
    looks.assert_sound(first)
    first.get_by_role("button", name="Save the changes").click()
    expect(first.get_by_role("heading", level=1)).to_contain_text("Premises works, second phase")
