"""The query log over the API: list, detail as at a date, log, and change the particulars."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.parameters import day, one_of, person_of, refuse_unknown, words
from functions.api.query_shapes import CaseChange, CaseLine, LoggedCase, NewCase, case_as_plain
from functions.figures.searching import Searching
from functions.models import Query
from functions.models.queries import Kind, State, Stream
from functions.services.asking import raise_concern
from functions.services.queries import change_particulars, log_query
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version, with_etag

FILTERS = {
    "ccg": "ccg__ods_code",
    "practice": "practice__ods_code",
    "state": "state",
    "kind": "kind",
    "stream": "stream",
}
CHOICES = {"state": State.values, "kind": Kind.values, "stream": Stream.values}
PARAMETERS = [
    OpenApiParameter("ccg", str, description="ODS code of a CCG."),
    OpenApiParameter("practice", str, description="ODS code of a practice."),
    OpenApiParameter("state", str, enum=State.values),
    OpenApiParameter("kind", str, enum=Kind.values),
    OpenApiParameter("stream", str, enum=Stream.values),
    OpenApiParameter("search", str, description="Words of the reference, subject, contact or detail."),
]
AS_AT = OpenApiParameter("as_at", OpenApiTypes.DATE, description="Read the clock as at this day; today when not given.")


def visible_cases(request: Request) -> QuerySet[Query]:
    """The cases this person may read, with what a line of the list shows."""
    return Query.objects.visible_to(person_of(request)).select_related("ccg", "practice", "activity", "owner")


def find_case(request: Request, reference: str) -> Query:
    """One case the person may read, or 404."""
    found = visible_cases(request).select_related("policy", "hub").filter(reference=reference.upper()).first()
    if found is None:
        raise Http404
    return found


def case_of_ccg(request: Request, reference: str) -> Query:
    """The case, for the people of the hub and of its CCG: what passes between them is not the practice's."""
    case = find_case(request, reference)
    if not person_of(request).grants.can("ccg_read", case.ccg_id):
        raise Http404
    return case


@extend_schema_view(list=extend_schema(parameters=PARAMETERS, responses=CaseLine(many=True)))
class QueryViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Cases: queries, requests, complaints and concerns, with their clocks."""

    queryset = Query.objects.none()
    serializer_class = CaseLine
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))

    def get_queryset(self) -> QuerySet[Query]:
        if getattr(self, "swagger_fake_view", False):
            return Query.objects.none()
        refuse_unknown(self.request, {*FILTERS, "search"})
        found = visible_cases(self.request)
        for name, column in FILTERS.items():
            asked = one_of(self.request, name, CHOICES[name]) if name in CHOICES else words(self.request, name).upper()
            if asked:
                found = found.filter(**{column: asked})
        if asked := words(self.request, "search"):
            found = found.filter(Searching.by(person_of(self.request)).condition(asked))
        return found

    @extend_schema(parameters=[AS_AT], responses=LoggedCase)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One case with its clock as at a day."""
        refuse_unknown(request, {"as_at"})
        case = find_case(request, reference)
        return with_etag(Response(case_as_plain(case, as_at=day(request, "as_at"))), case.version)

    @extend_schema(
        request=NewCase,
        responses={201: LoggedCase},
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                str,
                OpenApiParameter.HEADER,
                description="Send the same request again without logging it twice.",
            )
        ],
    )
    @idempotent
    def create(self, request: Request) -> Response:
        """Log a case; its reference and due dates come back at once.

        Whoever approves for a CCG and works none of its cases raises a concern about the hub, by `kind` and the
        `portal`: it is received as it is sent, and goes to the hub's lead.
        """
        asked = NewCase(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        person, now = person_of(request), timezone.now()
        concern = asked.as_concern(person)
        case = (
            raise_concern(by=person, at=now, asked=concern)
            if concern
            else log_query(by=person, at=now, **asked.as_arguments())
        )
        answer = Response(case_as_plain(case, as_at=timezone.localdate()), status=status.HTTP_201_CREATED)
        answer["Location"] = request.build_absolute_uri(f"{request.path}{case.reference}/")
        return with_etag(answer, case.version)

    @extend_schema(
        request=CaseChange,
        responses=LoggedCase,
        parameters=[
            OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag you read.")
        ],
    )
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change what is written about a case, from the version that was read."""
        case = find_case(request, reference)
        version = required_version(request)
        asked = CaseChange(data=request.data, partial=True, context={"request": request, "case": case})
        asked.is_valid(raise_exception=True)
        changes: dict[str, Any] = asked.as_changes()
        case = change_particulars(
            query_id=case.pk, version=version, by=person_of(request), changes=changes, at=timezone.now()
        )
        return with_etag(Response(case_as_plain(case, as_at=timezone.localdate())), case.version)
