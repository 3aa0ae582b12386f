"""What waits for a committee's agenda over the API: placed, declined, answered; and urgent decisions."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE
from governance.api import base
from governance.api.base import COMMITTEE, KEY, BoundedDay, refuse_without
from governance.api.decisions import RegisterDecisionShape
from governance.figures.carrying import BESIDES
from governance.figures.register import entries_readable_by
from governance.models import AgendaRequest, Marking, Meeting
from governance.rules.urgent import GROUNDS
from governance.services import urgent
from governance.services.carrying import placing, recommending
from governance.services.carrying.placing import Placing
from governance.services.finding import READ
from governance.services.urgent import UrgentWords
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent

REQUEST_STATES = AgendaRequest.State.choices
STATE = OpenApiParameter("state", str, enum=AgendaRequest.State.values)
ANSWERS = AgendaRequest.Answer.choices


class RequestShape(serializers.ModelSerializer):
    """A place on an agenda that was asked for, and what became of it."""

    id = serializers.UUIDField(source="public_id")
    committee = serializers.UUIDField(source="committee.public_id")
    state = serializers.ChoiceField(choices=REQUEST_STATES)
    ccg = serializers.CharField(source="ccg.ods_code", allow_null=True, default=None)
    names = serializers.ListField(child=serializers.CharField())
    file = serializers.UUIDField(source="file.public_id", allow_null=True, default=None)
    item = serializers.UUIDField(source="item.public_id", allow_null=True, default=None)
    answered_by_entry = serializers.IntegerField(source="answered_by_entry.number", allow_null=True, default=None)

    class Meta:
        model = AgendaRequest
        fields = (
            "id", "committee", "number", "source", "state", "title", "asks", "if_carried", "ccg", "record_kind",
            "record_reference", "names", "file", "asked_by", "asked_on", "is_private", "item", "why", "settled_at",
            "answer", "answer_why", "answered_by_entry", "version",
        )  # fmt: skip


class Placement(StrictSerializer):
    """On which meeting, by its id, and how; `ground` is why the public is to be excluded, empty for a public item."""

    meeting = serializers.UUIDField()
    marking = serializers.ChoiceField(choices=Marking.choices, required=False, default=Marking.PUBLIC)
    minutes = serializers.IntegerField(min_value=1, max_value=480, required=False, default=10)
    ground = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class Declining(StrictSerializer):
    """Why a request is declined: whoever asked reads it."""

    why = serializers.CharField(max_length=2_000)


class RecommendationAnswer(StrictSerializer):
    """What a decision, by its number in the register, makes of a forum's recommendation."""

    entry = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    answer = serializers.ChoiceField(choices=ANSWERS)
    why = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")


@extend_schema_view(list=extend_schema(parameters=[COMMITTEE, STATE], responses=RequestShape(many=True)))
class RequestViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What was asked of the agendas of the committees at which a person holds a role, the newest first."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    keyset = (("id", "desc"),)
    queryset = AgendaRequest.objects.none()
    serializer_class = RequestShape

    def get_queryset(self) -> QuerySet[AgendaRequest]:
        if base.not_in_schema(self):
            return AgendaRequest.objects.none()
        rows: QuerySet[AgendaRequest] = AgendaRequest.objects.visible_to(person_of(self.request))
        asked = {"state": AgendaRequest.State.values}
        return base.rows_asked(rows.select_related(*BESIDES), self.request, asked)

    def find(self, request: Request, public_id: str, permission: str = base.MINUTE) -> AgendaRequest:
        """The request, to its committee's people."""
        rows = AgendaRequest.objects.visible_to(person_of(request)).select_related(*BESIDES)
        found: AgendaRequest = base.permitted(rows, request, public_id, permission)
        return found

    def common(self, request: Request, held: AgendaRequest) -> dict[str, Any]:
        """What every service takes."""
        return base.acting(request, request_id=held.pk)

    def whole(self, request: Request, public_id: str) -> Response:
        """The request as it stands after an act."""
        found = self.find(request, public_id)
        return made(RequestShape(found).data, found.version)

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One request."""
        refuse_unknown(request, set())
        found = self.find(request, public_id, READ)
        return done(RequestShape(found).data, found.version)

    @extend_schema(
        request=Placement, responses={201: RequestShape}, parameters=[IF_MATCH, ONCE], operation_id="request_placement"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def placement(self, request: Request, public_id: str) -> Response:
        """Put it at the end of the agenda of a meeting whose papers have not gone, with its paper."""
        held = self.find(request, public_id)
        sent = said(Placement, request)
        rows = Meeting.objects.filter(committee_id=held.committee_id, public_id=sent.pop("meeting"))
        meeting = rows.first()
        if meeting is None:
            raise ValidationError({"meeting": ["The committee has no such meeting."]})
        placing.place(**self.common(request, held), how=Placing(meeting.pk, **sent))
        return self.whole(request, public_id)

    @extend_schema(
        request=Declining, responses={201: RequestShape}, parameters=[IF_MATCH, ONCE], operation_id="request_declining"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def declining(self, request: Request, public_id: str) -> Response:
        """Decline it, with the reason; an urgent decision is always reported."""
        held = self.find(request, public_id)
        sent = said(Declining, request)
        placing.decline(**self.common(request, held), why=sent["why"])
        return self.whole(request, public_id)

    @extend_schema(
        request=RecommendationAnswer, responses={201: RequestShape}, parameters=[IF_MATCH, ONCE],
        operation_id="request_answer",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def answer(self, request: Request, public_id: str) -> Response:
        """Say what a decision of this committee makes of a forum's recommendation."""
        held = self.find(request, public_id)
        sent = said(RecommendationAnswer, request)
        recommending.answer(
            **self.common(request, held), entry_number=sent["entry"], answered=sent["answer"], why=sent["why"]
        )
        return self.whole(request, public_id)


class UrgentDecision(StrictSerializer):
    """A decision taken outside a meeting: by whom, by the codes of their seats, and why it could not wait."""

    title = serializers.CharField(max_length=170)
    resolution = serializers.CharField(max_length=4_000)
    agreed: Any = serializers.ListField(child=serializers.CharField(max_length=40), max_length=100)
    ground = serializers.ChoiceField(choices=list(GROUNDS.items()))
    why = serializers.CharField(max_length=2_000)
    decided_on = BoundedDay()
    is_private = serializers.BooleanField(required=False, default=False)


class UrgentDecisions(APIView):
    """Urgent decisions of a committee."""

    @extend_schema(
        request=UrgentDecision, responses={201: RegisterDecisionShape}, parameters=[ONCE],
        operation_id="urgent_decisions_create",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, committee: Any) -> Response:
        """Enter it in the register, and put it on the next agenda for report."""
        found = base.committee_of(request, committee)
        refuse_without(request, found.pk)
        sent = said(UrgentDecision, request)
        entry = urgent.decide_urgently(
            committee_id=found.pk, by=person_of(request), words=UrgentWords(**sent), at=timezone.now()
        )
        shown = entries_readable_by(person_of(request)).get(pk=entry.pk)
        return made(RegisterDecisionShape(shown).data)
