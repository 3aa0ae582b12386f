"""CCGs with their level on a day, and practices with their CCG: the part of the public register a person works with."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from functions.api.parameters import day, refuse_unknown, words
from hubportal.organisations.models import (
    Ccg,
    CcgLevel,
    CommitteeCcg,
    Level,
    ListSize,
    Practice,
    PracticeContract,
    PracticeMembership,
)

ON = OpenApiParameter("on", OpenApiTypes.DATE, description="As at this day; today when not given.")


class CcgSerializer(serializers.ModelSerializer):
    """A CCG and its co-commissioning level on the day asked for."""

    hub = serializers.CharField(source="hub.code")
    level = serializers.ChoiceField(choices=Level.choices)

    class Meta:
        model = Ccg
        fields = ("ods_code", "name", "hub", "locality", "level")


@extend_schema_view(list=extend_schema(parameters=[ON]), retrieve=extend_schema(parameters=[ON]))
class CcgViewSet(viewsets.ReadOnlyModelViewSet):
    """The CCGs a person works with."""

    serializer_class = CcgSerializer
    lookup_field = "ods_code"
    lookup_value_regex = "[0-9A-Za-z]{3,5}"
    keyset = (("ods_code", "asc"),)
    queryset = Ccg.objects.none()

    def get_queryset(self) -> QuerySet[Ccg]:
        if getattr(self, "swagger_fake_view", False):
            return Ccg.objects.none()
        refuse_unknown(self.request, {"on"})
        on = day(self.request)
        level = CcgLevel.objects.filter(ccg=OuterRef("pk"), period__contains=on).values("level")[:1]
        return (
            ccgs_of(self.request.user)
            .select_related("hub")
            .annotate(level=Coalesce(Subquery(level), Value(Level.UNKNOWN.value)))
        )


class PracticeSerializer(serializers.ModelSerializer):
    """A practice, and its CCG, contract and latest list on the day asked for."""

    ccg = serializers.CharField(source="ccg_code", allow_null=True)
    contract_type = serializers.CharField(allow_null=True)
    registered = serializers.IntegerField(allow_null=True)
    weighted = serializers.DecimalField(max_digits=10, decimal_places=2, allow_null=True)
    list_size_on = serializers.DateField(allow_null=True)

    class Meta:
        model = Practice
        fields = (
            "ods_code", "name", "ccg", "contract_type", "status", "address", "postcode", "phone", "opened_on",
            "closed_on", "registered", "weighted", "list_size_on",
        )  # fmt: skip


@extend_schema_view(
    list=extend_schema(
        parameters=[
            ON,
            OpenApiParameter("ccg", str, description="ODS code of a CCG."),
            OpenApiParameter("search", str, description="Part of the code or name."),
        ]
    ),
    retrieve=extend_schema(parameters=[ON]),
)
class PracticeViewSet(viewsets.ReadOnlyModelViewSet):
    """The practices of the CCGs a person works with."""

    serializer_class = PracticeSerializer
    lookup_field = "ods_code"
    lookup_value_regex = "[A-Za-z][0-9]{5}"
    keyset = (("ods_code", "asc"),)
    queryset = Practice.objects.none()

    def get_queryset(self) -> QuerySet[Practice]:
        if getattr(self, "swagger_fake_view", False):
            return Practice.objects.none()
        refuse_unknown(self.request, {"on", "ccg", "search"})
        on = day(self.request)
        memberships = PracticeMembership.objects.filter(practice=OuterRef("pk"), period__contains=on)
        latest = ListSize.objects.filter(practice=OuterRef("pk"), quarter_start_on__lte=on).order_by(
            "-quarter_start_on"
        )
        contract = PracticeContract.objects.filter(practice=OuterRef("pk"), period__contains=on)
        found = practices_of(self.request.user).annotate(
            ccg_code=Subquery(memberships.values("ccg__ods_code")[:1]),
            contract_type=Subquery(contract.values("contract_type")[:1]),
            registered=Subquery(latest.values("registered")[:1]),
            weighted=Subquery(latest.values("weighted")[:1]),
            list_size_on=Subquery(latest.values("quarter_start_on")[:1]),
        )
        if ccg := words(self.request, "ccg"):
            found = found.filter(ccg_code=ccg.upper())
        if part := words(self.request, "search"):
            found = found.filter(ods_code__istartswith=part) | found.filter(name__icontains=part)
        return found


def ccgs_of(person: Any) -> QuerySet[Ccg]:
    """CCGs a person works with: those they read, and those of their practices and committees."""
    grants = person.grants
    practices, committees = grants.on("practice_read"), grants.on("committee_read")
    mine = Q(pk__in=grants.ccgs("ccg_read"))
    if practices:
        today = timezone.localdate()
        places = PracticeMembership.objects.filter(practice_id__in=practices, period__contains=today)
        mine |= Q(pk__in=places.values("ccg_id"))
    if committees:
        mine |= Q(pk__in=CommitteeCcg.objects.filter(committee_id__in=committees).values("ccg_id"))
    return Ccg.objects.filter(mine)


def practices_of(person: Any) -> QuerySet[Practice]:
    """Practices of the CCGs a person reads, or the practices they manage."""
    grants = person.grants
    ccgs = grants.ccgs("ccg_read")
    if not ccgs:
        return Practice.objects.filter(pk__in=grants.on("practice_read"))
    here = PracticeMembership.objects.filter(ccg_id__in=ccgs).values("practice_id")
    return Practice.objects.filter(pk__in=here)
