"""What a desk refuses when two people press at once, or too late: said on the page, and nothing lost."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.governance.desk import Table
from tests.journeys.looks import assert_sound


@pytest.fixture(scope="module")
def table(portal: str) -> Table:
    return Table().opened("lay-chair", "vice", "officer", "gp")


def _address(table: Table) -> str:
    return reverse("desk:desk", args=[table.terms.committee.public_id, 1])


def _put(page: Page, words: str, *, way: str = "Recorded vote") -> None:
    page.locator("#fold-move").click()
    page.locator("#part-move").get_by_label("Motion").fill(words)
    page.locator("#part-move").get_by_label("Moved by").select_option("lay-chair")
    page.locator("#part-move").get_by_label(way).check()
    page.locator("#send-move").click()
    expect(page.locator("#part-motions")).to_contain_text(words)


def test_from_an_exclusion_of_the_public_to_two_who_close_at_once(sit: Callable[..., Page], table: Table) -> None:
    first, second = sit("secretary"), sit("secretary")
    for page in (first, second):
        page.goto(_address(table))

    # An arrival is noted late, at a time that is none, and then at one that is.
    first.locator("#fold-arrived").click()
    first.locator("#part-arrived").get_by_label("Who arrived").select_option("finance")
    first.locator("#part-arrived").get_by_label("Arrived at").fill("00:01am")
    first.locator("#send-arrived").click()
    expect(first.locator("#part-arrived")).to_contain_text("must be a time")
    first.locator("#part-arrived").get_by_label("Arrived at").fill("12:59pm")
    first.locator("#send-arrived").click()
    expect(first.locator("#part-arrived")).to_contain_text("The meeting opened at")
    first.locator("#part-arrived").get_by_label("Arrived at").fill("2:03pm")
    first.locator("#send-arrived").click()
    expect(first.locator("#part-attendance")).to_contain_text("Here since 2:03pm")
    assert_sound(first)

    # The public is excluded by a motion, and stays until that is carried.
    first.locator("#fold-exclude").click()
    first.locator("#part-exclude").get_by_label("Ground").fill("The prices of bidders")
    first.locator("#part-exclude").get_by_label("Moved by").select_option("lay-chair")
    first.locator("#part-exclude").get_by_label("Seconded by").select_option("vice")
    first.locator("#part-exclude").get_by_label("Consensus").check()
    first.locator("#send-exclude").click()
    expect(first.locator("#part-motions")).to_contain_text("It excludes the public, once it is carried.")
    expect(first.locator("#part-now")).not_to_contain_text("The public is excluded")
    first.locator("#press-consensus").click()
    first.locator("#press-result").click()
    expect(first.locator("#part-now")).to_contain_text("The public is excluded")
    expect(first.locator("#part-agenda")).to_contain_text("Private")
    assert_sound(first)

    # A vote twice, and one after the result: pressed on a page that has not heard of the first.
    _put(first, "Approve the lease")
    expect(second.locator("#vote-officer-for")).to_be_visible()
    second.context.set_offline(True)
    first.locator("#vote-officer-against").click()
    expect(first.locator("#part-motions")).to_contain_text("0 for, 1 against")
    second.locator("#vote-officer-for").click()
    second.context.set_offline(False)
    expect(second.locator("#desk-waiting")).to_contain_text("Not entered: For Dev Officer", timeout=6000)
    expect(second.locator("#part-motions")).to_contain_text("0 for, 1 against")
    second.context.set_offline(True)
    first.locator("#press-result").click()
    expect(first.locator("#part-motions")).to_contain_text("Not carried")
    second.locator("#vote-vice-for").click()
    second.context.set_offline(False)
    expect(second.locator("#desk-waiting")).to_contain_text("Not entered: For Member", timeout=6000)

    # Stepped back with the reason, it is open again; there is no casting vote without a tie.
    first.get_by_role("link", name="Step back entry").first.click()
    first.get_by_label("Why is it stepped back?").fill("A vote was still to come")
    first.get_by_role("button", name="Step it back").click()
    expect(first.locator("#part-entries")).to_contain_text("A vote was still to come")
    expect(first.locator("#part-casting")).to_be_empty()
    first.locator("#vote-vice-against").click()
    expect(first.locator("#part-motions")).to_contain_text("0 for, 2 against")
    first.locator("#press-result").click()
    expect(first.locator("#part-motions")).to_contain_text("Not carried")

    # Two close at the same moment: one of them is told that it was closed.
    first.locator("#fold-end_item").click()
    first.locator("#send-end_item").click()
    expect(first.locator("#press-close")).to_be_visible()
    expect(second.locator("#press-close")).to_be_visible()
    second.context.set_offline(True)
    second.locator("#press-close").click()
    first.locator("#press-close").click()
    expect(first.locator("#part-now")).to_contain_text("Closed at")
    second.context.set_offline(False)
    expect(second.locator("#desk-waiting")).to_contain_text("Not entered: Close the meeting", timeout=6000)
    expect(second.locator("#part-now")).to_contain_text("Closed at")
    assert [one.kind for one in table.entries()].count("close") == 1
