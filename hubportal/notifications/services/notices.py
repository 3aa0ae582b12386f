"""Telling people: a notice in the portal is the record, the e-mail about it a courtesy."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from hubportal.notifications.models import Notice
from hubportal.notifications.services.outbox import enqueue, ring_after_commit
from hubportal.organisations.models import Ccg, Hub, Person
from hubportal.tenancy.scope import current_scope

EMAIL_NOTICE = "notifications.email_notice"
TELL = "notifications.tell"
DIGEST = "notifications.digest"

# Facts become notices once, and each new notice of a person who wants to hear at once becomes an e-mail to
# send.
_TELL_EACH = """
WITH {found}, told AS (
  INSERT INTO notifications_notice (hub_id, ccg_id, person_id, kind, text, path, dedupe, made_at)
  SELECT hub_id, ccg_id, person_id, kind, left(text, 300), path, dedupe, clock_timestamp() FROM fact
  ON CONFLICT DO NOTHING
  RETURNING hub_id, ccg_id, person_id, dedupe
), queued AS (
  INSERT INTO notifications_outboxitem
    (kind, dedupe, payload, hub_id, ccg_id, made_at, run_after, lease_by, attempts, error)
  SELECT '{email}', 'notice:' || told.ccg_id || ':' || told.person_id || ':' || told.dedupe,
    jsonb_build_object('person', told.person_id, 'notice', told.dedupe),
    told.hub_id, told.ccg_id, clock_timestamp(), clock_timestamp(), '', 0, ''
  FROM told JOIN organisations_person p ON p.id = told.person_id
  WHERE p.is_active AND p.digest = 'at_once'
  ON CONFLICT DO NOTHING
)
SELECT count(*) FROM told
"""
_GIVEN = """
fact AS (
  SELECT %(hub)s::bigint AS hub_id, %(ccg)s::bigint AS ccg_id, person_id, %(kind)s::text AS kind,
    %(text)s::text AS text, %(path)s::text AS path, %(dedupe)s::text AS dedupe
  FROM unnest(%(people)s::bigint[]) AS given(person_id)
)
"""


def tell_each(*, found: str, parameters: dict[str, Any]) -> int:
    """Tell people of many facts in one statement; returns how many notices are new.

    `found` is our own SQL: common table expressions, the last of which is `fact(hub_id, ccg_id, person_id,
    kind, text, path, dedupe)`. A notice that person already has (`dedupe` within the CCG) is left as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TELL_EACH.format(found=found, email=EMAIL_NOTICE), parameters)
        told = int(cursor.fetchone()[0])
    if told:
        ring_after_commit()
    return told


def tell(
    *,
    people: Iterable[Person | int],
    hub: Hub | int,
    ccg: Ccg | int,
    kind: str,
    text: str,
    path: str,
    dedupe: str,
) -> int:
    """Give each person one notice of one fact, and an e-mail if they want it at once; returns the new notices.

    `text` is one line without patient details, for it also goes by e-mail; `path` is the page it leads to;
    `dedupe` names the fact within the CCG. A practice's person may not read the CCG's notices, so what they
    cause is told from the outbox.
    """
    facts: dict[str, Any] = {
        "people": sorted({person.pk if isinstance(person, Person) else person for person in people}),
        "hub": hub.pk if isinstance(hub, Hub) else hub,
        "ccg": ccg.pk if isinstance(ccg, Ccg) else ccg,
        "kind": kind,
        "text": text[:300],
        "path": path,
        "dedupe": dedupe,
    }
    opened = current_scope()
    if opened is not None and opened.role == "hub_practice":
        enqueue(
            kind=TELL,
            dedupe=f"tell:{facts['ccg']}:{dedupe}",
            payload=facts,
            hub=facts["hub"],
            ccg=facts["ccg"],
        )
        return 0
    return tell_each(found=_GIVEN, parameters=facts)


def notices_of(person: Person) -> QuerySet[Notice]:
    """A person's own notices, newest first; a practice's person has none in the portal."""
    if not person.grants.ccgs():
        return Notice.objects.none()
    whole = person.grants.whole_hub()
    seen = Q(ccg_id__in=person.grants.ccgs()) if whole is None else Q(hub_id=whole)
    return Notice.objects.filter(seen, person=person).order_by("-id")


def unread_count(person: Person) -> int:
    """How many notices a person has not marked as read."""
    return notices_of(person).filter(read_at__isnull=True).order_by().count()


@transaction.atomic
def mark_read(*, by: Person, notice_id: int | None = None) -> int:
    """Mark one of a person's notices, or all of them, as read; returns how many were unread."""
    unread = notices_of(by).filter(read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return int(unread.order_by().update(read_at=Now()))
