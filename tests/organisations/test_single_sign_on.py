"""Single sign-on against a provider in a process of its own: who is signed in, and which tokens sign nobody in."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from hubportal.organisations.models import Person
from tests.organisations.provider import CLIENT, SECRET

pytestmark = pytest.mark.django_db
START = "/accounts/organisation-sign-in/oidc/nhs/login/"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The provider's address."""
    command = [sys.executable, "-m", "tests.organisations.provider"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert running.stdout is not None
    yield running.stdout.readline().strip()
    running.terminate()
    running.wait(10)
    running.stdout.close()


@pytest.fixture
def misbehave(address: str, settings: Any) -> Iterator[Any]:
    """`misbehave("issuer")`: from now on the provider makes that fault; the portal is set up to use it."""
    app = {
        "provider_id": "nhs",
        "name": "NHS sign-in",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    def tell(fault: str, **person: Any) -> None:
        requests.post(f"{address}/misbehave", json={"fault": fault, "person": person}, timeout=10)

    usual = {"sub": "1", "email": "officer@example.org", "email_verified": True}
    tell("", **usual)
    yield tell
    tell("", **usual)


def go(client: Client, address: str = START) -> str:
    """Start signing in; returns the provider's address the browser is sent to."""
    answer = client.post(address)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def come_back(client: Client, provider: str) -> Any:
    """What the portal answers the browser that the provider sent back."""
    back = urlsplit(requests.get(provider, allow_redirects=False, timeout=10).headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def signed_in_as(client: Client) -> str:
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).email if key else ""


def test_an_invited_person_is_signed_in_with_proof_of_key_and_a_nonce(misbehave: Any) -> None:
    client = Client()
    provider = go(client)
    asked = parse_qs(urlsplit(provider).query)
    assert asked["client_id"] == [CLIENT]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) >= 32
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]
    assert come_back(client, provider).status_code == 302
    assert signed_in_as(client) == "officer@example.org"
    assert SocialAccount.objects.get().uid == "1"
    again = Client()
    misbehave("", email="somebody-new@example.org")  # the account is joined by its subject, not by address
    come_back(again, go(again))
    assert signed_in_as(again) == "officer@example.org"


@pytest.mark.parametrize(
    "fault",
    [
        "issuer", "audience", "expired", "endless", "nonce", "no-nonce", "party", "unsigned", "shared-secret",
        "unknown-key", "signature", "broken", "no-token", "somebody-else",
    ],
)  # fmt: skip
def test_a_token_with_a_fault_signs_nobody_in(fault: str, misbehave: Any) -> None:
    client = Client()
    misbehave(fault)
    answer = come_back(client, go(client))
    assert answer.status_code == 401
    assert signed_in_as(client) == ""
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("verified", [False, None, "false", "true"])
def test_an_address_that_is_not_plainly_verified_joins_nobody(verified: Any, misbehave: Any) -> None:
    client = Client()
    misbehave("", email_verified=verified)
    assert come_back(client, go(client)).url == "/accounts/login/"
    assert signed_in_as(client) == ""


def test_an_answer_is_good_for_the_browser_that_asked_and_once(misbehave: Any) -> None:
    client, other = Client(), Client()
    provider = go(client)
    back = urlsplit(requests.get(provider, allow_redirects=False, timeout=10).headers["Location"])
    assert other.get(f"{back.path}?{back.query}").status_code == 401
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    assert Client().get(f"{back.path}?{back.query}").status_code == 401
    assert signed_in_as(other) == ""


def test_the_address_of_our_page_changes_nothing_of_what_is_asked(misbehave: Any) -> None:
    provider = go(Client(), f"{START}?auth_params=nonce%3Dknown%26prompt%3Dnone&scope=everything")
    asked = parse_qs(urlsplit(provider).query)
    assert asked["nonce"] != ["known"]
    assert "prompt" not in asked
    assert sorted(asked["scope"][0].split()) == ["email", "openid", "profile"]


def test_a_provider_that_is_down_or_no_provider_is_a_page_not_a_fault(misbehave: Any, settings: Any) -> None:
    misbehave("configuration")
    assert Client().post(START).status_code == 401
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    assert Client().post(START).status_code == 401
    assert Client().post("/accounts/organisation-sign-in/oidc/other/login/").status_code == 404
