"""The handbook over the API: read only."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.parameters import person_of, refuse_unknown, words
from functions.figures.handbook import about_activity, current_versions, matching
from functions.models import HandbookVersion

PARAMETERS = [
    OpenApiParameter("search", str, description="Words of the title or the text."),
    OpenApiParameter("activity", str, description="Reference of an activity of the function matrix, such as X.10."),
]


class HandbookLine(serializers.ModelSerializer[HandbookVersion]):
    """A page of the handbook as it stands now."""

    slug = serializers.CharField(source="page.slug")

    class Meta:
        model = HandbookVersion
        fields = ("slug", "title", "number", "activities", "must_read", "change_note", "published_at")


class HandbookText(HandbookLine):
    """A page with its text, marked up as it was typed."""

    class Meta(HandbookLine.Meta):
        fields = (*HandbookLine.Meta.fields, "body")  # type: ignore[assignment]


@extend_schema_view(list=extend_schema(parameters=PARAMETERS, responses=HandbookLine(many=True)))
class HandbookViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """The pages of the handbook of one's own hub."""

    queryset = HandbookVersion.objects.none()
    serializer_class = HandbookLine
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9-]{1,80}"
    keyset = (("title", "asc"), ("id", "asc"))

    def get_queryset(self) -> QuerySet[HandbookVersion]:
        if getattr(self, "swagger_fake_view", False):
            return HandbookVersion.objects.none()
        refuse_unknown(self.request, {"search", "activity"})
        found = current_versions(person_of(self.request))
        if asked := words(self.request, "activity"):
            found = about_activity(found, asked.upper())
        if asked := words(self.request, "search"):
            found = HandbookVersion.objects.filter(pk__in=matching(found, asked).values("pk")).select_related("page")
        return found

    @extend_schema(responses=HandbookText)
    def retrieve(self, request: Request, slug: str) -> Response:
        """One page with its text."""
        found = current_versions(person_of(request)).filter(page__slug=slug).first()
        if found is None:
            raise Http404
        return Response(HandbookText(found).data)
