"""How a case of its kind ended, over the API: what it records, and an internal review begun."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.queries import case_of_ccg
from functions.api.query_shapes import LoggedCase, case_as_plain
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from functions.models import CaseFinding, Query
from functions.rules.findings import ASKED, Asked
from functions.services.findings import begin_review, record_finding
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

_LONGEST = 4_000


class AskedShape(serializers.Serializer[Any]):
    """One fact that this kind of case records: `form` is choice, choices, day or text."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    form = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    choices = serializers.DictField(child=serializers.CharField(), allow_null=True)


class FindingShape(serializers.Serializer[Any]):
    """What this kind of case records, and what is recorded; `recorded_on` is null while nothing is."""

    asked = AskedShape(many=True)
    facts = serializers.DictField(child=serializers.JSONField())
    recorded_by = serializers.CharField(allow_null=True)
    recorded_on = serializers.DateField(allow_null=True)


class NewFinding(StrictSerializer):
    """The facts by name: text, a day as YYYY-MM-DD, one of the choices, or a list of them."""

    facts = serializers.DictField(child=serializers.JSONField(allow_null=True))


class NewInternalReview(StrictSerializer):
    """What the requester is not content with."""

    detail = serializers.CharField(max_length=20_000)


class CaseEndings(viewsets.GenericViewSet):
    """Outcomes and reviews, for the people of the hub and of the CCG."""

    queryset = Query.objects.none()
    serializer_class = FindingShape
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    pagination_class = None

    def get_queryset(self) -> QuerySet[Query]:
        return Query.objects.none()

    @extend_schema(methods=["GET"], responses=FindingShape, operation_id="query_finding_retrieve")
    @extend_schema(
        methods=["PUT"], request=NewFinding, responses=FindingShape, parameters=[CHANGE],
        operation_id="query_finding_update",
    )  # fmt: skip
    @action(detail=True, methods=["get", "put"])
    def finding(self, request: Request, reference: str) -> Response:
        """The outcome of a complaint, the severity of an incident, how a dispute ended, what was disclosed; or record
        it. Recorded again it replaces, and the history keeps both.
        """
        if request.method == "GET":
            refuse_unknown(request, set())
            return _finding(case_of_ccg(request, reference))
        case, version = _case_to_work(request, reference), required_version(request)
        sent = said(NewFinding, request)["facts"]
        record_finding(
            query_id=case.pk, version=version, by=person_of(request), at=timezone.now(),
            facts=_facts(ASKED.get(case.kind, ()), sent),
        )  # fmt: skip
        return _finding(case_of_ccg(request, reference))

    @extend_schema(
        request=NewInternalReview,
        responses={201: LoggedCase},
        parameters=[IF_MATCH, ONCE],
        operation_id="query_review_create",
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def review(self, request: Request, reference: str) -> Response:
        """Begin the internal review of an answered freedom of information request: a case of its own, linked to it."""
        case, version, now = _case_to_work(request, reference), held_version(request), timezone.now()
        detail = said(NewInternalReview, request)["detail"]
        review = begin_review(query_id=case.pk, version=version, by=person_of(request), at=now, detail=detail)
        begun = case_of_ccg(request, review.reference)
        here = request.build_absolute_uri(f"/api/v1/queries/{begun.reference}/")
        return made(case_as_plain(begun, as_at=timezone.localdate(now)), begun.version, at=here)


def _case_to_work(request: Request, reference: str) -> Query:
    case = case_of_ccg(request, reference)
    if not person_of(request).grants.can("ccg_case_edit", case.ccg_id):
        raise PermissionDenied("You may read this case but not change it.")
    return case


def _finding(case: Query) -> Response:
    kept = CaseFinding.objects.filter(ccg_id=case.ccg_id, query=case).select_related("recorded_by").first()
    shown = {
        "asked": AskedShape(ASKED.get(case.kind, ()), many=True).data,
        "facts": kept.facts if kept else {},
        "recorded_by": kept.recorded_by.name if kept and kept.recorded_by else None,
        "recorded_on": kept.recorded_on if kept else None,
    }
    return done(shown, case.version)


def _facts(asked: tuple[Asked, ...], sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent in the form in which it is kept; whatever is not of its form is named. The rules ask the rest."""
    by_name = {one.name: one for one in asked}
    faults: dict[str, list[str]] = {}
    for name, value in sent.items():
        fault = _fault(by_name[name], value) if name in by_name else "A case of this kind does not record this."
        if fault and asked:  # a kind that records nothing is refused in the words of the service
            faults[name[:100]] = [fault]
    if faults:
        raise ValidationError({"facts": dict(sorted(faults.items())[:20])})
    return dict(sent)


def _fault(asked: Asked, value: Any) -> str:
    if value in (None, ""):
        return ""
    if asked.form == "choices":
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if is_list else "Send a list of the choices."
    if not isinstance(value, str) or "\x00" in value or len(value) > _LONGEST:
        return f"Send text of at most {_LONGEST:,} characters."
    return _day_fault(value) if asked.form == "day" else ""


def _day_fault(value: str) -> str:
    try:
        day = date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or day.year < 1900:
        return "Enter a date as YYYY-MM-DD."
    return "The date must be today or in the past." if day > timezone.localdate() else ""
