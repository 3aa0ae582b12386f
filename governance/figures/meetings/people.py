"""Who belongs to a committee on a day: whom it writes to, and which seats a person holds."""

from datetime import date

from governance.figures.committees import roles_at
from governance.models import Appointment
from hubportal.organisations.models import Committee, Person


def addresses_of(committee: Committee, *, on: date) -> list[str]:
    """The e-mail addresses of everybody with a seat, as member or deputy, or a role at the committee on a day."""
    appointed = Appointment.objects.filter(committee=committee, period__contains=on).select_related("person")
    found = [one.email or (one.person.email if one.person else "") for one in appointed]
    return sorted(
        {address.lower() for address in (*found, *(held.person.email for held in roles_at(committee, on=on)))} - {""}
    )


def seats_of(person: Person, committee: Committee, *, on: date) -> list[str]:
    """The codes of the seats a person holds as a member on a day."""
    held = Appointment.objects.filter(committee=committee, person=person, is_deputy=False, period__contains=on)
    return list(held.values_list("seat_code", flat=True))
