"""Letters to many practices at once: one statement writes them and puts their drawing on the work list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from functions.models import Invitation
from functions.rules.schemes.terms import PER_PRACTICE, UNITS
from functions.services.schemes.finding import Offer
from hubportal.notifications.services.outbox import ring_after_commit
from hubportal.organisations.models import Person
from hubportal.records.models import SignedLink
from hubportal.records.rules.filling import fill
from hubportal.records.services.letter_templates import template_called
from hubportal.records.services.letters import MAKE_LETTER
from hubportal.records.services.signed_links import address_of
from hubportal.web.words import local_day, long_date

PURPOSE = "scheme invitation"
PUBLIC_PAGE = "enhanced:answer"

# The letter is the hub's own: whoever reads its link could answer in the practice's place. `given` holds the
# invitations to write to, each with its link. What differs by practice is put in here; the rest has been filled in.
_WRITE = """
WITH given AS (
  SELECT * FROM unnest(%(invitations)s::bigint[], %(links)s::text[]) AS given(invitation_id, link)
), letter AS (
  INSERT INTO records_letter (hub_id, ccg_id, kind, record_id, reference, public_id, template, send_by, to_name,
    to_address, to_email, subject, body, circle, state, link, written_by_id, written_at, issued_on, issued_by_id)
  SELECT i.hub_id, i.ccg_id, 'invitation', i.id, i.reference, gen_random_uuid(), %(template)s,
    CASE WHEN i.sent_to = '' THEN 'letter' ELSE 'email' END, p.name,
    concat_ws(E'\\n', nullif(replace(p.address, ', ', E'\\n'), ''), nullif(p.postcode, '')), i.sent_to,
    left(replace(replace(%(subject)s, '{practice_name}', p.name), '{ccg_name}', c.name), 250),
    replace(replace(%(body)s, '{practice_name}', p.name), '{ccg_name}', c.name), 'hub', 'issued', given.link,
    %(by)s, %(at)s, %(on)s, %(by)s
  FROM given
  JOIN functions_invitation i ON i.id = given.invitation_id
  JOIN organisations_practice p ON p.id = i.practice_id
  JOIN organisations_ccg c ON c.id = i.ccg_id
  ORDER BY i.ccg_id, i.id
  RETURNING id, hub_id, ccg_id
), queued AS (
  INSERT INTO notifications_outboxitem
    (kind, dedupe, payload, hub_id, ccg_id, made_at, run_after, lease_by, attempts, error)
  SELECT %(kind)s, 'letter:' || id, jsonb_build_object('letter', id), hub_id, ccg_id, clock_timestamp(),
    clock_timestamp(), '', 0, ''
  FROM letter
  ON CONFLICT DO NOTHING
)
SELECT count(*) FROM letter
"""


def usual_words() -> dict[str, str]:
    """The words an invitation and a reminder begin with."""
    invitation, reminder = template_called("scheme-invitation"), template_called("scheme-reminder")
    if invitation is None or reminder is None:
        raise LookupError("fixtures/letters/schemes.yaml lacks the invitation or the reminder")
    return {
        "letter_subject": invitation.subject,
        "letter_body": invitation.body,
        "reminder_body": reminder.body,
    }


def rate_words(offer: Offer) -> str:
    """The rate and what it is for."""
    if offer.rate is None:
        return "the rate of the specification"
    pence = f"{offer.rate:.4f}".rstrip("0")
    pounds = pence if len(pence.partition(".")[2]) >= 2 else f"{offer.rate:.2f}"
    return f"£{pounds} {UNITS[offer.unit]}"


def common_values(offer: Offer, *, at: datetime) -> dict[str, str]:
    """What the placeholders that are the same for every practice stand for."""
    return {
        "hub_name": offer.hub.name,
        "scheme_name": offer.subject,
        "year": offer.year,
        "rate": rate_words(offer),
        "sign_up_from": long_date(offer.sign_up_from),
        "answer_by": long_date(offer.answer_by),
        "reference": offer.reference,
        "today": long_date(local_day(at)),
    }


def preview(offer: Offer, *, at: datetime, practice_name: str, ccg_name: str) -> tuple[str, str]:
    """Subject and body of the invitation as one practice would read it."""
    values = {**common_values(offer, at=at), **dict(zip(PER_PRACTICE, (practice_name, ccg_name), strict=True))}
    return fill(offer.letter_subject, values), fill(offer.letter_body, values)


def write_to_each(
    offer: Offer, *, links: Mapping[int, str], subject: str, body: str, template: str, by: Person | None, at: datetime
) -> int:
    """Issue a letter about each invitation (key to link), by e-mail where the practice has an address; how many."""
    if not links:
        return 0
    values = common_values(offer, at=at)
    told: dict[str, Any] = {
        "invitations": list(links),
        "links": list(links.values()),
        "template": template,
        "subject": fill(subject, values),
        "body": fill(body, values).strip(),
        "by": by.pk if by else None,
        "at": at,
        "on": local_day(at),
        "kind": MAKE_LETTER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, told)
        count = int(cursor.fetchone()[0])
    ring_after_commit()
    return count


def links_of(offer: Offer, invitations: Any) -> dict[int, str]:
    """The address of the link that holds of each of these invitations."""
    found = SignedLink.objects.filter(
        kind="invitation",
        reference=offer.reference,
        hub_id=offer.hub_id,
        ccg_id__in=Invitation.objects.of(offer).values("ccg_id"),
        record_id__in=invitations,
        used_at__isnull=True,
        revoked_at__isnull=True,
    )
    return {link.record_id: address_of(link, PUBLIC_PAGE) for link in found.order_by("id")}
