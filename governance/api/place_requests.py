"""Asking a committee for a place on its agenda over the API, for a record on which committees decide."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE
from governance.api.base import acting, naming
from governance.figures.carrying import asked_on_record, committees_of_ccg
from governance.models import IfCarried, RecordRequest
from governance.services.carrying import asking
from governance.services.carrying.kinds import DECIDED
from hubportal.records.kinds import find_by_reference, kind_of
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent

REFERENCE = OpenApiParameter("reference", str, OpenApiParameter.PATH, description="The reference of a record.")
PLACE_REQUEST_STATES = RecordRequest.State.choices
IF_CARRIED = IfCarried.choices


class PlaceAsked(serializers.ModelSerializer):
    """A place that was asked for, and what became of it."""

    committee = serializers.UUIDField(source="committee.public_id")
    committee_name = serializers.CharField(source="committee.name")
    state = serializers.ChoiceField(choices=PLACE_REQUEST_STATES)
    if_carried = serializers.ChoiceField(choices=IF_CARRIED)

    class Meta:
        model = RecordRequest
        fields = (
            "committee", "committee_name", "title", "asks", "if_carried", "state", "meeting_number", "meeting_on",
            "why", "asked_at",
        )  # fmt: skip


class NamedById(serializers.Serializer[Any]):
    """Something to choose, by its id."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()


class AgendaPlaceShape(serializers.Serializer[Any]):
    """What was asked for this record, the latest first, and what may be asked: `refused` says why nothing may now."""

    asked = PlaceAsked(many=True)
    refused = serializers.CharField(allow_blank=True)
    committees = NamedById(many=True)
    papers = NamedById(many=True)


class NewPlace(StrictSerializer):
    """At which committee, the words it is asked to carry, and what carrying them does. The paper is a PDF of the record
    by its id, or one sent now as `upload`, which is then kept with the record.
    """

    committee = serializers.UUIDField()
    title = serializers.CharField(max_length=200)
    asks = serializers.CharField(max_length=4_000)
    if_carried = serializers.ChoiceField(choices=IF_CARRIED, required=False, default=IfCarried.APPROVE)
    paper = serializers.UUIDField(required=False, allow_null=True, default=None)
    upload = serializers.FileField(required=False, allow_null=True, default=None)


class PlaceOnAgenda(APIView):
    """A record's place on the agenda of a committee of its CCG."""

    parser_classes = (JSONParser, MultiPartParser)

    @extend_schema(
        responses=forced_singular_serializer(AgendaPlaceShape),
        parameters=[REFERENCE],
        operation_id="place_requests_retrieve",
    )
    def get(self, request: Request, reference: str) -> Response:
        """What was asked, and what may be."""
        refuse_unknown(request, set())
        return done(_told(_record(request, reference)))

    @extend_schema(
        request=NewPlace, responses={201: AgendaPlaceShape}, parameters=[REFERENCE, IF_MATCH, ONCE],
        operation_id="place_requests_create",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, reference: str) -> Response:
        """Ask: the committee's secretary places it on a meeting, or declines it, and you are told."""
        record = _record(request, reference)
        kind = kind_of(record)
        if not person_of(request).grants.can(kind.edit_permission, record.ccg_id):
            raise PermissionDenied("You may read this record but not do this to it.")
        sent = said(NewPlace, request)
        with naming(document="paper"):
            asking.ask_for_place(
                **acting(request),
                kind=kind.key,
                record_id=record.pk,
                asked=asking.Asked(
                    _chosen("committee", sent["committee"], committees_of_ccg(record.ccg, on=timezone.localdate())),
                    sent["title"], sent["asks"], sent["if_carried"],
                ),
                document=_chosen("paper", sent["paper"], asking.papers_of(record)) if sent["paper"] else None,
                upload=sent["upload"],
            )  # fmt: skip
        return made(_told(_record(request, reference)))


def _record(request: Request, reference: str) -> Any:
    found = find_by_reference(reference, person=person_of(request))
    if found is None or kind_of(found).key not in DECIDED:
        raise Http404
    return found


def _told(record: Any) -> dict[str, Any]:
    today = timezone.localdate()
    committees = committees_of_ccg(record.ccg, on=today)
    none = "" if committees else f"{record.ccg.name} takes part in no committee today."
    told = {
        "asked": asked_on_record(ccg_id=record.ccg_id, kind=kind_of(record).key, record_id=record.pk),
        "refused": asking.why_not_ask(record, today=today) or none,
        "committees": committees,
        "papers": asking.papers_of(record),
    }
    return dict(AgendaPlaceShape(told).data)


def _chosen(name: str, asked: Any, offered: list[Any]) -> int:
    found = next((one.pk for one in offered if one.public_id == asked), None)
    if found is None:
        raise ValidationError({name: ["Choose one of those that the record offers."]})
    return int(found)
