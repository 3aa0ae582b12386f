"""Background acts of committees: handlers of outbox items."""

from governance.services import files
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem


@handles(files.SCAN, words="Virus scan of a committee’s file")
def scan_file(item: OutboxItem) -> None:
    """Scan a file that was taken while the scanner was down."""
    files.scan_waiting(file=item.payload["file"])
