"""Gifts and hospitality over the API: entered, corrected and reviewed."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api import base
from governance.api.base import BoundedDay, Numbered, committee_of, refuse_without
from governance.api.interests import SEARCH, Whose, holder_of
from governance.figures.gifts import gifts_of
from governance.models import Gift
from governance.rules import gifts as rules
from governance.services import gifts as services
from governance.services.gifts import Offer
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

GIFT_KINDS = list(rules.KINDS.items())
GIFT_OUTCOMES = list(rules.OUTCOMES.items())
SHOWS = ("waiting", "all")
SHOW = OpenApiParameter("show", str, enum=list(SHOWS), description="All of them when not given.")
WORDS = tuple(Offer.__dataclass_fields__)


class GiftShape(serializers.ModelSerializer):
    """One gift or hospitality."""

    class Meta:
        model = Gift
        fields = (
            "number", "name", "position", "kind", "offered_on", "received_on", "details", "value", "offered_by",
            "business", "previous_offers", "outcome", "reason", "comments", "reviewed_on", "review_note", "version",
        )  # fmt: skip


class _Offer(StrictSerializer):
    kind = serializers.ChoiceField(choices=GIFT_KINDS)
    offered_on = BoundedDay()
    received_on = BoundedDay(required=False, allow_null=True, default=None)
    details = serializers.CharField(max_length=2000)
    value = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0)
    offered_by = serializers.CharField(max_length=160)
    business = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)
    previous_offers = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)
    outcome = serializers.ChoiceField(choices=GIFT_OUTCOMES)
    reason = serializers.CharField(max_length=1000)
    comments = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)


class NewGift(Whose, _Offer):
    """An offer, accepted or declined. Without `name` it was made to oneself."""


class GiftChange(_Offer):
    """What an entry says wrongly, and why it is corrected; what is not sent stays."""

    why = serializers.CharField(max_length=1000)


class GiftReview(StrictSerializer):
    """What the secretary decided about an entry."""

    note = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)


@extend_schema_view(list=extend_schema(parameters=[SHOW, SEARCH], responses=GiftShape(many=True)))
class GiftViewSet(Numbered, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The register of gifts and hospitality of a committee."""

    serializer_class = GiftShape
    queryset = Gift.objects.none()
    model = Gift
    keyset = (("offered_on", "desc"), ("number", "desc"))

    def get_queryset(self) -> QuerySet[Gift]:
        if base.not_in_schema(self):
            return Gift.objects.none()
        refuse_unknown(self.request, {"show", "q"})
        found = committee_of(self.request, self.kwargs["committee"])
        return gifts_of(found, show=one_of(self.request, "show", SHOWS), q=words(self.request, "q"))

    @extend_schema(request=NewGift, responses={201: GiftShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request, committee: Any) -> Response:
        """Enter an offer: a member one made to them, the secretary anybody's."""
        found, by = committee_of(request, committee), person_of(request)
        sent = said(NewGift, request)
        holder = holder_of(found, sent.pop("name"), sent.pop("position"), by=by)
        row = services.enter_gift(committee_id=found.pk, holder=holder, offer=Offer(**sent), by=by, at=timezone.now())
        return made(GiftShape(row).data, row.version)

    @extend_schema(request=GiftChange, responses=GiftShape, parameters=[CHANGE])
    def partial_update(self, request: Request, committee: Any, number: str) -> Response:
        """Put right an entry, with the reason; its review falls away."""
        held = self.find(request, committee, number)
        version = required_version(request)
        sent = said(GiftChange, request, partial=True)
        why = sent.pop("why", "")
        offer = Offer(**{name: getattr(held, name) for name in WORDS} | sent)
        row = services.correct_gift(
            gift_id=held.pk, version=version, offer=offer, why=why, by=person_of(request), at=timezone.now()
        )
        return done(GiftShape(row).data, row.version)

    @extend_schema(
        request=GiftReview, responses={201: GiftShape}, parameters=[IF_MATCH, ONCE], operation_id="gift_review"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def review(self, request: Request, committee: Any, number: str) -> Response:
        """The secretary's review, once; not of what was offered to themselves."""
        held = self.find(request, committee, number)
        refuse_without(request, held.committee_id)
        sent = said(GiftReview, request)
        row = services.review_gift(
            gift_id=held.pk, version=held_version(request), by=person_of(request), at=timezone.now(), **sent
        )
        return made(GiftShape(row).data, row.version)
