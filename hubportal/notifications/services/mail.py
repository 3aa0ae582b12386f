"""Handing e-mail to the mail server, once a person and fact; a repeat after a crash carries the same Message-ID."""

import base64
import hashlib
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import EmailMessage
from django.db import connection

from hubportal.notifications.models import OutboxItem

SEND_EMAIL = "notifications.send_email"

# No RETURNING: in an item's scope one may add a delivery, not read those of others.
_DELIVER = """
INSERT INTO notifications_delivery (public_id, hub_id, ccg_id, outbox_key, "to", subject, sent_at)
VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, clock_timestamp()) ON CONFLICT DO NOTHING
"""


def message_id(key: str) -> str:
    """The Message-ID of an outbox key: the same for every attempt, so that mail servers can tell a repeat."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def send_once(*, item: OutboxItem, message: EmailMessage) -> int:
    """Send a message for an outbox item to those who have not had it; returns to how many people.

    Call it from the item's handler. The row that says a person had it is written first, and undone with everything
    else if the mail server refuses.
    """
    wanted = {"to": message.to, "cc": message.cc, "bcc": message.bcc}
    count = 0
    with connection.cursor() as cursor:
        for field, addresses in wanted.items():
            new = []
            for address in addresses:
                row = (item.hub_id, item.ccg_id, item.dedupe, address[:254], message.subject[:250])
                cursor.execute(_DELIVER, row)
                if cursor.rowcount == 1:
                    new.append(address)
            setattr(message, field, new)
            count += len(new)
    if count:
        message.extra_headers["Message-ID"] = message_id(item.dedupe)
        message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
        message.connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
        message.send()
    return count


def packed(message: EmailMessage) -> dict[str, Any]:
    """A message as an outbox payload: text, addresses, and attachments in base 64."""
    attached = []
    for attachment in message.attachments:
        if not isinstance(attachment, tuple):
            raise TypeError("attach files by name, content and media type")
        name, content, content_type = attachment
        raw = content.encode() if isinstance(content, str) else content
        attached.append([name, base64.b64encode(raw).decode("ascii"), content_type])
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from": message.from_email,
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "reply_to": list(message.reply_to),
        "headers": {str(name): str(value) for name, value in message.extra_headers.items()},
        "alternatives": [[str(text), kind] for text, kind in getattr(message, "alternatives", ())],
        "attachments": attached,
    }


def unpacked(payload: dict[str, Any]) -> EmailMultiAlternatives:
    """The message an outbox payload holds."""
    message = EmailMultiAlternatives(
        subject=payload["subject"],
        body=payload["body"],
        from_email=payload.get("from") or settings.DEFAULT_FROM_EMAIL,
        to=payload["to"],
        cc=payload.get("cc"),
        bcc=payload.get("bcc"),
        reply_to=payload.get("reply_to"),
        headers=payload.get("headers"),
    )
    for text, kind in payload.get("alternatives", ()):
        message.attach_alternative(text, kind)
    for name, content, content_type in payload.get("attachments", ()):
        message.attach(name, base64.b64decode(content), content_type)
    return message
