"""Procurement decisions over the API: prepared, answered question by question, and recorded whole."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api import base
from governance.api.base import Numbered, committee_of, refuse_without
from governance.api.interests import SEARCH
from governance.api.procurement_shapes import (
    Answers,
    ConflictHandled,
    NewConflict,
    NewProcurement,
    ProcurementChange,
    ProcurementShape,
    Recording,
    WholeProcurement,
)
from governance.figures.gifts import procurements_of
from governance.models import Interest, Meeting, Procurement
from governance.services import procurement as services
from governance.services.procurement import COLUMNS, Subject
from hubportal.organisations.models import Committee
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

STATES = tuple(Procurement.State.values)
STATE = OpenApiParameter("state", str, enum=list(STATES))


@extend_schema_view(
    list=extend_schema(parameters=[STATE, SEARCH], responses=ProcurementShape(many=True)),
    retrieve=extend_schema(responses=WholeProcurement),
)
class ProcurementViewSet(Numbered, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The procurement decisions of a committee."""

    queryset = Procurement.objects.none()
    model = Procurement
    keyset = (("number", "desc"),)

    def get_serializer_class(self) -> Any:
        """The line in a list, all of it for one."""
        return ProcurementShape if self.action == "list" else WholeProcurement

    def get_queryset(self) -> QuerySet[Procurement]:
        if base.not_in_schema(self):
            return Procurement.objects.none()
        refuse_unknown(self.request, {"state", "q"})
        found = committee_of(self.request, self.kwargs["committee"])
        return procurements_of(found, show=one_of(self.request, "state", STATES), q=words(self.request, "q"))

    def rows(self, committee: Committee) -> QuerySet[Any]:
        """With their conflicts."""
        return procurements_of(committee)

    def held(self, request: Request, committee: Any, number: str) -> Procurement:
        """The row, to the secretary."""
        found: Procurement = self.find(request, committee, number)
        refuse_without(request, found.committee_id)
        return found

    def whole(self, request: Request, committee: Any, number: Any, *, is_new: bool = True) -> Response:
        """The row as it stands now."""
        found = self.find(request, committee, str(number))
        answer = made if is_new else done
        return answer(WholeProcurement(found).data, found.version)

    @extend_schema(request=NewProcurement, responses={201: WholeProcurement}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request, committee: Any) -> Response:
        """Begin the record of a procurement decision."""
        found = committee_of(request, committee)
        refuse_without(request, found.pk)
        sent = said(NewProcurement, request)
        subject = Subject(**{**sent, "meeting": _meeting(found.pk, sent["meeting"])})
        row = services.begin(committee_id=found.pk, subject=subject, by=person_of(request), at=timezone.now())
        return self.whole(request, committee, row.number)

    @extend_schema(request=ProcurementChange, responses=WholeProcurement, parameters=[CHANGE])
    def partial_update(self, request: Request, committee: Any, number: str) -> Response:
        """Change what it says; once recorded with a reason, and only so that it stays whole."""
        held = self.held(request, committee, number)
        version = required_version(request)
        sent = said(ProcurementChange, request, partial=True)
        why = sent.pop("why", "")
        if "meeting" in sent:
            sent["meeting"] = _meeting(held.committee_id, sent["meeting"])
        subject = Subject(**{name: getattr(held, name) for name in COLUMNS} | sent)
        services.change(
            procurement_id=held.pk, version=version, subject=subject, by=person_of(request), at=timezone.now(), why=why
        )
        return self.whole(request, committee, number, is_new=False)

    @extend_schema(
        request=Answers, responses={201: WholeProcurement}, parameters=[IF_MATCH, ONCE],
        operation_id="procurement_answers_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def answers(self, request: Request, committee: Any, number: str) -> Response:
        """Answer questions that apply."""
        held = self.held(request, committee, number)
        sent = said(Answers, request)
        services.answer(
            procurement_id=held.pk, version=held_version(request), by=person_of(request), at=timezone.now(), **sent
        )
        return self.whole(request, committee, number)

    @extend_schema(
        request=NewConflict, responses={201: WholeProcurement}, parameters=[IF_MATCH, ONCE],
        operation_id="procurement_conflicts_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def conflicts(self, request: Request, committee: Any, number: str) -> Response:
        """Enter a conflict that arose."""
        held = self.held(request, committee, number)
        sent = said(NewConflict, request)
        interest = _interest(held.committee_id, sent.pop("interest"))
        services.keep_conflict(
            procurement_id=held.pk, version=held_version(request), by=person_of(request), interest=interest, **sent
        )
        return self.whole(request, committee, number)

    @extend_schema(
        request=ConflictHandled, responses={201: WholeProcurement}, parameters=[IF_MATCH, ONCE],
        operation_id="procurement_conflict_handled",
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path=r"conflicts/(?P<conflict>[0-9]{1,18})")
    @idempotent
    def conflict(self, request: Request, committee: Any, number: str, conflict: str) -> Response:
        """Say how a conflict was handled, or that it was none."""
        held = self.held(request, committee, number)
        if not held.conflicts.filter(committee_id=held.committee_id, pk=int(conflict)).exists():
            raise Http404
        sent = said(ConflictHandled, request)
        services.handle_conflict(
            procurement_id=held.pk, version=held_version(request), conflict_id=int(conflict), by=person_of(request),
            **sent,
        )  # fmt: skip
        return self.whole(request, committee, number)

    @extend_schema(
        request=Recording, responses={201: WholeProcurement}, parameters=[IF_MATCH, ONCE],
        operation_id="procurement_recording",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def recording(self, request: Request, committee: Any, number: str) -> Response:
        """Record the decision: refused with everything that is still missing."""
        held = self.held(request, committee, number)
        said(Recording, request)
        services.record(procurement_id=held.pk, version=held_version(request), by=person_of(request), at=timezone.now())
        return self.whole(request, committee, number)


def _meeting(committee_id: int, number: int | None) -> Meeting | None:
    found = Meeting.objects.filter(committee_id=committee_id, number=number).first() if number else None
    if number and found is None:
        raise ValidationError({"meeting": ["The committee has no meeting of this number."]})
    return found


def _interest(committee_id: int, number: int | None) -> Interest | None:
    found = Interest.objects.filter(committee_id=committee_id, number=number).first() if number else None
    if number and found is None:
        raise ValidationError({"interest": ["The register has no interest of this number."]})
    return found
