"""A committee of the tests with terms of reference, seats and members, made by ORM in few words."""

from datetime import date
from typing import Any

from psycopg2.extras import DateRange

from governance.models import Appointment, OfficeHeld, Seat, TermsOfReference
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import Scope, scope

NAME = "South Warwickshire Primary Care Committee"
FIRST = date(2015, 4, 1)
THIRD: dict[str, Any] = {"quorum": {"kind": "fraction", "fraction": "1/3"}}


def the_committee() -> Committee:
    """The committee whose secretary and member the cast knows."""
    return Committee.objects.get(name=NAME)


def at_work(committee: Committee) -> Any:
    """The scope in which its rows are made."""
    return scope(Scope(hub=committee.hub_id, role="hub_work", reason="terms of the tests"))


def of(committee: Committee) -> dict[str, Any]:
    """The columns by which a row belongs to it."""
    return {"hub_id": committee.hub_id, "committee_id": committee.pk}


def make_terms(committee: Committee, *, number: int = 1, state: str = "adopted", **more: Any) -> TermsOfReference:
    """Terms in force from 1 April 2015, unless said otherwise."""
    said = {"kind": "primary_care", "in_force_from": FIRST, "established_on": FIRST, "rules": THIRD} | more
    return TermsOfReference.objects.create(**of(committee), number=number, state=state, **said)


def make_seat(terms: TermsOfReference, code: str, **more: Any) -> Seat:
    """A lay member's seat of the CCG, unless said otherwise."""
    said = {"title": code.replace("-", " ").capitalize(), "organisation": "South Warwickshire", "role": "lay"} | more
    position = Seat.objects.filter(terms=terms).count()
    return Seat.objects.create(
        hub_id=terms.hub_id, committee_id=terms.committee_id, terms=terms, code=code, position=position, **said
    )


def appoint(committee: Committee, code: str, name: str, *, until: date | None = None, **more: Any) -> Appointment:
    """Somebody in a seat from 1 April 2015."""
    first = more.pop("first", FIRST)
    return Appointment.objects.create(
        **of(committee), seat_code=code, name=name, period=DateRange(first, until), **more
    )


def elect(
    committee: Committee, office: str, code: str, *, first: date = FIRST, until: date | None = None
) -> OfficeHeld:
    """An elected office for a seat."""
    return OfficeHeld.objects.create(**of(committee), office=office, seat_code=code, period=DateRange(first, until))
