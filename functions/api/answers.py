"""What acts over the API share: what was sent, checked by its shape, and the answer that says what stands now."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from hubportal.documents.fields import MOST_FILES
from hubportal.web.api import StrictSerializer
from hubportal.web.versions import with_etag

CHANGE = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag of the version you read."
)


class Reason(StrictSerializer):
    """Why something is undone or withdrawn."""

    note = serializers.CharField(max_length=2_000)


def files_field(**more: Any) -> Any:
    """Files sent with what they prove, as `multipart/form-data`; any number up to ten."""
    return serializers.ListField(child=serializers.FileField(), max_length=MOST_FILES, **more)


def said(shape: type[StrictSerializer], request: Request, *, partial: bool = False, **context: Any) -> dict[str, Any]:
    """What was sent, checked by its shape."""
    asked = shape(data=request.data, partial=partial, context={"request": request, **context})
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def done(data: Any, version: int | None = None, *, code: int = status.HTTP_200_OK) -> Response:
    """What stands after an act, with the version to make the next one from where it has one."""
    answer = Response(data, status=code)
    return answer if version is None else with_etag(answer, version)


def made(data: Any, version: int | None = None, *, at: str = "") -> Response:
    """What was made; `at` is where it is read."""
    answer = done(data, version, code=status.HTTP_201_CREATED)
    if at:
        answer["Location"] = at
    return answer
