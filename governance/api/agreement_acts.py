"""What is done to an agreement besides its moves: amendment, extension, signatures on paper, leads, reviews and
priorities.
"""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.organisations import ON
from functions.api.parameters import day, person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE, FilesShape, PersonField, SeenShape, held_version, version_read
from functions.api.what_if import DayField, ExplainedDay
from governance.api.agreement_finding import OfAgreement, terms_held
from governance.api.agreement_shapes import AgreementShape
from governance.api.agreement_terms import AmendmentShape, merged
from governance.api.base import ActsAlone
from governance.figures.agreements import hub_people, priorities_of
from governance.models import Agreement, AgreementReview, CommissioningPriority
from governance.rules.agreement_moves import MOVES
from governance.services import agreement_leaving as leaving
from governance.services import agreements as services
from governance.services.agreement_reviews import PriorityWords, keep_priority, record_review
from governance.services.agreement_signing import record_paper_signature
from hubportal.organisations.models import Person
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

# The names of these lists in the schema, for other records have a kind and a state too.
REVIEW_KINDS = AgreementReview.Kind.choices
PRIORITY_STATES = CommissioningPriority.State.choices


class ExtensionShape(StrictSerializer):
    """The new last day; after the day for agreeing it, with the reason."""

    new_until = DayField()
    note = serializers.CharField(max_length=240, required=False, allow_blank=True, default="")


class PaperShape(SeenShape, FilesShape):
    """The signature on paper of a party without a sign-in, the day on it, and the signed paper."""

    party = serializers.CharField(max_length=40)
    signed_on = DayField()


class LeadsShape(StrictSerializer):
    """The hub's named leads for this CCG, by email address; null for nobody, what is not sent stays."""

    contracting_lead = PersonField(allow_null=True, required=False)
    finance_lead = PersonField(allow_null=True, required=False)


class NewReviewShape(StrictSerializer):
    """A review that was held."""

    kind = serializers.ChoiceField(choices=REVIEW_KINDS)
    held_on = DayField()
    present = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")
    outcome = serializers.CharField(max_length=8_000)
    actions = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")


class FollowsShape(serializers.Serializer[Any]):
    """What would follow from a notice given on a day: its end, the first day of the new arrangement (null where the
    term ends before), and how both were found; or why it cannot be given that day.
    """

    refused = serializers.CharField(help_text="Empty where notice can be given.")
    notice_ends_on = serializers.DateField(allow_null=True)
    leaves_on = serializers.DateField(allow_null=True)
    working = ExplainedDay(many=True)


class PriorityChange(StrictSerializer):
    """What is changed of a priority; what is not sent stays."""

    title = serializers.CharField(max_length=160, required=False)
    detail = serializers.CharField(max_length=4_000, required=False, allow_blank=True)
    support = serializers.CharField(max_length=4_000, required=False)
    state = serializers.ChoiceField(choices=PRIORITY_STATES, required=False)


class NewPriorityShape(PriorityChange):
    """A priority of the CCG, and how the hub supports it."""

    title = serializers.CharField(max_length=160)
    support = serializers.CharField(max_length=4_000)


