"""What is done to a case over the API: clock events, correspondence, giving it to somebody, linking and merging."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.parameters import person_of
from functions.api.queries import find_case
from functions.api.query_shapes import CodeField, LoggedCase, case_as_plain
from functions.api.what_if import EVENT_KINDS, DayField, Reading
from functions.models import Correspondence, Query, QueryEvent
from functions.services.clock import record_event
from functions.services.correspondence import add_note
from functions.services.linking import link
from functions.services.merging import merge
from functions.services.queries import assign
from hubportal.clocks.what_if import as_plain
from hubportal.documents.models import Document
from hubportal.documents.services.circles import circles_open_to
from hubportal.organisations.models import Person
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import etag, required_version

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag you read; a newer case is refused."
)
ONCE = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, description="Send the same request again without doing it twice."
)


class NewEvent(StrictSerializer):
    """One event of the clock, on a day."""

    kind = serializers.ChoiceField(choices=EVENT_KINDS)
    on = DayField()
    reason = serializers.CharField(
        max_length=300,
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text=(
            "Why it waits, is left out, withdrawn or reopened. In an update on a complaint: that the complainant is"
            " told why there is no answer yet, which meets the six months."
        ),
    )
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, allow_null=True)
    promised_on = DayField(required=False, allow_null=True)


class EventLine(serializers.ModelSerializer):
    """An event as it was recorded."""

    by = serializers.CharField(source="by.name", allow_null=True, default=None)

    class Meta:
        model = QueryEvent
        fields = ("kind", "on", "promised_on", "reason", "note", "by", "at")


class Note(StrictSerializer):
    """A note on a case, and who may read it."""

    circle = serializers.ChoiceField(choices=Document.Circle.choices)
    body = serializers.CharField(max_length=50_000)
    on = DayField(required=False)


class CorrespondenceLine(serializers.ModelSerializer):
    """A note, e-mail, letter or call."""

    by = serializers.CharField(source="by.name", allow_null=True, default=None)

    class Meta:
        model = Correspondence
        fields = ("form", "circle", "to", "subject", "body", "on", "by", "at")


class Assignment(StrictSerializer):
    """Who a case is given to: a person by e-mail address, a team, both, or nobody."""

    owner = serializers.EmailField(allow_null=True)
    team = serializers.CharField(max_length=60, allow_blank=True, required=False, default="")

    def validate_owner(self, email: str | None) -> Person | None:
        if not email:
            return None
        found = Person.objects.filter(email=email.lower(), is_active=True).first()
        if found is None:
            raise ValidationError("Nobody here has this email address.")
        return found


class Merge(StrictSerializer):
    """The case that goes on, and why the two are one."""

    into = CodeField(max_length=24)
    reason = serializers.CharField(max_length=300)


class Link(StrictSerializer):
    """Another case of the same CCG that belongs with this one."""

    other = CodeField(max_length=24)


def held_version(request: Request) -> int | None:
    """The version the sender read, where they said so."""
    return required_version(request) if request.headers.get("If-Match") else None


class CaseActs(viewsets.GenericViewSet):
    """Acts on one case."""

    queryset = Query.objects.none()
    serializer_class = LoggedCase
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    pagination_class = None

    def get_queryset(self) -> QuerySet[Query]:
        return Query.objects.none()

    def _answer(self, case: Query, code: int = status.HTTP_200_OK) -> Response:
        return Response(
            case_as_plain(case, as_at=timezone.localdate()), status=code, headers={"ETag": etag(case.version)}
        )

    @extend_schema(methods=["GET"], responses=EventLine(many=True), operation_id="query_events_list")
    @extend_schema(
        methods=["POST"],
        request=NewEvent,
        responses={201: Reading},
        parameters=[IF_MATCH, ONCE],
        operation_id="query_events_create",
    )
    @action(detail=True, methods=["get", "post"])
    def events(self, request: Request, reference: str) -> Response:
        """The events of the clock; a new one answers with the new reading."""
        if request.method == "POST":
            return self._record(request, reference)
        case = find_case(request, reference)
        return Response(EventLine(case.events.select_related("by"), many=True).data)

    @idempotent
    def _record(self, request: Request, reference: str) -> Response:
        case = find_case(request, reference)
        asked = said(NewEvent, request)
        sent: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
        case, reading = record_event(
            query_id=case.pk, version=held_version(request), by=person_of(request), at=timezone.now(), **sent
        )  # fmt: skip
        return Response(as_plain(reading), status=status.HTTP_201_CREATED, headers={"ETag": etag(case.version)})

    @extend_schema(methods=["GET"], responses=CorrespondenceLine(many=True), operation_id="query_correspondence_list")
    @extend_schema(
        methods=["POST"],
        request=Note,
        responses={201: CorrespondenceLine},
        parameters=[ONCE],
        operation_id="query_correspondence_create",
    )
    @action(detail=True, methods=["get", "post"])
    def correspondence(self, request: Request, reference: str) -> Response:
        """What was said on a case, as far as the person's circle reaches; or add a note."""
        if request.method == "POST":
            return self._note(request, reference)
        case = find_case(request, reference)
        lines = case.correspondence.select_related("by").filter(
            circle__in=circles_open_to(person_of(request), case.ccg_id)
        )
        return Response(CorrespondenceLine(lines, many=True).data)

    @idempotent
    def _note(self, request: Request, reference: str) -> Response:
        case = find_case(request, reference)
        sent = said(Note, request)
        on: date = sent.get("on") or timezone.localdate()
        note = add_note(
            query_id=case.pk, by=person_of(request), body=sent["body"], circle=sent["circle"], on=on, at=timezone.now()
        )  # fmt: skip
        return Response(CorrespondenceLine(note).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=Assignment, responses=LoggedCase, parameters=[IF_MATCH], operation_id="query_assignment")
    @action(detail=True, methods=["post"])
    def assignment(self, request: Request, reference: str) -> Response:
        """Give a case to somebody."""
        case = find_case(request, reference)
        asked = said(Assignment, request)
        return self._answer(
            assign(
                query_id=case.pk,
                version=held_version(request),
                by=person_of(request),
                at=timezone.now(),
                **asked,
            )
        )

    @extend_schema(request=Merge, responses=LoggedCase, parameters=[IF_MATCH], operation_id="query_merge")
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, reference: str) -> Response:
        """Merge a duplicate into the case that goes on; the earliest receipt governs. Answers with that case."""
        case = find_case(request, reference)
        asked = said(Merge, request)
        into = find_case(request, asked["into"])
        merge(
            query_id=case.pk, into_id=into.pk, version=held_version(request), by=person_of(request), at=timezone.now(),
            reason=asked["reason"],
        )  # fmt: skip
        return self._answer(find_case(request, into.reference))

    @extend_schema(request=Link, responses={201: LoggedCase}, operation_id="query_link")
    @action(detail=True, methods=["post"])
    def links(self, request: Request, reference: str) -> Response:
        """Link two cases of one CCG."""
        case = find_case(request, reference)
        asked = said(Link, request)
        other = find_case(request, asked["other"])
        link(query_id=case.pk, other_id=other.pk, by=person_of(request), at=timezone.now())
        return self._answer(case, status.HTTP_201_CREATED)
