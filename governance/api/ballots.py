"""Ballots of member practices over the API: the ballot, its roll, and its rounds from draft to published result."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import ONCE
from governance.api import base
from governance.api.ballot_shapes import (
    BallotLine,
    BallotShape,
    NewBallot,
    NewRound,
    RollChange,
    RollEntry,
    RoundShape,
)
from governance.api.base import COMMITTEE, KEY, MINUTE
from governance.api.rounds import round_data
from governance.figures.ballots import roll_of
from governance.figures.committees import committees_of
from governance.models import Ballot, BallotPractice, BallotRound
from governance.services import ballot_rounds, ballots
from governance.services.finding import READ
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version, with_etag

PRACTICE = OpenApiParameter("ods_code", OpenApiTypes.STR, OpenApiParameter.PATH, description="Code of a practice.")


@extend_schema_view(list=extend_schema(parameters=[COMMITTEE], responses=BallotLine(many=True)))
class BallotViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The ballots of the committees at which a person holds a role, the newest first."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    keyset = (("id", "desc"),)
    queryset = Ballot.objects.none()
    serializer_class = BallotLine

    def get_queryset(self) -> QuerySet[Ballot]:
        if base.not_in_schema(self):
            return Ballot.objects.none()
        return base.rows_asked(self._rows(self.request), self.request, {})

    def _rows(self, request: Request) -> QuerySet[Ballot]:
        rounds = BallotRound.objects.order_by("number")
        rows: QuerySet[Ballot] = Ballot.objects.visible_to(person_of(request)).select_related("committee")
        return rows.prefetch_related(Prefetch("rounds", queryset=rounds)).annotate(
            practices=Count("roll"), eligible=Count("roll", filter=Q(roll__is_eligible=True))
        )

    def find(self, request: Request, public_id: str, permission: str = READ) -> Ballot:
        """The ballot, to its committee's people."""
        found: Ballot = base.permitted(self._rows(request), request, public_id, permission)
        return found

    def whole(self, request: Request, public_id: Any) -> tuple[dict[str, Any], int]:
        """The ballot as it stands now, and its version."""
        found: Any = self.find(request, str(public_id))
        now = timezone.now()
        found.standing_rounds = list(found.rounds.all())
        for asked in found.standing_rounds:
            asked.standing = ballot_rounds.standing(asked, at=now)
        return dict(BallotShape(found).data), found.version

    @extend_schema(responses=BallotShape)
    def retrieve(self, request: Request, public_id: str) -> Response:
        """One ballot with its rounds."""
        refuse_unknown(request, set())
        return done(*self.whole(request, public_id))

    @extend_schema(request=NewBallot, responses={201: BallotShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Begin a ballot with its roll: every practice that was a member of the CCGs on a day."""
        sent = said(NewBallot, request)
        committee = committees_of(person_of(request)).filter(public_id=sent.pop("committee")).first()
        if committee is None:
            raise ValidationError({"committee": ["You have no committee of this id."]})
        sent["ccgs"] = [code.upper() for code in sent["ccgs"]]
        ballot = ballots.make_ballot(committee_id=committee.pk, by=person_of(request), at=timezone.now(), **sent)
        at = request.build_absolute_uri(f"{request.path}{ballot.public_id}/")
        return made(*self.whole(request, ballot.public_id), at=at)

    @extend_schema(responses=RollEntry(many=True), operation_id="ballot_roll_list")
    @action(detail=True, methods=["get"], filter_backends=[])
    def roll(self, request: Request, public_id: str) -> Response:
        """Every practice on the roll, by name; those that are left out say why."""
        refuse_unknown(request, set())
        found = self.find(request, public_id)
        self.keyset = (("name", "asc"), ("id", "asc"))  # type: ignore[assignment]
        page = self.paginate_queryset(roll_of(found))
        secretary = person_of(request).grants.can(MINUTE, found.committee_id)
        return self.get_paginated_response(RollEntry(page, many=True, context={"secretary": secretary}).data)

    @extend_schema(
        request=RollChange, responses=RollEntry, parameters=[CHANGE, PRACTICE], operation_id="ballot_roll_change"
    )
    @action(detail=True, methods=["patch"], url_path=r"roll/(?P<ods_code>[A-Za-z0-9]{1,6})")
    def entry(self, request: Request, public_id: str, ods_code: str) -> Response:
        """Leave a practice out with the reason, take it in again, or change its address. `If-Match` takes the ballot's
        ETag; once the roll is frozen only the address changes.
        """
        ballot = self.find(request, public_id, MINUTE)
        held = BallotPractice.objects.filter(ballot=ballot, ods_code=ods_code.upper()).first()
        if held is None:
            raise Http404
        version = required_version(request)
        stands: dict[str, Any] = {
            "is_eligible": held.is_eligible,
            "because": held.excluded_because,
            "email": held.email,
        }
        row = ballots.change_entry(
            ballot_id=ballot.pk, version=version, ods_code=held.ods_code, by=person_of(request), at=timezone.now(),
            **(stands | said(RollChange, request, partial=True)),
        )  # fmt: skip
        ballot.refresh_from_db(fields=["version"])
        return with_etag(Response(RollEntry(row, context={"secretary": True}).data), ballot.version)

    @extend_schema(
        request=NewRound, responses={201: RoundShape}, parameters=[ONCE], operation_id="ballot_rounds_create"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def rounds(self, request: Request, public_id: str) -> Response:
        """Draft the next round."""
        ballot = self.find(request, public_id, MINUTE)
        asked = NewRound(data=request.data)
        asked.is_valid(raise_exception=True)
        with base.naming(option_1="options"):
            drafted = ballot_rounds.make_round(
                ballot_id=ballot.pk, words=asked.words(), by=person_of(request), at=timezone.now()
            )
        return made(round_data(drafted), drafted.version)
