"""E-mail that comes in: the hub's mailboxes, and each message until it has become a case, an answer, or nothing."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import HubRow, Wall


@tracked()
class Mailbox(HubRow):
    """A mailbox that is read by IMAP. Its password is in the environment, under
    `HUBPORTAL_MAILBOX_<HUB>_<CODE>`.
    """

    code = models.CharField("names its password in the environment", max_length=20)
    address = models.EmailField()
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=993)
    uses_tls = models.BooleanField(default=True)
    user = models.CharField(max_length=200)
    folder = models.CharField(max_length=200, default="INBOX")
    stream = models.CharField("of the cases it begins", max_length=12, default="contracting")
    is_active = models.BooleanField(default=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField("why it could not be read last time", max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "code"], name="mailbox_once_a_hub")]

    def __str__(self) -> str:
        return self.address


class IncomingMessage(models.Model):
    """One message, kept from the moment it is read. It belongs to no CCG (`ccg` stays empty) and stands behind the
    wall of the work list: hub staff sort it in the hub's own scope, and a CCG reads only what was put on its case.
    """

    wall = Wall.OUTBOX

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "To be sorted"
        LOGGED = "logged", "Logged as a case"
        REPLY = "reply", "Added to a case"
        IGNORED = "ignored", "Ignored"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hub = models.ForeignKey("organisations.Hub", on_delete=models.PROTECT, related_name="+", db_index=False)
    ccg = models.ForeignKey("organisations.Ccg", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages", db_index=False)
    key = models.CharField("Message-ID, or a hash of the message where it has none", max_length=250)
    from_name = models.CharField(max_length=160, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    files = models.JSONField("name, type and size of each attachment", default=list)
    said_at = models.DateTimeField("in its header", null=True)
    arrived_at = models.DateTimeField()
    size = models.PositiveBigIntegerField("bytes")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    note = models.CharField("why it was ignored, or what a person should know", max_length=300, blank=True)
    query = models.ForeignKey("functions.Query", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    sorted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sorted_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "mailbox", "key"], name="message_taken_once")]
        indexes = [
            models.Index(fields=["hub", "arrived_at", "id"], condition=Q(state="waiting"), name="message_to_sort"),
            models.Index(fields=["hub", "state", "-id"], name="message_of_hub"),
            models.Index(fields=["hub", "from_address", "-id"], name="message_of_sender"),
            models.Index(fields=["query"], condition=Q(query__isnull=False), name="message_of_query"),
        ]

    def __str__(self) -> str:
        return f"{self.from_address}: {self.subject}"


class IncomingPiece(models.Model):
    """A message as it came, in pieces of a megabyte, until it is kept as a document of a case."""

    wall = Wall.OUTBOX

    hub = models.ForeignKey("organisations.Hub", on_delete=models.PROTECT, related_name="+", db_index=False)
    ccg = models.ForeignKey("organisations.Ccg", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    message = models.ForeignKey(IncomingMessage, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "message", "position"], name="piece_once")]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.position}"
