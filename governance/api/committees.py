"""Committees and their terms of reference, to the people who hold a role at them."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets

from functions.api.parameters import person_of, refuse_unknown
from governance.figures.committees import committees_of
from governance.models import Seat, TermsOfReference
from hubportal.organisations.models import Committee


class SeatShape(serializers.ModelSerializer):
    """A seat under the terms of reference."""

    class Meta:
        model = Seat
        fields = ("code", "title", "organisation", "role", "office", "voting", "deputies_allowed", "stands_in_for")


class TermsShape(serializers.ModelSerializer):
    """One adopted version of terms of reference; `rules` are in the form of `what-if/vote`."""

    seats = SeatShape(many=True)
    rules = serializers.DictField()
    clauses = serializers.DictField()

    class Meta:
        model = TermsOfReference
        fields = (
            "number", "kind", "in_force_from", "source", "rules", "clauses", "notice_days", "papers_days",
            "minutes_days", "in_public", "recommends_only", "seats",
        )  # fmt: skip


class CommitteeLine(serializers.ModelSerializer):
    """One committee in a list."""

    id = serializers.UUIDField(source="public_id")
    hub = serializers.CharField(source="hub.code")
    ccgs = serializers.SerializerMethodField()

    class Meta:
        model = Committee
        fields = ("id", "name", "hub", "ccgs")

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_ccgs(self, committee: Committee) -> list[str]:
        """The ODS codes of the CCGs that take part or took part."""
        return [link.ccg.ods_code for link in committee.ccg_links.all()]


class CommitteeShape(CommitteeLine):
    """One committee with every version of its terms of reference, the newest first."""

    terms = serializers.SerializerMethodField()

    class Meta(CommitteeLine.Meta):
        fields = (*CommitteeLine.Meta.fields, "terms")  # type: ignore[assignment]

    @extend_schema_field(TermsShape(many=True))
    def get_terms(self, committee: Committee) -> Any:
        """Adopted versions only: drafts are the secretary's."""
        adopted = TermsOfReference.objects.filter(committee=committee, state=TermsOfReference.State.ADOPTED)
        seats = Prefetch("seats", queryset=Seat.objects.order_by("position", "id"))
        return TermsShape(adopted.order_by("-in_force_from").prefetch_related(seats), many=True).data


@extend_schema_view(
    list=extend_schema(responses=CommitteeLine(many=True)), retrieve=extend_schema(responses=CommitteeShape)
)
class CommitteeViewSet(viewsets.ReadOnlyModelViewSet):
    """The committees at which a person holds a role."""

    lookup_field = "public_id"
    lookup_value_regex = "[0-9a-f-]{36}"
    keyset = (("name", "asc"), ("id", "asc"))
    queryset = Committee.objects.none()

    def get_serializer_class(self) -> Any:
        """The line in a list, all of it for one."""
        return CommitteeShape if self.action == "retrieve" else CommitteeLine

    def get_queryset(self) -> QuerySet[Committee]:
        if getattr(self, "swagger_fake_view", False):
            return Committee.objects.none()
        refuse_unknown(self.request, set())
        return committees_of(person_of(self.request))
