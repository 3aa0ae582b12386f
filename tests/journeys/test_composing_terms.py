"""A committee is made, its terms are composed without code, adopted, filled, and tried out."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys import looks


def press(page: Page, name: str) -> None:
    """Press a button, and find the page that follows sound."""
    page.get_by_role("button", name=name, exact=True).click()
    looks.assert_sound(page)


def follow(page: Page, name: str) -> None:
    """Follow a link, and find the page that follows sound."""
    page.get_by_role("link", name=name, exact=True).first.click()
    looks.assert_sound(page)


def test_a_committee_from_its_making_to_its_first_quorum(sit: Callable[..., Page]) -> None:
    head, secretary = sit("head"), sit("secretary")
    head.goto("/committees/")
    follow(head, "Make a committee")
    head.get_by_label("Name of the committee").fill("Arden Joint Committee")
    head.get_by_label("Kind of committee").select_option("joint")
    for ccg in ("Coventry and Rugby", "Warwickshire North"):
        head.get_by_label(ccg, exact=True).check()
    head.get_by_label("Secretary").select_option(label="Secretary, ")
    press(head, "Make a committee")
    expect(head.get_by_text("Arden Joint Committee is made")).to_be_visible()

    secretary.goto("/committees/")
    follow(secretary, "Arden Joint Committee")
    follow(secretary, "Terms of reference")
    follow(secretary, "Change the draft")
    follow(secretary, "Drop the draft")
    press(secretary, "Drop the draft")
    follow(secretary, "Begin a new version")
    secretary.get_by_label("Mid and North East Essex joint committee").check()
    press(secretary, "Begin the draft")
    expect(secretary.get_by_text("may both be elected from one of")).to_be_visible()

    _compose(secretary)
    follow(secretary, "Adopt the terms")
    secretary.get_by_label("Adopted by").fill("Both governing bodies")
    press(secretary, "Adopt the terms")
    expect(secretary.get_by_text("Adopted terms never change")).to_be_visible()
    _fill(secretary)


def _compose(page: Page) -> None:
    """A further rule beside the quorum, with its clause, and a faulty one first."""
    page.get_by_role("link", name="Add a rule to meet as well").first.click()
    looks.assert_sound(page)
    follow(page, "A part of the voting members")
    page.get_by_label("Part of the voting members").fill("5/4")
    page.get_by_label("Clause", exact=False).first.fill("16A")
    press(page, "Save the rule")
    expect(page.get_by_label("Clause", exact=False).first).to_have_value("16A")
    page.get_by_label("Part of the voting members").fill("1/2")
    press(page, "Save the rule")
    expect(page.get_by_text("At least half of the voting members, rounded up.")).to_be_visible()
    expect(page.get_by_text("Clause: 16A")).to_be_visible()


def _fill(page: Page) -> None:
    """A lay member is appointed and elected chair; then a quorum is tried out."""
    follow(page, "Members")
    follow(page, "Appoint a member or deputy")
    page.get_by_label("Seat", exact=True).select_option("mid-lay")
    page.get_by_label("Name", exact=True).fill("Ada Lane")
    press(page, "Appoint")
    follow(page, "Record an election")
    page.get_by_label("Chair", exact=True).check()
    page.get_by_label("Member elected").select_option("mid-lay")
    page.get_by_label("How they were elected").fill("Unopposed, at the first meeting")
    press(page, "Record the election")
    expect(page.get_by_text("The election is recorded.")).to_be_visible()
    follow(page, "Terms of reference")
    follow(page, "Try out a quorum or a vote")
    expect(page.get_by_text("Not quorate", exact=True)).to_be_visible()
    for title in ("Mid Essex Chief Officer", "North East Essex lay member", "North East Essex Chief Officer",
                  "NHS England Area Director", "NHS England Head of Primary Care"):  # fmt: skip
        page.get_by_label(f"{title} is present", exact=True).check()
    press(page, "Work it out")
    expect(page.get_by_text("Quorate", exact=True)).to_be_visible()
