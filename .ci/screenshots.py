"""Makes docs/screenshots/ anew from a running portal with demo data: `make run`, and beside it `make screenshots`.

Each picture names whose page it is, where it is found and how much of it is shown, so that a changed page is
photographed again with one command. Pictures are 1,280 pixels wide, or 390 as on a phone.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "docs" / "screenshots"
HUB, CCG = "hub.example.org", "05r.example.org"


def case_with(words: str, act: str = "") -> Callable[[Page], None]:
    """Open the first case of the list whose row says these words, and then the act of that name."""

    def go(page: Page) -> None:
        page.locator("main table tbody tr", has_text=words).locator("a[href^='/cases/']").first.click()
        page.wait_for_url("**/cases/WM-*/")
        if act:
            page.goto(f"{page.url}{act}/")
        else:
            page.locator("summary", has_text="Why this date").last.click()

    return go


def of_committee(room: str) -> Callable[[Page], None]:
    """Open the first committee of the list, and then one of its rooms."""

    def go(page: Page) -> None:
        first_row(page)
        page.goto(f"{page.url}{room}")
        page.wait_for_load_state("networkidle")

    return go


def first_row(page: Page) -> None:
    """Open the first row of the list."""
    page.locator("main table tbody a").first.click()
    page.wait_for_load_state("networkidle")


def preview_closure(page: Page) -> None:
    """Ask what closing the hub on a weekday about a week from now would move; nothing is saved."""
    day = today() + timedelta(days=7)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    page.get_by_label("Reason").fill("Staff training day")
    page.get_by_role("button", name="Show what would move").click()


def today() -> date:
    """The day in London."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def last_month() -> str:
    """The month before this one, as the addresses of monthly logs write it."""
    return f"{today().replace(day=1) - timedelta(days=1):%Y-%m}"


def fill_log(page: Page) -> None:
    """Type an invented question, so that the picture shows a form in use."""
    page.get_by_label("CCG").first.select_option(label="South Warwickshire")
    page.get_by_label("Subject").first.fill("Seniority payment missing from the November statement")
    page.get_by_label("Details").first.fill(
        "The statement for November shows no seniority payment for one partner. It was there in October."
    )
    page.get_by_label("Category").first.select_option(index=2)
    page.wait_for_timeout(1_000)  # the due dates follow what is typed


def first_agreement(page: Page) -> None:
    """Open the first agreement of the list."""
    page.locator("main table tbody a[href^='/agreements/']").first.click()
    page.wait_for_url("**/agreements/WM-*/")


def record_with(words: str) -> Callable[[Page], None]:
    """Open the first record of the list whose row says these words."""

    def go(page: Page) -> None:
        page.locator("main table tbody tr", has_text=words).locator("th a").first.click()
        page.wait_for_url("**/WM-*/")

    return go


def open_first_service(page: Page) -> None:
    """The first enhanced service of the list."""
    page.locator("main table tbody a").first.click()


def committee_interests(page: Page) -> None:
    """The register of interests of the first committee."""
    first_row(page)
    page.get_by_role("link", name="Interests", exact=True).click()


def interests_at_meeting(page: Page) -> None:
    """What the items of its next meeting touch."""
    committee_interests(page)
    page.get_by_role("link", name="Interests at the meeting").click()


def published_register(page: Page) -> None:
    """The register of interests, as anybody reads it."""
    page.get_by_role("link", name="South Warwickshire").click()
    page.get_by_role("link", name="Register of interests").click()


def published_meeting(page: Page) -> None:
    """The last meeting, whose papers are published, as anybody reads it."""
    page.get_by_role("link", name="South Warwickshire").click()
    page.locator("main table").nth(1).locator("tbody a").first.click()


def desk_in_session(own: bool) -> Callable[[Page], None]:
    """The desk of the meeting that is in session, or there a member's own page, where they choose how to vote."""

    def go(page: Page) -> None:
        first_row(page)
        page.get_by_role("link", name="Meetings", exact=True).click()
        page.locator("main table tbody tr", has_text="In session").locator("a").first.click()
        page.wait_for_url("**/meetings/*/")
        page.goto(f"{page.url}desk/{'mine/' if own else ''}")
        if own:
            page.get_by_role("button", name="For", exact=True).click()
        page.locator("#part-now").wait_for()

    return go


def choose_panel(page: Page) -> None:
    """The choice of a panel for the concern that waits for one."""
    page.locator("main table tbody tr", has_text="No panel chosen yet").locator("a").first.click()
    page.get_by_role("button", name="Choose who sits").click()


def last_round(page: Page) -> None:
    """Open the second round of the first ballot of the person's committee."""
    page.locator("main table tbody a").first.click()
    page.get_by_role("link", name="Ballots", exact=True).click()
    page.get_by_role("link", name="Joint commissioning").click()
    page.get_by_role("link", name="Round 2", exact=True).click()


def nothing(page: Page) -> None:
    """The page as it opens."""


@dataclass(frozen=True)
class Picture:
    """One picture: file name, whose page, its address, what is done there first, and how it is cut."""

    name: str
    person: str
    path: str
    first: Callable[[Page], None] = nothing
    height: int = 900
    width: int = 1280


