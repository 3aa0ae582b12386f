"""A member declares an interest, the secretary publishes the register, and anybody reads it."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.governance.interests.room import committee
from tests.journeys import looks


def fill_day(page: Page, name: str, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name={name}_{part}]").fill(value)


def test_an_interest_is_declared_published_read_and_ended(sit: Callable[..., Page]) -> None:
    member, secretary, visitor = sit("member"), sit("secretary"), sit(None)
    room = reverse("interests:list", args=[committee().public_id])
    member.goto(room)
    member.get_by_role("button", name="Declare an interest").click()
    member.get_by_label("Financial", exact=True).check()
    member.get_by_label("A supplier or provider").check()
    member.get_by_label("Nature of the interest").fill("Director")
    fill_day(member, "held_from", "1", "4", "2015")
    fill_day(member, "aware_on", "1", "4", "2015")
    member.get_by_role("button", name="Declare", exact=True).click()
    expect(member.get_by_role("link", name="Enter the name of the organisation")).to_be_visible()
    looks.assert_sound(member)
    expect(member.get_by_label("Nature of the interest")).to_have_value("Director")
    member.get_by_label("Name of the organisation").fill("Hazelmere Care Ltd")
    member.get_by_role("button", name="Declare", exact=True).click()
    expect(member.get_by_text("The interest is on the register")).to_be_visible()
    looks.assert_sound(member)

    secretary.goto(room)
    secretary.get_by_role("link", name="Published", exact=True).click()
    secretary.get_by_role("link", name="Register of interests").last.click()
    expect(secretary.get_by_text("Hazelmere Care Ltd")).to_be_visible()
    secretary.get_by_role("button", name="Publish", exact=True).click()
    expect(secretary.get_by_text("Anybody can read it now")).to_be_visible()
    looks.assert_sound(secretary)

    visitor.goto("/public/")
    visitor.get_by_role("link", name=committee().name).click()
    visitor.get_by_role("link", name="Register of interests").click()
    expect(visitor.get_by_text("Hazelmere Care Ltd")).to_be_visible()
    looks.assert_sound(visitor)
    with visitor.expect_download() as found:
        visitor.get_by_role("link", name="Download as CSV").click()
    assert b"Hazelmere Care Ltd" in found.value.path().read_bytes()

    member.get_by_role("link", name="Member", exact=True).last.click()
    member.get_by_role("button", name="End this interest").click()
    member.get_by_role("button", name="End the interest").click()
    expect(member.get_by_text("Shown publicly until")).to_be_visible()
    looks.assert_sound(member)
