"""Sign-in by an NHS identity provider opens the account of an invited person, and nobody else's."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory

from hubportal.organisations.accounts import SocialAccountAdapter
from hubportal.organisations.models import Person

PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "nhs",
                "name": "NHS sign-in",
                "client_id": "x",
                "settings": {"server_url": "https://id.example.org"},
            }
        ]
    }
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def arriving(rf: RequestFactory, settings: Any) -> HttpRequest:
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    request = rf.get("/accounts/organisation-sign-in/nhs/login/callback/")
    request.session = SessionStore()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def login_of(email: str, *, verified: bool = True) -> SocialLogin:
    account = SocialAccount(provider="nhs", uid=f"uid of {email}", extra_data={})
    addresses = [EmailAddress(email=email, verified=verified)]
    return SocialLogin(user=Person(email=email), account=account, email_addresses=addresses)


def test_the_first_sign_in_is_joined_to_the_invited_person(arriving: HttpRequest) -> None:
    login = login_of("Officer@example.org")
    with context.request_context(arriving):
        SocialAccountAdapter(arriving).pre_social_login(arriving, login)
    assert SocialAccount.objects.get().user.email == "officer@example.org"


@pytest.mark.parametrize(
    ("email", "verified"),
    [("somebody@example.org", True), ("officer@example.org", False)],
    ids=["unknown", "unverified"],
)
def test_anybody_else_is_turned_away_and_told_why(arriving: HttpRequest, email: str, verified: bool) -> None:
    with pytest.raises(ImmediateHttpResponse) as turned:
        SocialAccountAdapter(arriving).pre_social_login(arriving, login_of(email, verified=verified))
    assert turned.value.response.url == "/accounts/login/"  # type: ignore[attr-defined]
    assert "nobody has invited you" in str(next(iter(arriving._messages)))  # type: ignore[attr-defined]
    assert not SocialAccount.objects.exists()


def test_a_closed_account_is_not_opened_by_a_provider(arriving: HttpRequest) -> None:
    Person.objects.filter(email="officer@example.org").update(is_active=False)
    with pytest.raises(ImmediateHttpResponse):
        SocialAccountAdapter(arriving).pre_social_login(arriving, login_of("officer@example.org"))


def test_the_sign_in_page_offers_the_provider_only_where_one_is_set_up(client: Client, settings: Any) -> None:
    assert "Sign in with NHS sign-in" not in client.get("/accounts/login/").text
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    page = client.get("/accounts/login/").text
    assert "Sign in with NHS sign-in" in page
    assert "/accounts/organisation-sign-in/oidc/nhs/login/" in page
