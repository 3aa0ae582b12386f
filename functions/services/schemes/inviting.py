"""Inviting practices: every practice of every CCG at once, each with its own link and letter."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from functions.models import EnhancedService, Invitation
from functions.rules.schemes.answering import STATES
from functions.rules.schemes.gates import CLAUSE
from functions.services.schemes.finding import Offer, locked_invitation, locked_offer, refuse_unapproved, worked_ccgs
from functions.services.schemes.keeping import NEW_LINK, WITHDRAWN, answer_as_it_stood, keep_move
from functions.services.schemes.letters import PUBLIC_PAGE, PURPOSE, write_to_each
from functions.services.schemes.specification import spread
from hubportal.organisations.models import Person
from hubportal.records.models import SignedLink
from hubportal.records.services.signed_links import address_of, make_link
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

# Who is invited: practices open today, in the CCG they belong to today. Whoever has an invitation keeps the one they
# have, so that the act can be repeated when a practice opens or another officer's CCGs are to follow. The address is
# that of the practice's manager where the practice has one who signs in here.
_INVITE = """
WITH made AS (
  INSERT INTO functions_invitation (hub_id, ccg_id, practice_id, service_id, scheme_id, public_id, reference, state,
    sent_to, invited_on, reminders, answered_how, answered_by, answered_role, comment, version, changed_at)
  SELECT %(hub)s, m.ccg_id, m.practice_id, %(service)s, %(scheme)s, gen_random_uuid(), %(reference)s, 'invited',
    coalesce(manager.email, ''), %(today)s, 0, '', '', '', '', 1, %(at)s
  FROM organisations_practicemembership m
  JOIN organisations_practice p ON p.id = m.practice_id AND p.status = 'active'
  LEFT JOIN LATERAL (
    SELECT n.email FROM organisations_assignment a JOIN organisations_person n ON n.id = a.person_id
    WHERE a.practice_id = p.id AND a.role = 'practice_manager' AND a.period @> %(today)s::date AND n.is_active
    ORDER BY a.id LIMIT 1
  ) manager ON true
  WHERE m.ccg_id = ANY (%(ccgs)s::bigint[]) AND m.period @> %(today)s::date
    AND NOT EXISTS (
      SELECT 1 FROM functions_invitation i
      WHERE i.ccg_id = m.ccg_id AND i.practice_id = m.practice_id
        AND (i.service_id = %(service)s OR i.scheme_id = %(scheme)s)
    )
  ORDER BY m.ccg_id, m.practice_id
  ON CONFLICT DO NOTHING
  RETURNING id, hub_id, ccg_id, practice_id, sent_to, reference
)
INSERT INTO records_signedlink
  (hub_id, ccg_id, kind, record_id, reference, public_id, purpose, practice_id, sent_to, expires_on, made_at)
SELECT hub_id, ccg_id, 'invitation', id, reference, gen_random_uuid(), %(purpose)s, practice_id, sent_to,
  %(answer_by)s, %(at)s
