"""What a person sees when a request cannot be answered: pages with clear words, problem details under
/api/.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import engines

from hubportal.web.problems import PROBLEM, problem


def _answer(request: HttpRequest, status: int, page: str, **words: Any) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse(problem(status, detail=words.get("detail", "")), status=status, content_type=PROBLEM)
    return render(request, f"errors/{page}.jinja", words, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when the request was larger than the portal reads."""
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, 413, "413")
    return _answer(request, 400, "400")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, for a person who may see the thing but not do this; a stranger gets 404 instead."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _answer(request, 403, "403", detail=said)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or not for this person; the two are never told apart."""
    return _answer(request, 404, "404")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token, mostly a page left open past the end of the session."""
    return _answer(request, 403, "csrf")


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429, from the limits on signing in."""
    return _answer(request, 429, "429")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn without the request, so that neither the database nor the session is touched."""
    if request.path.startswith("/api/"):
        return JsonResponse(problem(500), status=500, content_type=PROBLEM)
    page = engines["jinja2"].get_template("errors/500.jinja").render({})
    return HttpResponse(page, status=500)
