"""Agreements over the API: the list, one of them, a new draft, its words, its moves and the signatures under it."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import (
    IF_MATCH,
    ONCE,
    NewMove,
    SeenShape,
    held_version,
    known_act,
    refuse_stale_sign_in,
)
from governance.api.agreement_finding import OfAgreement, terms_held
from governance.api.agreement_shapes import AgreementLine, AgreementShape
from governance.api.agreement_terms import DraftShape, NewAgreementShape, merged
from governance.api.referenced import CCG
from governance.figures.agreements import agreements_of
from governance.models import Agreement
from governance.rules.agreement_moves import MADE_BY_OTHERS, STATES
from governance.services import agreement_leaving as leaving
from governance.services import agreements as services
from governance.services.agreement_signing import sign_agreement
from governance.services.kinds import AGREEMENT
from hubportal.web.idempotency import idempotent
from hubportal.web.refusals import Refused
from hubportal.web.versions import required_version

STATE = OpenApiParameter("state", str, enum=["open", *STATES])
KIND = OpenApiParameter("kind", str, enum=Agreement.Kind.values)


class PartySigns(SeenShape):
    """For which party, and the hash of exactly what was read: `to_sign.digest`."""

    party = serializers.CharField(max_length=40)


@extend_schema_view(list=extend_schema(parameters=[CCG, STATE, KIND], responses=AgreementLine(many=True)))
class AgreementViewSet(OfAgreement, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The agreements of the CCGs a person reads."""

    queryset = Agreement.objects.none()
    serializer_class = AgreementLine

    def get_queryset(self) -> QuerySet[Agreement]:
        if getattr(self, "swagger_fake_view", False):
            return Agreement.objects.none()
        refuse_unknown(self.request, {"ccg", "state", "kind"})
        asked = {
            "state": one_of(self.request, "state", ("open", *STATES)),
            "kind": one_of(self.request, "kind", Agreement.Kind.values),
        }
        return agreements_of(person_of(self.request), ccg=words(self.request, "ccg").upper(), **asked)

    @extend_schema(responses=AgreementShape)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One agreement whole."""
        refuse_unknown(request, set())
        return self.answer(request, reference)

    @extend_schema(request=NewAgreementShape, responses={201: AgreementShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Draft an agreement of a CCG."""
        asked, now = NewAgreementShape(data=request.data, context={"request": request}), timezone.now()
        asked.is_valid(raise_exception=True)
        sent = asked.validated_data
        made = services.make_agreement(
            by=person_of(request), ccg=sent["ccg"], kind=sent["kind"], terms=asked.terms(), code=sent.get("code", ""),
            at=now, on=timezone.localdate(now),
        )  # fmt: skip
        return self.answer_new(request, made.reference)

    @extend_schema(request=DraftShape, responses=AgreementShape, parameters=[IF_MATCH])
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change the words, term or parties of a draft; what is not sent stays."""
        found, version = self.find(request, reference), required_version(request)
        sent = said(DraftShape, request)
        services.change_draft(
            agreement_id=found.pk, version=version, by=person_of(request), code=sent.get("code", found.code),
            terms=merged(terms_held(found, found.current), sent, ccg=found.ccg, kind=found.kind),
        )  # fmt: skip
        return self.answer(request, reference)

    @extend_schema(
        request=NewMove, responses={201: AgreementShape}, parameters=[IF_MATCH, ONCE],
        operation_id="agreement_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Circulate it, take it back, bring it into force, give notice to leave or take that back, end it: out of order
        is refused with the reason. The day of a notice is the day it is given.
        """
        found = self.find(request, reference)
        sent = said(NewMove, request)
        _make_move(request, found, sent)
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=PartySigns, responses={201: AgreementShape}, parameters=[ONCE],
        operation_id="agreement_signatures_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def signatures(self, request: Request, reference: str) -> Response:
        """Sign for a party the version that is out for signature. It needs a fresh sign-in, so that a token cannot
        sign; words that have changed since they were read are refused.
        """
        found = self.find(request, reference)
        sent = said(PartySigns, request)
        refuse_stale_sign_in(request)
        sign_agreement(agreement_id=found.pk, by=person_of(request), at=timezone.now(), **sent)
        return self.answer(request, reference, status.HTTP_201_CREATED)


BY_ACT: dict[str, Any] = {
    "circulate": services.circulate,
    "revise": services.revise,
    "begin-term": services.begin_term,
    "keep": leaving.take_back,
    "withdraw": leaving.record_withdrawal,
}


def _make_move(request: Request, found: Agreement, sent: dict[str, Any]) -> None:
    act, now = known_act(AGREEMENT, sent["act"]), timezone.now()
    if act in MADE_BY_OTHERS:
        raise Refused("This follows from other acts, and is not done by itself.", field="act")
    on: date = sent.get("on") or timezone.localdate(now)
    common: dict[str, Any] = {
        "agreement_id": found.pk, "version": held_version(request), "by": person_of(request), "at": now,
        "note": sent["note"],
    }  # fmt: skip
    if act == "notice":
        leaving.give_notice(given_on=on, **common)
    elif act in BY_ACT:
        BY_ACT[act](on=on, **common)
    else:
        services.simple_move(act, on=on, **common)
