"""A secretary plans the year and builds an agenda without scripts, orders it by keyboard, and by dragging with them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hubportal.clocks.calendar import england
from hubportal.web.words import long_date
from reporting.demo.files import one_page
from tests.journeys.keyboard import go, write


def titles(page: Page) -> list[str]:
    return page.locator(".hub-agenda__item h3").all_inner_texts()


@pytest.mark.parametrize("scripts", [False, True])
def test_from_the_years_plan_to_an_agenda_in_order(sit: Callable[..., Page], tmp_path: Path, scripts: bool) -> None:
    page = sit("secretary", java_script_enabled=scripts)
    page.goto("/committees/")
    page.get_by_role("link", name="South Warwickshire Primary Care Committee").click()
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("button", name="Plan the year").click()
    first = england().working_day_on_or_after(date.today() + timedelta(days=60 + 7 * scripts))
    for part, value in (("day", first.day), ("month", first.month), ("year", first.year)):
        page.get_by_label(part.capitalize(), exact=True).fill(str(value))
    page.get_by_label("How many meetings").fill("1")
    page.get_by_role("button", name="Propose the dates").click()
    page.get_by_role("button", name="Plan these meetings").click()
    expect(page.get_by_text("1 meeting planned.")).to_be_visible()

    page.get_by_role("row").filter(has_text=long_date(first)).get_by_role("link").click()
    for name in ("Apologies", "Budget", "Merger"):
        page.get_by_role("button", name="Add an item").click()
        page.get_by_label("Title").fill(name)
        page.get_by_role("button", name="Add the item").click()
    assert titles(page) == ["1. Apologies", "2. Budget", "3. Merger"]

    if scripts:
        items = page.locator(".hub-agenda__item")
        items.nth(2).locator("h3").drag_to(items.nth(0))
        expect(page.get_by_text("“Merger” is now item 1.")).to_be_visible()
        write(page, page.get_by_label("Place of item 1"), "3")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("“Merger” is now item 3.")).to_be_visible()
        go(page, page.get_by_role("button", name="Up item 3"))
    else:
        page.get_by_role("button", name="Up item 3").click()
    expect(page.get_by_text("“Merger” is now item 2.")).to_be_visible()
    assert titles(page) == ["1. Apologies", "2. Merger", "3. Budget"]

    page.get_by_role("link", name="Add a paper to item 2").click()
    page.get_by_label("PDF").set_input_files({"name": "p.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 no"})
    page.get_by_label("Title").fill("Business case")
    page.get_by_role("button", name="Add the paper").click()
    expect(page.get_by_role("link", name="The selected PDF is damaged")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Business case")
    kept = tmp_path / "case.pdf"
    kept.write_bytes(one_page("The case for the merger"))
    page.get_by_label("PDF").set_input_files(kept)
    page.get_by_role("button", name="Add the paper").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Business case", exact=True).click()
    assert download.value.path().read_bytes() == kept.read_bytes()
