"""Versions over HTTP: an ETag on what is read, If-Match on what is changed (RFC 9110, sections 8.8.3 and
13.1.1).
"""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from hubportal.web.problems import VersionOutdated, VersionRequired


def etag(version: int | str) -> str:
    """The strong validator of a version: "7"."""
    return f'"{version}"'


def required_version(request: Request) -> int:
    """The version a change says it was made from: 428 without If-Match, 412 for one that cannot be ours.

    Hand it to the service, which compares with the row locked and refuses a stale one
    (`refusals.check_version`).
    """
    said = request.headers.get("If-Match", "").strip()
    if not said:
        raise VersionRequired
    inside = said[1:-1] if len(said) > 2 and said[0] == said[-1] == '"' else ""
    if not (inside.isascii() and inside.isdigit() and len(inside) <= 18):
        raise VersionOutdated
    return int(inside)


def with_etag(response: Response, version: int | str) -> Response:
    """The answer, marked with the version it shows."""
    response["ETag"] = etag(version)
    return response


class ETagMixin:
    """For views that retrieve one object: marks it with its `version`, and answers 304 to a reader who has
    it.
    """

    version_field = "version"

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The object with its ETag."""
        held: Any = self.get_object()  # type: ignore[attr-defined]
        current = etag(getattr(held, self.version_field))
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
        response = Response(status=304) if current in known else Response(self.get_serializer(held).data)  # type: ignore[attr-defined]
        response["ETag"] = current
        return response
