"""What a clock would read: nothing is stored, any signed-in person may ask."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from hubportal.clocks import EventKind, OutsideCalendar, StepState
from hubportal.clocks.services.policies import standard_policies
from hubportal.clocks.what_if import SupposedEventRefused, suppose
from hubportal.web.api import StrictSerializer
from hubportal.web.refusals import Refused

POLICIES = ("query", "information_request", "complaint", "foi", "minutes")
EVENT_KINDS = [kind.value for kind in EventKind]
STEP_STATES = [state.value for state in StepState]
MOST_AT_ONCE = 1_000
FIRST, LAST = date(2010, 1, 1), date(2035, 12, 31)


class DayField(serializers.DateField):
    """A date inside the calendar the portal holds."""

    def to_internal_value(self, value: Any) -> date:
        found: date = super().to_internal_value(value)
        if not FIRST <= found <= LAST:
            raise ValidationError(f"Enter a date from {FIRST.isoformat()} to {LAST.isoformat()}.")
        return found


class SupposedEvent(StrictSerializer):
    """One event of a supposed case."""

    kind = serializers.ChoiceField(choices=EVENT_KINDS)
    on = DayField()
    reason = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=500)
    promised_on = DayField(required=False, allow_null=True)


class SupposedCase(StrictSerializer):
    """A case that somebody supposes."""

    policy = serializers.ChoiceField(choices=POLICIES)
    received_on = DayField()
    closures = serializers.ListField(child=DayField(), required=False, max_length=400)
    events = SupposedEvent(many=True, required=False)
    as_at = DayField()


class ExplainedDay(serializers.Serializer):
    """One line of the working."""

    on = serializers.DateField()
    text = serializers.CharField()
    clause = serializers.CharField()


class Step(serializers.Serializer):
    """One step of a clock: when it is due, whether and when it was met, and why."""

    step = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    met_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=STEP_STATES)
    working_days_used = serializers.IntegerField()
    working_days_left = serializers.IntegerField(allow_null=True)
    clause = serializers.CharField()
    explanation = ExplainedDay(many=True)


class Reading(serializers.Serializer):
    """A clock as at a day."""

    steps = Step(many=True)


class WhatIfClock(APIView):
    """Read the clock of a supposed case, or of up to 1,000 of them, under the standard policies."""

    @extend_schema(request=SupposedCase, responses={200: Reading}, operation_id="what_if_clock")
    def post(self, request: Request) -> Response:
        several = isinstance(request.data, list)
        if several and len(request.data) > MOST_AT_ONCE:
            raise ValidationError({"non_field_errors": [f"Send at most {MOST_AT_ONCE:,} cases at once."]})
        asked = SupposedCase(data=request.data, many=several)
        asked.is_valid(raise_exception=True)
        cases = asked.validated_data if several else [asked.validated_data]
        policies = standard_policies(POLICIES)
        readings = [_read(case, policies, place if several else None) for place, case in enumerate(cases)]
        return Response(readings if several else readings[0])


def _read(case: dict[str, Any], policies: dict[str, Any], place: int | None) -> dict[str, Any]:
    prefix = "" if place is None else f"{place}."
    try:
        return suppose(case, policies)
    except SupposedEventRefused as refused:
        where = f"{prefix}events.{refused.place}"
        refusal = refused.refusal
        raise Refused(
            refusal.sentence, clause=refusal.clause, field=f"{where}.{refusal.field}".rstrip(".")
        ) from refused
    except OutsideCalendar as outside:
        raise ValidationError({f"{prefix}as_at": [str(outside)]}) from outside
