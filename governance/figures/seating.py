"""Who sits in which seat on a day: what the rules of quorum, weight and decision are given."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from governance.models import Appointment, OfficeHeld, Seat, TermsOfReference
from governance.rules.voting.terms import Seat as RuleSeat


@dataclass(frozen=True, slots=True)
class SeatedMember:
    """One seat on a day. `office` is its own, or the elected office its holder holds; `member` is None while the seat
    is vacant.
    """

    code: str
    title: str
    organisation: str
    role: str
    office: str
    voting: bool
    deputies_allowed: bool
    stands_in_for: str
    member: Appointment | None
    deputies: tuple[Appointment, ...]

    def as_seat(self, *, present: bool = True) -> RuleSeat:
        """The seat as the rules of voting take it; its key is the seat's code."""
        return RuleSeat(self.code, self.organisation, self.role, self.office, self.voting, present)


def seating(terms: TermsOfReference, *, on: date) -> tuple[SeatedMember, ...]:
    """The seats of one version of the terms in their order, with who is appointed to each on a day; three queries.

    An office that is a seat's own stays with it, and is not also held by election.
    """
    seats = list(Seat.objects.filter(terms=terms).order_by("position", "id"))
    of_day = {"committee_id": terms.committee_id, "period__contains": on}
    members: dict[str, Appointment] = {}
    deputies: dict[str, list[Appointment]] = {}
    for appointed in Appointment.objects.filter(**of_day).order_by("id"):
        if appointed.is_deputy:
            deputies.setdefault(appointed.seat_code, []).append(appointed)
        else:
            members[appointed.seat_code] = appointed
    owned = {seat.office for seat in seats if seat.office}
    elected = {
        held.seat_code: held.office
        for held in OfficeHeld.objects.filter(**of_day).order_by("-office")
        if held.office not in owned
    }
    return tuple(
        SeatedMember(
            code=seat.code,
            title=seat.title,
            organisation=seat.organisation,
            role=seat.role,
            office=seat.office or elected.get(seat.code, ""),
            voting=seat.voting,
            deputies_allowed=seat.deputies_allowed,
            stands_in_for=seat.stands_in_for,
            member=members.get(seat.code),
            deputies=tuple(deputies.get(seat.code, ())),
        )
        for seat in seats
    )


def rule_seats(seated: Iterable[SeatedMember], *, present: Collection[str] | None = None) -> tuple[RuleSeat, ...]:
    """The seats as the rules take them; `present` are the codes of those at the table, everybody when it is None."""
    return tuple(one.as_seat(present=present is None or one.code in present) for one in seated)
