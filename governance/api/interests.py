"""The registers of a committee over the API: read, an interest declared, a meeting's matches, and what is public."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.case_acts import ONCE
from functions.api.parameters import person_of, refuse_unknown, words
from governance.figures import gifts as gift_figures
from governance.figures import interests as figures
from governance.figures.committees import committees_of
from governance.models import Gift, Interest, Meeting, Procurement, Publication
from governance.rules import interests as rules
from governance.rules import procurement as procuring
from governance.services import interests as services
from governance.services.interests import Declared, Holder
from hubportal.organisations.models import Committee, Person
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import with_etag

SHOW = OpenApiParameter("show", str, enum=["current", "ended", "all"], description="In force today when not given.")
SEARCH = OpenApiParameter("q", str, description="Words of the entry.")


def committee_of(request: Request, public_id: Any) -> Committee:
    """The committee the address names, to its people."""
    found = committees_of(person_of(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


class InterestShape(serializers.ModelSerializer):
    """One interest. `type` is in the words of the guidance it was declared under."""

    type = serializers.SerializerMethodField()
    days_late = serializers.SerializerMethodField()
    shown_until = serializers.SerializerMethodField()

    class Meta:
        model = Interest
        fields = (
            "number", "name", "position", "scheme_version", "kind", "type", "about", "practice_code", "organisation",
            "nature", "held_from", "held_until", "mitigation", "aware_on", "declared_on", "days_late", "shown_until",
            "version",
        )  # fmt: skip

    def get_type(self, row: Interest) -> str:
        """In words."""
        return rules.type_words(row.scheme_version, row.kind)

    def get_days_late(self, row: Interest) -> int:
        """After the 28 days."""
        return rules.days_late(aware_on=row.aware_on, declared_on=row.declared_on)

    def get_shown_until(self, row: Interest) -> str | None:
        """The last day on the public register."""
        last = rules.shown_until(row.held_until)
        return last.isoformat() if last else None


class NewInterest(StrictSerializer):
    """An interest to declare, under the guidance in force. Without `name` it is one's own."""

    name = serializers.CharField(max_length=120, required=False, default="")
    position = serializers.CharField(max_length=160, required=False, default="", allow_blank=True)
    kind = serializers.ChoiceField(choices=list(rules.TYPES["2016"]))
    about = serializers.ChoiceField(choices=Interest.About.values)
    practice_code = serializers.CharField(max_length=6, required=False, default="", allow_blank=True)
    organisation = serializers.CharField(max_length=160, required=False, default="", allow_blank=True)
    nature = serializers.CharField(max_length=2000)
    held_from = serializers.DateField()
    held_until = serializers.DateField(required=False, allow_null=True, default=None)
    mitigation = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)
    aware_on = serializers.DateField()


@extend_schema_view(list=extend_schema(parameters=[SHOW, SEARCH], responses=InterestShape(many=True)))
class InterestViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The register of interests of a committee."""

    serializer_class = InterestShape
    queryset = Interest.objects.none()
    keyset = (("name", "asc"), ("number", "asc"))

    def get_queryset(self) -> QuerySet[Interest]:
        if getattr(self, "swagger_fake_view", False):
            return Interest.objects.none()
        refuse_unknown(self.request, {"show", "q"})
        found = committee_of(self.request, self.kwargs["committee"])
        show = words(self.request, "show") or "current"
        if show not in {"current", "ended", "all"}:
            raise serializers.ValidationError({"show": ["Ask for current, ended or all."]})
        return figures.interests_of(found, show=show, on=timezone.localdate(), q=words(self.request, "q"))

    @extend_schema(request=NewInterest, responses={201: InterestShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request, committee: Any) -> Response:
        """Declare an interest: a member their own, the secretary anybody's."""
        found, by, now = committee_of(request, committee), person_of(request), timezone.now()
        asked = NewInterest(data=request.data)
        asked.is_valid(raise_exception=True)
        sent = dict(asked.validated_data)
        name, position = sent.pop("name"), sent.pop("position")
        made = services.declare(
            committee_id=found.pk,
            holder=_holder(found, name, position, by=by),
            words=Declared(**sent, scheme_version="2016"),
            declared_on=timezone.localdate(now),
            by=by,
            at=now,
        )
        return with_etag(Response(InterestShape(made).data, status=status.HTTP_201_CREATED), made.version)


def _holder(committee: Committee, name: str, position: str, *, by: Person) -> Holder:
    """Whoever is named: one of the members by their name, oneself without one, or somebody else."""
    members = figures.members_of(committee, on=timezone.localdate())
    for one in members:
        if (name and one.name == name) or (not name and one.person_id == by.pk):
            return Holder(one.name, position or one.designation, one.person)
    return Holder(name, position) if name else Holder(by.name, position or by.designation, by)


class GiftShape(serializers.ModelSerializer):
    """One gift or hospitality."""

    class Meta:
        model = Gift
        fields = (
            "number", "name", "position", "kind", "offered_on", "received_on", "details", "value", "offered_by",
            "business", "previous_offers", "outcome", "reason", "comments", "reviewed_on", "version",
        )  # fmt: skip


class GiftViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The register of gifts and hospitality of a committee."""

    serializer_class = GiftShape
    queryset = Gift.objects.none()
    keyset = (("offered_on", "desc"), ("number", "desc"))

    def get_queryset(self) -> QuerySet[Gift]:
        if getattr(self, "swagger_fake_view", False):
            return Gift.objects.none()
        refuse_unknown(self.request, set())
        return gift_figures.gifts_of(committee_of(self.request, self.kwargs["committee"]))


class AnswerShape(serializers.Serializer[Any]):
    """A question that applies, with its answer."""

    question = serializers.CharField()
    answer = serializers.CharField(allow_blank=True)


class ConflictShape(serializers.Serializer[Any]):
    """A conflict that arose, and how it was handled; empty while it is not."""

    name = serializers.CharField()
    conflict = serializers.CharField()
    handled = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True)


class ProcurementShape(serializers.ModelSerializer):
    """One procurement decision with the questions that apply and its conflicts."""

    answers = serializers.SerializerMethodField()
    conflicts = serializers.SerializerMethodField()

    class Meta:
        model = Procurement
        fields = (
            "number", "state", "reference", "title", "description", "is_new", "kind", "route", "national_tariff",
            "clinical_lead", "contract_manager", "decided_by", "decided_on", "justification", "supplier",
            "supplier_address", "value_total", "value_to_ccg", "comments", "recorded_on", "answers", "conflicts",
            "version",
        )  # fmt: skip

    @extend_schema_field(AnswerShape(many=True))
    def get_answers(self, row: Procurement) -> Any:
        """Only those that apply."""
        said = procuring.answered_words(row.answers, row.route, national_tariff=row.national_tariff)
        return [{"question": question, "answer": answer} for question, answer in said]

    @extend_schema_field(ConflictShape(many=True))
    def get_conflicts(self, row: Procurement) -> Any:
        """Those that count."""
        kept = [one for one in row.conflicts.all() if not one.removed_why]
        return [
            {"name": one.name, "conflict": one.conflict, "handled": one.handled, "words": one.words} for one in kept
        ]


class ProcurementViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The procurement decisions of a committee."""

    serializer_class = ProcurementShape
    queryset = Procurement.objects.none()
    keyset = (("number", "desc"),)

    def get_queryset(self) -> QuerySet[Procurement]:
        if getattr(self, "swagger_fake_view", False):
            return Procurement.objects.none()
        refuse_unknown(self.request, set())
        return gift_figures.procurements_of(committee_of(self.request, self.kwargs["committee"]))


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
