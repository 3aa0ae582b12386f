"""Enhanced services and local schemes over the API: read, made, offered, and brought through their gates."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done, made, said
from functions.api.parameters import person_of
from functions.api.record_acts import IF_MATCH, ONCE, NewMove, held_version, known_act, moves_made_and_open
from functions.api.scheme_offers import CCG, OfferActs
from functions.api.scheme_requests import GatePassed, NewScheme, NewService
from functions.api.scheme_shapes import (
    EnhancedServiceShape,
    LocalSchemeShape,
    LocalSchemeWords,
    WholeEnhancedService,
    WholeLocalScheme,
)
from functions.models import EnhancedService, LocalScheme
from functions.rules.schemes.gates import CCGS, GATES, HUBS, MOVES
from functions.services.schemes import gates
from functions.services.schemes.kind import LOCAL_SCHEME
from functions.services.schemes.letters import usual_words
from functions.services.schemes.terms import make_service
from hubportal.organisations.models import Ccg, Hub
from hubportal.web.idempotency import idempotent

STATE = OpenApiParameter("state", str, enum=list(MOVES.states))
YEAR = OpenApiParameter("year", str, description="Financial year, such as 2015/16.")


@extend_schema_view(list=extend_schema(parameters=[YEAR], responses=EnhancedServiceShape(many=True)))
class EnhancedServiceViewSet(OfferActs):
    """The enhanced services of the hub."""

    queryset = EnhancedService.objects.none()
    serializer_class = EnhancedServiceShape
    filters = {"year": "year"}  # noqa: RUF012

    def mine(self) -> QuerySet[EnhancedService]:
        return EnhancedService.objects.visible_to(person_of(self.request)).select_related("hub")

    def get_serializer_class(self) -> Any:
        return EnhancedServiceShape if self.action == "list" else WholeEnhancedService

    def whole(self, request: Request, reference: str) -> Response:
        found = self.find(request, reference)
        return done(WholeEnhancedService(found).data, found.version)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One enhanced service with its letters."""
        return self.whole(request, reference)

    @extend_schema(request=NewService, responses={201: WholeEnhancedService}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Make a new year of an enhanced service, not yet offered to anybody."""
        person = person_of(request)
        worked = Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_case_edit")).values("hub_id")
        hubs = Hub.objects.filter(pk__in=worked).order_by("pk")
        if not hubs:
            raise PermissionDenied("Your role reads enhanced services and schemes but does not work them.")
        sent = {**usual_words(), **said(NewService, request)}
        asked = sent.pop("hub", "").upper()
        hub = next((one for one in hubs if asked in {"", one.code.upper()}), None)
        if hub is None:
            raise ValidationError({"hub": ["You work for no hub with this code."]})
        service = make_service(by=person, hub=hub, terms=sent, at=timezone.now())
        found = self.find(request, service.reference)
        here = request.build_absolute_uri(f"{request.path}{found.reference}/")
        return made(WholeEnhancedService(found).data, found.version, at=here)


@extend_schema_view(list=extend_schema(parameters=[CCG, STATE, YEAR], responses=LocalSchemeShape(many=True)))
class LocalSchemeViewSet(OfferActs):
    """Local incentive schemes."""

    queryset = LocalScheme.objects.none()
    serializer_class = LocalSchemeShape
    filters = {"ccg": "ccg__ods_code", "state": "state", "year": "year"}  # noqa: RUF012
    states = tuple(MOVES.states)

    def mine(self) -> QuerySet[LocalScheme]:
        return LocalScheme.objects.visible_to(person_of(self.request)).select_related("ccg", "hub")

    def get_serializer_class(self) -> Any:
        return LocalSchemeShape if self.action == "list" else WholeLocalScheme

    def whole(self, request: Request, reference: str, code: int = status.HTTP_200_OK) -> Response:
        found = self.find(request, reference)
        return done(_whole(request, found), found.version, code=code)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One local scheme with its gates."""
        return self.whole(request, reference)

    @extend_schema(request=NewScheme, responses={201: WholeLocalScheme}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Propose a scheme of a CCG, by its own people or by the hub for it."""
        person = person_of(request)
        allowed = person.grants.ccgs(CCGS) | person.grants.ccgs(HUBS)
        if not allowed:
            raise PermissionDenied("Your role reads local schemes but does not propose them.")
        sent = said(NewScheme, request)
        ccg = Ccg.objects.filter(pk__in=allowed, ods_code=sent.pop("ccg")).select_related("hub").first()
        if ccg is None:
            raise ValidationError({"ccg": ["There is no CCG with this code for which you propose schemes."]})
        scheme = gates.propose(by=person, ccg=ccg, at=timezone.now(), **sent)
        found = self.find(request, scheme.reference)
        here = request.build_absolute_uri(f"{request.path}{found.reference}/")
        return made(_whole(request, found), found.version, at=here)

    @extend_schema(
        request={"multipart/form-data": GatePassed}, responses={201: WholeLocalScheme}, parameters=[IF_MATCH, ONCE],
        operation_id="local_scheme_gates_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser], url_path="gates")
    @idempotent
    def pass_gate(self, request: Request, reference: str) -> Response:
        """Pass the next gate, with the document that proves it; by whoever the function matrix gives it to."""
        scheme, version = self.find(request, reference), held_version(request)
        sent = said(GatePassed, request)
        evidence = sent.pop("attachments")
        gates.pass_gate(
            scheme_id=scheme.pk, version=version, by=person_of(request), at=timezone.now(), evidence=evidence, **sent
        )
        return self.whole(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=NewMove, responses={201: WholeLocalScheme}, parameters=[IF_MATCH, ONCE],
        operation_id="local_scheme_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Refuse, withdraw or end a scheme; a gate is passed with its evidence."""
        scheme, version, now = self.find(request, reference), held_version(request), timezone.now()
        sent = said(NewMove, request)
        gates.move_scheme(
            scheme_id=scheme.pk, version=version, act=known_act(LOCAL_SCHEME, sent["act"]), by=person_of(request),
            on=sent.get("on") or timezone.localdate(now), at=now, note=sent["note"],
        )  # fmt: skip
        return self.whole(request, reference, status.HTTP_201_CREATED)


def _whole(request: Request, scheme: LocalScheme) -> dict[str, Any]:
    passed = gates.gates_passed(scheme)
    lines = []
    for gate in GATES:
        row = passed.get(gate.act)
        facts = row.facts if row else {}
        lines.append(
            {
                "act": gate.act,
                "whose": gate.whose,
                "clause": gate.clause,
                "passed_on": row.on if row else None,
                "supporter": facts.get("supporter", ""),
                "decision": facts.get("decision", ""),
            }
        )
    return {**LocalSchemeWords(scheme).data, "gates": lines, **moves_made_and_open(person_of(request), scheme)}
