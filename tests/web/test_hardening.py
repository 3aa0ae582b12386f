"""Headers, cookies, sessions and hostile input: what a browser is told, and what no request can make the portal do."""

import io
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from functions.models import Query
from functions.rules.placeholders import fill, unknown_placeholders
from hubportal.web.exports import defused
from tests.cast import PASSWORD
from tests.conftest import in_scope_of
from tests.functions.cases import a_case

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ("/", "/cases/", "/cases/log/", "/functions/", "/notices/", "/accounts/me/", "/api/v1/queries/")


def sign_in(client: Client, **more: str):
    return client.post("/accounts/login/", {"login": "officer@example.org", "password": PASSWORD, **more})


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_a_browser_may_do_with_it(address, signed_in):
    answer = signed_in("officer").get(address)
    assert answer.status_code == 200
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("address", PAGES)
def test_no_signed_in_page_is_kept_by_a_browser_or_proxy(address, signed_in):
    assert "no-store" in signed_in("officer").get(address)["Cache-Control"]


def test_cookies_are_kept_from_scripts_and_other_sites(client):
    sign_in(client)
    for name in ("hubportal_session", "hubportal_csrf"):
        if name in client.cookies:
            assert client.cookies[name]["httponly"]
            assert client.cookies[name]["samesite"] == "Lax"
    assert "hubportal_session" in client.cookies


def test_production_settings_keep_cookies_and_addresses_to_https():
    said = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_HSTS_SECONDS, s.SECURE_SSL_REDIRECT, s.DEBUG)"
    )
    environment = {
        **os.environ,
        "HUBPORTAL_PRODUCTION": "1",
        "HUBPORTAL_HOSTS": "portal.example.org",
        "HUBPORTAL_SECRET_KEY": secrets.token_urlsafe(64),
        "DATABASE_URL": "postgresql://hub_app@db.example.org/hubportal",
        "REDIS_URL": "redis://redis.example.org/0",
        "DJANGO_SETTINGS_MODULE": "hubportal.settings",
    }
    run = [sys.executable, "-c", said]
    found = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True", "True", "__Host-session", "__Host-csrf", "31536000", "True", "False"]
    weak = subprocess.run(run, cwd=ROOT, env={**environment, "HUBPORTAL_SECRET_KEY": "short"}, capture_output=True)
    assert weak.returncode != 0
    assert b"at least 50 random characters" in weak.stderr


def test_the_session_gets_a_new_key_at_sign_in(client):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["hubportal_session"] = planted
    sign_in(client)
    assert client.session.session_key != planted
    assert not client.session.exists(planted)


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example.org/", "https://evil.example.org/", "/\\evil.example.org", "javascript:alert(1)", "\thttps:evil"],
)
def test_signing_in_never_leads_to_another_site(elsewhere, client):
    answer = sign_in(client, next=elsewhere)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))


def test_a_form_without_its_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403


def test_an_unknown_host_is_refused(client):
    assert client.get("/accounts/login/", headers={"host": "evil.example.org"}).status_code == 400


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_no_header_turns_one_method_into_another(header, signed_in):
    client = signed_in("officer")
    with in_scope_of("officer") as officer:
        case = a_case(officer)
    answer = client.post(
        f"/api/v1/queries/{case.reference}/", {"subject": "x"}, content_type="application/json",
        headers={header: "PATCH", "If-Match": '"1"'},
    )  # fmt: skip
    assert answer.status_code == 405


READ_ONLY = {
    "reference": "WM-Q-2016-99999", "ccg": "06Q", "hub": "ES", "received_on": "2015-01-01", "state": "closed",
    "respond_due_on": "2030-01-01", "acknowledged_on": "2016-01-04", "version": 9, "id": 1, "policy": 1,
    "is_restricted": True, "logged_by": 1, "closed_on": "2016-01-04",
}  # fmt: skip


