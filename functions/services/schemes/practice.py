"""What a practice's own people, signed in, see of the invitations to their practice.

The terms of an offer stand behind the CCG's wall, which a practice's person is not let through. Whoever may answer an
invitation reads its terms as somebody with its link does: in the sight of that CCG, for this alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from functions.models import Invitation
from functions.rules.schemes.answering import refuse_answer
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope, scope

MOST_SHOWN = 200


def own_invitations(person: Person) -> QuerySet[Invitation]:
    """Those of the practices that a person may answer for."""
    return Invitation.objects.visible_to(person).filter(practice_id__in=person.grants.on("practice_respond"))


def own_invitation(person: Person, public_id: UUID) -> Invitation:
    """One of them, without its terms; 404 for any other."""
    found = own_invitations(person).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No practice of yours has this invitation.")
    return found


@contextmanager
def as_invited(own: Iterable[Invitation], by: Person, *, reading: bool) -> Iterator[None]:
    """The sight of the CCGs of invitations that were found to be a person's own."""
    rows = list(own)
    hubs = tuple(sorted({row.hub_id for row in rows}))
    sight = Scope(
        actor=by.pk,
        hub=hubs[0] if len(hubs) == 1 else None,
        hubs=hubs,
        ccgs=tuple(sorted({row.ccg_id for row in rows})),
        read_only=reading,
        reason="A practice reads or answers its invitation",
    )
    with scope(sight):
        yield


def with_terms(own: Iterable[Invitation], by: Person) -> list[Invitation]:
    """These invitations, with what they are to, the newest first."""
    rows = list(own)
    if not rows:
        return []
    with as_invited(rows, by, reading=True):
        found = Invitation.objects.filter(ccg_id__in={row.ccg_id for row in rows}, pk__in=[row.pk for row in rows])
        wanted = ("hub", "ccg", "practice", "service__hub", "scheme__hub", "scheme__ccg")
        return list(found.select_related(*wanted).order_by("-invited_on", "-pk"))


def invitations_for(person: Person) -> list[Invitation]:
    """The invitations of a person's practices with their terms, the newest first, answered ones too; two statements."""
    return with_terms(own_invitations(person).order_by("-pk")[:MOST_SHOWN], person)


def why_no_answer(invitation: Invitation, *, today: date) -> str | None:
    """Why an invitation takes no answer now, in a sentence; None when it does."""
    offer: Any = invitation.offer
    return refuse_answer(state=invitation.state, on=today, sign_up_from=offer.sign_up_from, answer_by=offer.answer_by)
