"""Notices by e-mail: each at once, or together at 7:30am on working days, as the person chose."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.db.models.functions import Now
from django.template.loader import render_to_string

from hubportal.clocks import calendar_for
from hubportal.clocks.models import Closure
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.notifications.services.mail import send_once
from hubportal.notifications.services.notices import DIGEST
from hubportal.notifications.services.outbox import ring_after_commit
from hubportal.organisations.models import Person

MOST_IN_ONE = 200

# One digest a person, hub and day; whoever has no unsent notice gets none. Somebody who changed to hearing at
# once gets what was kept for them.
_QUEUE = """
INSERT INTO notifications_outboxitem
  (kind, dedupe, payload, hub_id, made_at, run_after, lease_by, attempts, error)
SELECT %(kind)s, 'digest:' || n.hub_id || ':' || n.person_id || ':' || %(day)s,
  jsonb_build_object('person', n.person_id), n.hub_id, clock_timestamp(), clock_timestamp(), '', 0, ''
FROM notifications_notice n JOIN organisations_person p ON p.id = n.person_id
WHERE n.hub_id = %(hub)s AND n.emailed_at IS NULL AND p.is_active
  AND (p.digest = 'daily' OR n.made_at < clock_timestamp() - interval '1 day')
GROUP BY n.hub_id, n.person_id
ON CONFLICT DO NOTHING
"""


def is_working_day(*, hub_id: int, day: date) -> bool:
    """Whether a hub works on a day: no weekend, no bank holiday, no closure of its own."""
    closures = Closure.objects.filter(hub_id=hub_id).values_list("day", "reason")
    return calendar_for("england", closures).is_working_day(day)


def queue_digests(*, hub_id: int, day: date) -> int:
    """Queue the day's digests of one hub; none when the hub is closed. Returns how many are new."""
    if not is_working_day(hub_id=hub_id, day=day):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, {"kind": DIGEST, "hub": hub_id, "day": day.isoformat()})
        count: int = cursor.rowcount
    if count:
        ring_after_commit()
    return count


def _message(*, person: Person, subject: str, notices: list[Notice]) -> EmailMultiAlternatives:
    said = {"person": person, "notices": notices, "base_url": settings.BASE_URL, "subject": subject}
    body = render_to_string("emails/notices.txt.jinja", said)
    message = EmailMultiAlternatives(subject=subject, body=body, to=[person.email])
    message.attach_alternative(render_to_string("emails/notices.html.jinja", said), "text/html")
    return message


def email_notice(*, item: OutboxItem, person_id: int, dedupe: str) -> None:
    """Send one notice; nothing to do if the person has left, or no longer reads that CCG, or it went out otherwise."""
    notice = (
        Notice.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(ccg=item.ccg, person_id=person_id, dedupe=dedupe, emailed_at__isnull=True)
        .first()
    )
    if notice is None or not notice.person.is_active or notice.ccg_id not in notice.person.grants.ccgs():
        return
    send_once(item=item, message=_message(person=notice.person, subject=notice.text, notices=[notice]))
    Notice.objects.filter(pk=notice.pk).update(emailed_at=Now())


def email_digest(*, item: OutboxItem, person_id: int) -> None:
    """Send everything a person has not yet been sent in this hub, oldest first, in one e-mail."""
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return
    unsent = Notice.objects.select_for_update().filter(hub=item.hub, person=person, emailed_at__isnull=True)
    notices = [notice for notice in unsent.order_by("pk") if notice.ccg_id in person.grants.ccgs()]
    if not notices:
        return
    count = len(notices)
    subject = notices[0].text if count == 1 else f"{count} notices from Hub Portal"
    send_once(item=item, message=_message(person=person, subject=subject, notices=notices[:MOST_IN_ONE]))
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(emailed_at=Now())
