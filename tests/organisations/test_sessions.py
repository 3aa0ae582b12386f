"""Sessions end after thirty idle minutes and after twelve hours; a person sees and ends their own."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hubportal.organisations.models import ApiToken, Person
from hubportal.organisations.services.people import deactivate
from hubportal.organisations.services.sessions import end_sessions, live_sessions
from hubportal.organisations.services.tokens import digest_of
from hubportal.web.refusals import Refused
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
MONDAY = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)  # the first working day of the year
ME = "/accounts/me/"


def sign_in(key: str = "officer", **more: str) -> Client:
    client = Client(**more)
    client.post("/accounts/login/", {"login": f"{key}@example.org", "password": PASSWORD})
    return client


def find(key: str) -> Person:
    return Person.objects.get(email=f"{key}@example.org")


def test_twenty_nine_idle_minutes_are_allowed() -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = sign_in()
        client.get(ME)
        clock.shift(timedelta(minutes=29))
        assert client.get(ME).status_code == 200


def test_thirty_one_idle_minutes_end_the_session() -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = sign_in()
        client.get(ME)
        clock.shift(timedelta(minutes=31))
        answer = client.get(ME)
        assert answer.status_code == 302
        assert "You were signed out to keep your account safe" in client.get(answer.url).text  # type: ignore[attr-defined]


def test_somebody_at_work_all_day_signs_in_again_after_twelve_hours() -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = sign_in()
        for _ in range(36):
            assert client.get(ME).status_code == 200
            clock.shift(timedelta(minutes=20))
        assert client.get(ME).status_code == 200  # twelve hours to the minute
        clock.shift(timedelta(minutes=1))
        assert client.get(ME).status_code == 302


def test_my_account_lists_my_browsers_only() -> None:
    with time_machine.travel(MONDAY, tick=False):
        sign_in("lead").get(ME)
        sign_in(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) AppleWebKit Safari/604.1").get(ME)
        client = sign_in(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
        page = client.get(ME).text
        assert "Firefox on Windows" in page
        assert "Safari on iPhone" in page
        assert len(live_sessions(person=find("officer"), at=MONDAY)) == 2


def test_signing_out_everywhere_else_keeps_this_browser() -> None:
    elsewhere, here = sign_in(), sign_in()
    elsewhere.get(ME)
    here.get(ME)
    here.post(reverse("sign_out_elsewhere"))
    assert here.get(ME).status_code == 200
    assert elsewhere.get(ME).status_code == 302


def test_ending_sessions_leaves_other_people_signed_in() -> None:
    colleague = sign_in("lead")
    colleague.get(ME)
    sign_in().get(ME)
    assert end_sessions(person=find("officer"), at=datetime.now(UTC)) == 1
    assert colleague.get(ME).status_code == 200


def test_closing_an_account_ends_its_sessions_at_once() -> None:
    client = sign_in()
    client.get(ME)
    deactivate(person=find("officer"), by=find("admin"), at=datetime.now(UTC))
    assert live_sessions(person=find("officer"), at=datetime.now(UTC)) == []
    assert client.get(ME).status_code == 302


def test_only_a_system_administrator_closes_accounts_and_never_their_own() -> None:
    with pytest.raises(Refused):
        deactivate(person=find("officer"), by=find("head"), at=datetime.now(UTC))
    with pytest.raises(Refused):
        deactivate(person=find("admin"), by=find("admin"), at=datetime.now(UTC))


def test_i_end_one_browser_or_one_token_of_mine_and_nobody_elses() -> None:
    here, there, stranger = sign_in(), sign_in(), sign_in("stranger")
    name = digest_of(there.session.session_key)
    page = here.get(ME).text
    assert name in page
    assert there.session.session_key not in page
    assert digest_of(here.session.session_key) not in page  # this one is ended by signing out
    assert stranger.post("/accounts/me/sessions/end/", {"session": name}).status_code == 404
    assert here.post("/accounts/me/sessions/end/", {"session": name}).status_code == 302
    assert there.get(ME).status_code == 302
    assert here.get(ME).status_code == 200

    now = datetime.now(UTC)
    kept, gone, other = (
        ApiToken.objects.create(person=find(key), digest=digest_of(word), expires_at=now + timedelta(hours=12))
        for key, word in (("officer", "a"), ("officer", "b"), ("stranger", "c"))
    )
    ApiToken.objects.create(person=find("officer"), digest="over", expires_at=now - timedelta(hours=1))
    page = here.get(ME).text
    assert page.count("End the token made") == 2
    assert gone.digest not in page
    assert here.post("/accounts/me/tokens/revoke/", {"token": other.pk}).status_code == 404
    assert here.post("/accounts/me/tokens/revoke/", {"token": gone.pk}).status_code == 302
    ask = Client()
    assert ask.get("/api/v1/ccgs/", headers={"Authorization": "Bearer b"}).status_code == 401
    assert ask.get("/api/v1/ccgs/", headers={"Authorization": "Bearer a"}).status_code == 200
    assert ApiToken.objects.filter(pk__in=[kept.pk, other.pk]).count() == 2
