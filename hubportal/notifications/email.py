"""Django's e-mail backend of the portal: a message joins the work list in the sender's transaction.

A header `X-Outbox-Key` names the fact a message tells of, so that sending it again changes nothing.
"""

from collections.abc import Sequence
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from hubportal.notifications.services.mail import SEND_EMAIL, packed
from hubportal.notifications.services.outbox import enqueue

FACT = "X-Outbox-Key"


class OutboxEmailBackend(BaseEmailBackend):
    """Queues; `settings.EMAIL_DELIVERY_BACKEND` sends (`hubportal.notifications.tasks.send_email`)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message that has somebody to go to; returns how many were queued."""
        queued = 0
        for message in email_messages:
            if not message.recipients():
                continue
            fact = message.extra_headers.pop(FACT, None) or f"email:{uuid4().hex}"
            enqueue(kind=SEND_EMAIL, dedupe=fact, payload=packed(message))
            queued += 1
        return queued
