"""At 390 pixels: the list, a case and its acknowledgement fit, and are worked by touch."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.steps import log


def test_a_case_is_found_and_acknowledged_on_a_phone(sit: Callable[..., Page]) -> None:
    page = sit("officer", viewport=looks.PHONE, is_mobile=True, has_touch=True)
    reference = log(page, subject="Averyveryverylongwordthatnobodywouldwriteinasubjectbutsomebodypastesone" * 2)
    assert looks.faults(page) == []

    page.goto("/cases/?view=all")
    assert looks.faults(page) == []
    filters = page.locator("summary", has_text="Filters")
    expect(page.get_by_label("Search")).to_be_hidden()
    filters.tap()
    page.get_by_label("Search").fill(reference)
    page.get_by_role("button", name="Apply filters").tap()
    expect(page.locator("table tbody th[scope=row]")).to_have_count(1)
    page.get_by_role("link", name=reference).tap()

    page.get_by_role("button", name="Acknowledge", exact=True).tap()
    expect(page.get_by_label("Message")).to_be_visible()
    assert looks.faults(page) == []
    page.get_by_role("button", name="Acknowledge", exact=True).tap()
    expect(page.get_by_text("Acknowledged. The email is on its way.")).to_be_visible()
    assert looks.faults(page) == []


def test_the_whole_menu_is_reached_on_a_phone(sit: Callable[..., Page]) -> None:
    page = sit("head", viewport=looks.PHONE, is_mobile=True, has_touch=True)
    page.goto("/")
    page.get_by_role("button", name="More").tap()
    page.get_by_role("link", name="Settings").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Settings")
