"""Background acts of committees: handlers of outbox items."""

from django.utils import timezone

from governance.services import files
from governance.services.meetings import packs
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem


@handles(files.SCAN, words="Virus scan of a committee’s file")
def scan_file(item: OutboxItem) -> None:
    """Scan a file that was taken while the scanner was down."""
    files.scan_waiting(file=item.payload["file"])


@handles(packs.BUILD, words="Pack of a meeting’s papers")
def build_pack(item: OutboxItem) -> None:
    """Make the packs of a meeting, and tell everybody once those that are sent are ready."""
    packs.build_packs(**item.payload, at=timezone.now())
