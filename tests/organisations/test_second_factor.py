"""Second factors: asked of signing roles, not of demo people; authenticator apps and recovery codes; fresh sign-in."""

import base64
import hashlib
import hmac
import struct
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.assignments import assign
from hubportal.organisations.services.people import remove_second_factors
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


SIGNING = "tests.organisations.urls_with_signing"


def make(email: str, role: str) -> Person:
    person = Person.objects.create_user(email, PASSWORD, name="Rowan Vale")
    assign(person=person, role=role, organisation=Ccg.objects.get(ods_code="05R"), on=date(2014, 4, 1))
    return person


def sign_in(person: Person) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def code_of(secret: str) -> str:
    """The code an app would show now (RFC 6238)."""
    made = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = made[-1] & 15
    return f"{(struct.unpack('>I', made[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def set_up_app(client: Client) -> str:
    page = client.get("/accounts/second-factors/totp/activate/")
    assert 'src="data:image/svg+xml' in page.text
    secret = client.session["mfa.totp.secret"]
    client.post("/accounts/second-factors/totp/activate/", {"code": code_of(secret)})
    return secret


def test_a_signing_role_sets_up_a_second_factor_before_anything_else() -> None:
    client = sign_in(make("rowan@example.org", "ccg_lead"))
    answer = client.get("/people/")
    assert answer.status_code == 302
    assert answer.url == "/accounts/second-factors/"  # type: ignore[attr-defined]
    assert client.get(answer.url).status_code == 200  # type: ignore[attr-defined]  # and does not go round in circles


def test_the_api_says_so_instead_of_sending_somebody_round() -> None:
    answer = sign_in(make("rowan@example.org", "ccg_lead")).get("/api/v1/ccgs/")
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_role_that_does_not_sign_needs_none() -> None:
    client = sign_in(make("rowan@example.org", "hub_contracting_officer"))
    assert client.get("/people/").status_code == 404  # not theirs, but not sent away either


def test_invented_demo_people_need_none(signed_in) -> None:  # type: ignore[no-untyped-def]
    assert signed_in("lead").get("/people/").status_code == 200


def test_an_authenticator_app_is_set_up_and_then_asked_for() -> None:
    person = make("rowan@example.org", "ccg_lead")
    with time_machine.travel(datetime(2016, 1, 4, 9, 0, tzinfo=UTC)) as clock:
        client = sign_in(person)
        secret = set_up_app(client)
        assert client.get("/people/").status_code == 200
        clock.shift(timedelta(minutes=2))
        again = sign_in(person)
        assert "_auth_user_id" not in again.session
        wrong = again.post("/accounts/second-factors/authenticate/", {"code": "000000"})
        assert "The code is not right" in wrong.text
        again.post("/accounts/second-factors/authenticate/", {"code": code_of(secret)})
        assert again.session["_auth_user_id"] == str(person.pk)


def test_a_recovery_code_works_once() -> None:
    person = make("rowan@example.org", "ccg_lead")
    client = sign_in(person)
    set_up_app(client)
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/accounts/second-factors/recovery-codes/").text
    first, second = sign_in(person), sign_in(person)
    first.post("/accounts/second-factors/authenticate/", {"code": codes[0]})
    assert "_auth_user_id" in first.session
    second.post("/accounts/second-factors/authenticate/", {"code": codes[0]})
    assert "_auth_user_id" not in second.session


def test_the_secret_is_not_kept_in_the_clear() -> None:
    person = make("rowan@example.org", "ccg_lead")
    secret = set_up_app(sign_in(person))
    assert secret not in str(Authenticator.objects.get(user=person, type="totp").data)


def test_a_system_administrator_helps_somebody_who_lost_their_device(person) -> None:  # type: ignore[no-untyped-def]
    rowan = make("rowan@example.org", "ccg_lead")
    set_up_app(sign_in(rowan))
    remove_second_factors(person=rowan, by=person("admin"), at=datetime.now(UTC))
    assert "_auth_user_id" in sign_in(rowan).session


@override_settings(ROOT_URLCONF=SIGNING)
def test_signing_minutes_after_signing_in_asks_nothing_more() -> None:
    client = sign_in(make("rowan@example.org", "hub_contracting_officer"))
    assert client.post("/sign/", {"what": "the letter"}).text == "signed the letter"


@override_settings(ROOT_URLCONF=SIGNING)
def test_signing_later_asks_for_the_password_and_then_goes_on_with_what_was_sent() -> None:
    with time_machine.travel(datetime(2016, 1, 4, 9, 0, tzinfo=UTC)) as clock:
        client = sign_in(make("rowan@example.org", "hub_contracting_officer"))
        clock.shift(timedelta(minutes=6))
        asked = client.post("/sign/", {"what": "the letter"})
        assert asked.url.startswith("/accounts/reauthenticate/")  # type: ignore[attr-defined]
        refused = client.post(asked.url, {"password": "not-the-password"})  # type: ignore[attr-defined]
        assert "Your password is not right" in refused.text
        done = client.post(asked.url, {"password": PASSWORD, "next": "/sign/"})  # type: ignore[attr-defined]
        assert done.text == "signed the letter"
