"""Background acts of governance: handlers of outbox items."""

from governance.services import files
from governance.services.certifications import begin_due
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import database_now
from hubportal.web.words import local_day


@handles(files.SCAN, words="Virus scan of a committee’s file")
def scan_file(item: OutboxItem) -> None:
    """Scan a file that was taken while the scanner was down."""
    files.scan_waiting(file=item.payload["file"])


@handles("governance.begin_certifications", words="Self-certifications of the quarter that ended")
def begin_certifications(item: OutboxItem) -> None:
    """Begin what each CCG of a hub owes for the quarter that ended last; run twice, it begins nothing more."""
    if item.hub_id is not None:
        now = database_now()
        begin_due(hub_id=item.hub_id, on=local_day(now), at=now)
