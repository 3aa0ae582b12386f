"""What a committee would decide and how a ballot would end: nothing is stored, any signed-in person may ask."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import said
from governance.rules.ballots import ApprovalOf, ImpossibleReturns, Returns, Thresholds, result_of
from governance.rules.voting.checking import warnings_of
from governance.rules.voting.reading import WrongTerms, terms_from
from governance.rules.voting.standing import CannotStand
from governance.rules.voting.terms import Item, Seat, Treatment, Vote
from governance.rules.voting.verdict import Casting, NoVote, decide
from hubportal.web.api import StrictSerializer
from hubportal.web.refusals import Refused

MOST_SEATS = 200
LONGEST = 120
MOST_RETURNS = 1_000_000


class SupposedSeat(StrictSerializer):
    """One seat and who sits in it."""

    id = serializers.CharField(max_length=LONGEST)
    organisation = serializers.CharField(max_length=LONGEST)
    role = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True, default="")
    office = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True, allow_null=True, default="")
    voting = serializers.BooleanField(required=False, default=True)
    present = serializers.BooleanField(required=False, default=True)


class SupposedConflict(StrictSerializer):
    """A seat's conflict and what the chair decided about it."""

    seat = serializers.CharField(max_length=LONGEST)
    treatment = serializers.ChoiceField(choices=[one.value for one in Treatment])


class SupposedStandIn(StrictSerializer):
    """Who votes in a conflicted member's place."""

    seat = serializers.CharField(max_length=LONGEST)

    def get_fields(self) -> dict[str, Any]:
        """With `for`, which Python keeps for itself."""
        return {**super().get_fields(), "for": serializers.CharField(max_length=LONGEST)}


class SupposedCasting(StrictSerializer):
    """A second and deciding vote."""

    seat = serializers.CharField(max_length=LONGEST)
    vote = serializers.ChoiceField(choices=[Vote.FOR.value, Vote.AGAINST.value])


class SupposedVote(StrictSerializer):
    """Terms of reference, seats, conflicts and votes on one motion."""

    terms = serializers.DictField(child=serializers.JSONField())
    seats = SupposedSeat(many=True, allow_empty=False, max_length=MOST_SEATS)  # type: ignore[call-arg]
    conflicts = SupposedConflict(many=True, required=False, max_length=MOST_SEATS)  # type: ignore[call-arg]
    stand_ins = SupposedStandIn(many=True, required=False, max_length=MOST_SEATS)  # type: ignore[call-arg]
    business_of = serializers.CharField(max_length=LONGEST, required=False, allow_null=True)
    votes = serializers.DictField(
        child=serializers.ChoiceField(choices=[vote.value for vote in Vote]), required=False, allow_empty=True
    )
    casting = SupposedCasting(required=False, allow_null=True)


class VerdictShape(serializers.Serializer):
    """The verdict with its working; `carried` is null where the item is not quorate. Weights are exact fractions."""

    quorate = serializers.BooleanField()
    shortfall = serializers.ListField(child=serializers.CharField())
    weights = serializers.DictField(child=serializers.CharField())
    against = serializers.CharField(source="votes_against")
    abstained = serializers.CharField()
    base = serializers.CharField()
    tie = serializers.BooleanField()
    casting_used = serializers.BooleanField()
    carried = serializers.BooleanField(allow_null=True)
    working = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> dict[str, Any]:
        """With `for`, which Python keeps for itself."""
        return {**super().get_fields(), "for": serializers.CharField(source="votes_for")}


