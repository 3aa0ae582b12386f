"""What follows a meeting: actions with their updates, and letters that tell practices of a decision."""

from django.conf import settings
from django.db import models

from governance.models.base import Kept, OfCommittee
from governance.models.meetings import AgendaItem, CommitteeFile, Meeting
from governance.models.register import RegisterEntry
from hubportal.audit.tracking import tracked


@tracked()
class Action(Kept):
    """Something somebody is to do, from the entry of the desk that says so, until it is done or dropped."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    number = models.PositiveIntegerField("counted by committee")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    entry = models.PositiveIntegerField("the desk's entry")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    words = models.TextField()
    owner = models.CharField(max_length=160)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="the owner, where they sign in",
    )
    due_on = models.DateField(null=True, blank=True)
    is_private = models.BooleanField("from an item heard in private", default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["committee_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="action_number_once"),
            models.UniqueConstraint(fields=["committee", "meeting", "entry"], name="action_once_an_entry"),
        ]
        indexes = [models.Index(fields=["committee", "state", "due_on"], name="actions_by_due_date")]

    def __str__(self) -> str:
        return f"Action {self.number}"


class ActionUpdate(OfCommittee):
    """What was said of an action, and the state it had then."""

    append_only = True

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    state = models.CharField(max_length=8, choices=Action.State)
    words = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["action_id", "id"]
        indexes = [models.Index(fields=["committee", "action"], name="updates_of_action")]

    def __str__(self) -> str:
        return self.words[:40]


@tracked()
class DecisionLetter(Kept):
    """A letter that tells one practice of one decision: written from the record, read by the secretary, sent once."""

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", "To review"
        SENT = "sent", "Sent by email"
        POSTED = "posted", "Posted"
        ON_RECORD = "on_record", "With the hub, as a letter of the record"
        DROPPED = "dropped", "Not sent"

    decision = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="letters")
    practice_code = models.CharField(max_length=10)
    to_name = models.CharField(max_length=160)
    to_address = models.TextField(blank=True)
    to_email = models.EmailField(blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    record_kind = models.CharField(max_length=24, blank=True)
    record_reference = models.CharField(max_length=24, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    ended_on = models.DateField("sent, posted, handed over or dropped", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    why_dropped = models.TextField(blank=True)
    file = models.ForeignKey(
        CommitteeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["committee_id", "decision_id", "practice_code"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "decision", "practice_code"], name="letter_once_a_practice")
        ]

    def __str__(self) -> str:
        return self.subject
