"""API tokens: the limits of the sign-in page, the second factor, and an end (contract 10, Signing in)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from hubportal.organisations.models import ApiToken, Ccg, Person
from hubportal.organisations.services.assignments import assign
from hubportal.organisations.services.tokens import LIFETIME, digest_of, issue_token
from hubportal.web.refusals import Refused
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _in_a_request() -> Iterator[None]:
    request = RequestFactory().post("/api/v1/token/")
    request.session = SessionStore()
    with context.request_context(request):
        yield


def test_a_token_is_kept_only_as_its_digest_and_ends_after_twelve_hours() -> None:
    token = issue_token(email="Officer@example.org", password=PASSWORD, at=NOW)
    kept = ApiToken.objects.get()
    assert kept.digest == digest_of(token)
    assert kept.expires_at == NOW + LIFETIME == NOW + timedelta(hours=12)
    assert kept.person.email == "officer@example.org"


@pytest.mark.parametrize(("email", "password"), [("officer@example.org", "wrong"), ("somebody@example.org", PASSWORD)])
def test_wrong_credentials_are_refused_alike(email: str, password: str) -> None:
    with pytest.raises(Refused, match="not right") as refused:
        issue_token(email=email, password=password, at=NOW)
    assert refused.value.status == 401


def test_a_closed_account_gets_none() -> None:
    Person.objects.filter(email="officer@example.org").update(is_active=False)
    with pytest.raises(Refused):
        issue_token(email="officer@example.org", password=PASSWORD, at=NOW)


def test_guessing_is_limited_as_on_the_sign_in_page() -> None:
    for number in range(5):
        with pytest.raises(Refused):
            issue_token(email="officer@example.org", password=f"guess-{number}", at=NOW)
    with pytest.raises(Refused, match="too many attempts") as refused:
        issue_token(email="officer@example.org", password=PASSWORD, at=NOW)
    assert refused.value.status == 429


def signer() -> Person:
    person = Person.objects.create_user("rowan@example.org", PASSWORD, name="Rowan Vale")
    assign(person=person, role="ccg_lead", organisation=Ccg.objects.get(ods_code="05R"), on=date(2014, 4, 1))
    return person


def test_a_signing_role_without_a_second_factor_gets_none() -> None:
    with pytest.raises(Refused, match="second factor") as refused:
        issue_token(email=signer().email, password=PASSWORD, at=NOW)
    assert refused.value.status == 403


def test_somebody_with_a_second_factor_sends_its_code() -> None:
    person = signer()
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    code = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    for wrong in ("", "000000"):
        with pytest.raises(Refused) as refused:
            issue_token(email=person.email, password=PASSWORD, at=NOW, code=wrong)
        assert refused.value.status == 401
    assert issue_token(email=person.email, password=PASSWORD, at=NOW, code=code)


def test_an_expired_token_and_one_of_a_closed_account_open_nothing() -> None:
    token = issue_token(email="officer@example.org", password=PASSWORD, at=NOW)
    headers = {"Authorization": f"Bearer {token}"}
    assert Client(headers=headers).get("/api/v1/ccgs/").status_code == 200
    ApiToken.objects.update(expires_at=NOW - timedelta(seconds=1))
    assert Client(headers=headers).get("/api/v1/ccgs/").status_code == 401
    ApiToken.objects.update(expires_at=NOW + timedelta(hours=1))
    Person.objects.filter(email="officer@example.org").update(is_active=False)
    assert Client(headers=headers).get("/api/v1/ccgs/").status_code == 401
