"""A committee's appointments and elected offices, and whom its lists may name."""

from datetime import date

from django.db.models import Q, QuerySet

from governance.models import Appointment, OfficeHeld, Seat
from hubportal.organisations.models import Assignment, Committee, Person


def seat_titles(committee: Committee) -> dict[str, str]:
    """The title of each seat by its code, as the latest version that has it calls it."""
    return dict(Seat.objects.filter(committee=committee).order_by("terms__number").values_list("code", "title"))


def offices_on(committee: Committee, *, on: date) -> QuerySet[OfficeHeld]:
    """Elected offices held on a day or later, the earliest first."""
    lasting = Q(period__endswith__isnull=True) | Q(period__endswith__gt=on)
    return OfficeHeld.objects.filter(lasting, committee=committee).order_by("office", "period")


def without_seat(committee: Committee, codes: set[str], *, on: date) -> list[Appointment]:
    """Appointments of a day to seats that the terms of that day do not have."""
    rows = Appointment.objects.filter(committee=committee, period__contains=on).exclude(seat_code__in=codes)
    return list(rows.order_by("seat_code", "id"))


def people_with_roles(committee: Committee) -> list[Person]:
    """People who hold a role at the committee, by name: an appointment may name their sign-in."""
    held = Assignment.objects.filter(committee=committee).values("person")
    return list(Person.objects.filter(pk__in=held, is_active=True).order_by("name"))
