"""Background acts of records: handlers of outbox items."""

from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import database_now
from hubportal.records.services import letters
from hubportal.records.services.sweep import sweep
from hubportal.web.words import local_day


@handles("records.sweep", words="Sweep of dates to keep")
def sweep_hub(item: OutboxItem) -> None:
    """Raise the dates to keep of one hub that are coming, due or late today."""
    if item.hub_id is not None:
        sweep(hub_id=item.hub_id, today=local_day(database_now()))


@handles(letters.MAKE_LETTER, words="PDF of a letter")
def make_letter(item: OutboxItem) -> None:
    """Make an issued letter's PDF."""
    letters.make_pdf(item)


@handles(letters.EMAIL_LETTER, words="Email of a letter")
def email_letter(item: OutboxItem) -> None:
    """Send an issued letter."""
    letters.send_email(item)
