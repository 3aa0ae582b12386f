"""Inviting people: a role offered by e-mail through a link that works once, for seven days."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from hubportal.organisations.models import Assignment, Ccg, Committee, Hub, Invitation, Person, Practice
from hubportal.organisations.roles import ROLES
from hubportal.organisations.services.accounts import open_account
from hubportal.organisations.services.assignments import assign, check_role, may_give
from hubportal.organisations.services.directory import invitations_managed_by
from hubportal.organisations.services.roles import Organisation
from hubportal.organisations.services.tokens import digest_of
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused

LIFETIME = timedelta(days=7)
_FIELDS = {Hub: "hub", Ccg: "ccg", Committee: "committee", Practice: "practice"}


class LinkState(StrEnum):
    """What has become of the link in an invitation."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as its reader sees it: what is offered, by whom, and whether the link still works."""

    invitation: Invitation
    state: LinkState
    role: str
    organisation: str
    has_account: bool


def organisation_of(invitation: Invitation) -> Organisation:
    """Where the offered role is held."""
    found = invitation.hub or invitation.ccg or invitation.committee or invitation.practice
    if found is None:
        raise LookupError("an invitation without an organisation")
    return found


def state_of(invitation: Invitation, *, at: datetime) -> LinkState:
    """A used or withdrawn link says so even after it would have expired."""
    if invitation.accepted_at is not None:
        return LinkState.USED
    if invitation.withdrawn_at is not None:
        return LinkState.WITHDRAWN
    return LinkState.OPEN if at < invitation.expires_at else LinkState.EXPIRED


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    role: str,
    organisation: Organisation,
    by: Person,
    at: datetime,
    until: date | None = None,
    reason: str = "",
) -> Invitation:
    """Offer a role; the e-mail with the link leaves when the transaction commits.

    An earlier open invitation of the same address to the same role and place is withdrawn, so that one link works.
    Refused when `by` may not give the role there, or offers it to themselves.
    """
    email = email.strip().lower()
    if email == by.email:
        raise Refused("Nobody gives a role to themselves: ask a colleague to do it.", field="email")
    check_role(role=role, organisation=organisation, on=timezone.localdate(at), until=until, reason=reason)
    if not may_give(by=by, role=role, organisation=organisation):
        raise Refused(f"You may not give the role {ROLES[role].name} at {organisation}.", field="role")
    place = {_FIELDS[type(organisation)]: organisation}
    Invitation.objects.filter(email=email, role=role, accepted_at=None, withdrawn_at=None, **place).update(
        withdrawn_at=at
    )
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email, name=name, role=role, until_on=until, reason=reason, invited_by=by,
        token_digest=digest_of(token), expires_at=at + LIFETIME, **place,
    )  # fmt: skip
    _send(invitation, token)
    return invitation


def _send(invitation: Invitation, token: str) -> None:
    words = {
        "invitation": invitation,
        "role": ROLES[invitation.role],
        "organisation": organisation_of(invitation),
        "link": settings.BASE_URL + reverse("organisations:accept", args=[token]),
    }
    subject = f"{invitation.invited_by.name} has invited you to Hub Portal"
    send_mail(subject, render_to_string("organisations/email/invitation.txt", words), None, [invitation.email])


def read_offer(*, token: str, at: datetime) -> Offer | None:
    """What the link with this token offers; None when there is no such link."""
    found = (
        Invitation.objects.select_related("hub", "ccg", "committee", "practice", "invited_by")
        .filter(token_digest=digest_of(token))
        .first()
    )
    if found is None:
        return None
    has_account = Person.objects.filter(email=found.email).exists()
    return Offer(found, state_of(found, at=at), ROLES[found.role].name, str(organisation_of(found)), has_account)


@transaction.atomic
def accept(*, token: str, at: datetime, name: str = "", password: str = "", person: Person | None = None) -> Assignment:
    """Take up a role: a new person with name and password, or the signed-in `person` the invitation was sent to.

    The link is revoked and the role given in one transaction; a second use, even at the same moment, is refused.
    The inviter must still be allowed to give the role.
    """
    invitation = Invitation.objects.select_for_update().filter(token_digest=digest_of(token)).first()
    if invitation is None or state_of(invitation, at=at) != LinkState.OPEN:
        raise Refused("This invitation can no longer be used.")
    person = _accepting(invitation, person, name, password)
    inviter = invitation.invited_by
    if not inviter.is_active:
        raise Refused("The person who invited you has left. Ask for a new invitation.")
    with scope(inviter.grants.scope()):
        given = assign(
            person=person,
            role=invitation.role,
            organisation=organisation_of(invitation),
            on=timezone.localdate(at),
            until=invitation.until_on,
            by=inviter,
            reason=invitation.reason,
        )
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    return given


def _accepting(invitation: Invitation, person: Person | None, name: str, password: str) -> Person:
    known = Person.objects.filter(email=invitation.email).first()
    if known is not None:
        if person is None or person.pk != known.pk:
            raise Refused("Sign in with the address this invitation was sent to, then accept it.")
        return known
    if person is not None:
        raise Refused("This invitation was sent to somebody else. Sign out to accept it as them.")
    if not name or not password:
        raise Refused("Enter your name and a password.")
    return open_account(invitation.email, password, name=name)


@transaction.atomic
def withdraw(*, digest: str, by: Person, at: datetime) -> Invitation:
    """Take an open invitation back; its link then says so. Refused when it was accepted meanwhile."""
    managed = invitations_managed_by(by, on=timezone.localdate(at)).values("pk")
    invitation = Invitation.objects.select_for_update().filter(token_digest=digest, pk__in=managed).first()
    if invitation is None:
        raise Refused("This invitation has been accepted or withdrawn already.")
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    return invitation
