"""The product's main job, without a mouse: log a query, find it, acknowledge it, answer it."""

import re
from collections.abc import Callable

from django.db import transaction
from playwright.sync_api import Page, expect

from functions.models import Query
from hubportal.notifications.models import OutboxItem
from hubportal.tenancy.scope import Scope, scope
from tests.cast import PASSWORD
from tests.conftest import in_scope_of
from tests.journeys import looks
from tests.journeys.keyboard import go, stops_without_focus_showing, tab_to, write
from tests.journeys.steps import reference_of


def emails_waiting(reference: str) -> list[str]:
    """The subjects of what waits in the outbox to be sent about a case."""
    with in_scope_of("officer"), transaction.atomic():
        case = Query.objects.get(reference=reference)
        sent = list(case.correspondence.filter(form="email_out").order_by("pk"))
    with scope(Scope(role="hub_work", hub=case.hub_id, reason="What waits in the outbox")), transaction.atomic():
        waiting = set(OutboxItem.objects.filter(done_at=None).values_list("dedupe", flat=True))
    return [one.subject for one in sent if one.outbox_key in waiting]


def test_an_officer_works_a_query_to_its_answer_by_keyboard_alone(sit: Callable[..., Page]) -> None:
    page = sit()
    page.goto("/cases/")
    write(page, page.get_by_label("Email address"), "officer@example.org")
    write(page, page.get_by_label("Password", exact=True), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")

    go(page, page.get_by_role("navigation").get_by_role("link", name="Log a query"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Log a query")
    field = page.locator("form.hub-log")
    write(page, field.locator("[name=practice]"), "M84901")
    write(page, field.locator("[name=subject]"), "Branch surgery closing on Thursdays")
    write(page, field.locator("[name=detail]"), "What must the practice do before it closes its branch on Thursdays?")
    write(page, field.locator("[name=category]"), "Contracting: Acc")
    for part, text in {"day": "2", "month": "1", "year": "2016", "time": "10:00"}.items():
        write(page, field.locator(f"[name=received_at_{part}]"), text)
    write(page, field.locator("[name=contact_name]"), "Ann Example")
    write(page, field.locator("[name=contact_email]"), "ann@example.org")
    # Received on Saturday 2 January 2016: both dates stand beside the form before anything is saved.
    expect(page.locator("#follows")).to_contain_text("Due by Friday 8 January 2016")
    expect(page.locator("#follows")).to_contain_text("Due by Friday 29 January 2016")
    looks.assert_sound(page)
    go(page, page.get_by_role("button", name="Log the query"))

    expect(page.get_by_text("is logged.")).to_contain_text("by Friday 8 January 2016")
    reference = reference_of(page)
    first = page.get_by_role("region", name="Acknowledge the query")
    go(page, first.locator("summary"))
    expect(first).to_contain_text("This is day 0")
    expect(first).to_contain_text("London MOU, standard 3")

    page.goto("/")
    go(page, page.get_by_role("navigation").get_by_role("link", name="Cases"))
    go(page, page.get_by_role("link", name="All open"))
    write(page, page.get_by_label("Search"), "branch thursdays")
    page.keyboard.press("Enter")
    expect(page.locator("table tbody th[scope=row]")).to_have_count(1)
    go(page, page.get_by_role("link", name=reference))

    go(page, page.get_by_role("button", name="Acknowledge", exact=True))
    expect(page.get_by_label("Message")).to_have_value(re.compile(rf"Your reference is {reference}\."))
    expect(page.get_by_label("Message")).to_have_value(re.compile("by 29 January 2016"))
    go(page, page.get_by_role("button", name="Acknowledge", exact=True))
    expect(page.get_by_text("Acknowledged. The email is on its way.")).to_be_visible()

    go(page, page.get_by_role("button", name="Respond in full"))
    write(page, page.get_by_label("Message"), "The practice asks us for a variation first, and tells its patients.")
    go(page, page.get_by_role("button", name="Send the full response"))
    expect(page.get_by_text("The full response is recorded.")).to_be_visible()
    expect(page.locator(".hub-identity")).to_contain_text("Closed on")

    assert emails_waiting(reference) == [
        f"{reference}: we have received your query",
        f"{reference}: our answer",
    ]


def test_the_first_stop_skips_to_the_content_and_every_stop_shows(sit: Callable[..., Page]) -> None:
    page = sit("officer")
    for path in ("/", "/cases/?view=all", "/cases/log/", "/cases/import/", "/reports/standards/", "/accounts/me/"):
        page.goto(path)
        skip = page.get_by_role("link", name="Skip to main content")
        tab_to(page, skip, most=1)
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('main, #maincontent') !== null"), path
        page.goto(path)
        assert stops_without_focus_showing(page) == [], path