FROM made
RETURNING id, ccg_id, record_id, public_id
"""


@dataclass(frozen=True, slots=True)
class Invited:
    """What one act of inviting came to."""

    practices: int
    ccgs: int


@transaction.atomic
def invite(*, reference: str, version: int | None, by: Person, at: datetime) -> Invited:
    """Invite every practice of the CCGs this person works for that is not invited yet; in a fixed number of statements.

    Somebody of the whole hub invites all of it. The letters are drawn and sent in the background.
    """
    offer = locked_offer(reference=reference, by=by, version=version)
    refuse_unapproved(offer)
    today = local_day(at)
    if not offer.is_complete or offer.answer_by is None:
        raise Refused("Complete the terms first: the window to sign up and the words of the invitation.")
    if today > offer.answer_by:
        raise Refused("The window to sign up has closed. Set a later day to answer first.", clause=CLAUSE)
    ccgs = worked_ccgs(offer, by)
    spread(offer, ccgs=ccgs, by=by)
    links = _rows(offer, ccgs, by=by, at=at)
    if not links:
        raise Refused("Every practice you work for has been invited already.")
    write_to_each(
        offer,
        links={link.record_id: address_of(link, PUBLIC_PAGE) for link in links},
        subject=offer.letter_subject,
        body=offer.letter_body,
        template="invitation",
        by=by,
        at=at,
    )
    offer.invited_at = offer.invited_at or at
    offer.version += 1
    offer.save(update_fields=["invited_at", "version", "changed_at"])
    return Invited(len(links), len({link.ccg_id for link in links}))


def _rows(offer: Offer, ccgs: Collection[int], *, by: Person, at: datetime) -> list[SignedLink]:
    own: dict[str, Any] = {
        "hub": offer.hub_id,
        "service": offer.pk if isinstance(offer, EnhancedService) else None,
        "scheme": None if isinstance(offer, EnhancedService) else offer.pk,
        "reference": offer.reference,
        "today": local_day(at),
        "at": at,
        "ccgs": sorted(ccgs),
        "purpose": PURPOSE,
        "answer_by": offer.answer_by,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INVITE, own)
        rows = cursor.fetchall()
    return [
        SignedLink(pk=key, ccg_id=ccg, record_id=record, public_id=public_id, purpose=PURPOSE)
        for key, ccg, record, public_id in rows
    ]


@transaction.atomic
def withdraw(*, reference: str, ods_code: str, version: int, by: Person, at: datetime, note: str) -> Invitation:
    """Withdraw an invitation that has no answer; its link stops with it."""
    invitation = locked_invitation(reference=reference, ods_code=ods_code, by=by, version=version)
    refuse_withdrawing(invitation)
    if not note.strip():
        raise Refused("Enter the reason.", field="note", status=400)
    invitation.state, invitation.comment, invitation.recorded_by = "withdrawn", note.strip(), by
    invitation.version += 1
    invitation.save()
    keep_move(
        invitation, act=WITHDRAWN, words=STATES["withdrawn"], before="invited", on=local_day(at), by=by, at=at,
        note=invitation.comment,
    )  # fmt: skip
    _revoke(invitation, at=at)
    return invitation


def refuse_withdrawing(invitation: Invitation) -> None:
    """Raise `Refused` for an invitation that has its answer, or is withdrawn."""
    if invitation.state != "invited":
        raise Refused("Only an invitation without an answer is withdrawn.", clause=CLAUSE)


@transaction.atomic
def send_new_link(*, reference: str, ods_code: str, version: int, by: Person, at: datetime) -> Invitation:
    """Let a practice answer afresh: its old link stops, an answer it gave is set aside, a new letter goes."""
    invitation = locked_invitation(reference=reference, ods_code=ods_code, by=by, version=version)
    offer = invitation.offer
    if invitation.returns.filter(ccg_id=invitation.ccg_id).exists():
        raise Refused("The practice has sent returns on its answer, which stays.", clause=CLAUSE)
    if offer.answer_by is None or local_day(at) > offer.answer_by:
        raise Refused("The window to sign up has closed. Set a later day to answer first.", clause=CLAUSE)
    _revoke(invitation, at=at)
    before, set_aside = invitation.state, answer_as_it_stood(invitation)
    invitation.state, invitation.answered_on, invitation.answered_how = "invited", None, ""
    invitation.answered_by = invitation.answered_role = invitation.comment = ""
    invitation.recorded_by = by
    invitation.version += 1
    invitation.save()
    keep_move(
        invitation, act=NEW_LINK, words="New link sent", before=before, on=local_day(at), by=by, at=at, note=set_aside
    )
    link = make_link(
        invitation,
        purpose=PURPOSE,
        expires_on=offer.answer_by,
        practice_id=invitation.practice_id,
        sent_to=invitation.sent_to,
    )
    write_to_each(
        offer,
        links={invitation.pk: address_of(link, PUBLIC_PAGE)},
        subject=offer.letter_subject,
        body=offer.letter_body,
        template="invitation",
        by=by,
        at=at,
    )
    return invitation


def _revoke(invitation: Invitation, *, at: datetime) -> None:
    links = SignedLink.objects.of(invitation).filter(used_at__isnull=True, revoked_at__isnull=True)
    links.update(revoked_at=at)
