"""Who sits in the seats and who holds elected offices, by dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from psycopg2.extras import DateRange

from governance.models import Appointment, OfficeHeld, Seat, TermsOfReference
from governance.rules.terms_of_reference.membership import (
    Days,
    Sitting,
    appointment_fault,
    election_fault,
    elections_from,
)
from governance.rules.voting.words import named
from governance.services.finding import changed, locked_committee, locked_row, of, terms_in_force
from hubportal.clauses import clause
from hubportal.organisations.models import Assignment, Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date


@dataclass(frozen=True, slots=True)
class Member:
    """Who is appointed: not everybody has a sign-in, and `person` is theirs if they have."""

    name: str
    designation: str = ""
    email: str = ""
    person: Person | None = None


def _after(last: date | None) -> date | None:
    return last + timedelta(days=1) if last else None


def _days(period: DateRange) -> Days:
    return Days(period.lower, period.upper)


def _sitting(row: Appointment) -> Sitting:
    return Sitting(row.seat_code, row.name, _days(row.period), row.person_id)


def _seat_known(committee: Committee, code: str) -> Seat:
    """The seat as the latest version that has it knows it; the draft's too, since people are found before adoption."""
    seat = Seat.objects.filter(committee=committee, code=code).order_by("-terms__number").first()
    if seat is None:
        raise Refused("The terms of reference have no such seat.", field="seat_code", status=400)
    return seat


@transaction.atomic
def appoint(
    *,
    committee_id: int,
    by: Person,
    seat_code: str,
    member: Member,
    first: date,
    last: date | None = None,
    is_deputy: bool = False,
    appointed_by: str = "",
) -> Appointment:
    """Appoint somebody to a seat, or as a deputy of its member, from a first to a last day (none: until ended).

    Refused where the seat is held in these days, the person sits elsewhere, or the terms allow the seat no deputy.
    """
    committee = locked_committee(committee_id, by=by)
    seat = _seat_known(committee, seat_code)
    _refuse_member(committee, member, first=first, last=last, role_on=first)
    if is_deputy and not seat.deputies_allowed:
        raise Refused("The terms of reference allow this seat no deputy.", field="is_deputy", status=400)
    new = Sitting(seat_code, member.name, Days(first, _after(last)), member.person.pk if member.person else None)
    _refuse_clash(committee, new, others=() if is_deputy else Appointment.objects.filter(is_deputy=False))
    return Appointment.objects.create(
        **of(committee),
        seat_code=seat_code,
        is_deputy=is_deputy,
        person=member.person,
        name=member.name.strip(),
        designation=member.designation.strip(),
        email=member.email.strip().lower(),
        period=DateRange(first, _after(last)),
        appointed_by=appointed_by.strip(),
        made_by=by,
    )


def _refuse_clash(committee: Committee, new: Sitting, *, others: Iterable[Appointment]) -> None:
    rows = others.filter(committee=committee) if hasattr(others, "filter") else others
    titles = dict(Seat.objects.filter(committee=committee).order_by("terms__number").values_list("code", "title"))
    fault = appointment_fault(new, [_sitting(row) for row in rows], titles)
    if fault is not None:
        raise Refused(fault, clause="Specification of governance, section 4: one member a seat")


def _refuse_member(committee: Committee, member: Member, *, first: date, last: date | None, role_on: date) -> None:
    if not member.name.strip():
        raise Refused("Enter the name.", field="name", status=400)
    if last is not None and last < first:
        raise Refused("The last day must be on or after the first day.", field="last", status=400)
    if member.person is not None and not Assignment.objects.filter(committee=committee, person=member.person).exists():
        raise Refused(
            "This person has no role at the committee, so their sign-in would open nothing. Have the role given first.",
            field="person",
            status=400,
        )


@transaction.atomic
def change_appointment(*, appointment_id: int, version: int | None, by: Person, member: Member) -> Appointment:
    """Put a name, job title, address or sign-in right; somebody else in the seat is a new appointment."""
    row = locked_row(Appointment, appointment_id, by=by, version=version)
    committee = locked_committee(row.committee_id, by=by)
    _refuse_member(committee, member, first=row.period.lower, last=None, role_on=row.period.lower)
    if not row.is_deputy:
        new = Sitting(row.seat_code, member.name, _days(row.period), member.person.pk if member.person else None)
        _refuse_clash(committee, new, others=Appointment.objects.filter(is_deputy=False).exclude(pk=row.pk))
    row.name, row.designation = member.name.strip(), member.designation.strip()
    row.email, row.person = member.email.strip().lower(), member.person
    changed(row, "name", "designation", "email", "person")
    return row


@clause("Specification of governance, section 4", part="an office ends with its holder")
def ends_with(held: Days, *, member_ends: date) -> Days | None:
    """An elected office is its holder's, not the seat's: it ends on the day they leave the seat, and was never held
    when it would have begun later. `member_ends` is the first day they no longer sit.
    """
    if held.first >= member_ends:
        return None
    return Days(held.first, member_ends if held.end is None or held.end > member_ends else held.end)


