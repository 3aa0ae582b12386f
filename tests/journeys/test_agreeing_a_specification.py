"""The two parties sign a CCG's specification, and a case takes the way that the matrix gives it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from functions.models import Activity, Query
from tests.cast import PASSWORD
from tests.conftest import in_scope_of
from tests.functions.cases import a_case
from tests.functions.specifications.making import ALONE, begun, decided, proposed
from tests.journeys import looks
from tests.journeys.steps import sign_in


def test_the_lead_reads_exactly_what_is_signed_and_signs_it(sit: Callable[..., Page]) -> None:
    made = begun()
    decided(made, X_5=ALONE)
    proposed(made)
    for key, said in (("lead", "The other party has still to sign"), ("director", "It is agreed by both parties")):
        page = sit()
        sign_in(page, key, PASSWORD)
        page.goto(made.get_absolute_url())
        page.get_by_role("button", name="Sign", exact=True).click()
        expect(page.get_by_text("121 of 121")).to_be_visible()
        looks.assert_sound(page)
        page.get_by_label("I have read it").check()
        page.get_by_role("button", name="Sign", exact=True).click()
        expect(page.get_by_text(said)).to_be_visible()
    looks.assert_sound(page)


def _case(ref: str) -> Query:
    now = timezone.now()
    with in_scope_of("officer") as officer:
        activity = Activity.objects.get(ref=ref, version__code="1.0")
        return a_case(officer, activity=activity, received_at=now - timedelta(hours=2), at=now)


def test_an_answer_goes_once_the_ccg_has_signed_it_off(sit: Callable[..., Page]) -> None:
    case = _case("VIII.4")
    officer, lead = sit("officer"), sit()
    sign_in(lead, "lead", PASSWORD)
    officer.goto(case.get_absolute_url())
    expect(officer.get_by_role("button", name="Respond in full")).to_have_count(0)
    looks.assert_sound(officer)
    officer.get_by_role("button", name="Send to the CCG for sign-off").click()
    looks.assert_sound(officer)
    officer.get_by_label("The answer to be signed off").fill("A visit in May, by the hub and the CCG.")
    officer.get_by_role("button", name="Send to the CCG for sign-off").click()
    expect(officer.get_by_text("The CCG has not signed it off yet.")).to_be_visible()
    lead.goto(case.get_absolute_url())
    lead.get_by_role("button", name="Sign off", exact=True).click()
    expect(lead.get_by_text("A visit in May")).to_be_visible()
    lead.get_by_role("button", name="Sign off", exact=True).click()
    expect(lead.get_by_text("Signed off. The hub is told.")).to_be_visible()
    officer.goto(case.get_absolute_url())
    expect(officer.get_by_role("button", name="Respond in full")).to_be_visible()