class AgreementActs(OfAgreement, ActsAlone):
    """Acts on one agreement."""

    queryset = Agreement.objects.none()
    serializer_class = AgreementShape

    def _sent(self, request: Request, shape: type[StrictSerializer], reference: str) -> tuple[Agreement, Any]:
        return self.find(request, reference), said(shape, request)

    def _common(self, request: Request, found: Agreement) -> dict[str, Any]:
        return {"agreement_id": found.pk, "version": held_version(request), "by": person_of(request)}

    @extend_schema(
        methods=["POST"], request=AmendmentShape, responses={201: AgreementShape}, parameters=[IF_MATCH, ONCE],
        operation_id="agreement_amendment_create",
    )  # fmt: skip
    @extend_schema(
        methods=["DELETE"], request=None, responses={200: AgreementShape}, parameters=[IF_MATCH],
        operation_id="agreement_amendment_withdraw",
    )  # fmt: skip
    @action(detail=True, methods=["post", "delete"])
    def amendment(self, request: Request, reference: str) -> Response:
        """Circulate changed words of an agreement in force, which hold once every party has signed; or withdraw those
        that are out for signature.
        """
        if request.method == "POST":
            return self._amend(request, reference)
        found = self.find(request, reference)
        services.drop_amendment(**self._common(request, found), on=timezone.localdate())
        return self.answer(request, reference)

    @idempotent
    def _amend(self, request: Request, reference: str) -> Response:
        found, sent = self._sent(request, AmendmentShape, reference)
        now = timezone.now()
        services.propose_amendment(
            agreement_id=found.pk, version=version_read(request, found), by=person_of(request), why=sent["why"],
            on=timezone.localdate(now), at=now,
            terms=merged(terms_held(found, found.binding or found.current), sent, ccg=found.ccg, kind=found.kind),
        )  # fmt: skip
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=ExtensionShape, responses={201: AgreementShape}, parameters=[IF_MATCH, ONCE],
        operation_id="agreement_extension_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def extension(self, request: Request, reference: str) -> Response:
        """Circulate the same words with a longer term."""
        found, sent = self._sent(request, ExtensionShape, reference)
        now = timezone.now()
        services.propose_extension(**self._common(request, found), on=timezone.localdate(now), at=now, **sent)
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=PaperShape, responses={201: AgreementShape}, parameters=[ONCE],
        operation_id="agreement_paper_signatures_create",
    )  # fmt: skip
    @action(
        detail=True, methods=["post"], url_path="paper-signatures", url_name="paper-signatures",
        parser_classes=[MultiPartParser, JSONParser],
    )  # fmt: skip
    @idempotent
    def paper_signatures(self, request: Request, reference: str) -> Response:
        """Record that a party without a sign-in has signed on paper; sent as a form with its files."""
        found, sent = self._sent(request, PaperShape, reference)
        uploads = sent.pop("attachments", [])
        record_paper_signature(
            agreement_id=found.pk, by=person_of(request), at=timezone.now(), uploads=uploads, **sent
        )  # fmt: skip
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=LeadsShape, responses=AgreementShape, parameters=[IF_MATCH], operation_id="agreement_leads_update"
    )
    @action(detail=True, methods=["patch"])
    def leads(self, request: Request, reference: str) -> Response:
        """Name the hub's contracting and finance leads for this CCG."""
        self.find(request, reference)
        version = required_version(request)
        found, sent = self._sent(request, LeadsShape, reference)
        named = {name: sent.get(name, getattr(found, name)) for name in ("contracting_lead", "finance_lead")}
        _refuse_strangers(found, {name: who for name, who in named.items() if name in sent and who})
        services.name_leads(
            agreement_id=found.pk, version=version, by=person_of(request), contracting=named["contracting_lead"],
            finance=named["finance_lead"],
        )  # fmt: skip
        return self.answer(request, reference)

    @extend_schema(responses=FollowsShape, parameters=[ON], operation_id="agreement_notice_retrieve")
    @action(detail=True, methods=["get"])
    def notice(self, request: Request, reference: str) -> Response:
        """What would follow from a notice to leave given on a day, before it is given by the move `notice`."""
        refuse_unknown(request, {"on"})
        found, given_on, today = self.find(request, reference), day(request), timezone.localdate()
        if given_on > today:
            raise serializers.ValidationError({"on": ["The date must be today or in the past."]})
        said = MOVES.refuse(found.state, "notice") or leaving.why_no_notice(found, given_on=given_on, recorded_on=today)
        follows = None if said else leaving.what_follows(found, given_on=given_on)
        steps = (
            [{"on": step.on, "text": step.words, "clause": step.clause} for step in follows.working] if follows else []
        )
        return Response(
            {
                "refused": said or "",
                "notice_ends_on": follows.notice_ends_on if follows else None,
                "leaves_on": follows.leaves_on if follows else None,
                "working": ExplainedDay(steps, many=True).data,
            }
        )

    @extend_schema(
        request=NewReviewShape, responses={201: AgreementShape}, parameters=[IF_MATCH, ONCE],
        operation_id="agreement_reviews_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def reviews(self, request: Request, reference: str) -> Response:
        """Record that the next review of a kind was held; the one after becomes a date to keep."""
        found, sent = self._sent(request, NewReviewShape, reference)
        record_review(**self._common(request, found), at=timezone.now(), **sent)
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=NewPriorityShape, responses={201: AgreementShape}, parameters=[IF_MATCH, ONCE],
        operation_id="agreement_priorities_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def priorities(self, request: Request, reference: str) -> Response:
        """Agree a priority of the CCG, and how the hub supports it."""
        found, sent = self._sent(request, NewPriorityShape, reference)
        said = PriorityWords(**{"detail": "", **sent})
        keep_priority(**self._common(request, found), words=said, on=timezone.localdate())
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=PriorityChange, responses=AgreementShape, operation_id="agreement_priorities_update",
        parameters=[IF_MATCH, OpenApiParameter("priority", OpenApiTypes.INT64, OpenApiParameter.PATH)],
    )  # fmt: skip
    @action(detail=True, methods=["patch"], url_path=r"priorities/(?P<priority>[0-9]{1,18})", url_name="priority")
    def priority(self, request: Request, reference: str, priority: str) -> Response:
        """Change a priority, from the version of the agreement that was read."""
        held = get_object_or_404(priorities_of(self.find(request, reference)), pk=int(priority))
        version = required_version(request)
        found, sent = self._sent(request, PriorityChange, reference)
        now = {name: getattr(held, name) for name in ("title", "support", "detail", "state")}
        keep_priority(
            agreement_id=found.pk, version=version, by=person_of(request), words=PriorityWords(**{**now, **sent}),
            on=timezone.localdate(), priority_id=held.pk,
        )  # fmt: skip
        return self.answer(request, reference)


def _refuse_strangers(found: Agreement, named: dict[str, Person]) -> None:
    here = set(hub_people(found.ccg, timezone.localdate())) if named else set()
    if faults := [name for name, who in named.items() if who not in here]:
        said = "Name somebody of the hub who works for this CCG."
        raise serializers.ValidationError({name: [said] for name in faults})
