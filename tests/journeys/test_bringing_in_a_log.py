"""An existing log comes in as a file: every line at fault is named, then all of it comes in or none."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.steps import problems

HEAD = "ccg,kind,stream,category,subject,received_on,practice\n"
GOOD = "05R,query,contracting,access,Key to the old branch,04/01/2016,M84901\n"
WRONG = "05R,query,contracting,access,مفتاح,31/02/2016,Z99999\n"


def test_a_log_is_put_right_line_by_line_and_brought_in_whole(sit: Callable[..., Page], tmp_path: Path) -> None:
    page, log = sit("officer"), tmp_path / "log.csv"
    page.goto("/cases/import/")
    log.write_text(HEAD + GOOD + WRONG, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(log)
    page.get_by_role("button", name="Check the file").click()
    assert "Nothing was brought in" in problems(page)
    row = page.get_by_role("row", name="3 received_on")
    expect(row).to_contain_text("“31/02/2016” is not a date. Write it as 31/01/2016 or 2016-01-31.")
    looks.assert_sound(page)
    page.goto("/cases/?view=all&q=branch")
    expect(page.get_by_text("Key to the old branch")).to_have_count(0)

    page.goto("/cases/import/")
    log.write_text(HEAD + GOOD + GOOD.replace("Key to", "Lock of"), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(log)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what will be brought in")
    looks.assert_sound(page)
    page.locator("main form button").click()
    expect(page.get_by_text("2 cases brought in")).to_be_visible()
    expect(page.get_by_text("Lock of the old branch")).to_be_visible()
