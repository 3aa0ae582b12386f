"""What makes an application to change level complete: points of its checklist with evidence, ratings, signatories."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.parameters import person_of
from functions.api.record_acts import IF_MATCH, ONCE, FilesShape, version_read
from functions.api.what_if import DayField
from governance.api.base import ActsAlone
from governance.api.level_finding import OfApplication
from governance.api.level_shapes import ApplicationShape
from governance.models import LevelApplication
from governance.rules import levels as rules
from governance.services import level_applications as services
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version


class SaidField(serializers.BooleanField):
    """Yes or no, which a form says too: one that is left out is not taken for a no."""

    default_empty_html = empty


class AnswerShape(FilesShape):
    """Whether a point is met, and files that prove it, which are added to those it has. A note or a day that is not
    sent stays; the day is that on which the change to the constitution was submitted.
    """

    is_met = SaidField()
    note = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    submitted_on = DayField(required=False, allow_null=True)


class RatingsShape(StrictSerializer):
    """NHS England's rating of each component, and the period they are of."""

    ratings: Any = serializers.DictField(
        child=serializers.ChoiceField(choices=list(rules.RATINGS.items())), help_text=", ".join(rules.COMPONENTS)
    )
    as_at = serializers.CharField(max_length=60)

    def validate_ratings(self, given: dict[str, str]) -> dict[str, str]:
        """Every component, and nothing else."""
        faults = {code[:40]: ["This is no component."] for code in given if code not in rules.COMPONENTS}
        faults |= {code: [f"Enter the rating for {code}."] for code in rules.COMPONENTS if code not in given}
        if faults:
            raise ValidationError(faults)
        return given


class NamedShape(StrictSerializer):
    """Somebody who signs, by the address they sign in with."""

    name = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    email = serializers.EmailField(max_length=254)


class SignatoriesShape(StrictSerializer):
    """Who signs in each capacity; a capacity that is not sent has nobody named."""

    signatories: Any = serializers.DictField(child=NamedShape(), help_text=", ".join(rules.SIGNATORIES))

    def validate_signatories(self, given: dict[str, Any]) -> dict[str, Any]:
        """The three capacities only."""
        if faults := {code[:40]: ["Nobody signs in this capacity."] for code in given if code not in rules.SIGNATORIES}:
            raise ValidationError(faults)
        return given


class LevelActs(OfApplication, ActsAlone):
    """Acts on one application while it is prepared."""

    queryset = LevelApplication.objects.none()
    serializer_class = ApplicationShape

    @extend_schema(
        request=AnswerShape, responses={201: ApplicationShape}, operation_id="level_application_checklist_create",
        parameters=[IF_MATCH, ONCE, OpenApiParameter("point", str, OpenApiParameter.PATH, enum=list(rules.CHECKLIST))],
    )  # fmt: skip
    @action(
        detail=True, methods=["post"], url_path=r"checklist/(?P<point>[a-z_]{2,24})", url_name="point",
        parser_classes=[MultiPartParser, JSONParser],
    )  # fmt: skip
    @idempotent
    def point(self, request: Request, reference: str, point: str) -> Response:
        """Answer a point of the checklist; sent as a form where it brings its evidence."""
        found = self.find(request, reference)
        if point not in rules.CHECKLIST:
            raise Http404
        sent = said(AnswerShape, request)
        if point != "constitution" and sent.get("submitted_on"):
            raise ValidationError({"submitted_on": ["This day is asked of the constitution only."]})
        services.answer_point(
            application_id=found.pk,
            version=version_read(request, found),
            by=person_of(request),
            point=point,
            is_met=sent["is_met"],
            note=sent.get("note", found.checklist.get(point, {}).get("note", "")),
            uploads=sent["attachments"],
            on=timezone.localdate(),
            submitted_on=sent.get("submitted_on", services.constitution_submitted_on(found)),
        )
        return self.answer(request, reference, status.HTTP_201_CREATED)

    @extend_schema(
        request=RatingsShape, responses=ApplicationShape, parameters=[IF_MATCH],
        operation_id="level_application_ratings_update",
    )  # fmt: skip
    @action(detail=True, methods=["put"])
    def ratings(self, request: Request, reference: str) -> Response:
        """Enter the assurance ratings; nobody of the hub does."""
        found, version = self.find(request, reference), required_version(request)
        sent = said(RatingsShape, request)
        services.rate(application_id=found.pk, version=version, by=person_of(request), **sent)
        return self.answer(request, reference)

    @extend_schema(
        request=SignatoriesShape, responses=ApplicationShape, parameters=[IF_MATCH],
        operation_id="level_application_signatories_update",
    )  # fmt: skip
    @action(detail=True, methods=["put"])
    def signatories(self, request: Request, reference: str) -> Response:
        """Name who signs in each of the three capacities: three different people, each with their own sign-in."""
        found, version = self.find(request, reference), required_version(request)
        sent = said(SignatoriesShape, request)
        services.name_signatories(
            application_id=found.pk, version=version, by=person_of(request), named=sent["signatories"]
        )
        return self.answer(request, reference)
