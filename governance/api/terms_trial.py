"""Terms tried out over the API, on a supposed attendance and vote of the seats a version has; nothing is stored."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import said
from governance.api.base import BoundedDay
from governance.api.terms import OfTerms
from governance.api.what_if import LONGEST, MOST_SEATS, SupposedCasting, SupposedConflict, VerdictShape
from governance.figures.seating import rule_seats, seating
from governance.rules.terms_of_reference.simulating import Supposed, try_out
from governance.rules.voting.reading import terms_from
from governance.rules.voting.terms import Treatment, Vote
from governance.rules.voting.verdict import Casting
from hubportal.web.api import StrictSerializer


class TermsTrial(StrictSerializer):
    """Who is present, whose interest conflicts, and who votes how, each by the code of a seat. Offices are those of the
    day, today when it is not sent; a version's own stand-in votes without being asked.
    """

    on = BoundedDay(required=False)
    present: Any = serializers.ListField(child=serializers.CharField(max_length=40), max_length=MOST_SEATS)
    conflicts = SupposedConflict(many=True, required=False, max_length=MOST_SEATS)  # type: ignore[call-arg]
    votes: Any = serializers.DictField(
        child=serializers.ChoiceField(choices=[vote.value for vote in Vote]), required=False, default=dict
    )
    casting = SupposedCasting(required=False, allow_null=True)
    business_of = serializers.CharField(max_length=LONGEST, required=False, allow_null=True)

    def supposed(self, sent: dict[str, Any]) -> Supposed:
        """As the rules take it."""
        conflicts = {one["seat"]: Treatment(one["treatment"]) for one in sent.get("conflicts", ())}
        if len(conflicts) < len(sent.get("conflicts", ())):
            raise ValidationError({"conflicts": ["A seat is named twice."]})
        cast = sent.get("casting")
        return Supposed(
            present=frozenset(sent["present"]),
            conflicts=conflicts,
            votes={seat: Vote(vote) for seat, vote in sent["votes"].items()},
            casting=Casting(cast["seat"], Vote(cast["vote"])) if cast else None,
            business_of=sent.get("business_of"),
        )


class TermsTrialShape(serializers.Serializer[Any]):
    """The verdict, null where the item cannot be as it was supposed; and what was left out to reach it, with why."""

    verdict = VerdictShape(allow_null=True)
    notes: Any = serializers.ListField(child=serializers.CharField())


class TermsSimulation(OfTerms, APIView):
    """One version, tried out."""

    @extend_schema(request=TermsTrial, responses=TermsTrialShape, operation_id="terms_simulation")
    def post(self, request: Request, committee: Any, number: int) -> Response:
        """Would this attendance be quorate, and would this vote carry, under this version?"""
        terms = self.find(request, committee, str(number))
        sent = said(TermsTrial, request)
        on: date = sent.pop("on", None) or timezone.localdate()
        seated = seating(terms, on=on)
        stands_in_for = {one.code: one.stands_in_for for one in seated if one.stands_in_for}
        supposed = TermsTrial().supposed(sent)
        trial = try_out(terms_from(terms.rules), rule_seats(seated), supposed, stands_in_for)
        return Response(TermsTrialShape(trial).data)
