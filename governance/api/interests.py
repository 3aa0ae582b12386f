"""The register of interests over the API: read, declared, corrected, ended, and confirmed to be complete."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api import base
from governance.api.base import BoundedDay, Numbered, committee_of
from governance.figures import interests as figures
from governance.models import Interest, InterestReview
from governance.models.interests import KINDS
from governance.rules import interests as rules
from governance.services import interests as services
from governance.services.interests import Declared, Holder
from hubportal.organisations.models import Committee, Person
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

SHOWS = ("current", "ended", "all")
SHOW = OpenApiParameter("show", str, enum=list(SHOWS), description="In force today when not given.")
SEARCH = OpenApiParameter("q", str, description="Words of the entry.")
WORDS = tuple(services.FIELDS)
KINDS_NOW = list(rules.TYPES["2016"].items())
# Also those of guidance that came before: its entries stay.
INTEREST_KINDS = KINDS


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

    def get_shown_until(self, row: Interest) -> date | None:
        """The last day on the public register."""
        return rules.shown_until(row.held_until)


class Whose(StrictSerializer):
    """Whose it is. Without `name` it is one's own."""

    name = serializers.CharField(max_length=120, required=False, default="")
    position = serializers.CharField(max_length=160, required=False, default="", allow_blank=True)


class _Words(StrictSerializer):
    about = serializers.ChoiceField(choices=Interest.About.choices)
    practice_code = serializers.CharField(max_length=6, required=False, default="", allow_blank=True)
    organisation = serializers.CharField(max_length=160, required=False, default="", allow_blank=True)
    nature = serializers.CharField(max_length=2000)
    held_from = BoundedDay()
    held_until = BoundedDay(required=False, allow_null=True, default=None)
    mitigation = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)
    aware_on = BoundedDay()


class NewInterest(Whose, _Words):
    """An interest to declare, under the guidance in force. Without `name` it is one's own."""

    kind = serializers.ChoiceField(choices=KINDS_NOW)


class InterestChange(_Words):
    """What an entry says wrongly, and why it is corrected; what is not sent stays. The types are those of the guidance
    it was declared under.
    """

    kind = serializers.ChoiceField(choices=INTEREST_KINDS)
    why = serializers.CharField(max_length=1000)


class InterestEnd(StrictSerializer):
    """The last day of an interest, and what happened."""

    last_day = BoundedDay()
    why = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)


@extend_schema_view(list=extend_schema(parameters=[SHOW, SEARCH], responses=InterestShape(many=True)))
class InterestViewSet(Numbered, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The register of interests of a committee."""

    serializer_class = InterestShape
    queryset = Interest.objects.none()
    model = Interest
    keyset = (("name", "asc"), ("number", "asc"))

    def get_queryset(self) -> QuerySet[Interest]:
        if base.not_in_schema(self):
            return Interest.objects.none()
        refuse_unknown(self.request, {"show", "q"})
        found = committee_of(self.request, self.kwargs["committee"])
        show = one_of(self.request, "show", SHOWS) or "current"
        return figures.interests_of(found, show=show, on=timezone.localdate(), q=words(self.request, "q"))

    @extend_schema(request=NewInterest, responses={201: InterestShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request, committee: Any) -> Response:
        """Declare an interest: a member their own, the secretary anybody's."""
        found, by, now = committee_of(request, committee), person_of(request), timezone.now()
        sent = said(NewInterest, request)
        holder = holder_of(found, sent.pop("name"), sent.pop("position"), by=by)
        with base.naming(practice="practice_code"):
            row = services.declare(
                committee_id=found.pk, holder=holder, words=Declared(**sent, scheme_version="2016"),
                declared_on=timezone.localdate(now), by=by, at=now,
            )  # fmt: skip
        return made(InterestShape(row).data, row.version)

    @extend_schema(request=InterestChange, responses=InterestShape, parameters=[CHANGE])
    def partial_update(self, request: Request, committee: Any, number: str) -> Response:
        """Put right what an entry says; what it said before stays in its history."""
        held = self.find(request, committee, number)
        version = required_version(request)
        sent = said(InterestChange, request, partial=True)
        why = sent.pop("why", "")
        corrected = Declared(**{name: getattr(held, name) for name in WORDS} | sent)
        with base.naming(practice="practice_code"):
            row = services.correct(
                interest_id=held.pk, version=version, words=corrected, why=why, by=person_of(request),
                at=timezone.now(),
            )  # fmt: skip
        return done(InterestShape(row).data, row.version)

    @extend_schema(
        request=InterestEnd, responses={201: InterestShape}, parameters=[IF_MATCH, ONCE], operation_id="interest_end"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def end(self, request: Request, committee: Any, number: str) -> Response:
        """Say on which day an interest ended; it is shown for six months more."""
        held = self.find(request, committee, number)
        sent = said(InterestEnd, request)
        row = services.end(
            interest_id=held.pk, version=held_version(request), by=person_of(request), at=timezone.now(), **sent
        )
        return made(InterestShape(row).data, row.version)


def holder_of(committee: Committee, name: str, position: str, *, by: Person) -> Holder:
    """Whoever is named: one of the members by their name, oneself without one, or somebody else."""
    for one in figures.members_of(committee, on=timezone.localdate()):
        if (name and one.name == name) or (not name and one.person_id == by.pk):
            return Holder(one.name, position or one.designation, one.person)
    return Holder(name, position) if name else Holder(by.name, position or by.designation, by)


class NewReview(Whose):
    """That nothing has changed. `seen` is how many interests in force you saw; a secretary says how they were told."""

    seen = serializers.IntegerField(min_value=0, max_value=10_000)
    how = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class ReviewShape(serializers.ModelSerializer):
    """A register confirmed, with how many interests were in force."""

    class Meta:
        model = InterestReview
        fields = ("name", "on", "interests", "how")


class InterestReviews(APIView):
    """The yearly review of somebody's interests."""

    @extend_schema(
        request=NewReview, responses={201: ReviewShape}, parameters=[ONCE], operation_id="interest_reviews_create"
    )
    @idempotent
    def post(self, request: Request, committee: Any) -> Response:
        """Confirm that the register is complete; refused where it has changed since it was read."""
        found, by = committee_of(request, committee), person_of(request)
        sent = said(NewReview, request)
        holder = holder_of(found, sent["name"], sent["position"], by=by)
        kept = services.confirm(
            committee_id=found.pk, holder=holder, seen=sent["seen"], by=by, at=timezone.now(), how=sent["how"]
        )
        return made(ReviewShape(kept).data)
