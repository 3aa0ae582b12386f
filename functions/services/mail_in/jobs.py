"""The background half of e-mail in: reading a hub's mailboxes, and sorting what was kept."""

from datetime import datetime

from django.db import transaction

from functions.models import IncomingMessage, Mailbox
from functions.services.mail_in.reading import read_mailbox
from functions.services.mail_in.sorting import sort_kept
from hubportal.tenancy.scope import Scope, scope


def read_mailboxes(*, hub_id: int, now: datetime) -> int:
    """Keep what is new in every mailbox of a hub; returns how many messages."""
    with scope(Scope(role="hub_work", hub=hub_id, reason="read mailboxes")):
        with transaction.atomic():
            boxes = list(Mailbox.objects.filter(hub_id=hub_id, is_active=True).select_related("hub").order_by("pk"))
        return sum(read_mailbox(box, now=now) for box in boxes)


def sort_in_hub(*, hub_id: int | None, message_id: int, now: datetime) -> None:
    """Sort one kept message in the scope of its hub."""
    with scope(Scope(role="hub_work", hub=hub_id, reason="sort mail that came in")), transaction.atomic():
        sort_kept(IncomingMessage.objects.get(pk=message_id), now=now)
