"""Notices to practices over the API: the list, one of them, a new draft, and its moves."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done, made, said
from functions.api.parameters import person_of
from functions.api.record_acts import (
    FILTERS,
    IF_MATCH,
    ONCE,
    Addressed,
    MoveLine,
    NewMove,
    OfRecordKind,
    PracticeField,
    RecordLine,
    held_version,
    known_act,
    refuse_stale_sign_in,
)
from functions.models import ContractNotice
from functions.services.notices import serving
from functions.services.notices.drafting import Draft, draft_notice
from functions.services.notices.kind import NOTICE, notice_sorts
from hubportal.records.figures.listing import Choice
from hubportal.records.services.letters import Addressee
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent

SORTS = tuple((sort.code, sort.name) for sort in notice_sorts().values())


class NoticeLine(RecordLine):
    """A notice as a line of the list."""

    sort = serializers.CharField()
    served_on = serializers.DateField(allow_null=True)
    remedy_by = serializers.DateField(allow_null=True)
    ccg_approves = serializers.BooleanField()


class PlanStepLine(serializers.Serializer[Any]):
    """A step of the action plan."""

    words = serializers.CharField()
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    evidence = serializers.CharField()


class WholeNotice(NoticeLine):
    """A notice with its words, its action plan, what was done and what can be done."""

    grounds = serializers.CharField()
    required_action = serializers.CharField()
    clause = serializers.CharField()
    letter_subject = serializers.CharField()
    body = serializers.CharField()
    plan = PlanStepLine(many=True)
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())


class NewNotice(StrictSerializer):
    """A draft; an empty letter is written from the template."""

    practice = PracticeField()
    sort = serializers.ChoiceField(choices=SORTS)
    grounds = serializers.CharField(max_length=8_000)
    required_action = serializers.CharField(max_length=8_000)
    clause = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    remedy_days = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=730)
    shorter_because = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    ccg_approves = serializers.BooleanField(default=False)
    letter_subject = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    body = serializers.CharField(max_length=20_000, required=False, allow_blank=True, default="")


class NoticeMove(NewMove):
    """A move; issuing names to whom it goes, escalating the sort that follows, and why it cannot wait."""

    to = Addressed(required=False)
    to_sort = serializers.CharField(max_length=16, required=False)
    early_because = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


@extend_schema_view(
    list=extend_schema(
        parameters=[*FILTERS, OpenApiParameter("sort", str, enum=[code for code, _ in SORTS])],
        responses=NoticeLine(many=True),
    )
)
class NoticeViewSet(OfRecordKind, mixins.ListModelMixin, viewsets.GenericViewSet):
    """Notices to practices."""

    kind, choices = NOTICE, (Choice("sort", "Sort", SORTS),)
    queryset = ContractNotice.objects.none()
    serializer_class = NoticeLine

    def _whole(self, request: Request, notice: ContractNotice) -> dict[str, Any]:
        names = ("grounds", "clause", "letter_subject", "body")
        return {
            **NoticeLine(notice).data,
            **{name: getattr(notice, name) for name in names},
            "required_action": notice.required,
            "plan": PlanStepLine(notice.plan.order_by("due_on", "id"), many=True).data,
            **self.moves_of(request, notice),
        }

    @extend_schema(responses=WholeNotice)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One notice whole."""
        found = self.find(request, reference)
        return done(self._whole(request, found), found.version)

    @extend_schema(request=NewNotice, responses={201: WholeNotice}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Draft a notice."""
        sent = said(NewNotice, request)
        practice, required = sent.pop("practice"), sent.pop("required_action")
        draft = Draft(**sent, required=required)
        notice = draft_notice(practice=practice, draft=draft, by=person_of(request), at=timezone.now())
        at = request.build_absolute_uri(f"{request.path}{notice.reference}/")
        return made(self._whole(request, notice), notice.version, at=at)

    @extend_schema(
        request=NoticeMove, responses={201: WholeNotice}, parameters=[IF_MATCH, ONCE],
        operation_id="notice_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Move a notice on; a move out of order, or by one of its authors, is refused with the reason."""
        notice = self.find(request, reference)
        _make_move(request, notice, said(NoticeMove, request))
        found = self.find(request, reference)
        return made(self._whole(request, found), found.version)


def _make_move(request: Request, notice: ContractNotice, sent: dict[str, Any]) -> None:
    act, now = known_act(NOTICE, sent["act"]), timezone.now()
    on = sent.get("on") or timezone.localdate(now)
    if act in serving.APPROVALS:
        refuse_stale_sign_in(request)
    common: dict[str, Any] = {
        "notice_id": notice.pk,
        "by": person_of(request),
        "at": now,
        "version": held_version(request),
    }
    if act == "issue":
        to = sent.get("to")
        if to is None:
            raise ValidationError({"to": ["Say to whom the notice goes."]})
        addressee = Addressee(to["name"], to["address"], to["email"])
        serving.issue_notice(to=addressee, send_by=to["send_by"], **common)
    elif act == "escalate":
        serving.escalate(
            to_sort=sent.get("to_sort", ""), reason=sent["note"], on=on, early_because=sent["early_because"], **common
        )
    else:
        serving.make_move(act=act, on=on, note=sent["note"], **common)
