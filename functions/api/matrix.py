"""The function matrix: what the CCG does and what part the hub has, activity by activity."""

from django.http import Http404
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.organisations import ON, ccgs_of
from functions.api.parameters import day, refuse_unknown, words
from functions.figures.matrix import activities_on
from functions.models import Activity


class FunctionSerializer(serializers.ModelSerializer):
    """One activity; `hub` is null where the hub has no part."""

    ccg = serializers.BooleanField(source="ccg_acts")
    hub = serializers.SerializerMethodField()

    class Meta:
        model = Activity
        fields = ("ref", "area", "group", "activity", "ccg", "hub", "qualifier", "version", "effective_from")

    def get_hub(self, activity: Activity) -> str | None:
        """CORE, SUPPORT, TBC or null."""
        return activity.hub_part or None


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
        ],
        responses=forced_singular_serializer(FunctionPage),
        operation_id="functions_list",
    )
    def get(self, request: Request) -> Response:
        refuse_unknown(request, {"ccg", "on"})
        code = words(request, "ccg").upper()
        if code and not ccgs_of(request.user).filter(ods_code=code).exists():
            raise Http404
        found = activities_on(day(request))
        return Response({"next": None, "previous": None, "results": FunctionSerializer(found, many=True).data})
