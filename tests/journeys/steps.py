"""Steps that several stories share, done by mouse or touch; working by keyboard is in keyboard.py."""

import re
from typing import Any

from playwright.sync_api import Page, expect

REFERENCE = re.compile(r"[A-Z]+-Q-\d{4}-\d{5}")


def sign_in(page: Page, key: str, password: str) -> None:
    """Through the front door."""
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill(f"{key}@example.org")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")


def fill_log(page: Page, **changed: str) -> None:
    """Everything that logging a query needs; any field may be given otherwise."""
    page.goto("/cases/log/")
    typed = {
        "practice": "M84901",
        "subject": "Opening hours on a training afternoon",
        "detail": "May the practice close on Wednesday afternoon?",
        "contact_name": "Ann Example",
        "contact_email": "ann@example.org",
        **changed,
    }
    for name, text in typed.items():
        page.locator(f"form.hub-log [name={name}]").fill(text)
    page.locator("[name=category]").select_option("access")


def log(page: Page, **changed: str) -> str:
    """Log a query and return its reference."""
    fill_log(page, **changed)
    page.get_by_role("button", name="Log the query").click()
    expect(page.get_by_text("is logged.")).to_be_visible()
    return reference_of(page)


def reference_of(page: Page) -> str:
    """The reference of the case whose page is open."""
    found = REFERENCE.search(page.url)
    assert found, page.url
    return found[0]


def act(page: Page, reference: str, name: str, button: str, **typed: Any) -> None:
    """Open one act of a case, fill it in and send it."""
    page.goto(f"/cases/{reference}/{name}/")
    for field, text in typed.items():
        page.locator(f"main [name={field}]").fill(text)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page).to_have_url(re.compile(rf"/cases/{reference}/$"))


def problems(page: Page) -> str:
    """What the page says is wrong, at its head."""
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_visible()
    return summary.inner_text()
