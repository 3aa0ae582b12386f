"""Specifications over the API, and whose an activity is for a CCG on a day."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.matrix import FunctionSerializer
from functions.api.organisations import ON
from functions.api.parameters import day, person_of, refuse_unknown, words
from functions.figures.matrix import activities_on
from functions.figures.specifications.lines import lines_of
from functions.models import Activity, Specification
from functions.rules.specifications.parts import Acts
from functions.rules.specifications.signing import whole_digest
from functions.rules.specifications.states import SPECIFICATION
from functions.services.specifications.agreeing import standings, terms_of
from functions.services.specifications.answering import part_for
from hubportal.organisations.models import Ccg

CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")


class SpecificationLine(serializers.ModelSerializer):
    """One specification: whose, its state, and from when to when it holds."""

    ccg = serializers.CharField(source="ccg.ods_code")
    standard = serializers.CharField(source="standard.code")
    state = serializers.CharField(help_text=", ".join(SPECIFICATION.states))

    class Meta:
        model = Specification
        fields: tuple[str, ...] = (
            "reference", "ccg", "state", "standard", "effective_from", "effective_to", "version",
        )  # fmt: skip


class SpecifiedRow(FunctionSerializer):
    """One row of a specification."""

    comment = serializers.CharField(source="decided.comment")
    owner = serializers.CharField(source="decided.owner")
    decide_by = serializers.DateField(source="decided.decide_by", allow_null=True)
    digest = serializers.CharField(help_text="SHA-256 of the row as it is signed.")


class SpecificationDetail(SpecificationLine):
    """A specification with its rows, the hash of the whole, and what each party has still to sign."""

    digest = serializers.CharField(help_text="SHA-256 of the whole.")
    signed = serializers.DictField(child=serializers.BooleanField(), help_text="Whether each party has signed all.")
    to_sign = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    rows = SpecifiedRow(many=True)

    class Meta(SpecificationLine.Meta):
        fields = (*SpecificationLine.Meta.fields, "digest", "signed", "to_sign", "rows")


@extend_schema_view(
    list=extend_schema(
        parameters=[CCG, OpenApiParameter("state", str, enum=list(SPECIFICATION.states))], responses=SpecificationLine
    ),
    retrieve=extend_schema(responses=SpecificationDetail),
)
class SpecificationViewSet(viewsets.ReadOnlyModelViewSet):
    """The specifications of the CCGs a person reads."""

    serializer_class = SpecificationLine
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z]{1,8}-[Aa]-[0-9]{4}-[0-9]{1,9}"
    keyset = (("pk", "asc"),)
    queryset = Specification.objects.none()

    def get_queryset(self) -> QuerySet[Specification]:
        if getattr(self, "swagger_fake_view", False):
            return Specification.objects.none()
        refuse_unknown(self.request, {"ccg", "state"})
        found: QuerySet[Specification] = Specification.objects.visible_to(person_of(self.request))
        if code := words(self.request, "ccg"):
            found = found.filter(ccg__ods_code=code.upper())
        if state := words(self.request, "state"):
            if state not in SPECIFICATION.states:
                raise ValidationError({"state": ["Choose one of the states of a specification."]})
            found = found.filter(state=state)
        return found.select_related("ccg", "standard")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One specification with all its rows."""
        found = get_object_or_404(self.get_queryset(), reference=kwargs["reference"].upper())
        lines = lines_of(found)
        parties = standings(found, lines)
        more = {
            "digest": whole_digest(terms_of(found), [line.content for line in lines]),
            "signed": {party: one.complete for party, one in parties.items()},
            "to_sign": {party: list(one.rows) for party, one in parties.items()},
            "rows": SpecifiedRow(lines, many=True).data,
        }
        return Response({**SpecificationLine(found).data, **more})


class WhoseSerializer(serializers.Serializer):
    """Who acts on an activity for a CCG on a day, and what that rests on."""

    ref = serializers.CharField(source="activity.ref")
    activity = serializers.CharField(source="activity.activity")
    on = serializers.DateField()
    acts = serializers.ChoiceField(choices=[(acts.value, acts.value) for acts in Acts])
    sentence = serializers.CharField(source="answer.sentence")
    clause = serializers.CharField()
    ccg = serializers.BooleanField(source="ccg_acts")
    hub = serializers.SerializerMethodField()
    qualifier = serializers.CharField(source="marks.qualifier")
    undecided = serializers.BooleanField(source="answer.undecided")
    unlisted = serializers.CharField(help_text="Says that no list in force that day has it; empty where one has it.")
    signed = serializers.BooleanField(help_text="Whether the CCG signed what holds on that day.")
    specification = serializers.CharField(source="specification.reference", default=None, allow_null=True)
    decides = serializers.CharField(source="column.decides", help_text="Who takes the CCG's decisions at its level.")

    def get_hub(self, part: Any) -> str | None:
        """CORE, SUPPORT, TBC or null."""
        return part.hub_part or None


class WhoseIsIt(APIView):
    """Whose is it, on this date?"""

    @extend_schema(
        parameters=[ON, OpenApiParameter("ccg", str, required=True, description="ODS code of a CCG.")],
        responses=WhoseSerializer,
        operation_id="functions_whose",
    )
    def get(self, request: Request, ref: str) -> Response:
        """The answer for one activity, CCG and day."""
        refuse_unknown(request, {"ccg", "on"})
        code = words(request, "ccg").upper()
        if not code:
            raise ValidationError({"ccg": ["Name a CCG by its ODS code."]})
        mine = Ccg.objects.filter(pk__in=person_of(request).grants.ccgs("ccg_read"))
        ccg = get_object_or_404(mine.select_related("hub"), ods_code=code)
        on = day(request)
        activity = activities_on(on, ccg.hub_id, schedule=None).filter(ref=ref.upper()).first()
        activity = activity or Activity.objects.filter(ref=ref.upper(), version__hub=None).order_by("-version").first()
        if activity is None:
            raise Http404
        return Response(WhoseSerializer(part_for(ccg, activity, on)).data)
