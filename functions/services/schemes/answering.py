"""A practice's answer: once, by its link, signed in or on paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from functions.models import Invitation
from functions.rules.schemes.answering import STATES, refuse_answer
from functions.rules.schemes.gates import CLAUSE
from functions.services.schemes.finding import locked_invitation
from functions.services.schemes.keeping import ANSWERED, keep_move
from functions.services.schemes.letters import PURPOSE
from functions.services.schemes.practice import as_invited, own_invitation
from hubportal.organisations.models import Person
from hubportal.records.models import SignedLink
from hubportal.records.services.files import keep_files
from hubportal.records.services.signed_links import spend
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class Answer:
    """What the practice says, and who says it."""

    signs_up: bool
    name: str
    role: str
    comment: str = ""


@transaction.atomic
def answer_by_link(*, public_id: UUID, answer: Answer, at: datetime) -> Invitation:
    """The practice's own answer: the link is spent and the answer kept together, or neither is."""
    link = SignedLink.objects.get(public_id=public_id, purpose=PURPOSE)
    invitation = _locked(ccg_id=link.ccg_id, key=link.record_id)
    spend(public_id=public_id, purpose=PURPOSE, at=at)
    _keep(invitation, answer, how=Invitation.How.LINK, on=local_day(at), by=None, at=at)
    return invitation


@transaction.atomic
def answer_signed_in(*, public_id: UUID, answer: Answer, by: Person, at: datetime) -> Invitation:
    """The same answer by one of the practice's own people, who is on record with it; it spends the practice's link."""
    own = own_invitation(by, public_id)
    with as_invited([own], by, reading=False):
        invitation = _locked(ccg_id=own.ccg_id, key=own.pk)
        _keep(invitation, answer, how=Invitation.How.LINK, on=local_day(at), by=by, at=at)
        _links_that_hold(invitation).update(used_at=at)
    return invitation


def _locked(*, ccg_id: int, key: int) -> Invitation:
    """The invitation, locked before its link by every way to answer, so that no two wait for each other."""
    found = Invitation.objects.select_related("practice", "ccg", "hub", "service", "scheme")
    return found.select_for_update(of=("self",)).get(ccg_id=ccg_id, pk=key)


def _links_that_hold(invitation: Invitation) -> Any:
    return SignedLink.objects.of(invitation).filter(used_at__isnull=True, revoked_at__isnull=True)


@transaction.atomic
def answer_on_paper(
    *,
    reference: str,
    ods_code: str,
    version: int,
    answer: Answer,
    on: date,
    scan: Iterable[Any],
    by: Person,
    at: datetime,
) -> Invitation:
    """An answer that came on paper or by e-mail, recorded with its scan; the practice's link stops."""
    invitation = locked_invitation(reference=reference, ods_code=ods_code, by=by, version=version)
    uploads = list(scan)
    if not uploads:
        raise Refused("Add the scan of the answer.", field="attachments", status=400)
    if on > local_day(at) or on < invitation.invited_on:
        raise Refused("The day of the answer lies between the invitation and today.", field="on", status=400)
    _keep(invitation, answer, how=Invitation.How.PAPER, on=on, by=by, at=at)
    keep_files(invitation, uploads=uploads, by=by, requirement="answer")
    _links_that_hold(invitation).update(revoked_at=at)
    return invitation


def _keep(invitation: Invitation, answer: Answer, *, how: str, on: date, by: Person | None, at: datetime) -> None:
    offer = invitation.offer
    if not answer.name.strip():
        raise Refused("Enter the name of whoever answers.", field="name", status=400)
    sentence = refuse_answer(state=invitation.state, on=on, sign_up_from=offer.sign_up_from, answer_by=offer.answer_by)
    if sentence is not None:
        raise Refused(sentence, clause=CLAUSE)
    invitation.state = "yes" if answer.signs_up else "no"
    invitation.answered_on, invitation.answered_how, invitation.recorded_by = on, how, by
    invitation.answered_by, invitation.answered_role = answer.name.strip(), answer.role.strip()
    invitation.comment = answer.comment.strip()
    invitation.version += 1
    invitation.save()
    keep_move(
        invitation, act=ANSWERED, words=STATES[invitation.state], before="invited", on=on, by=by, at=at,
        note=invitation.comment, who=invitation.answered_by,
    )  # fmt: skip


def note_opened(*, public_id: UUID, at: datetime) -> None:
    """The practice has opened its invitation; kept the first time."""
    SignedLink.objects.filter(public_id=public_id, opened_at__isnull=True).update(opened_at=at)
