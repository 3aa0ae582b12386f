"""Who is asking, and the scope their request runs in.

Order matters: bearer token, then session age and second factor, then the scope, which is open while the view and its
transaction run. A streamed response runs after that and opens its own (`hubportal.web.exports`).
"""

import hashlib
import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from hubportal.organisations.grants import load_grants
from hubportal.organisations.models import ApiToken
from hubportal.tenancy.scope import scope

GetResponse = Callable[[HttpRequest], HttpResponse]
CHOSEN = "chosen_assignment"
_READING = {"GET", "HEAD", "OPTIONS"}


class BearerTokenMiddleware:
    """Signs in the holder of an API token for this request, before the scope is opened."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.bearer = False  # type: ignore[attr-defined]
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token and request.path.startswith("/api/"):
            digest = hashlib.sha256(token.strip().encode()).hexdigest()
            found = (
                ApiToken.objects.select_related("person")
                .filter(digest=digest, expires_at__gt=timezone.now(), person__is_active=True)
                .first()
            )
            if found:
                request.user = found.person
                request.bearer = True  # type: ignore[attr-defined]
        return self.get_response(request)


class SessionAgeMiddleware:
    """A session ends after thirty idle minutes; the cookie's own age is the twelve-hour limit."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.bearer and request.user.is_authenticated:  # type: ignore[attr-defined]
            now = int(time.time())
            last = request.session.get("last_seen", now)
            if now - last > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif now - last >= 60 or "last_seen" not in request.session:
                request.session["last_seen"] = now  # at most one write a minute
        return self.get_response(request)


class SecondFactorMiddleware:
    """People in signing roles set up a second factor before they go on; invented demo people need none."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if (
            person.is_authenticated
            and not request.bearer  # type: ignore[attr-defined]
            and not person.is_demo
            and person.signs
            and not request.path.startswith(("/accounts/", "/static/", "/health/"))
            and not is_mfa_enabled(person)
        ):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)


class ScopeMiddleware:
    """Opens the signed-in person's scope around the view; nobody's request has no scope at all."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if not person.is_authenticated:
            return self.get_response(request)
        chosen = None if request.bearer else request.session.get(CHOSEN)  # type: ignore[attr-defined]
        if chosen is not None:
            person.__dict__["grants"] = load_grants(person, assignment=chosen)
        with scope(person.grants.scope(reading=request.method in _READING)):
            return self.get_response(request)
