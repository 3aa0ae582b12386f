"""A case is its own CCG's: another's lead meets a page that says nothing, the practice sees what is for it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import looks
from tests.journeys.steps import act, log, reference_of


def test_the_lead_of_another_ccg_is_told_no_more_than_a_stranger(sit: Callable[..., Page]) -> None:
    reference = log(sit("officer"), subject="Partner leaving next month")
    for key in ("neighbour_lead", "stranger"):
        page = sit(key)
        answer = page.goto(f"/cases/{reference}/")
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
        expect(page.locator("body")).not_to_contain_text("Partner leaving")
        page.goto("/cases/?view=all&q=partner")
        expect(page.locator("body")).not_to_contain_text(reference)
    looks.assert_sound(page)

    lead = sit("lead")
    lead.goto(f"/cases/{reference}/")
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Partner leaving next month")
    expect(lead.get_by_role("button", name="Acknowledge")).to_have_count(0)


def test_a_practice_asks_and_follows_the_clock_without_the_notes_of_the_hub(sit: Callable[..., Page]) -> None:
    manager = sit("practice")
    manager.goto("/")
    manager.get_by_role("button", name="Ask the hub a question").click()
    manager.get_by_label("What is it about?").select_option("access")
    manager.locator("main [name=subject]").fill("May we close for training?")
    manager.locator("main [name=detail]").fill("On the first Wednesday of March, in the afternoon.")
    manager.locator("main form button.nhsuk-button").last.click()
    expect(manager.get_by_text("Your question is with the hub.")).to_be_visible()
    reference = reference_of(manager)

    officer = sit("officer")
    act(officer, reference, "note", "Add a note", body="Ask the head before this goes out")
    act(officer, reference, "acknowledge", "Acknowledge")

    manager.goto("/")
    manager.get_by_role("link", name=reference).click()
    expect(manager.get_by_role("region", name="Acknowledge the query")).to_contain_text("Met")
    expect(manager.get_by_role("region", name="Answer in full")).to_contain_text("Due by")
    expect(manager.get_by_text("we have received your query")).to_be_visible()
    expect(manager.locator("body")).not_to_contain_text("Ask the head before this goes out")
    looks.assert_sound(manager)


def test_whoever_asked_follows_by_a_link_that_shows_one_case_only(sit: Callable[..., Page]) -> None:
    officer = sit("officer")
    reference = log(officer, subject="A question from the public")
    act(officer, reference, "note", "Add a note", body="Not for the public")
    officer.get_by_text("Link for whoever asked").click()
    officer.get_by_role("button", name="Make a link").click()
    officer.get_by_text("Link for whoever asked").click()
    link = officer.get_by_role("link", name="/cases/follow/").get_attribute("href")
    assert link

    anybody = sit()
    anybody.goto(link)
    expect(anybody.get_by_role("heading", level=1)).to_contain_text(reference)
    expect(anybody.locator("body")).not_to_contain_text("Not for the public")
    looks.assert_sound(anybody)
    anybody.goto(f"/cases/{reference}/")
    expect(anybody.get_by_role("heading", level=1)).to_have_text("Sign in")
