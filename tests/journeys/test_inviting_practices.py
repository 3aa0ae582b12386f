"""Every practice is invited at once; one answers on its phone by the link in its letter, once."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from hubportal.records.models import SignedLink
from hubportal.records.services.signed_links import token_of
from tests.conftest import in_scope_of
from tests.functions.schemes.offers import a_service
from tests.journeys import looks
from tests.journeys.steps import problems


def test_practices_are_invited_at_once_and_a_link_takes_one_answer(sit: Callable[..., Page]) -> None:
    today, now = timezone.localdate(), timezone.now()
    days = {"sign_up_from": today, "answer_by": today + timedelta(days=30), "remind_on": None, "periods": []}
    with in_scope_of("officer") as person:
        service = a_service(person, at=now, **days)
    officer = sit("officer")
    officer.goto(service.get_absolute_url())
    officer.get_by_role("button", name="Invite practices").click()
    looks.assert_sound(officer)
    officer.get_by_role("button", name="Send the invitations").click()
    expect(officer.get_by_text("practices in 1 CCG are invited.")).to_be_visible()
    looks.assert_sound(officer)

    with in_scope_of("officer"), transaction.atomic():
        token = token_of(SignedLink.objects.filter(reference=service.reference).earliest("pk"))
    practice = sit(viewport=looks.PHONE)
    practice.goto(f"/enhanced-services/answer/{token}/")
    looks.assert_sound(practice)
    practice.get_by_label("Yes, the practice signs up").check()
    practice.get_by_role("button", name="Send the answer").click()
    assert "Enter your name" in problems(practice)
    expect(practice.get_by_label("Yes, the practice signs up")).to_be_checked()
    practice.get_by_label("Your name").fill("Ann Example")
    practice.get_by_label("Your role at the practice").fill("Practice manager")
    practice.get_by_role("button", name="Send the answer").click()
    expect(practice.get_by_role("heading", level=1)).to_have_text("Your answer is with the hub")
    looks.assert_sound(practice)
    practice.goto(f"/enhanced-services/answer/{token}/")
    expect(practice.get_by_text("and holds once")).to_be_visible()

    officer.goto(f"{service.get_absolute_url()}?state=yes")
    expect(officer.get_by_role("row", name="Ann Example")).to_be_visible()
