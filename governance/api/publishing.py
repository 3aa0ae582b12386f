"""Publishing over the API: what a committee has published, what would be public before it is, and taking it back.

Each thing that is published is read first: GET shows exactly the words that POST puts on the public site.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import ONCE
from governance.api.base import KEY, ActsAlone, committee_of, not_in_schema, one, refuse_without
from governance.api.publications import PublicationShape
from governance.api.terms import OfTerms
from governance.figures.gifts import published_by
from governance.figures.terms_of_reference import seats_of
from governance.models import Meeting, Publication
from governance.presenters.terms_of_reference.publishing import terms_content
from governance.services.meetings import public_calendar
from governance.services.public_registers import REGISTERS, publish_register
from governance.services.publications import withdraw
from governance.services.terms_of_reference.publishing import publish_terms, refuse_draft
from hubportal.organisations.models import Committee
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent

REGISTER = OpenApiParameter("register", str, OpenApiParameter.PATH, enum=list(REGISTERS))


class KeptPublication(PublicationShape):
    """One thing that was published; also what was replaced or taken back, with the reason."""

    class Meta(PublicationShape.Meta):
        fields = (*PublicationShape.Meta.fields, "is_current", "withdrawn_at", "withdrawn_why")  # type: ignore[assignment]


class WouldBePublic(serializers.Serializer[Any]):
    """Exactly what anybody will be able to read: a lead, sections with text or items, a table."""

    content = serializers.DictField(child=serializers.JSONField())


class PublicationWithdrawal(StrictSerializer):
    """Why it is taken back: visitors are told that it was, and not why."""

    why = serializers.CharField(max_length=1_000)


@extend_schema_view(list=extend_schema(responses=KeptPublication(many=True)))
class PublishedViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Everything a committee has published, the latest first, to its people."""

    lookup_field = "publication"
    lookup_value_regex = KEY
    serializer_class = KeptPublication
    queryset = Publication.objects.none()
    keyset = (("published_at", "desc"), ("pk", "desc"))

    def get_queryset(self) -> QuerySet[Publication]:
        if not_in_schema(self):
            return Publication.objects.none()
        refuse_unknown(self.request, set())
        return published_by(committee_of(self.request, self.kwargs["committee"])).select_related("committee")

    @extend_schema(
        request=PublicationWithdrawal, responses={201: KeptPublication}, parameters=[ONCE],
        operation_id="publication_withdrawal",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def withdrawal(self, request: Request, committee: Any, publication: str) -> Response:
        """Take it back: it leaves the public site at once."""
        found = kept_committee(request, committee)
        row: Publication = one(Publication.objects.filter(committee=found), publication)
        sent = said(PublicationWithdrawal, request)
        taken = withdraw(publication_id=row.pk, why=sent["why"], by=person_of(request), at=timezone.now())
        return made(KeptPublication(taken).data)


def kept_committee(request: Request, committee: Any) -> Committee:
    """The committee, to its secretary."""
    found = committee_of(request, committee)
    refuse_without(request, found.pk)
    return found


def shown(content: dict[str, Any]) -> Response:
    """What would be public."""
    return Response(WouldBePublic({"content": content}).data)


class RegisterPublication(APIView):
    """One register of a committee as it would be published."""

    @extend_schema(responses=WouldBePublic, parameters=[REGISTER], operation_id="register_publication_retrieve")
    def get(self, request: Request, committee: Any, register: str) -> Response:
        """Exactly what would be public now."""
        refuse_unknown(request, set())
        found = kept_committee(request, committee)
        return shown(self.register(register).content(found, on=timezone.localdate()))

    @extend_schema(
        request=None, responses={201: KeptPublication}, parameters=[REGISTER, ONCE],
        operation_id="register_publication_create",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, committee: Any, register: str) -> Response:
        """Publish it as it stands."""
        found = kept_committee(request, committee)
        self.register(register)
        row = publish_register(committee=found, kind=register, by=person_of(request), at=timezone.now())
        return made(KeptPublication(row).data)

    def register(self, code: str) -> Any:
        """The register of a code, or 404."""
        if code not in REGISTERS:
            raise Http404
        return REGISTERS[code]


class DateShape(serializers.ModelSerializer):
    """A meeting to come."""

    meeting = serializers.UUIDField(source="public_id")

    class Meta:
        model = Meeting
        fields = ("meeting", "number", "starts_at", "ends_at", "place")


class DatesShape(serializers.Serializer[Any]):
    """The meetings to come that are held in public and not in the public calendar yet."""

    dates = DateShape(many=True)


class DatesPublished(serializers.Serializer[Any]):
    """How many meetings were put into the public calendar."""

    published = serializers.IntegerField()


class DatePublications(APIView):
    """The dates of a committee's meetings in the public calendar."""

    @extend_schema(responses=DatesShape, operation_id="date_publications_retrieve")
    def get(self, request: Request, committee: Any) -> Response:
        """Those that would be put in now."""
        refuse_unknown(request, set())
        found = kept_committee(request, committee)
        return Response(DatesShape({"dates": public_calendar.dates_to_publish(found, at=timezone.now())}).data)

    @extend_schema(
        request=None, responses={201: DatesPublished}, parameters=[ONCE], operation_id="date_publications_create"
    )
    @idempotent
    def post(self, request: Request, committee: Any) -> Response:
        """Put them in; how to join a meeting is not shown."""
        found = kept_committee(request, committee)
        count = public_calendar.publish_dates(committee_id=found.pk, by=person_of(request), at=timezone.now())
        return made({"published": count})


class TermsPublication(OfTerms, ActsAlone):
    """A version of the terms as it would be published."""

    queryset = Publication.objects.none()
    serializer_class = WouldBePublic

    @extend_schema(responses=WouldBePublic, operation_id="terms_publication_retrieve")
    @action(detail=True, methods=["get"])
    def publication(self, request: Request, committee: Any, number: str) -> Response:
        """Exactly what would be public; who sits in which seat is not part of it."""
        refuse_unknown(request, set())
        terms = self.draft(request, committee, number)
        refuse_draft(terms)
        return shown(terms_content(terms, list(seats_of(terms))))

    @extend_schema(
        request=None, responses={201: KeptPublication}, parameters=[ONCE], operation_id="terms_publication_create"
    )
    @publication.mapping.post
    @idempotent
    def publish(self, request: Request, committee: Any, number: str) -> Response:
        """Publish an adopted version."""
        terms = self.draft(request, committee, number)
        refuse_draft(terms)
        content = terms_content(terms, list(seats_of(terms)))
        row = publish_terms(terms_id=terms.pk, content=content, by=person_of(request), at=timezone.now())
        return made(KeptPublication(row).data)
