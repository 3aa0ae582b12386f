"""Applications to change level over the API: the list, one of them, a new one, what it asks for, its moves and
signatures.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import (
    IF_MATCH,
    ONCE,
    NewMove,
    SeenShape,
    held_version,
    known_act,
    refuse_stale_sign_in,
)
from functions.api.what_if import DayField
from governance.api.level_finding import OfApplication
from governance.api.level_shapes import ApplicationLine, ApplicationShape
from governance.api.referenced import CCG, OfCcg, asked_of
from governance.figures.agreements import applications_of
from governance.models import LevelApplication
from governance.rules.level_moves import PANELS, RECOMMENDATIONS, STATES
from governance.rules.levels import LEVELS, SIGNATORIES
from governance.services import level_outcomes as outcomes
from governance.services.kinds import LEVEL_APPLICATION
from governance.services.level_applications import Wish, change_application, make_application
from governance.services.level_signing import sign_application
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

STATE = OpenApiParameter("state", str, enum=["open", *STATES])
LEVEL_CHOICES = list(LEVELS.items())
WISH = ("level", "go_live_on", "objectives", "benefits")
BY_ACT: dict[str, Any] = {
    "submit": outcomes.submit,
    "take-back": outcomes.take_back,
    "approve": outcomes.approve,
    "refuse": outcomes.refuse,
    "withdraw": outcomes.withdraw,
}


class WishShape(StrictSerializer):
    """What is changed of what is applied for; what is not sent stays, and every signature is needed again."""

    level = serializers.ChoiceField(choices=LEVEL_CHOICES, required=False)
    go_live_on = DayField(required=False)
    objectives = serializers.CharField(max_length=8_000, required=False)
    benefits = serializers.CharField(max_length=8_000, required=False, allow_blank=True)


class NewApplicationShape(OfCcg, WishShape):
    """For which CCG, which level, from when and why."""

    level = serializers.ChoiceField(choices=LEVEL_CHOICES)
    go_live_on = DayField()
    objectives = serializers.CharField(max_length=8_000)


class LevelMove(NewMove):
    """A move; a panel's (`regional`, `national`) says what it recommended, with its reasons in the note."""

    recommendation = serializers.ChoiceField(choices=list(RECOMMENDATIONS.items()), required=False)


class CapacitySigns(SeenShape):
    """In which capacity, and the hash of exactly what was read: `digest`."""

    capacity = serializers.ChoiceField(choices=list(SIGNATORIES.items()))


@extend_schema_view(list=extend_schema(parameters=[CCG, STATE], responses=ApplicationLine(many=True)))
class LevelApplicationViewSet(OfApplication, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The applications of the CCGs a person reads."""

    queryset = LevelApplication.objects.none()
    serializer_class = ApplicationLine

    def get_queryset(self) -> QuerySet[LevelApplication]:
        if getattr(self, "swagger_fake_view", False):
            return LevelApplication.objects.none()
        return applications_of(person_of(self.request), **asked_of(self.request, ("open", *STATES)))

    @extend_schema(responses=ApplicationShape)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One application whole."""
        refuse_unknown(request, set())
        return self.answer(request, reference)

    @extend_schema(request=NewApplicationShape, responses={201: ApplicationShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Begin an application; a CCG has one at a time."""
        sent, now = said(NewApplicationShape, request), timezone.now()
        made = make_application(
            ccg=sent.pop("ccg"), wish=Wish(**sent), by=person_of(request), on=timezone.localdate(now), at=now
        )
        return self.answer_new(request, made.reference)

    @extend_schema(request=WishShape, responses=ApplicationShape, parameters=[IF_MATCH])
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change what is applied for, while it is prepared."""
        found, version = self.find(request, reference), required_version(request)
        sent = said(WishShape, request)
        wish = Wish(**{**{name: getattr(found, name) for name in WISH}, **sent})
        change_application(
            application_id=found.pk, version=version, by=person_of(request), wish=wish, on=timezone.localdate()
        )
        return self.answer(request, reference)

    @extend_schema(
        request=LevelMove, responses={201: ApplicationShape}, parameters=[IF_MATCH, ONCE],
        operation_id="level_application_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Submit it, take it back, withdraw it, record a panel or the outcome: out of order, incomplete or outside its
        window is refused with the reason.
        """
        found, now = self.find(request, reference), timezone.now()
        sent = said(LevelMove, request)
        act = known_act(LEVEL_APPLICATION, sent["act"])
        common: dict[str, Any] = {
            "application_id": found.pk, "version": held_version(request), "by": person_of(request), "at": now,
            "on": sent.get("on") or timezone.localdate(now), "note": sent["note"],
        }  # fmt: skip
        if act in PANELS:
            outcomes.record_panel(panel=act, recommendation=sent.get("recommendation", ""), **common)
        else:
            BY_ACT[act](**common)
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=CapacitySigns, responses={201: ApplicationShape}, parameters=[ONCE],
        operation_id="level_application_signatures_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def signatures(self, request: Request, reference: str) -> Response:
        """Sign the application in a capacity. It needs a fresh sign-in, so that a token cannot sign; an application
        that has changed since it was read is refused.
        """
        found = self.find(request, reference)
        sent = said(CapacitySigns, request)
        refuse_stale_sign_in(request)
        sign_application(application_id=found.pk, by=person_of(request), at=timezone.now(), **sent)
        return self.answer(request, reference, status.HTTP_201_CREATED)