@pytest.mark.parametrize("member", READ_ONLY)
def test_what_is_not_for_changing_is_refused_by_name(member, signed_in):
    with in_scope_of("officer") as officer:
        case = a_case(officer)
    answer = signed_in("officer").patch(
        f"/api/v1/queries/{case.reference}/", {member: READ_ONLY[member], "subject": "Taken over"},
        content_type="application/json", headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert answer.status_code == 400
    assert member in answer.json()["errors"]
    with in_scope_of("officer"):
        assert Query.objects.get(pk=case.pk).subject == case.subject


def test_opening_a_restricted_case_up_needs_the_permission_over_the_api_too(signed_in):
    with in_scope_of("officer") as officer:
        case = a_case(officer)
    answer = signed_in("officer").patch(
        f"/api/v1/queries/{case.reference}/", {"restricted": True}, content_type="application/json",
        headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert answer.status_code == 403


HOSTILE = (
    "\x00", "a\x00b", "%00", "\U0001f600", "'; DROP TABLE x; --", "{{7*7}}", "<script>alert(1)</script>",
    "\u202egnp.exe", "9" * 400, "../../etc/passwd",
)  # fmt: skip
ASKED = (
    "/cases/?q={}", "/cases/?view={}", "/cases/?sort={}", "/cases/?after={}", "/cases/?ccg={}", "/cases/?owner={}",
    "/cases/log/practices/?q={}", "/api/v1/queries/?search={}", "/api/v1/queries/?ccg={}", "/api/v1/queries/?cursor={}",
    "/api/v1/practices/?search={}", "/api/v1/ccgs/?on={}", "/history/?q={}", "/history/?reference={}",
    "/functions/?ccg={}", "/functions/?on={}", "/reports/standards/?period={}", "/reports/standards/?ccg={}",
    "/people/?q={}",
)  # fmt: skip


@pytest.mark.parametrize("address", ASKED)
def test_no_query_string_breaks_a_page(address, signed_in):
    client = signed_in("head")
    client.raise_request_exception = False
    path, _, query = address.partition("?")
    name = query.partition("=")[0]
    for value in HOSTILE:
        answer = client.get(path, {name: value})
        assert answer.status_code in {200, 302, 400, 403, 404, 422}, (address, value, answer.status_code)


FORMS = ("/cases/log/", "/cases/views/", "/accounts/login/", "/people/invite/", "/cases/bulk/", "/settings/closures/")


@pytest.mark.parametrize("address", FORMS)
def test_no_form_breaks_on_hostile_text(address, signed_in):
    client = signed_in("head")
    client.raise_request_exception = False
    names = (
        "subject", "detail", "practice", "name", "email", "login", "password", "reason", "category", "kind",
        "parameters", "act", "reference", "role", "organisation", "day_day", "day_month", "day_year", "contact_email",
    )  # fmt: skip
    for value in HOSTILE:
        answer = client.post(address, dict.fromkeys(names, value))
        assert answer.status_code in {200, 302, 400, 403, 404, 409, 422}, (address, value, answer.status_code)


TEMPLATE_CODE = ("{{7*7}}", "{{ settings.SECRET_KEY }}", "{% include 'x' %}", "{0.__class__}", "${7*7}")


@pytest.mark.parametrize("text", TEMPLATE_CODE)
def test_letters_run_nothing_that_is_typed_into_them(text):
    values = {"subject": text, "reference": "WM-Q-2016-00001"}
    assert fill("{subject}: {reference}", values) == f"{text}: WM-Q-2016-00001"
    assert fill(text, values) == text


def test_a_value_cannot_smuggle_another_placeholder_in():
    assert fill("{subject}", {"subject": "{officer_name}", "officer_name": "Ann"}) == "{officer_name}"
    assert unknown_placeholders("{subject.__class__} {password}") == ["password"]


FORMULAS = (
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1", "=cmd|'/c calc'!A0", '=HYPERLINK("x")',
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_exported_text_is_a_formula(text):
    assert defused(text) == f"'{text}"


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


@pytest.mark.parametrize(
    ("address", "size"),
    [("/accounts/login/", 100_000_000), ("/api/v1/queries/", 100_000_000), ("/cases/log/", 300_000_000)],
)
def test_too_large_an_upload_is_refused_before_it_is_read(address, size, signed_in):
    client = signed_in("officer")
    answer = client.post(
        address,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(size),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413


def test_signing_out_leaves_nothing_to_go_back_to(signed_in):
    client = signed_in("officer")
    key = client.session.session_key
    client.post("/accounts/logout/")
    client.cookies["hubportal_session"] = key
    assert client.get("/cases/").status_code == 302