@transaction.atomic
def end_appointment(*, appointment_id: int, version: int | None, by: Person, last: date) -> list[str]:
    """End an appointment after a day, and with it the offices its holder was elected to; returns those offices."""
    row = locked_row(Appointment, appointment_id, by=by, version=version)
    if last < row.period.lower:
        raise Refused(f"They were appointed on {long_date(row.period.lower)}: choose that day or later.", field="last",
                      status=400)  # fmt: skip
    if row.period.upper is not None and last >= row.period.upper:
        raise Refused(
            f"This appointment ends on {long_date(row.period.upper - timedelta(days=1))} already.", field="last",
            status=400,
        )  # fmt: skip
    was = row.period
    row.period = DateRange(row.period.lower, _after(last))
    changed(row, "period")
    return [] if row.is_deputy else _end_offices(row, was, last + timedelta(days=1))


def _end_offices(row: Appointment, was: DateRange, end: date) -> list[str]:
    ended = []
    held = OfficeHeld.objects.select_for_update().filter(
        committee_id=row.committee_id, seat_code=row.seat_code, period__overlap=was
    )
    for office in held:
        left = ends_with(_days(office.period), member_ends=end)
        if left is not None and left == _days(office.period):
            continue
        ended.append(named(office.office))
        if left is None:
            office.delete()
        else:
            office.period = DateRange(left.first, left.end)
            changed(office, "period")
    return ended


@transaction.atomic
def elect(
    *,
    committee_id: int,
    by: Person,
    office: str,
    seat_code: str,
    first: date,
    last: date | None = None,
    how: str,
) -> OfficeHeld:
    """Record an election: the holder of a seat holds an office from a day; whoever held it holds it until the day
    before. Refused where the terms elect no such office or not among such members, or nobody sits there.
    """
    committee = locked_committee(committee_id, by=by)
    terms = terms_in_force(committee.pk, on=first)
    if terms is None:
        raise Refused("No terms of reference are in force on that day.", field="first", status=400)
    _refuse_election(terms, office, seat_code)
    sitting = Appointment.objects.filter(
        committee=committee, seat_code=seat_code, is_deputy=False, period__contains=first
    ).first()
    if sitting is None:
        raise Refused("Nobody sits in this seat on that day.", field="seat_code", status=400)
    if last is not None and last < first:
        raise Refused("The last day must be on or after the first day.", field="last", status=400)
    if not how.strip():
        raise Refused("Enter how they were elected.", field="how", status=400)
    end = _after(last)
    if sitting.period.upper is not None and (end is None or end > sitting.period.upper):
        end = sitting.period.upper
    _make_room(committee, office, seat_code, Days(first, end))
    return OfficeHeld.objects.create(
        **of(committee), office=office, seat_code=seat_code, period=DateRange(first, end), how=how.strip(), made_by=by
    )


def _refuse_election(terms: TermsOfReference, office: str, seat_code: str) -> None:
    seat = terms.seats.filter(code=seat_code).first()
    if seat is None:
        raise Refused("The terms of reference in force have no such seat.", field="seat_code", status=400)
    election = next((one for one in elections_from(terms.elections) if one.office == office), None)
    fault = election_fault(
        election,
        office=office,
        role=seat.role,
        organisation=seat.organisation,
        voting=seat.voting,
        own_office=seat.office,
    )
    if fault is not None:
        raise Refused(fault, clause=election.clause if election else None, field="seat_code", status=400)


def _make_room(committee: Committee, office: str, seat_code: str, days: Days) -> None:
    """End the holder before; refused where somebody is elected from a later day, or the seat holds another office."""
    for held in OfficeHeld.objects.select_for_update().filter(committee=committee).order_by("id"):
        if not _days(held.period).overlaps(days):
            continue
        if held.office != office:
            if held.seat_code == seat_code:
                raise Refused(
                    f"They are {named(held.office)} in these days, and nobody holds two offices.", field="seat_code",
                    status=400,
                )  # fmt: skip
            continue
        if held.period.lower >= days.first:
            raise Refused(
                f"Somebody is elected {named(office)} from {long_date(held.period.lower)} already.", field="first",
                status=400,
            )  # fmt: skip
        held.period = DateRange(held.period.lower, days.first)
        changed(held, "period")


@transaction.atomic
def end_office(*, held_id: int, version: int | None, by: Person, last: date) -> OfficeHeld:
    """End an elected office after a day, while its holder goes on as a member."""
    row = locked_row(OfficeHeld, held_id, by=by, version=version)
    if last < row.period.lower or (row.period.upper is not None and last >= row.period.upper):
        raise Refused("Choose a day in the time the office is held.", field="last", status=400)
    row.period = DateRange(row.period.lower, _after(last))
    changed(row, "period")
    return row
