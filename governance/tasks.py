"""Background acts of committees: handlers of outbox items."""

from governance.services import ballot_clock, files
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import database_now


@handles(files.SCAN, words="Virus scan of a committee’s file")
def scan_file(item: OutboxItem) -> None:
    """Scan a file that was taken while the scanner was down."""
    files.scan_waiting(file=item.payload["file"])


@handles(ballot_clock.OPEN, words="Opening of a ballot")
def open_ballot(item: OutboxItem) -> None:
    """Freeze the roll and send the links, at the opening moment."""
    ballot_clock.open_by_clock(round_id=item.payload["round"], at=database_now())


@handles(ballot_clock.REMIND, words="Reminders of a ballot")
def remind_of_ballot(item: OutboxItem) -> None:
    """Write once more to practices that have not responded."""
    ballot_clock.remind(round_id=item.payload["round"], day=item.payload["day"], at=database_now())


@handles(ballot_clock.CLOSE, words="Closing of a ballot")
def close_ballot(item: OutboxItem) -> None:
    """Close and count, at the closing moment."""
    ballot_clock.close_by_clock(round_id=item.payload["round"], at=database_now())
