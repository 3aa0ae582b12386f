"""The same job on a browser that runs no script: nothing needs one."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys.steps import fill_log, reference_of, sign_in


def test_an_officer_works_a_query_to_its_answer_without_javascript(sit: Callable[..., Page]) -> None:
    page = sit(java_script_enabled=False)
    sign_in(page, "officer", PASSWORD)

    fill_log(page, subject="Boundary of the practice area", received_at_day="2", received_at_month="1",
             received_at_year="2016", received_at_time="10:00")  # fmt: skip
    page.get_by_role("button", name="Check dates and duplicates first").click()
    follows = page.locator("#follows")
    expect(follows).to_contain_text("Due by Friday 8 January 2016")
    expect(follows).to_contain_text("Due by Friday 29 January 2016")
    expect(follows).to_contain_text("This is day 0")
    page.get_by_role("button", name="Log the query").click()
    expect(page.get_by_text("is logged.")).to_contain_text("Friday 29 January 2016")
    reference = reference_of(page)

    page.get_by_role("link", name="Cases").first.click()
    page.get_by_role("link", name="All open").click()
    page.get_by_label("Search").fill("boundary")
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("link", name=reference).click()

    page.get_by_role("button", name="Acknowledge", exact=True).click()
    page.get_by_role("button", name="Show as it will go").click()
    expect(page.get_by_label("As it will go")).to_contain_text(f"Your reference is {reference}.")
    page.get_by_role("button", name="Acknowledge", exact=True).click()
    expect(page.get_by_text("Acknowledged. The email is on its way.")).to_be_visible()

    page.get_by_role("button", name="Respond in full").click()
    page.get_by_label("Message").fill("The practice area stays as it was agreed in 2014.")
    page.get_by_role("button", name="Send the full response").click()
    expect(page.locator(".hub-identity")).to_contain_text("Closed on")
    expect(page.get_by_text("The practice area stays as it was agreed in 2014.")).to_be_visible()


def test_cases_are_ticked_and_given_to_somebody_without_javascript(sit: Callable[..., Page]) -> None:
    page = sit("officer", java_script_enabled=False)
    fill_log(page, subject="Nobody has taken this yet")
    page.get_by_role("button", name="Log the query").click()
    page.goto("/cases/?view=unassigned&q=taken")
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Assign", exact=True).click()
    page.get_by_label("Owner").select_option(label="Officer (you)")
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("1 of 1 case done.")).to_be_visible()
