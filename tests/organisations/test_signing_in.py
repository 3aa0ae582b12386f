"""Signing in: password, limits, closed accounts, and where one lands (specification 02, Sign-in)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hubportal.organisations.models import ApiToken, Person
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client: Client, email: str = "officer@example.org", password: str = PASSWORD, **more: Any) -> Any:
    return client.post(LOGIN, {"login": email, "password": password}, **more)


def signed_in_as(client: Client) -> Person | None:
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_a_person_signs_in_with_address_in_any_case_and_password(client: Client) -> None:
    answer = sign_in(client, "Officer@Example.ORG")
    assert answer.status_code == 302
    assert signed_in_as(client).email == "officer@example.org"  # type: ignore[union-attr]


def test_a_wrong_password_and_an_unknown_address_are_told_apart_by_nobody(client: Client) -> None:
    wrong = sign_in(client, password="not-the-password")
    unknown = sign_in(client, "somebody@example.org")
    for answer in (wrong, unknown):
        assert answer.status_code == 200
        assert "The email address or password is not right" in answer.text
    assert signed_in_as(client) is None


def test_empty_answers_are_listed_at_the_head_of_the_page_with_links(client: Client) -> None:
    answer = sign_in(client, "", "")
    assert "There is a problem" in answer.text
    assert '<a href="#id_login">' in answer.text
    assert "Enter your email address" in answer.text
    assert "Enter your password" in answer.text


def test_what_was_typed_stays_but_never_the_password(client: Client) -> None:
    answer = sign_in(client, password="not-the-password")
    assert 'value="officer@example.org"' in answer.text
    assert "not-the-password" not in answer.text


def test_five_wrong_passwords_in_five_minutes_close_that_account_to_guessing(client: Client) -> None:
    for number in range(5):
        sign_in(client, password=f"guess-{number}", REMOTE_ADDR=f"10.0.0.{number}")
    answer = sign_in(client, REMOTE_ADDR="10.0.1.1")
    assert "There have been too many attempts to sign in" in answer.text
    assert signed_in_as(client) is None


def test_the_limit_of_one_account_leaves_the_others_alone(client: Client) -> None:
    for number in range(6):
        sign_in(client, password=f"guess-{number}", REMOTE_ADDR=f"10.0.0.{number}")
    sign_in(client, "lead@example.org", REMOTE_ADDR="10.0.1.1")
    assert signed_in_as(client).email == "lead@example.org"  # type: ignore[union-attr]


def test_a_closed_account_does_not_sign_in(client: Client) -> None:
    Person.objects.filter(email="officer@example.org").update(is_active=False)
    answer = sign_in(client, follow=True)
    assert "This account has been closed" in answer.text
    assert signed_in_as(client) is None


def test_closing_an_account_ends_a_session_with_the_next_request(client: Client) -> None:
    sign_in(client)
    Person.objects.filter(email="officer@example.org").update(is_active=False)
    assert client.get(reverse("my_account")).url.startswith(LOGIN)  # type: ignore[attr-defined]


def test_signing_out_takes_a_post(client: Client) -> None:
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert signed_in_as(client) is not None
    client.post("/accounts/logout/")
    assert signed_in_as(client) is None


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_a_forgotten_password_is_reset_by_a_link_that_works_once(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "officer@example.org"}, follow=True)
    assert "Check your email" in answer.text
    body = mail.outbox[0].body
    assert mail.outbox[0].subject == "Reset your Hub Portal password"
    link = next(line for line in body.splitlines() if "/password/reset/key/" in line)
    path = "/" + link.split("/", 3)[3]
    page = client.get(path, follow=True)
    new = {"password1": "four bright otters", "password2": "four bright otters"}
    done = client.post(page.redirect_chain[-1][0], new, follow=True)
    assert "Your password is changed" in done.text
    sign_in(client, password="four bright otters")
    assert signed_in_as(client) is not None
    assert "This link no longer works" in Client().get(path, follow=True).text


def test_an_unknown_address_is_sent_nothing_and_told_the_same(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "somebody@example.org"}, follow=True)
    assert "Check your email" in answer.text
    assert mail.outbox == []


def test_a_short_or_common_password_is_refused(client: Client) -> None:
    sign_in(client)
    new = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert "at least 12 characters" in client.post("/accounts/password/change/", new).text
    new = {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"}
    assert "too common" in client.post("/accounts/password/change/", new).text


def test_a_changed_password_ends_the_other_sessions_and_the_api_tokens(client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    person = signed_in_as(client)
    assert person is not None
    ApiToken.objects.create(person=person, digest="0" * 64, expires_at=timezone.now() + timedelta(hours=1))
    new = {"oldpassword": PASSWORD, "password1": "four bright otters", "password2": "four bright otters"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert client.get(reverse("my_account")).status_code == 200
    assert elsewhere.get(reverse("my_account")).status_code == 302
    assert not person.api_tokens.exists()


def test_no_page_of_signing_in_has_a_script_of_its_own(client: Client) -> None:
    page = client.get(LOGIN)
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    for tag in page.text.split("<script")[1:]:
        opening, body = tag.split("</script>")[0].split(">", 1)
        assert 'type="application/json"' in opening or (" src=" in opening and not body.strip())


def test_a_flood_of_attempts_from_one_address_is_turned_away_with_a_page(client: Client) -> None:
    answers = [sign_in(client, f"guess{number}@example.org", "guess") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Too many" in answers[-1].text or "too many" in answers[-1].text
