"""Readiness assessments over the API: list and detail, to read."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from functions.api.parameters import person_of, refuse_unknown, words
from governance.figures.readiness import assessments_of
from governance.models import Readiness, ReadinessArea
from governance.rules.readiness import STATES

CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")
STATE = OpenApiParameter("state", str, enum=list(STATES))


class ReadinessAreaShape(serializers.ModelSerializer):
    """What an assessment says of one area."""

    class Meta:
        model = ReadinessArea
        fields = ("code", "rating", "positions", "resources", "actions", "principles", "patients")


class ReadinessShape(serializers.ModelSerializer):
    """One assessment with its areas, in the order of its template."""

    ccg = serializers.CharField(source="ccg.ods_code")
    copied_from = serializers.CharField(source="before.reference", allow_null=True, default=None)
    areas = ReadinessAreaShape(many=True)

    class Meta:
        model = Readiness
        fields = ("reference", "ccg", "assessed_on", "template", "state", "completed_on", "copied_from", "areas")


@extend_schema_view(list=extend_schema(parameters=[CCG, STATE]))
class ReadinessViewSet(viewsets.ReadOnlyModelViewSet):
    """The readiness assessments of the CCGs a person reads."""

    serializer_class = ReadinessShape
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))
    queryset = Readiness.objects.none()

    def get_queryset(self) -> QuerySet[Readiness]:
        if getattr(self, "swagger_fake_view", False):
            return Readiness.objects.none()
        asked: dict[str, Any] = {}
        if self.action == "retrieve":
            refuse_unknown(self.request, set())
        else:
            refuse_unknown(self.request, {"ccg", "state"})
            asked = {"ccg": words(self.request, "ccg").upper(), "state": words(self.request, "state")}
        in_order = Prefetch("areas", ReadinessArea.objects.order_by("pk"))
        return assessments_of(person_of(self.request), **asked).select_related("before").prefetch_related(in_order)
