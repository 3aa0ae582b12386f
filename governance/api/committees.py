"""Committees, their meetings and their decisions, to the people who hold a role at them."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.exceptions import ValidationError

from functions.api.parameters import person_of, refuse_unknown, words
from governance.figures.committees import committees_of
from governance.figures.register import body_of_entry, entries_readable_by
from governance.models import AgendaItem, Meeting, RegisterEntry, Seat, TermsOfReference
from governance.presenters.register import state_of
from governance.rules.register import EntryKind
from hubportal.organisations.models import Committee

# The name of this list in the schema, for other kinds of row have a state too.
MEETING_STATES = Meeting.State.choices
COMMITTEE = OpenApiParameter("committee", OpenApiTypes.UUID, description="The id of a committee.")


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


class ItemShape(serializers.ModelSerializer):
    """One item of an agenda."""

    class Meta:
        model = AgendaItem
        fields = (
            "position", "title", "purpose", "minutes", "presenter", "asks", "business_of", "is_private",
            "record_reference",
        )  # fmt: skip


class MeetingLine(serializers.ModelSerializer):
    """One meeting in a list."""

    id = serializers.UUIDField(source="public_id")
    committee = serializers.UUIDField(source="committee.public_id")

    class Meta:
        model = Meeting
        fields = ("id", "committee", "number", "state", "starts_at", "ends_at", "place")


class MeetingShape(MeetingLine):
    """One meeting with its agenda."""

    items = serializers.SerializerMethodField()

    class Meta(MeetingLine.Meta):
        fields = (*MeetingLine.Meta.fields, "items")  # type: ignore[assignment]

    @extend_schema_field(ItemShape(many=True))
    def get_items(self, meeting: Meeting) -> Any:
        """The items in order, without those withdrawn."""
        return ItemShape(meeting.items.filter(withdrawn_at__isnull=True).order_by("position", "id"), many=True).data


STATE = OpenApiParameter("state", str, enum=Meeting.State.values)


@extend_schema_view(
    list=extend_schema(parameters=[COMMITTEE, STATE], responses=MeetingLine(many=True)),
    retrieve=extend_schema(responses=MeetingShape),
)
class MeetingViewSet(viewsets.ReadOnlyModelViewSet):
    """The meetings of the committees at which a person holds a role, the latest first."""

    lookup_field = "public_id"
    lookup_value_regex = "[0-9a-f-]{36}"
    keyset = (("starts_at", "desc"), ("id", "desc"))
    queryset = Meeting.objects.none()

    def get_serializer_class(self) -> Any:
        """The line in a list, all of it for one."""
        return MeetingShape if self.action == "retrieve" else MeetingLine

    def get_queryset(self) -> QuerySet[Meeting]:
        if getattr(self, "swagger_fake_view", False):
            return Meeting.objects.none()
        rows: QuerySet[Meeting] = Meeting.objects.visible_to(person_of(self.request)).select_related("committee")
        if self.action == "retrieve":
            refuse_unknown(self.request, set())
            return rows
        refuse_unknown(self.request, {"committee", "state"})
        return _of_committee(rows, words(self.request, "committee")).filter(
            **({"state": state} if (state := words(self.request, "state")) else {})
        )


def _of_committee(rows: QuerySet[Any], asked: str) -> QuerySet[Any]:
    if not asked:
        return rows
    try:
        return rows.filter(committee__public_id=UUID(asked))
    except ValueError as wrong:
        raise ValidationError({"committee": ["Enter the id of a committee."]}) from wrong


class DecisionLine(serializers.ModelSerializer):
    """One entry of a decision register in a list."""

    committee = serializers.UUIDField(source="committee.public_id")
    meeting = serializers.IntegerField(source="meeting.number", allow_null=True, default=None)
    corrects = serializers.IntegerField(source="corrects.number", allow_null=True, default=None)
    state = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()

    class Meta:
        model = RegisterEntry
        fields = (
            "id", "committee", "number", "kind", "decided_on", "meeting", "title", "outcome", "state", "is_private",
            "corrects", "digest",
        )  # fmt: skip

    def get_state(self, entry: RegisterEntry) -> str:
        """Stands, corrected or taken back."""
        return state_of(entry)

    def get_title(self, entry: RegisterEntry) -> str:
        """The title of the item; of a correction its words."""
        body = body_of_entry(entry)
        return str(body.get("title") or body.get("words") or "")

    def get_outcome(self, entry: RegisterEntry) -> str:
        """Carried or not; empty for a correction."""
        return str(body_of_entry(entry).get("outcome", ""))


class RegisterDecisionShape(DecisionLine):
    """One entry with what its digest covers; `content` is the very text, `body` its second line read."""

    previous = serializers.CharField()
    content = serializers.CharField()
    body = serializers.SerializerMethodField()

    class Meta(DecisionLine.Meta):
        fields = (*DecisionLine.Meta.fields, "previous", "content", "body")  # type: ignore[assignment]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_body(self, entry: RegisterEntry) -> dict[str, Any]:
        """The body."""
        return body_of_entry(entry)


ENTRY_KIND = OpenApiParameter("kind", str, enum=[kind.value for kind in EntryKind])


@extend_schema_view(
    list=extend_schema(parameters=[COMMITTEE, ENTRY_KIND], responses=DecisionLine(many=True)),
    retrieve=extend_schema(responses=RegisterDecisionShape),
)
class DecisionViewSet(viewsets.ReadOnlyModelViewSet):
    """The decision registers of the committees at which a person holds a role, the latest entry first."""

    lookup_field = "pk"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9]{1,18}"
    keyset = (("id", "desc"),)
    queryset = RegisterEntry.objects.none()

    def get_serializer_class(self) -> Any:
        """The line in a list, all of it for one."""
        return RegisterDecisionShape if self.action == "retrieve" else DecisionLine

    def get_queryset(self) -> QuerySet[RegisterEntry]:
        if getattr(self, "swagger_fake_view", False):
            return RegisterEntry.objects.none()
        rows = entries_readable_by(person_of(self.request))
        if self.action == "retrieve":
            refuse_unknown(self.request, set())
            return rows
        refuse_unknown(self.request, {"committee", "kind"})
        kind = words(self.request, "kind")
        return _of_committee(rows.filter(kind=kind) if kind else rows, words(self.request, "committee"))
