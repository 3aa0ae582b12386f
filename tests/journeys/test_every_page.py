"""Every page there is, on a desk's screen and on a phone: nothing for WCAG 2.2 AA to find, no policy broken."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, Response, expect

from tests.cast import PASSWORD
from tests.journeys.looks import PHONE, WIDE, faults
from tests.journeys.states import Pages
from tests.journeys.steps import sign_in
from tests.journeys.visits import ALSO, ASKED, NO_PAGE, VISITS
from tests.tenancy.addresses import addresses, answered_as_data

NOBODY = "nobody at all"
REFUSES = {"socialaccount_login_error": 401}
WHO = sorted({*VISITS.values(), *(key for keys in ALSO.values() for key in keys)} - {"factors"})


@pytest.fixture(scope="module")
def pages(portal: str) -> Pages:
    return Pages()


def opened_by(who: str) -> Iterator[str]:
    """The routes that somebody opens in the sweep."""
    yield from (name for name, visitor in VISITS.items() if visitor == who)
    yield from (name for name, others in ALSO.items() if who in others)


def at_both_widths(page: Page, path: str, *, status: int = 200) -> list[str]:
    """What is wrong with a page, opened at each width."""
    found = []
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        answer = page.goto(path)
        assert isinstance(answer, Response)
        if answer.status != status or "text/html" not in answer.headers["content-type"]:
            return [f"{path}: {answer.status} {answer.headers['content-type']}"]
        found += faults(page)
    return found


def test_every_address_is_visited_or_is_no_page() -> None:
    asked = {name for name, method in addresses() if method == "GET"}
    data = asked & answered_as_data() - {"api:docs"}
    assert asked - VISITS.keys() - NO_PAGE.keys() - data == set(), "pages that the sweep does not open"
    assert (VISITS.keys() | NO_PAGE.keys()) - asked == set(), "no such address"
    assert VISITS.keys() & NO_PAGE.keys() == set()


@pytest.mark.parametrize("who", WHO)
def test_no_page_has_a_fault_at_either_width(who: str, sit: Callable[..., Page], pages: Pages) -> None:
    page = sit(None if who == NOBODY else who)
    found = []
    for name in opened_by(who):
        path = pages.path(name) + ASKED.get(name, "")
        wrong = at_both_widths(page, path, status=REFUSES.get(name, 200))
        if who != NOBODY and "/accounts/login/" in page.url:
            wrong.append(f"{name}: sent to sign in")
        found += wrong
    assert found == []


def test_the_pages_that_say_no_have_no_fault_either(sit: Callable[..., Page], pages: Pages) -> None:
    page, practice = sit("officer"), sit("practice")
    plain = pages.world.case.get_absolute_url()
    found = at_both_widths(page, "/cases/WM-Q-2016-99999/", status=404)
    found += at_both_widths(page, f"{plain}resume/", status=409)
    found += at_both_widths(practice, "/settings/", status=403)
    assert found == []


def test_what_is_no_page_answers_with_none(sit: Callable[..., Page], pages: Pages) -> None:
    page = sit("head")
    for name, why in NO_PAGE.items():
        answer = page.request.get(pages.path(name), max_redirects=0)
        html = "text/html" in answer.headers.get("content-type", "") and "<html" in answer.text()
        assert answer.status != 200 or not html, f"{name} is a page, not {why}"


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_second_factors_are_set_up_used_and_taken_away_on_sound_pages(sit: Callable[..., Page], pages: Pages) -> None:
    page = sit()
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, "director", PASSWORD)
    opened: set[str] = set()
    found: list[str] = []

    def look(*names: str) -> None:
        for name in names:
            opened.add(name)
            found.extend(at_both_widths(page, pages.path(name)))

    look("mfa_index", "mfa_activate_totp")
    secret = page.locator("code.hub-key").inner_text()
    page.locator("main [name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Set up an authenticator app")
    look("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn")
    page.get_by_label("Name").fill("This laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    look("mfa_list_webauthn")
    for link, name in (("Rename", "mfa_edit_webauthn"), ("Remove", "mfa_remove_webauthn")):
        href = page.get_by_role("link", name=link).get_attribute("href")
        opened.add(name)
        found.extend(at_both_widths(page, href or ""))
        page.goto(pages.path("mfa_list_webauthn"))
    look("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_deactivate_totp", "mfa_index")

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill("director@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    look("mfa_authenticate")
    page.locator("main [name=code]").first.fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert opened == {name for name, who in VISITS.items() if who == "factors"}
    assert found == []
