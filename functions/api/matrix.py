"""The function matrix: what the CCG does and what part the hub has, activity by activity."""

from django.shortcuts import get_object_or_404
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.organisations import ON, ccgs_of
from functions.api.parameters import day, person_of, refuse_unknown, words
from functions.figures.specifications.lines import Line, lines_for
from functions.models import Activity
from hubportal.organisations.models import Ccg


class FunctionSerializer(serializers.Serializer):
    """One activity as the CCG has it, or the standard; `hub` is null where the hub has no part."""

    ref = serializers.CharField()
    area = serializers.CharField(source="activity.area")
    group = serializers.CharField(source="activity.group")
    activity = serializers.CharField(source="activity.activity")
    ccg = serializers.BooleanField(source="decided.marks.ccg_acts")
    hub = serializers.SerializerMethodField()
    qualifier = serializers.CharField(source="decided.marks.qualifier")
    version = serializers.CharField(source="activity.version.code")
    effective_from = serializers.DateField(source="activity.version.effective_from")
    differs = serializers.BooleanField(help_text="Whether the CCG has decided otherwise than the standard.")

    def get_hub(self, line: Line) -> str | None:
        """CORE, SUPPORT, TBC or null."""
        return line.decided.marks.hub_part or None


class FunctionPage(serializers.Serializer):
    """All activities as one page, in the shape of every list."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = FunctionSerializer(many=True)


class FunctionList(ListAPIView):
    """The activities in force for a CCG on a day, in the order of the agreement."""

    serializer_class = FunctionSerializer
    queryset = Activity.objects.none()
    pagination_class = None

    @extend_schema(
        parameters=[
            ON,
            OpenApiParameter("ccg", str, description="ODS code of a CCG; the standard matrix when not given."),
            OpenApiParameter("schedule", str, enum=Activity.Schedule.values, description="functions when not given."),
        ],
        responses=forced_singular_serializer(FunctionPage),
        operation_id="functions_list",
    )
    def get(self, request: Request) -> Response:
        refuse_unknown(request, {"ccg", "on", "schedule"})
        schedule = words(request, "schedule") or Activity.Schedule.FUNCTIONS.value
        if schedule not in Activity.Schedule.values:
            raise ValidationError({"schedule": ["Choose functions or finance."]})
        lines = lines_for(person_of(request), ccg_asked(request), day(request), schedule=schedule).lines
        return Response({"next": None, "previous": None, "results": FunctionSerializer(lines, many=True).data})


def ccg_asked(request: Request) -> Ccg | None:
    """The CCG that the address names, if the person works with it; None when it names none."""
    code = words(request, "ccg").upper()
    return get_object_or_404(ccgs_of(request.user).select_related("hub"), ods_code=code) if code else None
