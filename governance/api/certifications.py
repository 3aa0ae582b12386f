"""Self-certifications over the API: read, begun, answered, their actions done. Signing asks for a fresh sign-in, so it
stays a page.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import ONCE
from governance.api.base import BoundedDay, naming, not_in_schema
from governance.api.referenced import CCG, OfCcg, Referenced, asked_of
from governance.figures.certifications import actions_kept, certifications_of, evidence_of
from governance.models import SelfCertification
from governance.rules import certifications as rules
from governance.services import certifications as services
from hubportal.organisations.models import Person
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

STATE = OpenApiParameter("state", str, enum=list(rules.STATES))
STATEMENT = OpenApiParameter("statement", str, OpenApiParameter.PATH, enum=list(rules.STATEMENTS))
CERTIFICATION_STATES = list(rules.STATES.items())
CERTIFIED_STANDINGS = list(rules.STANDINGS.items())


class CertifiedShape(serializers.Serializer[Any]):
    """What is certified of one statement; `action_by` is empty where there is no action."""

    standing = serializers.ChoiceField(choices=CERTIFIED_STANDINGS)
    note = serializers.CharField(allow_blank=True, default="")
    action = serializers.CharField(allow_blank=True, default="")
    action_by = serializers.CharField(allow_blank=True, default="")


class SelfCertificationLine(serializers.ModelSerializer):
    """One quarterly self-certification; its evidence is empty until it is signed."""

    ccg = serializers.CharField(source="ccg.ods_code")
    state = serializers.ChoiceField(choices=CERTIFICATION_STATES)
    statements = serializers.DictField(
        child=CertifiedShape(), help_text="By code; one that is not answered is left out."
    )
    next_on = serializers.DateField(allow_null=True)
    next_words = serializers.CharField(allow_null=True)

    class Meta:
        model = SelfCertification
        fields: tuple[str, ...] = (
            "reference", "ccg", "quarter_from", "level", "state", "statements", "evidence", "evidence_on", "signed_on",
            "next_on", "next_words", "version",
        )  # fmt: skip


class KeptActionShape(serializers.Serializer[Any]):
    """The action of a statement once it is signed; `done_on` is null until it is done."""

    statement = serializers.ChoiceField(choices=list(rules.STATEMENTS.items()))
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)


class SelfCertificationShape(SelfCertificationLine):
    """One whole: what each statement says, what is not answered yet, until it is signed the evidence of today, beside
    which it is answered, and then what becomes of its actions.
    """

    asked = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    evidence_today = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta(SelfCertificationLine.Meta):
        fields = (*SelfCertificationLine.Meta.fields, "asked", "missing", "evidence_today", "actions")

    def get_asked(self, _: SelfCertification) -> dict[str, str]:
        """The statements, by code."""
        return rules.STATEMENTS

    def get_missing(self, found: SelfCertification) -> list[str]:
        """In words."""
        return rules.statement_faults(found.statements) if found.state == "draft" else []

    def get_evidence_today(self, found: SelfCertification) -> dict[str, Any]:
        """By statement; empty once it is signed."""
        return dict(evidence_of(found, timezone.localdate())) if found.state == "draft" else {}

    @extend_schema_field(KeptActionShape(many=True))
    def get_actions(self, found: SelfCertification) -> Any:
        """Of a signed one."""
        kept = actions_kept(found)
        rows = [
            {"statement": code, "due_on": kept[found.pk, code].due_on, "done_on": kept[found.pk, code].met_on}
            for code in rules.STATEMENTS
            if (found.pk, code) in kept
        ]
        return KeptActionShape(rows, many=True).data


class NewSelfCertification(OfCcg):
    """The CCG, and any day of a quarter that has ended."""

    quarter_from = BoundedDay()


class StatementAnswer(StrictSerializer):
    """Whether the CCG is compliant; where it is not, with the action and the day it is done by. What is not sent of an
    answer is empty.
    """

    standing = serializers.ChoiceField(choices=CERTIFIED_STANDINGS)
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    action = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    action_by = BoundedDay(required=False, allow_null=True, default=None)


class CertifiedActionDone(StrictSerializer):
    """When an action was done, and how."""

    done_on = BoundedDay()
    note = serializers.CharField(max_length=4_000)


def _answer(sent: Mapping[str, Any]) -> services.Answer:
    by = sent["action_by"]
    return services.Answer(**{**sent, "action_by": by.isoformat() if by else ""})


@extend_schema_view(list=extend_schema(parameters=[CCG, STATE], responses=SelfCertificationLine(many=True)))
class SelfCertificationViewSet(Referenced, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The self-certifications of the CCGs a person reads."""

    whole = SelfCertificationShape
    serializer_class = SelfCertificationLine
    queryset = SelfCertification.objects.none()

    def get_queryset(self) -> QuerySet[SelfCertification]:
        if not_in_schema(self):
            return SelfCertification.objects.none()
        return certifications_of(person_of(self.request), **asked_of(self.request, rules.STATES))

    def rows_of(self, person: Person) -> QuerySet[SelfCertification]:
        """Those a person reads."""
        return certifications_of(person)

    @extend_schema(responses=SelfCertificationShape)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One of them whole."""
        refuse_unknown(request, set())
        return self.answer(request, reference)

    @extend_schema(request=NewSelfCertification, responses={201: SelfCertificationShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Begin the certification of a quarter that has ended; the CCG was delegated or joint on its last day."""
        sent, now = said(NewSelfCertification, request), timezone.now()
        with naming(quarter="quarter_from"):
            found = services.begin_certification(**sent, by=person_of(request), on=timezone.localdate(now), at=now)
        return self.answer_new(request, found.reference)

    @extend_schema(
        request=StatementAnswer, responses=SelfCertificationShape, parameters=[STATEMENT, CHANGE],
        operation_id="self_certification_statements_update",
    )  # fmt: skip
    @action(detail=True, methods=["put"], url_path=r"statements/(?P<statement>[a-z]{2,20})", url_name="statement")
    def statement(self, request: Request, reference: str, statement: str) -> Response:
        """Answer one statement; what is signed stands."""
        found = self.prepared(request, reference)
        if statement not in rules.STATEMENTS:
            raise Http404
        version = required_version(request)
        sent = said(StatementAnswer, request)
        services.answer_statement(
            certification_id=found.pk, version=version, by=person_of(request), statement=statement,
            answer=_answer(sent),
        )  # fmt: skip
        return self.answer(request, reference)

    @extend_schema(
        request=CertifiedActionDone, responses=SelfCertificationShape, parameters=[STATEMENT, CHANGE],
        operation_id="self_certification_action_done",
    )  # fmt: skip
    @action(
        detail=True, methods=["post"], url_path=r"statements/(?P<statement>[a-z]{2,20})/done", url_name="action-done"
    )
    def action_done(self, request: Request, reference: str, statement: str) -> Response:
        """Record that the action of a signed statement was done, and how; what was signed stays as it is."""
        found = self.prepared(request, reference)
        if (found.pk, statement) not in actions_kept(found):
            raise Http404
        version = required_version(request)
        services.finish_action(
            certification_id=found.pk, version=version, by=person_of(request), statement=statement, at=timezone.now(),
            **said(CertifiedActionDone, request),
        )  # fmt: skip
        return self.answer(request, reference)
