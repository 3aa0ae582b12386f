"""The pieces of a draft of terms over the API: its seats, the entries of its lists, and its rules one by one."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import CHANGE, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE
from governance.api.base import ActsAlone, committee_of, inside, refuse_without
from governance.api.terms import OfTerms, seat_or_404
from governance.api.terms_shapes import (
    ANY_ENTRY,
    ENTRIES,
    NewTermsReview,
    NewTermsSeat,
    RuleJoined,
    RuleSent,
    SeatMove,
    TermsReviewShape,
    TermsReviewsShape,
    TermsSeatChange,
    TermsWhole,
    seat_after,
)
from governance.figures import terms_of_reference as figures
from governance.models import TermsOfReference
from governance.rules.terms_of_reference.composing import SETTLED, NoSuchRule, rule_at
from governance.services.terms_of_reference import drafts, reviews, rules, seats
from governance.services.terms_of_reference.drafts import SeatWords
from governance.services.terms_of_reference.rules import RuleWords
from hubportal.organisations.models import Committee
from hubportal.web.idempotency import idempotent

WHICH = OpenApiParameter("which", str, OpenApiParameter.PATH, enum=list(ENTRIES))
ENTRY = OpenApiParameter("entry", OpenApiTypes.INT64, OpenApiParameter.PATH, description="1, 2, 3… in the list.")
SEAT = OpenApiParameter("seat", str, OpenApiParameter.PATH, description="The code of a seat.")
PLACE = OpenApiParameter(
    "place", str, OpenApiParameter.PATH,
    description="`quorum`, `quorum.rules.1` inside a group, `weights`, `decision` or `single_ccg`.",
)  # fmt: skip


class TermsPieces(OfTerms, ActsAlone):
    """What is done to the pieces of a draft."""

    queryset = TermsOfReference.objects.none()
    serializer_class = TermsWhole

    @extend_schema(
        request=NewTermsSeat,
        responses={201: TermsWhole},
        parameters=[IF_MATCH, ONCE],
        operation_id="terms_seats_create",
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def seats(self, request: Request, committee: Any, number: str) -> Response:
        """Add a seat at the end of the list."""
        draft = self.draft(request, committee, number)
        sent = said(NewTermsSeat, request)
        taken = set(figures.seats_of(draft).values_list("code", flat=True))
        words = SeatWords(**{"code": seats.free_code(sent["title"], taken), **sent})
        seats.add_seat(**self.act(request, draft), words=words)
        return self.whole(request, committee, number, is_new=True)

    @extend_schema(
        request=TermsSeatChange, responses=TermsWhole, parameters=[SEAT, CHANGE], operation_id="terms_seats_update"
    )
    @action(detail=True, methods=["patch"], url_path=r"seats/(?P<seat>[a-zA-Z0-9_-]{1,40})", url_name="seat")
    def change_seat(self, request: Request, committee: Any, number: str, seat: str) -> Response:
        """Change a seat."""
        draft = self.draft(request, committee, number)
        held = seat_or_404(draft, seat)
        act = self.act(request, draft, needs_version=True)
        seats.change_seat(**act, words=seat_after(held, said(TermsSeatChange, request, partial=True)))
        return self.whole(request, committee, number)

    @extend_schema(responses=TermsWhole, parameters=[SEAT, CHANGE], operation_id="terms_seats_remove")
    @change_seat.mapping.delete
    def remove_seat(self, request: Request, committee: Any, number: str, seat: str) -> Response:
        """Take a seat out; refused while another one stands in for it."""
        draft = self.draft(request, committee, number)
        seat_or_404(draft, seat)
        seats.remove_seat(**self.act(request, draft, needs_version=True), code=seat)
        return self.whole(request, committee, number)

    @extend_schema(
        request=SeatMove, responses={201: TermsWhole}, parameters=[SEAT, IF_MATCH, ONCE],
        operation_id="terms_seats_moving",
    )  # fmt: skip
    @action(
        detail=True, methods=["post"], url_path=r"seats/(?P<seat>[a-zA-Z0-9_-]{1,40})/moving", url_name="seat-moving"
    )
    @idempotent
    def seat_moving(self, request: Request, committee: Any, number: str, seat: str) -> Response:
        """Put a seat one place up or down."""
        draft = self.draft(request, committee, number)
        seat_or_404(draft, seat)
        sent = said(SeatMove, request)
        seats.move_seat(**self.act(request, draft), code=seat, up=sent["way"] == "up")
        return self.whole(request, committee, number, is_new=True)

    @extend_schema(
        request=ANY_ENTRY, responses={201: TermsWhole}, parameters=[WHICH, IF_MATCH, ONCE],
        operation_id="terms_lists_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path=r"lists/(?P<which>[a-z_]{2,20})", url_name="list")
    @idempotent
    def add_entry(self, request: Request, committee: Any, number: str, which: str) -> Response:
        """Add an entry to one of the lists."""
        draft = self.draft(request, committee, number)
        entry = _entry(request, draft, which)
        drafts.keep_entry(**self.act(request, draft), which=which, place=None, entry=entry)
        return self.whole(request, committee, number, is_new=True)

    @extend_schema(
        request=ANY_ENTRY, responses=TermsWhole, parameters=[WHICH, ENTRY, CHANGE], operation_id="terms_lists_update"
    )
    @action(
        detail=True, methods=["put"], url_path=r"lists/(?P<which>[a-z_]{2,20})/(?P<entry>[0-9]{1,4})", url_name="entry"
    )
    def write_entry(self, request: Request, committee: Any, number: str, which: str, entry: str) -> Response:
        """Write one entry anew."""
        draft = self.draft(request, committee, number)
        _refuse_missing(draft, which, int(entry))
        act = self.act(request, draft, needs_version=True)
        drafts.keep_entry(**act, which=which, place=int(entry), entry=_entry(request, draft, which))
        return self.whole(request, committee, number)

    @extend_schema(responses=TermsWhole, parameters=[WHICH, ENTRY, CHANGE], operation_id="terms_lists_remove")
    @write_entry.mapping.delete
    def remove_entry(self, request: Request, committee: Any, number: str, which: str, entry: str) -> Response:
        """Take one entry out."""
        draft = self.draft(request, committee, number)
        _refuse_missing(draft, which, int(entry))
        act = self.act(request, draft, needs_version=True)
        drafts.keep_entry(**act, which=which, place=int(entry), entry=None)
        return self.whole(request, committee, number)

    @extend_schema(
        request=RuleSent, responses=TermsWhole, parameters=[PLACE, CHANGE], operation_id="terms_rules_update"
    )
    @action(detail=True, methods=["put"], url_path=r"rules/(?P<place>[a-z_0-9.]{1,120})", url_name="rule")
    def put_rule(self, request: Request, committee: Any, number: str, place: str) -> Response:
        """Write a rule in the place of the one there."""
        draft = self.draft(request, committee, number)
        _refuse_no_rule(draft, place)
        act = self.act(request, draft, needs_version=True)
        words = RuleWords(**said(RuleSent, request))
        with inside("rule"):
            rules.put_rule(**act, place=place, words=words)
        return self.whole(request, committee, number)

    @extend_schema(
        request=RuleJoined, responses={201: TermsWhole}, parameters=[PLACE, IF_MATCH, ONCE],
        operation_id="terms_rules_join",
    )  # fmt: skip
    @put_rule.mapping.post
    @idempotent
    def join_rule(self, request: Request, committee: Any, number: str, place: str) -> Response:
        """Join a rule of quorum to the one there, to be met as well or instead."""
        draft = self.draft(request, committee, number)
        _refuse_no_rule(draft, place, settled=False)
        sent = said(RuleJoined, request)
        how = sent.pop("how")
        with inside("rule"):
            rules.put_rule(**self.act(request, draft), place=place, words=RuleWords(**sent), how=how)
        return self.whole(request, committee, number, is_new=True)

    @extend_schema(responses=TermsWhole, parameters=[PLACE, CHANGE], operation_id="terms_rules_remove")
    @put_rule.mapping.delete
    def take_out_rule(self, request: Request, committee: Any, number: str, place: str) -> Response:
        """Take a rule out of its group, or what the terms say of business of one CCG."""
        draft = self.draft(request, committee, number)
        _refuse_no_rule(draft, place)
        rules.take_out_rule(**self.act(request, draft, needs_version=True), place=place)
        return self.whole(request, committee, number)


def _entry(request: Request, draft: TermsOfReference, which: str) -> dict[str, Any]:
    if which not in ENTRIES:
        raise Http404
    entry = said(ENTRIES[which], request)
    seated = list(figures.seats_of(draft))
    known = figures.organisations_for(draft.committee, seated)
    if strangers := [name for name in entry.get("organisations", ()) if name not in known]:
        raise ValidationError({"organisations": [f"“{strangers[0]}” holds no seat here."]})
    return entry


def _refuse_missing(draft: TermsOfReference, which: str, place: int) -> None:
    if which not in ENTRIES or not 1 <= place <= len(getattr(draft, which)):
        raise Http404


def _refuse_no_rule(draft: TermsOfReference, place: str, *, settled: bool = True) -> None:
    if place in SETTLED:
        if settled:
            return
        raise Http404
    try:
        rule_at(figures.composed_of(draft), place)
    except NoSuchRule as missing:
        raise Http404 from missing


class TermsReviews(APIView):
    """Reviews of a committee's terms of reference."""

    @extend_schema(responses=TermsReviewsShape, operation_id="terms_reviews_retrieve")
    def get(self, request: Request, committee: Any) -> Response:
        """The next one, and those that were held, the latest first."""
        refuse_unknown(request, set())
        found, today = committee_of(request, committee), timezone.localdate()
        held = list(figures.reviews_of(found))
        terms = figures.in_force_among(list(figures.versions_of(found)), on=today)
        due = figures.review_due(terms, held, on=today) if terms else None
        told = {"due_on": due.due_on if due else None, "stands": due.stands if due else None, "held": held}
        return Response(TermsReviewsShape(told).data)

    @extend_schema(
        request=NewTermsReview, responses={201: TermsReviewShape}, parameters=[ONCE],
        operation_id="terms_reviews_create",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, committee: Any) -> Response:
        """Record a review that was held."""
        found: Committee = committee_of(request, committee)
        refuse_without(request, found.pk)
        sent = said(NewTermsReview, request)
        row = reviews.record_review(committee_id=found.pk, by=person_of(request), today=timezone.localdate(), **sent)
        return made(TermsReviewShape(row).data)
