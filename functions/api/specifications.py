"""Specifications over the API, read, made and signed; and whose an activity is for a CCG on a day."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import said
from functions.api.organisations import ON
from functions.api.parameters import day, person_of, refuse_unknown, words
from functions.api.record_acts import (
    IF_MATCH,
    ONCE,
    NewMove,
    SeenShape,
    held_version,
    known_act,
    refuse_stale_sign_in,
)
from functions.api.specification_shapes import (
    NewSpecification,
    Redating,
    RowDecisions,
    SpecificationDetail,
    SpecificationLine,
    decisions,
    whole,
)
from functions.figures.matrix import activities_on
from functions.models import Activity, Specification
from functions.rules.specifications.parts import Acts
from functions.rules.specifications.states import SPECIFICATION
from functions.services import kinds
from functions.services.specifications import agreeing, making
from functions.services.specifications.answering import part_for
from hubportal.organisations.models import Ccg
from hubportal.web.idempotency import idempotent
from hubportal.web.refusals import Refused
from hubportal.web.versions import required_version, with_etag

CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")
MOVES = {"propose": agreeing.propose, "change": agreeing.take_back, "withdraw": agreeing.withdraw}


@extend_schema_view(
    list=extend_schema(
        parameters=[CCG, OpenApiParameter("state", str, enum=list(SPECIFICATION.states))], responses=SpecificationLine
    ),
)
class SpecificationViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The specifications of the CCGs a person reads: begun, decided row by row, proposed and signed."""

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

    def _find(self, reference: str) -> Specification:
        """One that the person reads, or 404."""
        found: Specification = get_object_or_404(self.get_queryset(), reference=reference.upper())
        return found

    def _answer(self, request: Request, reference: str, code: int = status.HTTP_200_OK) -> Response:
        found = self._find(reference)
        return with_etag(Response(whole(request, found), status=code), found.version)

    @extend_schema(responses=SpecificationDetail)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One specification with all its rows."""
        return self._answer(request, reference)

    @extend_schema(request=NewSpecification, responses={201: SpecificationDetail}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Begin the next specification of a CCG: a copy of the one agreed before, or of the standard."""
        asked = said(NewSpecification, request)
        made = making.start(**asked, by=person_of(request), at=timezone.now())
        answer = self._answer(request, made.reference, status.HTTP_201_CREATED)
        answer["Location"] = request.build_absolute_uri(f"{request.path}{made.reference}/")
        return answer

    @extend_schema(request=Redating, responses=SpecificationDetail, parameters=[IF_MATCH])
    def partial_update(self, request: Request, reference: str) -> Response:
        """Let a draft hold from another day."""
        found, version = self._find(reference), required_version(request)
        sent = said(Redating, request)
        making.redate(specification_id=found.pk, version=version, by=person_of(request), **sent)
        return self._answer(request, reference)

    @extend_schema(
        request=RowDecisions, responses=SpecificationDetail, parameters=[IF_MATCH],
        operation_id="specification_rows_update",
    )  # fmt: skip
    @action(detail=True, methods=["patch"])
    def rows(self, request: Request, reference: str) -> Response:
        """Decide rows of a draft, all or none; a row that is locked is refused with its clause."""
        found, version = self._find(reference), required_version(request)
        sent = said(RowDecisions, request)
        try:
            making.decide(
                specification_id=found.pk, version=version, decisions=decisions(found, sent["rows"]),
                by=person_of(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            if refused.field and refused.field.endswith("-part"):
                refused.field = refused.field.removesuffix("part") + "hub"  # as the part is called here
            raise
        return self._answer(request, reference)

    @extend_schema(
        request=NewMove, responses={201: SpecificationDetail}, parameters=[IF_MATCH, ONCE],
        operation_id="specification_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Propose it for signature, take it back to change it, or withdraw it; out of order is refused."""
        found, now = self._find(reference), timezone.now()
        sent = said(NewMove, request)
        act = known_act(kinds.SPECIFICATION, sent["act"])
        if act not in MOVES:
            raise Refused("This follows from the signatures, and is not done by itself.", field="act")
        MOVES[act](
            specification_id=found.pk, version=held_version(request), by=person_of(request), at=now,
            on=sent.get("on") or timezone.localdate(now), note=sent["note"],
        )  # fmt: skip
        return self._answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=SeenShape, responses={201: SpecificationDetail}, parameters=[ONCE],
        operation_id="specification_signatures_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def signatures(self, request: Request, reference: str) -> Response:
        """Sign for the CCG or for NHS England what `to_sign_digest` covers. It needs a fresh sign-in, so that a token
        cannot sign; content that has changed since it was read is refused.
        """
        found = self._find(reference)
        sent = said(SeenShape, request)
        refuse_stale_sign_in(request)
        agreeing.sign(specification_id=found.pk, by=person_of(request), at=timezone.now(), **sent)
        return self._answer(request, reference, status.HTTP_201_CREATED)


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
