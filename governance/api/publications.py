"""What committees made public, and the interests that each item of a meeting touches."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.parameters import refuse_unknown
from governance.api.base import committee_of
from governance.figures import interests as figures
from governance.models import Meeting, Publication


class PublicationShape(serializers.ModelSerializer):
    """One thing that is public."""

    committee = serializers.UUIDField(source="committee.public_id")

    class Meta:
        model = Publication
        fields = ("public_id", "committee", "kind", "key", "number", "title", "published_on", "sha256", "file_name")


class PublicationViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What committees have published and show now, the latest first."""

    serializer_class = PublicationShape
    queryset = Publication.objects.none()
    keyset = (("published_at", "desc"), ("pk", "desc"))

    def get_queryset(self) -> QuerySet[Publication]:
        if getattr(self, "swagger_fake_view", False):
            return Publication.objects.none()
        refuse_unknown(self.request, set())
        return Publication.objects.filter(is_current=True).select_related("committee").defer("content")


class MatchShape(serializers.Serializer[Any]):
    """An interest that an item touches: the reasons in words, and the seats of whoever holds it."""

    interest = serializers.IntegerField()
    name = serializers.CharField()
    reasons: Any = serializers.ListField(child=serializers.CharField())
    seats: Any = serializers.ListField(child=serializers.CharField())


class ItemMatches(serializers.Serializer[Any]):
    """One item of the agenda."""

    item = serializers.UUIDField()
    title = serializers.CharField()
    interests = MatchShape(many=True)


class MeetingMatches(serializers.Serializer[Any]):
    """The items of a meeting in the order of the agenda."""

    items = ItemMatches(many=True)


class MatchesOfMeeting(APIView):
    """The interests that each item of a meeting touches."""

    @extend_schema(responses=forced_singular_serializer(MeetingMatches), operation_id="meeting_interests_list")
    def get(self, request: Request, committee: Any, number: int) -> Response:
        """Read them."""
        refuse_unknown(request, set())
        found = committee_of(request, committee)
        meeting = Meeting.objects.filter(committee_id=found.pk, number=number).first()
        if meeting is None:
            raise Http404
        items = [
            {
                "item": row.item.public_id,
                "title": row.item.title,
                "interests": [
                    {
                        "interest": one.interest.number,
                        "name": one.interest.name,
                        "reasons": list(one.reasons),
                        "seats": list(one.seats),
                    }
                    for one in row.found
                ],
            }
            for row in figures.matches_for_meeting(meeting)
        ]
        return Response(MeetingMatches({"items": items}).data)
