"""Whose a case is, how it passes between the hub and its CCG, and a concern on its ladder, over the API."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.parameters import person_of
from functions.api.queries import case_of_ccg
from functions.api.record_acts import IF_MATCH, ONCE, held_version, refuse_stale_sign_in
from functions.api.what_if import DayField
from functions.models import CaseTurn, EscalationStep, Query
from functions.services.escalation import pass_on, settle, steps_of, why_unsettled
from functions.services.specifications.gate import routing_of, turns_of
from functions.services.specifications.passing import PERMISSION, SIGN_OFFS, take_turn
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import with_etag


class TurnLine(serializers.ModelSerializer):
    """One step between the hub and its CCG, under the function it was taken under."""

    step = serializers.CharField(source="kind")
    by = serializers.CharField(source="by_name")

    class Meta:
        model = CaseTurn
        fields = ("step", "words", "function", "on", "by", "at")


class RoutingShape(serializers.Serializer[Any]):
    """Whose a case is by its function on its day of receipt, null while it has none; why its answer waits, empty when
    it does not; the steps this person may take now, and those taken.
    """

    acts = serializers.CharField(allow_null=True)
    sentence = serializers.CharField()
    clause = serializers.CharField()
    specification = serializers.CharField(allow_null=True)
    waits = serializers.CharField()
    open_steps = serializers.ListField(child=serializers.CharField())
    turns = TurnLine(many=True)


class NewTurn(StrictSerializer):
    """A step, with its words: the answer to sign off, what has to change, why it is given back, what was answered."""

    step = serializers.ChoiceField(choices=sorted(PERMISSION))
    words = serializers.CharField(max_length=8_000, required=False, allow_blank=True, default="")


class RungLine(serializers.ModelSerializer):
    """A rung of the ladder a concern has been at."""

    holder = serializers.CharField(source="holder.name", allow_null=True, default=None)

    class Meta:
        model = EscalationStep
        fields = ("rung", "holder", "since_on", "due_on", "left_on", "reason", "outcome", "decision")


class LadderShape(serializers.Serializer[Any]):
    """The rungs in order, and why the answer waits; empty when it does not."""

    waits = serializers.CharField()
    rungs = RungLine(many=True)


class NewRung(StrictSerializer):
    """Pass a concern on, with the reason and the day by which it is settled there or goes further; or settle it, saying
    how. What the panel decides is recorded on its own page.
    """

    act = serializers.ChoiceField(choices=("pass_on", "settle"))
    reason = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    due_on = DayField(required=False)
    outcome = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """A concern that is passed on names its day."""
        if sent["act"] == "pass_on" and "due_on" not in sent:
            raise serializers.ValidationError({"due_on": ["Say by which day it is settled there or passed on."]})
        return sent


class CaseRouting(viewsets.GenericViewSet):
    """Steps between the hub and the CCG, and the ladder of a concern."""

    queryset = Query.objects.none()
    serializer_class = RoutingShape
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    pagination_class = None

    def get_queryset(self) -> QuerySet[Query]:
        return Query.objects.none()

    @extend_schema(methods=["GET"], responses=RoutingShape, operation_id="query_turns_retrieve")
    @extend_schema(
        methods=["POST"], request=NewTurn, responses={201: RoutingShape}, parameters=[IF_MATCH, ONCE],
        operation_id="query_turns_create",
    )  # fmt: skip
    @action(detail=True, methods=["get", "post"])
    def turns(self, request: Request, reference: str) -> Response:
        """Whose the case is and how it was passed; or the next step. A sign-off needs a fresh sign-in, so it is given
        in the portal.
        """
        if request.method == "POST":
            return self._take(request, reference)
        return self._routing(request, case_of_ccg(request, reference))

    @idempotent
    def _take(self, request: Request, reference: str) -> Response:
        case, person = case_of_ccg(request, reference), person_of(request)
        sent = said(NewTurn, request)
        if sent["step"] in SIGN_OFFS:
            refuse_stale_sign_in(request)
        take_turn(query_id=case.pk, version=held_version(request), by=person, at=timezone.now(), **sent)
        return self._routing(request, case_of_ccg(request, reference), code=status.HTTP_201_CREATED)

    def _routing(self, request: Request, case: Query, code: int = status.HTTP_200_OK) -> Response:
        turns, person = turns_of(case), person_of(request)
        found = routing_of(case, turns=turns)
        is_open = found is not None and case.state == "open"
        shown = {
            "acts": found.part.acts.value if found else None,
            "sentence": found.part.answer.sentence if found else "",
            "clause": found.part.clause if found else "",
            "specification": getattr(found.part.specification, "reference", None) if found else None,
            "waits": found.waits if found else "",
            "open_steps": [
                step for step in (found.open_steps() if found and is_open else ())
                if person.grants.can(PERMISSION[step], case.ccg_id)
            ],
            "turns": TurnLine(turns, many=True).data,
        }  # fmt: skip
        return with_etag(Response(shown, status=code), case.version)

    @extend_schema(methods=["GET"], responses=LadderShape, operation_id="query_escalation_retrieve")
    @extend_schema(
        methods=["POST"], request=NewRung, responses={201: LadderShape}, parameters=[IF_MATCH, ONCE],
        operation_id="query_escalation_create",
    )  # fmt: skip
    @action(detail=True, methods=["get", "post"])
    def escalation(self, request: Request, reference: str) -> Response:
        """Who has held a concern about the hub; or pass it on, or settle it."""
        if request.method == "POST":
            return self._escalate(request, reference)
        return ladder_of(case_of_ccg(request, reference))

    @idempotent
    def _escalate(self, request: Request, reference: str) -> Response:
        case = case_of_ccg(request, reference)
        sent = said(NewRung, request)
        common: dict[str, Any] = {
            "query_id": case.pk, "version": held_version(request), "by": person_of(request), "at": timezone.now(),
        }  # fmt: skip
        if sent["act"] == "pass_on":
            pass_on(**common, due_on=sent["due_on"], reason=sent["reason"])
        else:
            settle(**common, outcome=sent["outcome"])
        return ladder_of(case_of_ccg(request, reference), code=status.HTTP_201_CREATED)


def ladder_of(case: Query, code: int = status.HTTP_200_OK) -> Response:
    """The rungs a concern has been at, and why its answer waits."""
    shown = {"waits": why_unsettled(case) or "", "rungs": RungLine(steps_of(case), many=True).data}
    return with_etag(Response(shown, status=code), case.version)
