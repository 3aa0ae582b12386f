"""The work list, what people are told, and who looked at what."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.tenancy.models import CcgRow, Wall


class OutboxItem(models.Model):
    """One background act, written in the transaction that caused it and done once (docs/decisions).

    Claimed with SKIP LOCKED under a lease; `done_at` is set in the transaction of the act's effect. `dedupe`
    says what fact the act serves, so that the same fact is never served twice. `hub` is empty for acts of the
    installation, such as a password reset. `payload` holds keys and parameters.
    """

    wall = Wall.OUTBOX

    kind = models.CharField(max_length=60)
    dedupe = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    # Rows come by the ten thousand from the sweep, and what each is about is checked where that is written.
    hub = models.ForeignKey(
        "organisations.Hub", null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    ccg = models.ForeignKey(
        "organisations.Ccg", null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease_by = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField("given up after the last attempt", null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dedupe"], name="served_once")]
        indexes = [
            models.Index(
                fields=["run_after", "id"],
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe}"


class Notice(CcgRow):
    """Something a person was told: the record; the e-mail is a courtesy."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    path = models.CharField("page it leads to", max_length=200)
    dedupe = models.CharField(max_length=160)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "person", "dedupe"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["hub", "person"], condition=Q(emailed_at__isnull=True), name="notice_to_email"),
        ]

    def __str__(self) -> str:
        return self.text


class AccessRecord(CcgRow):
    """Somebody read restricted material or took an export: visible to the CCG."""

    append_only = True

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    reference = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["ccg", "reference", "-id"], name="access_of_record")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.what} {self.reference}"


class Delivery(models.Model):
    """An e-mail handed to the mail server for one person, by the outbox key it carried as Message-ID.

    The unique row is written before the message leaves, in the transaction that ends the outbox item, so that
    one fact goes to one person once. `hub` is empty for messages of the installation, such as a password
    reset.
    """

    wall = Wall.OUTBOX
    append_only = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hub = models.ForeignKey("organisations.Hub", null=True, on_delete=models.PROTECT, related_name="+")
    ccg = models.ForeignKey("organisations.Ccg", null=True, on_delete=models.PROTECT, related_name="+")
    outbox_key = models.CharField(max_length=200)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=250)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outbox_key", "to"], name="delivered_once")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Raised(CcgRow):
    """A date that was raised: of one step of one subject, at one stage, once.

    `subject` names the table ("query") and `subject_id` its row: the sweep of any app keeps its marks here.
    The unique key is what stops a second run, or a second worker, from raising the same date again.
    """

    append_only = True

    class Stage(models.TextChoices):
        """How close the due date was when it was raised."""

        COMING = "coming", "Coming up"
        TOMORROW = "tomorrow", "Due on the next working day"
        TODAY = "today", "Due today"
        BREACHED = "breached", "Due date passed"

    subject = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    step = models.CharField(max_length=12)
    due_on = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage)
    raised_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ccg", "subject", "subject_id", "step", "due_on", "stage"], name="raised_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} {self.step} {self.due_on} {self.stage}"
