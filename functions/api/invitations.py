"""Invitations of practices over the API: the sign-up table, one of them, its answer on paper, its link, its returns."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, Reason, done, said
from functions.api.of_reference import OfReference
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import ONCE, MoveLine
from functions.api.scheme_offers import CCG
from functions.api.scheme_requests import NewReturn, ReturnTakenBack, SchemePaperAnswer
from functions.api.scheme_shapes import InvitationShape, ReturnShape, WholeInvitation
from functions.models import Invitation
from functions.rules.schemes.answering import STATES
from functions.services.schemes import inviting, returns
from functions.services.schemes.answering import Answer, answer_on_paper
from hubportal.records.models import RecordMove
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version


@extend_schema_view(
    list=extend_schema(
        parameters=[
            OpenApiParameter("offer", str, description="Reference of an enhanced service or local scheme."),
            CCG,
            OpenApiParameter("practice", str, description="ODS code of a practice."),
            OpenApiParameter("state", str, enum=list(STATES)),
        ],
        responses=InvitationShape(many=True),
    )
)
class InvitationViewSet(OfReference):
    """Practices' invitations, with their answers; a practice's own people read its own."""

    queryset = Invitation.objects.none()
    serializer_class = InvitationShape
    filters = {  # noqa: RUF012
        "offer": "reference", "ccg": "ccg__ods_code", "practice": "practice__ods_code", "state": "state",
    }  # fmt: skip
    states = tuple(STATES)

    def mine(self) -> QuerySet[Invitation]:
        return Invitation.objects.visible_to(person_of(self.request)).select_related("ccg", "practice")


class InvitationOfPractice(viewsets.GenericViewSet):
    """One practice's invitation to one offer, for the people of the hub and of its CCG."""

    queryset = Invitation.objects.none()
    serializer_class = WholeInvitation
    lookup_field = "ods_code"
    lookup_value_regex = "[A-Za-z0-9]{3,10}"
    pagination_class = None

    def _find(self, request: Request, reference: str, ods_code: str) -> Invitation:
        person = person_of(request)
        mine = Invitation.objects.visible_to(person).select_related("ccg", "practice")
        found = mine.filter(reference=reference.upper(), practice__ods_code=ods_code.upper()).first()
        if found is None or not person.grants.can("ccg_read", found.ccg_id):
            raise Http404
        return found

    def _worked(self, request: Request, reference: str, ods_code: str) -> dict[str, Any]:
        """Which invitation, on which version, and who acts; to somebody who works it."""
        found, person = self._find(request, reference, ods_code), person_of(request)
        if not person.grants.can("ccg_case_edit", found.ccg_id):
            raise PermissionDenied("You may read this invitation but not work it.")
        return {
            "reference": found.reference, "ods_code": found.practice.ods_code, "version": required_version(request),
            "by": person, "at": timezone.now(),
        }  # fmt: skip

    def _whole(self, request: Request, reference: str, ods_code: str) -> Response:
        found = self._find(request, reference, ods_code)
        moves = RecordMove.objects.of(found).select_related("by").order_by("id")
        sent = found.returns.filter(ccg_id=found.ccg_id).order_by("due_on", "id")
        data = {
            **InvitationShape(found).data,
            "returns": ReturnShape(sent, many=True).data,
            "moves": MoveLine(moves, many=True).data,
        }
        return done(data, found.version)

    @extend_schema(operation_id="invitation_of_practice_retrieve")
    def retrieve(self, request: Request, reference: str, ods_code: str) -> Response:
        """One invitation with its returns and what happened to it."""
        refuse_unknown(request, set())
        return self._whole(request, reference, ods_code)

    @extend_schema(
        request={"multipart/form-data": SchemePaperAnswer}, responses=WholeInvitation, parameters=[CHANGE, ONCE],
        operation_id="invitation_paper_answer",
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="paper-answer", parser_classes=[MultiPartParser])
    @idempotent
    def paper_answer(self, request: Request, reference: str, ods_code: str) -> Response:
        """Record an answer that came on paper, with its scan; the practice's link stops working."""
        named, sent = self._worked(request, reference, ods_code), said(SchemePaperAnswer, request)
        on, scan = sent.pop("on"), sent.pop("attachments")
        answer_on_paper(**named, answer=Answer(**sent), on=on, scan=scan)
        return self._whole(request, reference, ods_code)

    @extend_schema(
        request=None, responses=WholeInvitation, parameters=[CHANGE, ONCE], operation_id="invitation_new_link"
    )
    @action(detail=True, methods=["post"], url_path="new-link")
    @idempotent
    def new_link(self, request: Request, reference: str, ods_code: str) -> Response:
        """Send a new link: the old one stops, and an answer already given is set aside."""
        inviting.send_new_link(**self._worked(request, reference, ods_code))
        return self._whole(request, reference, ods_code)

    @extend_schema(
        request=Reason, responses=WholeInvitation, parameters=[CHANGE, ONCE], operation_id="invitation_withdraw"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def withdraw(self, request: Request, reference: str, ods_code: str) -> Response:
        """Withdraw an invitation that has no answer."""
        named = self._worked(request, reference, ods_code)
        inviting.withdraw(**named, **said(Reason, request))
        return self._whole(request, reference, ods_code)

    @extend_schema(
        request=NewReturn, responses=WholeInvitation, parameters=[CHANGE, ONCE], operation_id="invitation_return"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def returns(self, request: Request, reference: str, ods_code: str) -> Response:
        """Record what a signed-up practice returned for one period; recorded again, it replaces."""
        named = self._worked(request, reference, ods_code)
        returns.record_return(**named, **said(NewReturn, request))
        return self._whole(request, reference, ods_code)

    @extend_schema(
        request=ReturnTakenBack, responses=WholeInvitation, parameters=[CHANGE, ONCE],
        operation_id="invitation_take_back",
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="take-back")
    @idempotent
    def take_back(self, request: Request, reference: str, ods_code: str) -> Response:
        """Take back a return that was recorded by mistake, with the reason."""
        named = self._worked(request, reference, ods_code)
        returns.take_back(**named, **said(ReturnTakenBack, request))
        return self._whole(request, reference, ods_code)
