"""What else officers and heads do in a day: wait, exclude, merge, work many at once, keep a view, take it away."""

import csv
import re
from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.steps import act, log, reference_of

SAID = ".nhsuk-notification-banner"


def test_the_clock_waits_for_the_requester_and_goes_on(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    reference = log(page, subject="Waiting for figures")
    act(page, reference, "acknowledge", "Acknowledge")
    act(page, reference, "pause", "Pause the clock", reason="The list of partners")
    expect(page.locator(SAID)).to_contain_text("The clock is paused.")
    expect(page.locator(".hub-identity")).to_contain_text("Waiting for the requester since")
    expect(page.get_by_role("region", name="Answer in full")).to_contain_text("Paused")
    looks.assert_sound(page)
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Resume the clock").click()
    expect(page.locator(SAID)).to_contain_text("The clock is running again.")


def test_a_case_is_excluded_for_one_of_the_reasons_of_the_standard(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    reference = log(page, subject="A dispute in court")
    page.goto(f"/cases/{reference}/exclude/")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Exclude from the standard").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("what happened")
    expect(page.get_by_role("radio").first).to_be_checked()
    page.get_by_label("What happened").fill("It is before the tribunal")
    page.get_by_role("button", name="Exclude from the standard").click()
    expect(page.locator(SAID)).to_contain_text("The case is left out of the standard.")
    expect(page.get_by_role("region", name="Answer in full")).to_contain_text("Excluded")


def test_a_duplicate_is_merged_and_the_merge_undone(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    kept = log(page, subject="Smear test payments in March")
    fill = "Smear test payments in March"
    page.goto("/cases/log/")
    page.locator("form.hub-log [name=practice]").fill("M84901")
    page.locator("form.hub-log [name=subject]").fill(fill)
    page.locator("form.hub-log [name=detail]").fill("The same again")
    page.locator("[name=category]").select_option("access")
    page.get_by_role("button", name="Log the query").click()
    expect(page.get_by_role("heading", name="This may be logged already")).to_be_visible()
    looks.assert_sound(page)
    page.get_by_role("button", name="It is a new query: log it").click()
    expect(page.get_by_text("is logged.")).to_be_visible()
    double = reference_of(page)

    page.goto(f"/cases/{double}/merge/")
    expect(page.locator("main")).to_contain_text(kept)
    page.get_by_label("Case to keep").fill(kept)
    page.get_by_label("Why they are the same").fill("Sent twice")
    page.get_by_role("button", name="Merge this case").click()
    expect(page.locator(SAID)).to_contain_text(f"{double} is merged into {kept}.")
    page.get_by_role("button", name="Undo the merge").click()
    page.get_by_label("Why the merge is undone").fill("Another month")
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.locator(SAID)).to_contain_text("this case is open again")


def test_many_cases_are_acknowledged_at_once_and_each_result_is_said(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    references = [
        log(page, subject=f"Together: {what}") for what in ("cleaning contract", "rent review", "new partner")
    ]
    act(page, references[0], "acknowledge", "Acknowledge")
    page.goto("/cases/?view=all&q=together")
    page.get_by_label("Tick all rows on this page").check()
    expect(page.get_by_text("3 ticked")).to_be_visible()
    page.get_by_role("button", name="Acknowledge", exact=True).click()
    looks.assert_sound(page)
    page.get_by_role("button", name="Acknowledge", exact=True).click()
    expect(page.get_by_text("2 of 3 cases done.")).to_be_visible()
    expect(page.get_by_role("row", name=references[0])).to_contain_text("Refused")
    expect(page.get_by_role("row", name=references[1])).to_contain_text("Done")
    looks.assert_sound(page)


def test_a_view_is_saved_and_what_it_shows_is_taken_away_as_csv(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    reference = log(page, subject="=1+1 lease of the branch", contact_name="=cmd")
    page.goto("/cases/?view=all&q=lease")
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name").fill("Leases")
    page.get_by_role("button", name="Save the view").click()
    page.goto("/cases/")
    page.get_by_role("link", name="Leases", exact=True).click()
    expect(page.locator("table tbody th[scope=row]")).to_have_count(1)

    with page.expect_download() as waited:
        page.get_by_role("link", name="Download all as CSV").click()
    assert re.fullmatch(r"[\w-]+\.csv", waited.value.suggested_filename)
    with open(waited.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1
    assert reference in rows[0].values()
    assert "'=1+1 lease of the branch" in rows[0].values()  # a spreadsheet shows it and does not calculate it


def day_of(words: str) -> datetime:
    """A day as it is written out: Friday 8 January 2016."""
    return datetime.strptime(f"{words} +0000", "%A %d %B %Y %z")


def show_closure(page: Page, *, day: datetime) -> None:
    """Ask what a closure on a day would move."""
    page.goto("/settings/closures/")
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name=day_{part}]").fill(str(number))
    page.get_by_label("Reason").fill("Move of offices")
    page.get_by_role("button", name="Show what would move").click()


def test_a_closure_is_seen_before_it_is_saved_and_moves_the_dates_it_said(sit: Callable[..., Page]) -> None:
    reference = log(sit("officer"), subject="Dates that will move")
    head = sit("head")
    head.goto(f"/cases/{reference}/")
    acknowledge = head.get_by_role("region", name="Acknowledge the query").locator(".hub-clock__due strong")
    before = acknowledge.inner_text()
    show_closure(head, day=day_of(before))
    row = head.get_by_role("row", name=f"{reference} Dates that will move Acknowledge")
    expect(row).to_contain_text(before)
    after = row.get_by_role("cell").last.inner_text()
    assert after != before
    looks.assert_sound(head)
    head.goto(f"/cases/{reference}/")
    expect(acknowledge).to_have_text(before)

    show_closure(head, day=day_of(before))
    head.get_by_role("button", name="Save the closure").click()
    expect(head.get_by_role("row", name="Move of offices")).to_be_visible()
    head.goto(f"/cases/{reference}/")
    expect(acknowledge).to_have_text(after)
