"""Members of a committee over the API: who sits where on a day, appointments, and elections to offices."""

from datetime import date
from typing import Any

from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import day, person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api import base
from governance.api.base import KEY, BoundedDay, committee_of, refuse_without
from governance.api.member_shapes import (
    AppointmentChange,
    AppointmentShape,
    Ended,
    EndedShape,
    MembersShape,
    NewAppointment,
    NewElection,
    OfficeShape,
)
from governance.figures.membership import offices_on
from governance.figures.seating import seating
from governance.models import Appointment, OfficeHeld
from governance.services import membership
from governance.services.finding import READ, terms_in_force
from governance.services.membership import Member
from hubportal.organisations.models import Assignment, Committee, Person
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

ON = OpenApiParameter("on", OpenApiTypes.DATE, description="Members on this day; today when not given.")
WORDS = ("name", "designation", "email")


def _person(committee_id: int, email: str | None) -> Person | None:
    """Somebody who holds a role at the committee, by the address they sign in with."""
    if not email:
        return None
    held = Assignment.objects.filter(committee_id=committee_id, person__email=email.lower(), person__is_active=True)
    found = held.select_related("person").first()
    if found is None:
        raise ValidationError({"sign_in": ["Nobody with a role at this committee signs in with this address."]})
    person: Person = found.person
    return person


class Members(APIView):
    """Who sits in the seats of a committee, and who holds its offices."""

    @extend_schema(parameters=[ON], responses=forced_singular_serializer(MembersShape), operation_id="members_retrieve")
    def get(self, request: Request, committee: Any) -> Response:
        """The seats under the terms in force on a day, each with its member and deputies."""
        refuse_unknown(request, {"on"})
        found = committee_of(request, committee)
        on = _day(request)
        terms = terms_in_force(found.pk, on=on)
        shown = {
            "on": on,
            "terms": terms.number if terms else None,
            "seats": seating(terms, on=on) if terms else (),
            "offices": offices_on(found, on=on),
        }
        return Response(MembersShape(shown).data)

    @extend_schema(
        request=NewAppointment, responses={201: AppointmentShape}, parameters=[ONCE], operation_id="members_create"
    )
    @idempotent
    def post(self, request: Request, committee: Any) -> Response:
        """Appoint somebody to a seat, or as a deputy of its member."""
        found = committee_of(request, committee)
        refuse_without(request, found.pk)
        sent = said(NewAppointment, request)
        member = _member(found, sent)
        with base.naming(seat_code="seat"):
            row = membership.appoint(
                committee_id=found.pk, by=person_of(request), seat_code=sent["seat"], member=member,
                first=sent["first"], last=sent["last"], is_deputy=sent["is_deputy"],
                appointed_by=sent["appointed_by"],
            )  # fmt: skip
        return made(AppointmentShape(row).data, row.version)


def _day(request: Request) -> date:
    on = day(request)
    try:
        BoundedDay().run_validation(on.isoformat())
    except ValidationError as wrong:
        raise ValidationError({"on": wrong.detail}) from wrong
    return on


def _member(committee: Committee, sent: dict[str, Any]) -> Member:
    person = _person(committee.pk, sent["sign_in"])
    return Member(sent["name"], sent["designation"], sent["email"], person)


class AppointmentViewSet(base.ActsAlone):
    """Appointments to seats."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    queryset = Appointment.objects.none()
    serializer_class = AppointmentShape

    def find(self, request: Request, public_id: str, permission: str = base.MINUTE) -> Appointment:
        """The appointment, to its committee's people."""
        rows = Appointment.objects.visible_to(person_of(request)).select_related("committee", "person")
        found: Appointment = base.permitted(rows, request, public_id, permission)
        return found

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One appointment."""
        refuse_unknown(request, set())
        found = self.find(request, public_id, READ)
        return done(AppointmentShape(found).data, found.version)

    @extend_schema(request=AppointmentChange, responses=AppointmentShape, parameters=[CHANGE])
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Put a name, job title, address or sign-in right; somebody else in the seat is a new appointment."""
        held = self.find(request, public_id)
        version = required_version(request)
        sent = said(AppointmentChange, request, partial=True)
        person = _person(held.committee_id, sent["sign_in"]) if "sign_in" in sent else held.person
        name, designation, email = (sent.get(word, getattr(held, word)) for word in WORDS)
        member = Member(name, designation, email, person)
        row = membership.change_appointment(
            appointment_id=held.pk, version=version, by=person_of(request), member=member
        )
        return done(AppointmentShape(row).data, row.version)

    @extend_schema(
        request=Ended, responses={201: EndedShape}, parameters=[IF_MATCH, ONCE], operation_id="appointment_end"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def end(self, request: Request, public_id: str) -> Response:
        """End an appointment after a day, and with it the offices its holder was elected to."""
        held = self.find(request, public_id)
        sent = said(Ended, request)
        offices = membership.end_appointment(
            appointment_id=held.pk, version=held_version(request), by=person_of(request), last=sent["last"]
        )
        row = self.find(request, public_id)
        return made(EndedShape({"appointment": row, "offices": offices}).data, row.version)


class Elections(APIView):
    """Elections to offices."""

    @extend_schema(
        request=NewElection, responses={201: OfficeShape}, parameters=[ONCE], operation_id="elections_create"
    )
    @idempotent
    def post(self, request: Request, committee: Any) -> Response:
        """Record an election: whoever held the office before holds it until the day before."""
        found = committee_of(request, committee)
        refuse_without(request, found.pk)
        sent = said(NewElection, request)
        with base.naming(seat_code="seat"):
            held = membership.elect(
                committee_id=found.pk, by=person_of(request), office=sent["office"], seat_code=sent["seat"],
                first=sent["first"], last=sent["last"], how=sent["how"],
            )  # fmt: skip
        return made(OfficeShape(held).data, held.version)


class OfficeViewSet(base.ActsAlone):
    """Offices that members hold by election."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    queryset = OfficeHeld.objects.none()
    serializer_class = OfficeShape

    @extend_schema(request=Ended, responses={201: OfficeShape}, parameters=[IF_MATCH, ONCE], operation_id="office_end")
    @action(detail=True, methods=["post"])
    @idempotent
    def end(self, request: Request, public_id: str) -> Response:
        """End an office after a day, while its holder goes on as a member."""
        held = base.permitted(OfficeHeld.objects.visible_to(person_of(request)), request, public_id)
        sent = said(Ended, request)
        row = membership.end_office(
            held_id=held.pk, version=held_version(request), by=person_of(request), last=sent["last"]
        )
        return made(OfficeShape(row).data, row.version)