PICTURES = (
    Picture("sign-in", "", "/accounts/login/", height=620),
    Picture("officer-home", f"contracting@{HUB}", "/", height=860),
    Picture("work-list", f"contracting@{HUB}", "/cases/", height=1000),
    Picture("log", f"contracting@{HUB}", "/cases/log/", fill_log, height=1040),
    Picture("case", f"contracting@{HUB}", "/cases/", case_with("Answer by"), height=1250),
    Picture("acknowledge", f"contracting@{HUB}", "/cases/", case_with("Acknowledge by", "acknowledge"), height=1000),
    Picture("pause", f"contracting@{HUB}", "/cases/", case_with("Answer by", "pause"), height=760),
    Picture("import", f"contracting@{HUB}", "/cases/import/", height=640),
    Picture("head-home", f"head@{HUB}", "/", height=1000),
    Picture("closures", f"head@{HUB}", "/settings/closures/", preview_closure, height=900),
    Picture("policy", f"head@{HUB}", "/settings/policies/query/", height=1000),
    Picture("standards", f"head@{HUB}", "/reports/standards/", height=1000),
    Picture("registers", f"premises@{HUB}", "/registers/rent-reviews/?ccg=05R&state=result", first_row, height=1560),
    Picture("handbook", f"contracting@{HUB}", "/handbook/", height=860),
    Picture("communications-pack", f"lead@{CCG}", "/handbook/packs/05R/", height=1000),
    Picture("lead-home", f"lead@{CCG}", "/", height=1000),
    Picture("monthly-log", f"lead@{CCG}", f"/reports/monthly-log/05R/{last_month()}/", height=1000),
    Picture("matrix", f"lead@{CCG}", "/functions/", height=900),
    Picture("agreements", f"lead@{CCG}", "/agreements/", first_agreement, height=1200),
    Picture("specifications", f"head@{HUB}", "/specifications/compare/?differing=on", height=900),
    Picture("practice-home", f"practice@{CCG}", "/", height=800),
    Picture("practice-ask-phone", f"practice@{CCG}", "/cases/ask/", height=1100, width=390),
    Picture("variations", f"head@{HUB}", "/variations/", record_with("Practice closure"), height=1250),
    Picture("committee", f"secretary@{CCG}", "/committees/", height=560),
    Picture("terms", f"secretary@{CCG}", "/committees/", of_committee("terms/versions/3/#rules"), height=1000),
    Picture("members", f"secretary@{CCG}", "/committees/", of_committee("terms/members/"), height=1100),
    Picture("try-out", f"secretary@{CCG}", "/committees/", of_committee("terms/simulate/"), height=1000),
    Picture("interests", f"secretary@{CCG}", "/committees/", committee_interests, height=820),
    Picture("interests-at-meeting", f"member@{CCG}", "/committees/", interests_at_meeting, height=900),
    Picture("desk", f"secretary@{CCG}", "/committees/", desk_in_session(own=False), height=1500),
    Picture("desk-phone", f"member@{CCG}", "/committees/", desk_in_session(own=True), height=1150, width=390),
    Picture("public-register", "", "/public/", published_register, height=900),
    Picture("public-meeting", "", "/public/", published_meeting, height=1300),
    Picture("panel", f"head@{HUB}", "/resolution-panels/", choose_panel, height=1500),
    Picture("ballot-round", "secretary@06q.example.org", "/committees/", last_round, height=1250),
    Picture("history", "auditor@example.org", "/history/", height=1000),
    Picture("people", "admin@example.org", "/people/", height=800),
    Picture("invite", "admin@example.org", "/people/invite/", height=900),
    Picture("schemes", f"coventry@{HUB}", "/enhanced-services/", open_first_service, height=1100),
    Picture("case-phone", f"contracting@{HUB}", "/cases/", case_with("Answer by"), height=1100, width=390),
)


def photograph(browser: Browser, address: str, password: str, picture: Picture) -> None:
    """Sign in, go there and keep the picture."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height}, locale="en-GB", timezone_id="Europe/London",
        reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    if picture.person:
        page.goto(f"{address}/accounts/login/")
        page.get_by_label("Email address").fill(picture.person)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").first.click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)
    page.goto(address + picture.path)
    picture.first(page)
    asks_on = page.locator("#desk").count() > 0  # a desk asks twice a second what is new
    page.wait_for_load_state("load" if asks_on else "networkidle")
    tall = page.evaluate("document.documentElement.scrollHeight")
    target = FOLDER / f"{picture.name}.png"
    page.screenshot(
        path=target, full_page=True,
        clip={"x": 0, "y": 0, "width": picture.width, "height": min(picture.height, tall)},
    )  # fmt: skip
    _make_small(target)
    context.close()


def _make_small(target: Path) -> None:
    """Pages have few colours: a palette of 96 makes a picture a third of its size."""
    drawn = Image.open(target).convert("RGB")
    drawn.quantize(96, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> None:
    """Every picture, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--address", default=f"http://localhost:{os.environ.get('PORT', '8000')}")
    chosen = parser.parse_args()
    data = Path(os.environ.get("HUBPORTAL_DATA", PROJECT / ".data"))
    kept = data / "demo-password"
    password = os.environ.get("HUBPORTAL_DEMO_PASSWORD") or (kept.read_text().strip() if kept.exists() else "")
    if not password:
        sys.exit("Start the portal with `make run` first, or set HUBPORTAL_DEMO_PASSWORD.")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"]
        )
        for picture in PICTURES:
            if not chosen.names or picture.name in chosen.names:
                photograph(browser, chosen.address, password, picture)
                print(f"{picture.name}.png {(FOLDER / f'{picture.name}.png').stat().st_size // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
