"""What every resource of the API shares: pages by key, and serializers that refuse what they do not know."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from hubportal.web.paging import MOST_ROWS, KeysetPage


class KeysetPagination(BasePagination):
    """`?cursor=` and `?limit=`; the order is the view's `keyset`, as `hubportal.web.paging.KeysetPage`
    takes it.
    """

    default_limit = 50

    def _limit(self, request: Request) -> int:
        asked = request.query_params.get("limit", "")
        if not asked:
            return self.default_limit
        if not (asked.isascii() and asked.isdigit() and len(asked) <= 6 and 1 <= int(asked) <= MOST_ROWS):
            raise ValidationError({"limit": [f"Enter a whole number from 1 to {MOST_ROWS}."]})
        return int(asked)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page asked for."""
        order: Sequence[tuple[str, str]] = getattr(view, "keyset", (("pk", "asc"),))
        cursor = request.query_params.get("cursor") or None
        self.request = request
        self.page = KeysetPage(queryset, order=order, after=cursor, size=self._limit(request))
        return self.page.rows

    def _address(self, token: str) -> str | None:
        here = self.request.build_absolute_uri()
        return replace_query_param(here, "cursor", token) if token else None

    def get_paginated_response(self, data: Any) -> Response:
        """The page with the addresses of its neighbours."""
        return Response(
            {
                "next": self._address(self.page.next_token),
                "previous": self._address(self.page.previous_token),
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same, for the OpenAPI document."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two parameters, for the OpenAPI document."""
        limit = {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": self.default_limit}
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": {"type": "string"},
                "description": "Where to go on: taken from next or previous of another page.",
            },
            {
                "name": "limit",
                "in": "query",
                "required": False,
                "schema": limit,
                "description": "Rows a page.",
            },
        ]


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer that refuses unknown members instead of ignoring them, also in nested objects."""

    unknown: ClassVar[str] = "This field is not known here."

    def to_internal_value(self, data: Any) -> Any:
        """The validated values; every unknown member is named."""
        if isinstance(data, Mapping):
            writable = {name for name, field in self.fields.items() if not field.read_only}
            strangers = sorted(str(name) for name in data if name not in writable)
            if strangers:
                raise ValidationError({name[:100]: [self.unknown] for name in strangers[:20]})
        return super().to_internal_value(data)


class ProblemSerializer(serializers.Serializer[Any]):
    """The shape of every error, for the OpenAPI document (see `hubportal.web.problems`)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors: Any = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), required=False)
    clause = serializers.CharField(required=False)
