"""What the workers do: the Celery tasks that drain the list, and the handlers of this app's outbox items.

Celery tasks carry no content, only the name of a job; what is to be done is in the table.
"""

from datetime import date

from celery import shared_task
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models.functions import Now

from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services import digests, doorbell, items, jobs, notices
from hubportal.notifications.services.mail import SEND_EMAIL, send_once, unpacked
from hubportal.organisations.models import ApiToken
from hubportal.organisations.services.ended import leave_ended_roles
from hubportal.tenancy.scope import scope
from hubportal.web.words import local_day

DRAIN_LIMIT = 200


@shared_task(name=doorbell.DRAIN, ignore_result=True)
def drain() -> int:
    """Work the list; rung again when it is long, so that one worker does not hold it while shutting down."""
    tried = items.drain(limit=DRAIN_LIMIT, seconds=20)
    if tried:
        doorbell.ring()
    return tried


@shared_task(name="notifications.start_job", ignore_result=True)
def start_job(name: str) -> int:
    """Put a job of the timetable on the work list and begin on it."""
    jobs.start_named(name)
    return items.drain(limit=DRAIN_LIMIT, seconds=20)


@handles(SEND_EMAIL, forget_payload=True, words="Email of the portal")
def send_email(item: OutboxItem) -> None:
    """Hand a queued message to the mail server."""
    send_once(item=item, message=unpacked(item.payload))


@handles(notices.TELL, words="Notices of what a practice did")
def tell(item: OutboxItem) -> None:
    """Tell people what somebody caused who may not write their notices."""
    notices.tell(**item.payload)


@handles(notices.EMAIL_NOTICE, words="Email about a notice")
def email_notice(item: OutboxItem) -> None:
    """Send one notice by e-mail."""
    digests.email_notice(item=item, person_id=item.payload["person"], dedupe=item.payload["notice"])


@handles(notices.DIGEST, words="Daily email of notices")
def email_digest(item: OutboxItem) -> None:
    """Send a person's notices together."""
    digests.email_digest(item=item, person_id=item.payload["person"])


@handles("notifications.digests", words="Making the daily emails")
def queue_digests(item: OutboxItem) -> None:
    """The morning's digests of one hub; a morning missed altogether is left to the next working day."""
    today = local_day(items.database_now())
    if item.hub_id is not None and date.fromisoformat(item.payload["day"]) == today:
        digests.queue_digests(hub_id=item.hub_id, day=today)


@handles("organisations.end_roles", words="Ending roles whose last day has passed")
def end_roles(item: OutboxItem) -> None:
    """Take people out of the groups of roles that have ended; grants stopped with the role's last day already."""
    leave_ended_roles(on=local_day(items.database_now()))


@handles("notifications.tidy", words="Nightly tidying")
def tidy(item: OutboxItem) -> None:
    """Remove what has served: ended sessions and tokens, and items done or set aside more than ninety days ago."""
    Session.objects.filter(expire_date__lt=Now()).delete()
    ApiToken.objects.filter(expires_at__lt=Now()).delete()
    with scope(items.WORKER), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM notifications_outboxitem"
            " WHERE coalesce(done_at, set_aside_at) < clock_timestamp() - interval '90 days'"
        )
