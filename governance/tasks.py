"""Background acts of committees: handlers of outbox items."""

from governance.services import files
from governance.services.register import ANCHOR, anchor_and_tell, anchor_hub
from governance.services.terms_of_reference.reviews import remind_hub
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import database_now
from hubportal.web.words import local_day


@handles(files.SCAN, words="Virus scan of a committee’s file")
def scan_file(item: OutboxItem) -> None:
    """Scan a file that was taken while the scanner was down."""
    files.scan_waiting(file=item.payload["file"])


@handles("governance.anchor", words="Anchoring of decision registers")
def anchor_registers(item: OutboxItem) -> None:
    """Put each register of one hub on the work list."""
    if item.hub_id is not None:
        anchor_hub(hub_id=item.hub_id, on=local_day(database_now()))


@handles(ANCHOR, words="Anchor of a decision register")
def anchor_register(item: OutboxItem) -> None:
    """Anchor one register, if it has grown since it was anchored last."""
    anchor_and_tell(committee_id=item.payload["committee"], at=database_now())


@handles("governance.terms_reviews", words="Reminders of reviews of terms of reference")
def remind_of_reviews(item: OutboxItem) -> None:
    """Write to the secretaries of one hub whose committees' terms are due for review."""
    if item.hub_id is not None:
        remind_hub(hub_id=item.hub_id, on=local_day(database_now()))
