"""Members, appointments and elected offices as they are read and sent."""

from datetime import date, timedelta
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from governance.api.base import BoundedDay
from governance.models import Appointment, OfficeHeld
from hubportal.web.api import StrictSerializer


class _Period(serializers.ModelSerializer):
    first = serializers.SerializerMethodField()
    last = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "format": "date"})
    def get_first(self, row: Any) -> date:
        """The first day."""
        day: date = row.period.lower
        return day

    @extend_schema_field({"type": ["string", "null"], "format": "date"})
    def get_last(self, row: Any) -> date | None:
        """The last day; null until it is ended."""
        return row.period.upper - timedelta(days=1) if row.period.upper else None


class AppointmentShape(_Period):
    """Somebody in a seat, or a deputy of its member."""

    id = serializers.UUIDField(source="public_id")
    seat = serializers.CharField(source="seat_code")
    signs_in = serializers.SerializerMethodField()

    class Meta:
        model = Appointment
        fields = (
            "id", "seat", "is_deputy", "name", "designation", "signs_in", "first", "last", "appointed_by", "version",
        )  # fmt: skip

    def get_signs_in(self, row: Appointment) -> bool:
        """Whether they have a sign-in, so that they vote and declare by themselves."""
        return row.person_id is not None


class OfficeShape(_Period):
    """An office held by election."""

    id = serializers.UUIDField(source="public_id")
    seat = serializers.CharField(source="seat_code")

    class Meta:
        model = OfficeHeld
        fields = ("id", "office", "seat", "first", "last", "how", "version")


class SeatOnDay(serializers.Serializer[Any]):
    """A seat on a day; `office` is its own or the one its holder was elected to, `member` is null while vacant."""

    code = serializers.CharField()
    title = serializers.CharField()
    organisation = serializers.CharField()
    role = serializers.CharField()
    office = serializers.CharField()
    voting = serializers.BooleanField()
    deputies_allowed = serializers.BooleanField()
    stands_in_for = serializers.CharField()
    member = AppointmentShape(allow_null=True)
    deputies = AppointmentShape(many=True)


class MembersShape(serializers.Serializer[Any]):
    """The members on a day; `terms` is the number of the version in force, null where none is."""

    on = serializers.DateField()
    terms = serializers.IntegerField(allow_null=True)
    seats = SeatOnDay(many=True)
    offices = OfficeShape(many=True)


class _Member(StrictSerializer):
    name = serializers.CharField(max_length=120)
    designation = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True, default="")
    sign_in = serializers.EmailField(
        max_length=254, required=False, allow_null=True, default=None,
        help_text="The address somebody with a role at the committee signs in with; null for nobody.",
    )  # fmt: skip


class NewAppointment(_Member):
    """Somebody for a seat, from a first to a last day; without a last day until it is ended."""

    seat = serializers.CharField(max_length=40)
    is_deputy = serializers.BooleanField(required=False, default=False)
    first = BoundedDay()
    last = BoundedDay(required=False, allow_null=True, default=None)
    appointed_by = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")


class AppointmentChange(_Member):
    """What is put right; what is not sent stays."""


class Ended(StrictSerializer):
    """The last day."""

    last = BoundedDay()


class EndedShape(serializers.Serializer[Any]):
    """The appointment as it ends, and the offices that end with it."""

    appointment = AppointmentShape()
    offices: Any = serializers.ListField(child=serializers.CharField())


class NewElection(StrictSerializer):
    """The holder of a seat is elected to an office; `how` tells of candidates, votes and the meeting."""

    office = serializers.CharField(max_length=40)
    seat = serializers.CharField(max_length=40)
    first = BoundedDay()
    last = BoundedDay(required=False, allow_null=True, default=None)
    how = serializers.CharField(max_length=2_000)
