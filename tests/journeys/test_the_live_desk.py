"""Two secretaries and a member at one meeting, in browsers: nothing typed is lost, whatever the connection does."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.governance.desk import Table
from tests.journeys.looks import PHONE, assert_sound


@pytest.fixture(scope="module")
def table(portal: str) -> Table:
    return Table().opened("lay-chair", "officer", "gp", "second-gp")


def _address(table: Table, name: str = "desk") -> str:
    return reverse(f"desk:{name}", args=[table.terms.committee.public_id, 1])


def _note(page: Page, words: str) -> None:
    if not page.get_by_label("Note for the minutes").is_visible():
        page.locator("#fold-note").click()
    page.get_by_label("Note for the minutes").fill(words)
    page.locator("#send-note").click()


def test_an_item_with_a_conflict_a_stand_in_and_a_member_on_a_phone(sit: Callable[..., Page], table: Table) -> None:
    page = sit("secretary")
    page.goto(_address(table))
    page.locator("#fold-declare").click()
    page.locator("#part-declare").get_by_label("Who declares").select_option("gp")
    page.locator("#part-declare").get_by_label("Interest", exact=True).fill("Partner in one of them")
    page.locator("#send-declare").click()
    page.locator("#fold-treat").click()
    page.locator("#part-treat").get_by_label("Whose interest").select_option("gp")
    page.locator("#part-treat").get_by_label("Leaves for the discussion").check()
    page.locator("#send-treat").click()
    page.locator("#fold-stand_in").click()
    page.locator("#part-stand-in").get_by_label("In the place of").select_option("gp")
    page.locator("#part-stand-in").get_by_label("Who stands in").select_option("second-gp")
    page.locator("#send-stand_in").click()
    expect(page.locator("#part-now")).to_contain_text("Gus Doctor stands in for Finn Doctor and votes.")
    page.locator("#fold-move").click()
    page.locator("#part-move").get_by_label("Motion").fill("Approve the merger")
    page.locator("#part-move").get_by_label("Moved by").select_option("lay-chair")
    page.locator("#send-move").click()
    expect(page.locator("#part-motions")).to_contain_text("Approve the merger")

    phone = sit("member", viewport=PHONE, is_mobile=True, has_touch=True)
    phone.goto(_address(table, "mine"))
    phone.locator("#press-arrive").tap()
    expect(phone.locator("#part-now")).to_contain_text("You are recorded as present.")
    phone.locator("#choose-against").tap()
    phone.locator("#press-confirm").tap()
    expect(phone.locator("#part-vote")).to_contain_text("Your vote is recorded: Against")
    assert_sound(phone)

    expect(page.locator("#part-motions")).to_contain_text("0 for, 1 against", timeout=2500)
    page.locator("#vote-second-gp-for").click()
    expect(page.locator("#part-casting")).to_contain_text("Give the casting vote")
    assert_sound(page)
    page.locator("#fold-casting").click()
    page.locator("#part-casting").get_by_label("For", exact=True).check()
    page.locator("#part-casting").get_by_label("Reason").fill("Patients gain")
    page.locator("#send-casting").click()
    page.locator("#press-result").click()
    expect(page.locator("#part-motions")).to_contain_text("Carried")
    expect(phone.locator("#part-vote")).to_contain_text("Carried", timeout=2500)


def test_the_other_secretary_s_entry_comes_while_one_types_and_typing_stays(
    sit: Callable[..., Page], table: Table
) -> None:
    first, second = sit("secretary"), sit("secretary")
    first.goto(_address(table))
    second.goto(_address(table))
    first.locator("#fold-note").click()
    first.get_by_label("Note for the minutes").fill("Half a sen")

    _note(second, "From the other table")

    expect(first.locator("#part-entries")).to_contain_text("From the other table", timeout=2500)
    expect(first.get_by_label("Note for the minutes")).to_have_value("Half a sen")
    expect(first.get_by_label("Note for the minutes")).to_be_focused()


def test_every_entry_stays_shown_when_more_come(sit: Callable[..., Page], table: Table) -> None:
    for number in range(31):
        table.say("note", item=table.item, words=f"Note {number}")
    page = sit("secretary")
    page.goto(_address(table))
    entries = page.locator("#part-entries")
    page.get_by_role("link", name="Show all").click()
    expect(entries).to_contain_text("The meeting opens.")

    table.say("note", item=table.item, words="From the other table, again")
    expect(entries).to_contain_text("From the other table, again", timeout=2500)
    expect(entries).to_contain_text("The meeting opens.")
    _note(page, "From this table")
    expect(entries).to_contain_text("From this table")
    expect(entries).to_contain_text("The meeting opens.")


def test_what_was_refused_is_not_lost_when_somebody_else_enters_something(
    sit: Callable[..., Page], table: Table
) -> None:
    page = sit("secretary")
    page.goto(_address(table))
    note = page.get_by_label("Note for the minutes")
    _note(page, "Patient 943 476 5919 complained")
    expect(page.locator("#part-note")).to_contain_text("looks as if it includes an NHS number")
    page.locator("#fold-action").focus()

    table.say("note", item=table.item, words="Entered by a colleague meanwhile")

    expect(page.locator("#part-entries")).to_contain_text("Entered by a colleague meanwhile", timeout=2500)
    expect(note).to_have_value("Patient 943 476 5919 complained")
    note.fill("A patient complained")
    page.locator("#send-note").click()
    expect(page.locator("#part-entries")).to_contain_text("A patient complained")
    expect(note).to_have_value("")


def test_a_lost_connection_loses_no_entry(sit: Callable[..., Page], table: Table) -> None:
    page = sit("secretary")
    page.goto(_address(table))
    page.context.set_offline(True)
    for words in ("First while away", "Second while away"):
        _note(page, words)
    expect(page.locator("#desk-waiting")).to_contain_text("2 entries wait to be sent.")
    page.context.set_offline(False)

    expect(page.locator("#part-entries")).to_contain_text("Second while away", timeout=5000)
    expect(page.locator("#desk-waiting")).to_be_empty()
    page.reload()
    entries = page.locator("#part-entries li")
    expect(entries.filter(has_text="First while away")).to_have_count(1)
    expect(entries.filter(has_text="Second while away")).to_have_count(1)


def test_an_entry_refused_after_the_connection_is_back_is_shown_with_its_words(
    sit: Callable[..., Page], table: Table
) -> None:
    page = sit("secretary")
    page.goto(_address(table))
    page.locator("#fold-declare").click()
    page.context.set_offline(True)
    table.say("declare", item=table.item, seat="officer", words="The first, entered by a colleague meanwhile")
    page.locator("#part-declare").get_by_label("Who declares").select_option("officer")
    page.locator("#part-declare").get_by_label("Interest", exact=True).fill("A second interest")
    page.locator("#send-declare").click()
    expect(page.locator("#desk-waiting")).to_contain_text("1 entry waits to be sent.")
    page.context.set_offline(False)

    expect(page.locator("#desk-waiting")).to_contain_text("A second interest", timeout=5000)
    expect(page.locator("#desk-waiting")).to_contain_text("Not entered")
