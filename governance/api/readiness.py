"""Readiness assessments over the API: read, begun as a copy of the last, filled in area by area, completed."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, said
from functions.api.parameters import person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api.base import not_in_schema
from governance.api.readiness_shapes import (
    AreaChanges,
    NewReadiness,
    ReadinessAreaChange,
    ReadinessAreaShape,
    ReadinessLine,
    ReadinessMove,
    ReadinessShape,
    changes_between,
    said_after,
)
from governance.api.referenced import CCG, Referenced, asked_of
from governance.figures.readiness import assessments_of
from governance.models import Readiness, ReadinessArea
from governance.rules.readiness import STATES
from governance.services import readiness as services
from hubportal.organisations.models import Person
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

STATE = OpenApiParameter("state", str, enum=list(STATES))
AREA = OpenApiParameter("area", str, OpenApiParameter.PATH, description="The code of an area of the template.")
SINCE = OpenApiParameter("since", str, description="A reference; the one it was copied from when not given.")
ACTS: dict[str, Any] = {"complete": services.complete_assessment, "withdraw": services.withdraw_assessment}


@extend_schema_view(list=extend_schema(parameters=[CCG, STATE], responses=ReadinessLine(many=True)))
class ReadinessViewSet(Referenced, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The readiness assessments of the CCGs a person reads."""

    whole = ReadinessShape
    serializer_class = ReadinessLine
    queryset = Readiness.objects.none()

    def get_queryset(self) -> QuerySet[Readiness]:
        if not_in_schema(self):
            return Readiness.objects.none()
        return self.rows_of(person_of(self.request), **asked_of(self.request, STATES))

    def rows_of(self, person: Person, **asked: str) -> QuerySet[Readiness]:
        """With their areas in the order of the template."""
        in_order = Prefetch("areas", ReadinessArea.objects.order_by("pk"))
        return assessments_of(person, **asked).select_related("before").prefetch_related(in_order)

    @extend_schema(responses=ReadinessShape)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One assessment whole."""
        refuse_unknown(request, set())
        return self.answer(request, reference)

    @extend_schema(request=NewReadiness, responses={201: ReadinessShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Begin the assessment of a day, as a copy of the latest completed one; a CCG prepares one at a time."""
        sent = said(NewReadiness, request)
        found = services.begin_assessment(**sent, by=person_of(request), at=timezone.now())
        return self.answer_new(request, found.reference)

    @extend_schema(
        request=ReadinessMove, responses={201: ReadinessShape}, parameters=[IF_MATCH, ONCE],
        operation_id="readiness_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Complete it, which is refused while an area is not whole, or withdraw it; it stands from then on."""
        found = self.prepared(request, reference)
        sent = said(ReadinessMove, request)
        ACTS[sent["act"]](
            assessment_id=found.pk, version=held_version(request), note=sent["note"], by=person_of(request),
            at=timezone.now(),
        )  # fmt: skip
        return self.answer(request, reference, 201)

    @extend_schema(
        responses=AreaChanges(many=True), parameters=[SINCE], operation_id="readiness_changes_retrieve",
    )  # fmt: skip
    @action(detail=True, methods=["get"], pagination_class=None)
    def changes(self, request: Request, reference: str) -> Response:
        """What each area says otherwise than in an earlier assessment of the same CCG, in words."""
        refuse_unknown(request, {"since"})
        found = self.find(request, reference)
        asked = words(request, "since").upper() or (found.before.reference if found.before else "")
        earlier = self.rows_of(person_of(request)).filter(ccg_id=found.ccg_id, reference=asked).first()
        if earlier is None:
            raise ValidationError({"since": ["Name an earlier assessment of this CCG."]})
        return Response(AreaChanges(changes_between(earlier, found), many=True).data)

    @extend_schema(responses=ReadinessAreaShape, parameters=[AREA], operation_id="readiness_areas_retrieve")
    @action(detail=True, methods=["get"], url_path=r"areas/(?P<area>[a-z_-]{2,40})", url_name="area")
    def area(self, request: Request, reference: str, area: str) -> Response:
        """One area, with a version of its own: somebody else may fill in another one meanwhile."""
        refuse_unknown(request, set())
        row = _row(self.find(request, reference), area)
        return done(ReadinessAreaShape(row).data, row.version)

    @extend_schema(
        request=ReadinessAreaChange, responses=ReadinessAreaShape, parameters=[AREA, CHANGE],
        operation_id="readiness_areas_update",
    )  # fmt: skip
    @area.mapping.patch
    def say_area(self, request: Request, reference: str, area: str) -> Response:
        """Say how an area stands."""
        row = _row(self.prepared(request, reference), area)
        version = required_version(request)
        sent = said(ReadinessAreaChange, request, partial=True)
        row = services.say_area(
            assessment_id=row.assessment_id, code=area, version=version, said=said_after(row, sent),
            by=person_of(request),
        )  # fmt: skip
        return done(ReadinessAreaShape(row).data, row.version)


def _row(found: Readiness, code: str) -> ReadinessArea:
    return get_object_or_404(ReadinessArea, ccg_id=found.ccg_id, assessment=found, code=code)
