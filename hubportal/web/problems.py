"""Every error of the API as problem details (RFC 9457), in one place.

`type` is "about:blank" with the title of the status, or a short URN for our own kinds (refused, stale,
invalid). `errors` maps a field to its messages; a refusal by a rule carries the `clause` it rests on.
"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from hubportal.web.refusals import Refused, Stale

PROBLEM = "application/problem+json"

TITLES = {
    400: "The request could not be read",
    401: "Sign in first",
    403: "You do not have permission to do this",
    404: "Not found",
    405: "Method not allowed here",
    406: "No such format",
    409: "Refused by a rule",
    412: "Changed by someone else",
    413: "Too large",
    415: "No such format",
    428: "Say which version you mean to change",
    429: "Too many requests",
    500: "The portal has a problem",
}


def problem(
    code: int,
    *,
    detail: str = "",
    kind: str = "about:blank",
    errors: dict[str, list[str]] | None = None,
    clause: str = "",
) -> dict[str, Any]:
    """The body of one problem."""
    body: dict[str, Any] = {
        "type": kind,
        "title": TITLES.get(code) or HTTPStatus(code).phrase,
        "status": code,
        "detail": detail or TITLES.get(code, ""),
    }
    if errors:
        body["errors"] = errors
    if clause:
        body["clause"] = clause
    return body


def flat_errors(detail: Any, path: str = "") -> dict[str, list[str]]:
    """Nested validation errors as field path to messages: contact.email, events.2.on; "" for the whole."""
    found: dict[str, list[str]] = {}
    if isinstance(detail, dict):
        pairs: list[tuple[Any, Any]] = list(detail.items())
    elif isinstance(detail, list | tuple) and any(isinstance(part, dict | list) for part in detail):
        pairs = list(enumerate(detail))
    else:
        messages = detail if isinstance(detail, list | tuple) else [detail]
        return {path: [str(message) for message in messages]} if messages else {}
    for name, inner in pairs:
        at = path if name == api_settings.NON_FIELD_ERRORS_KEY else f"{path}.{name}".lstrip(".")
        for where, messages in flat_errors(inner, at).items():
            found.setdefault(where, []).extend(messages)
    return found


def _body_of(exception: Exception) -> tuple[int, dict[str, Any]]:
    if isinstance(exception, Stale):
        return 412, problem(412, detail=exception.sentence, kind="urn:hubportal:stale")
    if isinstance(exception, Refused):
        errors: dict[str, list[str]] = {}
        for one in exception.every:
            if one.field:
                errors.setdefault(one.field, []).append(one.sentence)
        kind = "urn:hubportal:refused"
        body = problem(exception.status, detail=exception.sentence, kind=kind, errors=errors, clause=exception.clause)
        return exception.status, body
    if isinstance(exception, exceptions.ValidationError):
        errors = flat_errors(exception.detail)
        first = next((messages[0] for messages in errors.values() if messages), "")
        named = {name or api_settings.NON_FIELD_ERRORS_KEY: messages for name, messages in errors.items()}
        return 400, problem(400, detail=first, kind="urn:hubportal:invalid", errors=named)
    if isinstance(exception, exceptions.APIException):
        code = exception.status_code
        return code, problem(code, detail=str(exception.detail))
    raise exception


def problem_details(exception: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler: the problem as a response, or None for a fault of ours (500)."""
    if isinstance(exception, Http404):
        exception = exceptions.NotFound("There is nothing here that you may see.")
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied(str(exception) or None)
    elif isinstance(exception, DjangoValidationError):
        exception = exceptions.ValidationError(exception.messages)
    if not isinstance(exception, exceptions.APIException | Refused):
        return None
    code, body = _body_of(exception)
    headers = {}
    if getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = exception.auth_header  # type: ignore[union-attr]
    if getattr(exception, "wait", None):
        headers["Retry-After"] = f"{exception.wait:.0f}"  # type: ignore[union-attr]
    set_rollback()
    return Response(body, status=code, headers=headers, content_type=PROBLEM)


class VersionRequired(exceptions.APIException):
    """428: a change must say which version it was made from."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = "Send If-Match with the ETag of the version you read."


class VersionOutdated(exceptions.APIException):
    """412: someone else changed it since."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = "Someone else changed this since you read it. Read it again, then repeat your change."
