"""People, their roles and invitations as the pages show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hubportal.organisations.models import Assignment, Invitation, Person
from hubportal.organisations.roles import ROLES
from hubportal.organisations.services.invitations import LinkState, organisation_of, state_of


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role somebody holds: what, where, and from when to when (the last day included)."""

    key: int
    role: str
    organisation: str
    from_on: date | None
    until_on: date | None
    given_by: str
    reason: str

    @property
    def words(self) -> str:
        return f"{self.role}, {self.organisation}"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of the list of people."""

    person: Person
    roles: list[RoleLine]


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One open or expired invitation."""

    digest: str
    name: str
    email: str
    offered: str
    invited_by: str
    expires_at: datetime
    expired: bool


def role_line(held: Assignment) -> RoleLine:
    """An assignment in words."""
    upper = held.period.upper
    return RoleLine(
        key=held.pk,
        role=ROLES[held.role].name,
        organisation=str(held.organisation),
        from_on=held.period.lower,
        until_on=upper - timedelta(days=1) if upper else None,
        given_by=held.approved_by.name if held.approved_by else "",
        reason=held.reason,
    )


def person_lines(people: Iterable[Person], assignments: Iterable[Assignment]) -> list[PersonLine]:
    """People in their order, each with the roles among `assignments`."""
    held: dict[int, list[RoleLine]] = defaultdict(list)
    for one in assignments:
        held[one.person_id].append(role_line(one))
    return [PersonLine(person, held.get(person.pk, [])) for person in people]


def invitation_lines(invitations: Iterable[Invitation], *, at: datetime) -> list[InvitationLine]:
    """Invitations in words."""
    return [
        InvitationLine(
            digest=one.token_digest,
            name=one.name,
            email=one.email,
            offered=f"{ROLES[one.role].name}, {organisation_of(one)}",
            invited_by=one.invited_by.name,
            expires_at=one.expires_at,
            expired=state_of(one, at=at) == LinkState.EXPIRED,
        )
        for one in invitations
    ]
