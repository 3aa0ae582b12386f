"""Giving and ending roles. Whoever gives a role must hold the right to; a lent role always ends."""

from datetime import date, timedelta

from django.db import transaction
from psycopg2.extras import DateRange

from hubportal.organisations.models import Assignment, Ccg, Committee, Hub, Person, Practice
from hubportal.organisations.roles import ROLES
from hubportal.organisations.services.directory import PERMISSION, committees_managed_by, hubs_managed_by
from hubportal.organisations.services.roles import Organisation, provision_group
from hubportal.web.refusals import Refused

_FIELDS = {Hub: "hub", Ccg: "ccg", Committee: "committee", Practice: "practice"}
_HELD_AT = {"hub_ccgs": Ccg, "hub": Hub, "ccg": Ccg, "committee": Committee, "practice": Practice}


def may_give(*, by: Person, role: str, organisation: Organisation) -> bool:
    """A system administrator gives any role; others only at organisations whose people they look after."""
    if by.is_system_administrator:
        return True
    managed = by.grants.ccgs(PERMISSION)
    match organisation:
        case Hub():
            # A hub's own roles are given by somebody who holds one, not by the CCGs it serves.
            return hubs_managed_by(by).filter(pk=organisation.pk).exists()
        case Ccg():
            whole = by.grants.whole_hub() == organisation.hub_id
            return organisation.pk in managed and (whole or ROLES[role].held_at != "hub_ccgs")
        case Committee():
            return committees_managed_by(by).filter(pk=organisation.pk).exists()
        case Practice():
            return bool(managed & set(organisation.memberships.values_list("ccg_id", flat=True)))


def check_role(*, role: str, organisation: Organisation, on: date, until: date | None, reason: str) -> None:
    """Refused when the role is not held at that kind of organisation, or is lent and has no end or reason."""
    found = ROLES[role]
    if not isinstance(organisation, _HELD_AT[found.held_at]):
        wanted = "CCG" if _HELD_AT[found.held_at] is Ccg else _HELD_AT[found.held_at].__name__.lower()
        raise Refused(f"The role {found.name} is not held at {organisation}: it is given for a {wanted}.", field="role")
    if found.time_limited and (until is None or not reason):
        field = "until_on" if until is None else "reason"
        raise Refused(f"Give the last day and the reason for the role {found.name}.", field=field)
    if until is not None and until < on:
        raise Refused("The last day must be on or after the first day.", field="until_on")


@transaction.atomic
def assign(
    *,
    person: Person,
    role: str,
    organisation: Organisation,
    on: date,
    until: date | None = None,
    by: Person | None = None,
    reason: str = "",
) -> Assignment:
    """Give a role from `on` to `until` (its last day). `by` is None only for set-up commands.

    Refused when the role is not held at that kind of organisation, or is lent and has no end, or `by` may not give it.
    """
    check_role(role=role, organisation=organisation, on=on, until=until, reason=reason)
    if by is not None and by.pk == person.pk:
        raise Refused("Nobody gives a role to themselves: ask a colleague to do it.", status=403)
    if by is not None and not may_give(by=by, role=role, organisation=organisation):
        raise Refused(f"You may not give the role {ROLES[role].name} at {organisation}.", status=403)
    group = provision_group(role=role, organisation=organisation)
    person.groups.add(group)
    return Assignment.objects.create(
        person=person,
        role=role,
        group=group,
        period=DateRange(on, until + timedelta(days=1) if until else None),
        reason=reason,
        approved_by=by,
        **{_FIELDS[type(organisation)]: organisation},
    )


@transaction.atomic
def end(*, assignment: Assignment, on: date, by: Person) -> Assignment:
    """End a role after `on`; it stops granting anything the day after, and the record of it stays."""
    if not may_give(by=by, role=assignment.role, organisation=assignment.organisation):
        raise Refused("You may not end this role.", status=403)
    first = assignment.period.lower
    last = max(on, first) if on >= first else first
    assignment.period = DateRange(first, last + timedelta(days=1))
    assignment.save(update_fields=["period"])
    return assignment
