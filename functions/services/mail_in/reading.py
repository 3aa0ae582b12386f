"""Reading a mailbox by IMAP: each new message is kept whole, in one transaction with the mark of how far it was read.

Nothing on the server is deleted or moved; a message is marked as seen once it is kept. A message that was kept before
(by Message-ID) is not kept again, whatever the server numbers it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import transaction
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from functions.models import IncomingMessage, IncomingPiece, Mailbox
from functions.services.mail_in.connecting import MailServer, ServerNotAllowed
from functions.services.mail_in.parsing import key_of, parse
from hubportal.notifications.services.outbox import enqueue

SORT = "functions.sort_message"
PIECE = 1_048_576
# A message beyond this stays in the mailbox, and a person is told.
MOST_BYTES = 100_000_000
AT_ONCE = 200
SECONDS = 60


class MailboxTrouble(Exception):
    """Why a mailbox cannot be read, in a sentence for whoever looks after it."""


def password_of(mailbox: Mailbox) -> str:
    """From the environment: `HUBPORTAL_MAILBOX_WM_FINANCE` for the mailbox FINANCE of the hub WM.

    The hub is in the name, so that the heads of another hub cannot have this password sent to a server of theirs by
    giving a mailbox the same code.
    """
    name = f"HUBPORTAL_MAILBOX_{mailbox.hub.code}_{mailbox.code.upper().replace('-', '_')}"
    found = os.environ.get(name, "")
    if not found:
        raise MailboxTrouble(f"Its password is not set: give it as {name} in the environment.")
    return found


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[IMAPClient]:
    """The folder of a mailbox, signed in and selected."""
    try:
        with MailServer(mailbox.host, mailbox.port, encrypted=mailbox.uses_tls, seconds=SECONDS) as box:
            box.login(mailbox.user, password_of(mailbox))
            yield box
    except ServerNotAllowed as fault:
        raise MailboxTrouble(str(fault)) from fault
    except (IMAPClientError, OSError) as fault:
        raise MailboxTrouble(f"The mail server did not let it be read ({type(fault).__name__}).") from fault


def read_mailbox(mailbox: Mailbox, *, now: datetime) -> int:
    """Keep every message that is new; returns how many. What could not be read is said on the mailbox."""
    kept = 0
    try:
        with opened(mailbox) as box:
            validity = int(box.select_folder(mailbox.folder)[b"UIDVALIDITY"])
            after = mailbox.last_uid if validity == mailbox.uid_validity else 0
            for uid in sorted(uid for uid in box.search(["UID", f"{after + 1}:*"]) if uid > after)[:AT_ONCE]:
                kept += _keep(mailbox, box, uid, validity=validity)
                box.add_flags([uid], [b"\\Seen"], silent=True)
    except MailboxTrouble as trouble:
        _mark(mailbox, trouble=str(trouble), read_at=now)
        return kept
    _mark(mailbox, trouble="", read_at=now)
    return kept


def _mark(mailbox: Mailbox, **values: object) -> None:
    Mailbox.objects.filter(pk=mailbox.pk).update(**values)


@transaction.atomic
def _keep(mailbox: Mailbox, box: IMAPClient, uid: int, *, validity: int) -> int:
    held = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    facts = box.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
    if facts is not None:
        size, arrived = int(facts[b"RFC822.SIZE"]), _aware(facts.get(b"INTERNALDATE"))
        pieces = list(_pieces(box, uid, size)) if size <= MOST_BYTES else [_header(box, uid)]
        new = keep_message(held, pieces, size=size, arrived_at=arrived)
    held.uid_validity, held.last_uid = validity, uid
    held.save(update_fields=["uid_validity", "last_uid"])
    return int(facts is not None and new)


def _aware(found: object) -> datetime:
    """IMAPClient gives the moment in local time without saying so."""
    if not isinstance(found, datetime):
        return datetime.now(UTC)
    return found if found.tzinfo else found.astimezone()


def _pieces(box: IMAPClient, uid: int, size: int) -> Iterator[bytes]:
    for start in range(0, max(size, 1), PIECE):
        answer = box.fetch([uid], [f"BODY.PEEK[]<{start}.{PIECE}>"])[uid]
        yield next(value for name, value in answer.items() if name.startswith(b"BODY[]"))


def _header(box: IMAPClient, uid: int) -> bytes:
    answer = box.fetch([uid], ["BODY.PEEK[HEADER]"])[uid]
    found: bytes = next(value for name, value in answer.items() if name.startswith(b"BODY[HEADER]"))
    return found


def keep_message(mailbox: Mailbox, pieces: list[bytes], *, size: int, arrived_at: datetime) -> bool:
    """Keep one message whole and put its sorting on the work list; False where it is there already."""
    raw = b"".join(pieces)
    parsed = parse(raw)
    whole = len(raw) >= size or size <= MOST_BYTES
    message, made = IncomingMessage.objects.get_or_create(
        mailbox=mailbox,
        key=key_of(parsed.headers.get("message-id", ""), raw),
        defaults={
            "hub_id": mailbox.hub_id,
            "from_name": parsed.from_name,
            "from_address": parsed.from_address,
            "subject": parsed.subject,
            "text": parsed.text,
            "files": [
                {"name": file.name, "type": file.content_type, "size": len(file.content)} for file in parsed.files
            ],
            "said_at": parsed.said_at,
            "arrived_at": arrived_at,
            "size": size,
            "note": "" if whole else f"Too large to take ({size // 1_000_000} MB): it is still in the mailbox.",
        },
    )
    if not made:
        return False
    IncomingPiece.objects.bulk_create(
        IncomingPiece(hub_id=mailbox.hub_id, message=message, position=place, content=piece)
        for place, piece in enumerate(pieces)
    )
    if whole:
        enqueue(kind=SORT, dedupe=f"sort:{message.pk}", payload={"message": message.pk}, hub=mailbox.hub_id)
    return True


def raw_of(message: IncomingMessage) -> bytes:
    """A kept message as it came."""
    pieces = message.pieces.order_by("position").values_list("content", flat=True)
    return b"".join(bytes(piece) for piece in pieces)
