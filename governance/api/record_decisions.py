"""Committees' decisions on records over the API: to read, and to mark as dealt with where one waits for a person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done, made, said
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import ONCE
from governance.api import base
from governance.figures.carrying import decisions_open_to, decisions_that_wait
from governance.models import RecordDecision
from governance.presenters.carrying import still_waits
from governance.services.carrying import settling
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent

DECISION_STATES = RecordDecision.State.choices
WAITS = OpenApiParameter(
    "waits", str, enum=["yes"], description="Only those that wait for you: the portal could not carry them out."
)
RECORD = OpenApiParameter("record", str, description="The reference of a record.")


class CorrectionNote(serializers.Serializer[Any]):
    """An entry of the register that corrects the decision or takes it back; no words where it was heard in private."""

    number = serializers.IntegerField()
    on = serializers.DateField()
    words = serializers.CharField(allow_blank=True)


class RecordDecisionShape(serializers.ModelSerializer):
    """A committee's decision as the record shows it; `number` and `digest` are those of the register's entry."""

    id = serializers.UUIDField(source="public_id")
    ccg = serializers.CharField(source="ccg.ods_code")
    record = serializers.CharField(source="reference")
    committee = serializers.UUIDField(source="committee.public_id")
    committee_name = serializers.CharField(source="committee.name")
    state = serializers.ChoiceField(choices=DECISION_STATES)
    outcome = serializers.CharField(help_text="approve, refuse, or empty where a person is to say what it means")
    votes = serializers.SerializerMethodField()
    waits = serializers.SerializerMethodField()
    corrections = CorrectionNote(many=True)
    document = serializers.UUIDField(source="document.public_id", allow_null=True, default=None)
    settled_by = serializers.CharField(source="settled_by.name", allow_null=True, default=None)

    class Meta:
        model = RecordDecision
        fields = (
            "id", "ccg", "kind", "record", "committee", "committee_name", "number", "digest", "decided_on",
            "meeting_number", "meeting_on", "is_private", "resolution", "outcome", "votes", "state", "waits",
            "why_waiting", "corrections", "document", "settled_by", "settled_at", "settled_words",
        )  # fmt: skip

    def get_votes(self, decision: Any) -> str:
        """2 for, 1 against, 0 abstained; empty where no vote was kept."""
        return str(decision.summary.get("votes", ""))

    def get_waits(self, decision: Any) -> bool:
        """Whether it waits for a person."""
        return still_waits(decision)


class Settling(StrictSerializer):
    """What was done about it."""

    words = serializers.CharField(max_length=2_000)


@extend_schema_view(list=extend_schema(parameters=[RECORD, WAITS], responses=RecordDecisionShape(many=True)))
class RecordDecisionViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What committees decided on the records a person may see, the longest decided first."""

    lookup_field = "public_id"
    lookup_value_regex = base.KEY
    keyset = (("decided_on", "asc"), ("id", "asc"))
    queryset = RecordDecision.objects.none()
    serializer_class = RecordDecisionShape

    def get_queryset(self) -> QuerySet[Any]:
        if base.not_in_schema(self):
            return RecordDecision.objects.none()
        refuse_unknown(self.request, {"record", "waits"})
        find = decisions_that_wait if one_of(self.request, "waits", ["yes"]) else decisions_open_to
        rows = find(person_of(self.request))
        record = words(self.request, "record").upper()
        return rows.filter(reference=record) if record else rows

    def find(self, request: Request, public_id: str) -> Any:
        """The decision, to whoever may see its record."""
        return base.one(decisions_open_to(person_of(request)), public_id)

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One decision."""
        refuse_unknown(request, set())
        return done(RecordDecisionShape(self.find(request, public_id)).data)

    @extend_schema(
        request=Settling, responses={201: RecordDecisionShape}, parameters=[ONCE],
        operation_id="record_decision_settling",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def settling(self, request: Request, public_id: str) -> Response:
        """Mark one that waits as dealt with, and say what was done; it leaves the list. Done once."""
        held = self.find(request, public_id)
        if not settling.may_settle(person_of(request), held):
            raise PermissionDenied("You may read this record but not do this to it.")
        sent = said(Settling, request)
        settling.settle(decision_id=held.pk, by=person_of(request), words=sent["words"], at=timezone.now())
        return made(RecordDecisionShape(self.find(request, public_id)).data)
