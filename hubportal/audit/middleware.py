"""Says who, from where and in which request, to the history triggers."""

import uuid
from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse


class AuditContextMiddleware:
    """Wraps changing requests of signed-in people in a history context; reading requests write nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated:
            return self.get_response(request)
        with pghistory.context(
            person=request.user.pk,
            request=request.headers.get("X-Request-ID", "") or str(uuid.uuid4()),
            address=request.META.get("REMOTE_ADDR", ""),
            path=request.path[:200],
        ):
            return self.get_response(request)
