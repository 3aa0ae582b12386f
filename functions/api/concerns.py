"""Practices of concern over the API: the list, one of them with its reports, and its moves between stages.

Concerns about individual performers have none, on purpose: nothing about them is to be carried off by a program.
"""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.parameters import person_of
from functions.api.record_acts import (
    FILTERS,
    IF_MATCH,
    ONCE,
    MoveLine,
    NewMove,
    OfRecordKind,
    RecordLine,
    held_version,
    known_act,
)
from functions.models import Concern
from functions.rules.concerns import SORTS
from functions.services.concerns import CONCERN, make_move
from hubportal.records.figures.listing import Choice
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import with_etag


class ConcernLine(RecordLine):
    """A practice of concern as a line of the list."""

    sort = serializers.CharField()
    next_step = serializers.CharField()
    next_on = serializers.DateField(allow_null=True)


class ReportLine(serializers.Serializer[Any]):
    """What was reported to a group."""

    forum = serializers.CharField()
    on = serializers.DateField()
    said = serializers.CharField()
    by = serializers.CharField(source="by.name")


class WholeConcern(ConcernLine):
    """A practice of concern with what it is, what was reported, what was done and what can be done."""

    detail = serializers.CharField()
    reports = ReportLine(many=True)
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())


@extend_schema_view(
    list=extend_schema(
        parameters=[*FILTERS, OpenApiParameter("sort", str, enum=list(SORTS))], responses=ConcernLine(many=True)
    )
)
class ConcernViewSet(OfRecordKind, mixins.ListModelMixin, viewsets.GenericViewSet):
    """Practices of concern."""

    kind, choices = CONCERN, (Choice("sort", "Kind", tuple(SORTS.items())),)
    queryset = Concern.objects.none()
    serializer_class = ConcernLine

    def _whole(self, request: Request, concern: Concern) -> dict[str, Any]:
        reports = concern.reports.select_related("by").order_by("-on", "-id")
        return {
            **ConcernLine(concern).data,
            "detail": concern.detail,
            "reports": ReportLine(reports, many=True).data,
            **self.moves_of(request, concern),
        }

    @extend_schema(responses=WholeConcern)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One practice of concern whole."""
        found = self.find(request, reference)
        return with_etag(Response(self._whole(request, found)), found.version)

    @extend_schema(
        request=NewMove, responses={201: WholeConcern}, parameters=[IF_MATCH, ONCE],
        operation_id="practice_of_concern_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Move it between stages, or close it; a move out of order is refused with the reason."""
        concern = self.find(request, reference)
        sent, now = said(NewMove, request), timezone.now()
        make_move(
            kind=CONCERN, record_id=concern.pk, act=known_act(CONCERN, sent["act"]), by=person_of(request),
            on=sent.get("on") or timezone.localdate(now), at=now, version=held_version(request), note=sent["note"],
        )  # fmt: skip
        found = self.find(request, reference)
        return with_etag(Response(self._whole(request, found), status=status.HTTP_201_CREATED), found.version)
