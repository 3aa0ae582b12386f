"""A person's account: what they change themselves, and closing it."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from hubportal.organisations.models import Invitation, Person
from hubportal.organisations.services.invitations import accept, invite
from hubportal.organisations.services.sessions import end_sessions
from hubportal.web.refusals import Refused

__all__ = ["accept", "change_account", "deactivate", "invite", "reactivate", "remove_second_factors"]


@transaction.atomic
def change_account(*, by: Person, name: str, designation: str, digest: str) -> Person:
    """A person changes their own name, job title and how they hear of notices."""
    by.name, by.designation, by.digest = name, designation, digest
    by.save(update_fields=["name", "designation", "digest"])
    return by


def _administered(person: Person, by: Person) -> Person:
    """The row, locked; only a system administrator gets it, and never their own."""
    if not by.is_system_administrator:
        raise Refused("Only a system administrator may do this.", status=403)
    if person.pk == by.pk:
        raise Refused("Ask another system administrator to do this to your own account.")
    return Person.objects.select_for_update().get(pk=person.pk)


@transaction.atomic
def deactivate(*, person: Person, by: Person, at: datetime) -> Person:
    """Close an account: its sessions and API tokens end at once, and open invitations to it are withdrawn.

    Roles and the record of what the person did stay.
    """
    found = _administered(person, by)
    found.is_active = False
    found.save(update_fields=["is_active"])
    Invitation.objects.filter(email=found.email, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    end_sessions(person=found, at=at)
    return found


@transaction.atomic
def reactivate(*, person: Person, by: Person) -> Person:
    """Open a closed account again, with the roles that have not ended."""
    found = _administered(person, by)
    found.is_active = True
    found.save(update_fields=["is_active"])
    return found


@transaction.atomic
def remove_second_factors(*, person: Person, by: Person, at: datetime) -> int:
    """For somebody who lost their device: they sign in by password and must set up a new one. Sessions end."""
    found = _administered(person, by)
    removed: int = Authenticator.objects.filter(user=found).delete()[0]
    end_sessions(person=found, at=at)
    return removed
