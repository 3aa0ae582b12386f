"""Whose roles somebody may see and change: people of the CCGs they manage, or everybody for a system administrator."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from hubportal.organisations.models import (
    Assignment,
    Ccg,
    Committee,
    CommitteeCcg,
    Hub,
    Invitation,
    Person,
    Practice,
    PracticeMembership,
)
from hubportal.tenancy.scope import Scope, scope

PERMISSION = "ccg_people_edit"
_Row = TypeVar("_Row", bound=Model)


def manages_people(person: Person) -> bool:
    """Whether the list of people is for this person at all."""
    return person.is_system_administrator or person.grants.any(PERMISSION)


def ccgs_of_committees(*, committees: Iterable[Committee]) -> dict[int, frozenset[int]]:
    """The CCGs each committee serves or served.

    The links stand behind the committee wall, so a narrow scope is opened for just these committees.
    """
    found: dict[int, set[int]] = {committee.pk: set() for committee in committees}
    if found:
        with scope(Scope(committees=tuple(found), reason="which CCGs a committee serves")):
            links = CommitteeCcg.objects.filter(committee__in=found).values_list("committee_id", "ccg_id")
            for committee, ccg in list(links):
                found[committee].add(ccg)
    return {committee: frozenset(ccgs) for committee, ccgs in found.items()}


def committees_managed_by(person: Person) -> QuerySet[Committee]:
    """Committees all of whose CCGs the person manages; the whole hub's for a manager of the whole hub."""
    if person.is_system_administrator:
        return Committee.objects.all()
    managed = person.grants.ccgs(PERMISSION)
    if not managed:
        return Committee.objects.none()
    if (whole := person.grants.whole_hub()) is not None:
        return Committee.objects.filter(hub=whole)
    near = Committee.objects.filter(hub__in=person.grants.hubs)
    served = ccgs_of_committees(committees=near)
    return Committee.objects.filter(pk__in=[key for key, ccgs in served.items() if ccgs and ccgs <= managed])


def ccgs_managed_by(person: Person) -> QuerySet[Ccg]:
    """CCGs whose people this person looks after."""
    if person.is_system_administrator:
        return Ccg.objects.all()
    return Ccg.objects.filter(pk__in=person.grants.ccgs(PERMISSION))


def practices_managed_by(person: Person, *, on: date) -> QuerySet[Practice]:
    """Practices that belong to those CCGs that day."""
    if person.is_system_administrator:
        return Practice.objects.all()
    members = PracticeMembership.objects.filter(ccg__in=person.grants.ccgs(PERMISSION), period__contains=on)
    return Practice.objects.filter(pk__in=members.values("practice_id"))


def hubs_managed_by(person: Person) -> QuerySet[Hub]:
    """Hubs whose own roles this person gives."""
    if person.is_system_administrator:
        return Hub.objects.all()
    whole = person.grants.whole_hub()
    return Hub.objects.filter(pk=whole) if whole is not None and person.grants.any(PERMISSION) else Hub.objects.none()


def where_managed(person: Person, on: date) -> Q:
    """Rows (assignments or invitations) at an organisation whose people this person looks after."""
    if person.is_system_administrator:
        return Q()
    if not person.grants.any(PERMISSION):
        return Q(pk__in=[])
    return (
        Q(hub__in=hubs_managed_by(person))
        | Q(ccg__in=ccgs_managed_by(person))
        | Q(committee__in=committees_managed_by(person))
        | Q(practice__in=practices_managed_by(person, on=on))
    )


def _with_organisation(rows: QuerySet[_Row]) -> QuerySet[_Row]:
    return rows.select_related("hub", "ccg", "committee", "practice")


def assignments_managed_by(person: Person, *, on: date) -> QuerySet[Assignment]:
    """Roles held on or after that day which this person sees."""
    rows = Assignment.objects.filter(where_managed(person, on)).filter(
        Q(period__endswith__isnull=True) | Q(period__endswith__gt=on)
    )
    return _with_organisation(rows).order_by("role", "pk")


def invitations_managed_by(person: Person, *, on: date) -> QuerySet[Invitation]:
    """Invitations neither accepted nor withdrawn which this person sees."""
    rows = Invitation.objects.filter(where_managed(person, on), accepted_at=None, withdrawn_at=None)
    return _with_organisation(rows).select_related("invited_by").order_by("-invited_at")


def people_managed_by(person: Person, *, on: date) -> QuerySet[Person]:
    """People who hold such a role; everybody, with or without a role, for a system administrator."""
    if person.is_system_administrator:
        return Person.objects.all()
    return Person.objects.filter(pk__in=assignments_managed_by(person, on=on).values("person_id"))
