"""Who is asking, and the scope their request runs in.

Order matters: bearer token, then session age and second factor, then the scope, which is open while the view and its
transaction run. A streamed response runs after that and opens its own (`hubportal.web.exports`).
"""

import hashlib
import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone

from hubportal.organisations.grants import Grants, load_grants
from hubportal.organisations.models import ApiToken, Person
from hubportal.organisations.rules.devices import device_words
from hubportal.tenancy.scope import scope
from hubportal.web.problems import PROBLEM, problem

GetResponse = Callable[[HttpRequest], HttpResponse]
CHOSEN = "chosen_assignment"
CHOSEN_WORDS = "chosen_assignment_words"
_READING = {"GET", "HEAD", "OPTIONS"}
_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/", "/health/", "/people/invitation/")


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
    """A session ends after thirty idle minutes, and twelve hours after it began however busy it was.

    The cookie's own age cannot keep the second limit: each write to the session renews it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.bearer:  # type: ignore[attr-defined]
            return self.get_response(request)
        before = request.user.is_authenticated
        if before:
            self._keep_or_end(request)
        response = self.get_response(request)
        if not before and request.user.is_authenticated:
            self._keep_or_end(request)  # the clock starts with the sign-in itself
        return response

    def _keep_or_end(self, request: HttpRequest) -> None:
        now, session = int(time.time()), request.session
        last, began = session.get("last_seen", now), session.get("began", now)
        if now - last > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
            messages.info(request, "You were signed out to keep your account safe. Sign in to go on.")
        elif "X-Unattended" in request.headers and "last_seen" in session:
            pass  # an open page asking by itself is nobody at work, and keeps no session alive
        elif now - last >= 60 or "last_seen" not in session:
            session["last_seen"], session["began"] = now, began  # at most one write a minute
            session.setdefault("device", device_words(request.headers.get("User-Agent", "")))


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
            and not request.path.startswith(_WITHOUT_SECOND_FACTOR)
            and not is_mfa_enabled(person)
            and person.signs
        ):
            if request.path.startswith("/api/"):
                said = problem(403, detail="Set up a second factor in the portal first.")
                return JsonResponse(said, status=403, content_type=PROBLEM)
            messages.warning(request, "Your role signs or approves, so set up a second factor before you go on.")
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
        grants = self._grants(request, person)
        # Showing recovery codes marks them as seen, so pages of one's own account are not held to reading.
        reading = request.method in _READING and not request.path.startswith("/accounts/")
        with scope(grants.scope(reading=reading)):
            return self.get_response(request)

    def _grants(self, request: HttpRequest, person: Person) -> Grants:
        """Narrowed to the role the person chose to work in, while they still hold it."""
        chosen = None if request.bearer else request.session.get(CHOSEN)  # type: ignore[attr-defined]
        if chosen is not None:
            narrowed = load_grants(person, assignment=chosen)
            if narrowed.held:
                person.__dict__["grants"] = narrowed
                person.working_as = request.session.get(CHOSEN_WORDS, "")  # type: ignore[attr-defined]
            else:
                request.session.pop(CHOSEN, None)
                request.session.pop(CHOSEN_WORDS, None)
        return person.grants
