"""A variation and a notice go from one person to the next, each at their own browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys import looks
from tests.journeys.steps import problems, sign_in


def _fill_day(page: Page, name: str, day: str) -> None:
    for part, text in zip(("day", "month", "year"), day.split("/"), strict=True):
        page.locator(f"[name={name}_{part}]").fill(text)


def _add_file(page: Page, what: str) -> None:
    page.locator("summary", has_text="More you can do").click()
    page.get_by_role("link", name="Add files").click()
    page.locator("[name=attachments]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"An invented letter."}
    )
    page.get_by_label("Hub and CCG").check()
    page.get_by_label(what).check()
    page.get_by_role("button", name="Add files").click()
    expect(page.get_by_text("1 file added.")).to_be_visible()


def _step(page: Page, name: str) -> None:
    """Open a move's page and make it as it stands."""
    page.get_by_role("button", name=name, exact=True).click()
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text("Done", exact=True).first).to_be_visible()


def test_a_24_hour_retirement_is_recorded_by_one_and_agreed_by_another(sit: Callable[..., Page]) -> None:
    officer, head = sit("officer"), sit()
    officer.goto("/variations/new/")
    looks.assert_sound(officer)
    officer.get_by_role("link", name="24-hour retirement").click()
    officer.get_by_label("Practice", exact=True).fill("M84901")
    _fill_day(officer, "received_on", "4/1/2016")
    _fill_day(officer, "retires_on", "31/3/2016")
    _fill_day(officer, "returns_on", "31/3/2016")
    officer.get_by_label("Hours a week").fill("16")
    officer.get_by_label("Other partners").fill("2")
    officer.get_by_label("Contract (optional)").select_option("GMS")
    officer.get_by_role("button", name="Record it").click()
    assert "enter 2 April 2016 or later" in problems(officer)
    looks.assert_sound(officer)
    _fill_day(officer, "returns_on", "2/4/2016")
    officer.get_by_role("button", name="Record it").click()
    expect(officer.get_by_text("still missing: Letter of application with both dates")).to_be_visible()
    for what in ("Letter of application with both dates", "Consent of the other partners"):
        _add_file(officer, what)
    _step(officer, "All documents are in")
    _step(officer, "Record the assessment")
    expect(officer.get_by_text("Waiting for the Head of Primary Care: agree it for the hub.")).to_be_visible()
    looks.assert_sound(officer)

    sign_in(head, "head", PASSWORD)
    head.get_by_role("link", name="waits for you: agree it for the hub").click()
    head.get_by_role("button", name="Agree it for the hub").click()
    _fill_day(head, "effective_on", "1/4/2016")
    head.locator("main").get_by_role("button", name="Agree it for the hub").click()
    expect(head.get_by_text("It takes effect on 1 April 2016.")).to_be_visible()

    officer.reload()
    officer.get_by_role("button", name="Issue the notice").click()
    looks.assert_sound(officer)
    officer.get_by_label("Letter to print and post").check()
    officer.get_by_label("All parties").check()
    officer.locator("main").get_by_role("button", name="Issue the notice").click()
    expect(officer.get_by_text("The notice is issued.")).to_be_visible()
    officer.goto("/records/post/")
    expect(officer.get_by_role("row", name="Contract variations")).to_be_visible()
    looks.assert_sound(officer)


def test_a_merger_of_a_practice_with_itself_is_refused_and_nothing_typed_is_lost(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    page.goto("/variations/new/merger/")
    page.get_by_label("Practice", exact=True).fill("M84901")
    page.get_by_label("Practices that join it").fill("M84901")
    page.get_by_label("Title (optional)").fill("A merger of two surgeries")
    page.get_by_label("Contract (optional)").select_option("GMS")
    page.get_by_role("button", name="Record it").click()
    assert "M84901 cannot merge with itself" in problems(page)
    expect(page.get_by_label("Title (optional)")).to_have_value("A merger of two surgeries")
    expect(page.get_by_label("Practices that join it")).to_have_value("M84901")


def test_no_notice_goes_on_the_word_of_one_person(sit: Callable[..., Page]) -> None:
    officer, head, lead = sit("officer"), sit(), sit()
    officer.goto("/notices-to-practices/new/remedial/")
    officer.get_by_label("Practice", exact=True).fill("M84901")
    officer.get_by_label("What is wrong").fill("Closed on three weekday afternoons.")
    officer.get_by_label("What the practice must do").fill("Open in all core hours.")
    officer.get_by_label("Days to remedy").fill("20")
    officer.get_by_label("The CCG approves it before it goes").check()
    officer.get_by_role("button", name="Keep the draft").click()
    assert "gives at least 28 days" in problems(officer)
    officer.get_by_label("Days to remedy").fill("28")
    officer.get_by_role("button", name="Keep the draft").click()
    _step(officer, "Send to a second person")
    expect(officer.get_by_role("button", name="Approve it for the hub")).to_have_count(0)

    for page, key, asked in ((head, "head", "approve it for the hub"), (lead, "lead", "approve it for the CCG")):
        sign_in(page, key, PASSWORD)
        page.get_by_role("link", name=f"waits for you: {asked}").click()
        looks.assert_sound(page)
        _step(page, f"{asked[0].upper()}{asked[1:]}")

    officer.reload()
    officer.get_by_role("button", name="Issue the notice").click()
    officer.get_by_label("Letter to print and post").check()
    officer.locator("main").get_by_role("button", name="Issue the notice").click()
    expect(officer.get_by_text("The practice has until the end of")).to_be_visible()
    looks.assert_sound(officer)