class WhatIfVote(APIView):
    """Decide a supposed motion under supposed terms of reference."""

    @extend_schema(request=SupposedVote, responses={200: VerdictShape}, operation_id="what_if_vote")
    def post(self, request: Request) -> Response:
        given = said(SupposedVote, request)
        votes = {key: Vote(vote) for key, vote in given.get("votes", {}).items()}
        cast = given.get("casting")
        casting = Casting(cast["seat"], Vote(cast["vote"])) if cast else None
        try:
            terms, item = terms_from(given["terms"]), _item(given)
            verdict = decide(terms, item, votes, casting)
        except WrongTerms as wrong:
            raise Refused(wrong.sentence, field=f"terms.{wrong.place}".rstrip("."), status=400) from wrong
        except CannotStand as wrong:
            raise Refused(wrong.sentence, field="seats", status=400) from wrong
        except NoVote as wrong:
            raise Refused(wrong.sentence, field=f"votes.{wrong.about}", status=400) from wrong
        # What is odd about the terms comes first: a shortfall may be theirs and not the meeting's.
        told = replace(verdict, working=(*warnings_of(terms, item.seats), *verdict.working))
        return Response(VerdictShape(told).data)


def _item(given: dict[str, Any]) -> Item:
    seats = tuple(
        Seat(seat["id"], seat["organisation"], seat["role"], seat["office"] or "", seat["voting"], seat["present"])
        for seat in given["seats"]
    )
    conflicts = {one["seat"]: Treatment(one["treatment"]) for one in given.get("conflicts", ())}
    stand_ins = {one["for"]: one["seat"] for one in given.get("stand_ins", ())}
    for name, kept in (("conflicts", conflicts), ("stand_ins", stand_ins)):
        if len(kept) < len(given.get(name, ())):
            raise ValidationError({name: ["A seat is named twice."]})
    return Item(seats, conflicts, stand_ins, given.get("business_of"))


@extend_schema_field({"type": "string", "maxLength": 20, "example": "3/4"})
class PartField(serializers.Field[Any, Any, Any, Any]):
    """A threshold from 0 to 1 as a fraction such as 3/4."""

    def to_internal_value(self, data: Any) -> Fraction:
        """Read exactly: a number with a point would be rounded."""
        try:
            part = Fraction(data) if isinstance(data, str) and data.isascii() and len(data) <= 20 else Fraction(-1)
        except (ValueError, ZeroDivisionError):
            part = Fraction(-1)
        if not 0 <= part <= 1:
            raise ValidationError("Enter a fraction from 0 to 1, such as 3/4.")
        return part

    def to_representation(self, value: Fraction) -> str:
        """As it was sent."""
        return str(value)


class SupposedBallot(StrictSerializer):
    """What came back in a round, and its two tests."""

    eligible = serializers.IntegerField(min_value=1, max_value=MOST_RETURNS)
    responses = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=MOST_RETURNS))
    uncommitted = serializers.IntegerField(min_value=0, max_value=MOST_RETURNS, required=False, default=0)
    in_favour = serializers.ListField(child=serializers.CharField(max_length=LONGEST), max_length=MOST_SEATS)
    turnout_threshold = PartField()
    turnout_counts_uncommitted = serializers.BooleanField(required=False, default=True)
    approval_threshold = PartField()
    approval_of = serializers.ChoiceField(
        choices=[one.value for one in ApprovalOf], required=False, default=ApprovalOf.COMMITTED.value
    )


class ResultShape(serializers.Serializer):
    """Turnout and approval as they were counted, whether each is met, and the working."""

    turnout = serializers.CharField()
    approval = serializers.CharField()
    turnout_met = serializers.BooleanField()
    approval_met = serializers.BooleanField()
    carried = serializers.BooleanField()
    working = serializers.ListField(child=serializers.CharField())


class WhatIfBallot(APIView):
    """Whether a supposed round of a ballot carried."""

    @extend_schema(request=SupposedBallot, responses={200: ResultShape}, operation_id="what_if_ballot")
    def post(self, request: Request) -> Response:
        given = said(SupposedBallot, request)
        thresholds = Thresholds(
            given["turnout_threshold"],
            given["approval_threshold"],
            given["turnout_counts_uncommitted"],
            ApprovalOf(given["approval_of"]),
        )
        returns = Returns(given["eligible"], given["responses"], given["uncommitted"])
        try:
            result = result_of(returns, given["in_favour"], thresholds)
        except ImpossibleReturns as wrong:
            raise Refused(wrong.sentence, field=wrong.field, status=400) from wrong
        return Response(ResultShape(result).data)
