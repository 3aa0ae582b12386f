"""Enhanced services, local schemes and practices' answers over the API: to read."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.models import EnhancedService, Invitation, LocalScheme
from functions.rules.schemes.answering import STATES
from functions.rules.schemes.gates import MOVES

_TERMS = ("reference", "code", "subject", "year", "rate", "unit", "sign_up_from", "answer_by", "periods", "invited_at")


class PeriodShape(serializers.Serializer):
    """One return of the monitoring schedule."""

    name = serializers.CharField()
    due_on = serializers.DateField()


class EnhancedServiceShape(serializers.ModelSerializer):
    """One year of an enhanced service."""

    hub = serializers.CharField(source="hub.code")
    periods = PeriodShape(many=True)

    class Meta:
        model = EnhancedService
        fields = (*_TERMS[:1], "hub", *_TERMS[1:], "version")


class LocalSchemeShape(serializers.ModelSerializer):
    """One local scheme, and how far through its gates it is."""

    ccg = serializers.CharField(source="ccg.ods_code")
    state = serializers.ChoiceField(choices=list(MOVES.states.items()))
    periods = PeriodShape(many=True)

    class Meta:
        model = LocalScheme
        fields = (*_TERMS[:1], "ccg", "state", "received_on", "closed_on", *_TERMS[1:], "version")


class InvitationShape(serializers.ModelSerializer):
    """One practice's invitation and answer."""

    ccg = serializers.CharField(source="ccg.ods_code")
    practice = serializers.CharField(source="practice.ods_code")

    class Meta:
        model = Invitation
        fields = (
            "reference", "ccg", "practice", "state", "invited_on", "answered_on", "answered_how", "answered_by",
            "answered_role", "comment", "reminders", "reminded_on", "version",
        )  # fmt: skip


class _OfReference(mixins.ListModelMixin, viewsets.GenericViewSet, ABC):
    """A list by filters, and one by its reference."""

    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("id", "desc"),)
    filters: dict[str, str] = {}  # noqa: RUF012 - set by each class
    states: Collection[str] = ()

    @abstractmethod
    def mine(self) -> QuerySet[Any]:
        """What the person may see."""

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.serializer_class.Meta.model._default_manager.none()  # type: ignore[union-attr]
        refuse_unknown(self.request, set(self.filters))
        found = self.mine()
        for name, column in self.filters.items():
            if asked := one_of(self.request, name, self.states) if name == "state" else words(self.request, name):
                found = found.filter(**{column: asked.upper() if name in {"ccg", "practice", "offer"} else asked})
        return found


_STATE = OpenApiParameter("state", str, enum=list(MOVES.states))
_CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")
_YEAR = OpenApiParameter("year", str, description="Financial year, such as 2015/16.")


@extend_schema_view(list=extend_schema(parameters=[_YEAR], responses=EnhancedServiceShape(many=True)))
class EnhancedServiceViewSet(_OfReference):
    """The enhanced services of the hub."""

    queryset = EnhancedService.objects.none()
    serializer_class = EnhancedServiceShape
    filters = {"year": "year"}  # noqa: RUF012

    def mine(self) -> QuerySet[EnhancedService]:
        return EnhancedService.objects.visible_to(person_of(self.request)).select_related("hub")

    @extend_schema(responses=EnhancedServiceShape)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One enhanced service."""
        return _one(self, reference)


@extend_schema_view(list=extend_schema(parameters=[_CCG, _STATE, _YEAR], responses=LocalSchemeShape(many=True)))
class LocalSchemeViewSet(_OfReference):
    """Local incentive schemes."""

    queryset = LocalScheme.objects.none()
    serializer_class = LocalSchemeShape
    filters = {"ccg": "ccg__ods_code", "state": "state", "year": "year"}  # noqa: RUF012
    states = tuple(MOVES.states)

    def mine(self) -> QuerySet[LocalScheme]:
        return LocalScheme.objects.visible_to(person_of(self.request)).select_related("ccg")

    @extend_schema(responses=LocalSchemeShape)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One local scheme."""
        return _one(self, reference)


@extend_schema_view(
    list=extend_schema(
        parameters=[
            OpenApiParameter("offer", str, description="Reference of an enhanced service or local scheme."),
            _CCG,
            OpenApiParameter("practice", str, description="ODS code of a practice."),
            OpenApiParameter("state", str, enum=list(STATES)),
        ],
        responses=InvitationShape(many=True),
    )
)
class InvitationViewSet(_OfReference):
    """Practices' invitations, with their answers; a practice's own people read its own."""

    queryset = Invitation.objects.none()
    serializer_class = InvitationShape
    filters = {  # noqa: RUF012
        "offer": "reference", "ccg": "ccg__ods_code", "practice": "practice__ods_code", "state": "state",
    }  # fmt: skip
    states = tuple(STATES)

    def mine(self) -> QuerySet[Invitation]:
        return Invitation.objects.visible_to(person_of(self.request)).select_related("ccg", "practice")


def _one(view: _OfReference, reference: str) -> Response:
    found = view.mine().filter(reference=reference.upper()).first()
    if found is None:
        raise Http404
    return Response(view.get_serializer_class()(found).data)
