"""What a meeting's agenda carries besides its items: packs, changes after papers went, deferrals, known interests."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from governance.models.base import Kept, OfCommittee
from governance.models.meetings import AgendaItem, CommitteeFile, Meeting
from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import Wall


@tracked()
class Pack(Kept):
    """The papers of a meeting as one PDF: for its members, or what of it the public may read.

    Number 1 is the pack that was sent first; each later one is a supplement, whose pages go on from the last of the one
    before. A draft, which only the secretary reads, has number 0 and is replaced by the next.
    """

    class Audience(models.TextChoices):
        """Who reads it."""

        MEMBERS = "members", "Members"
        PUBLIC = "public", "Public"

    class State(models.TextChoices):
        """How far its making is."""

        WAITING = "waiting", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    audience = models.CharField(max_length=8, choices=Audience)
    number = models.PositiveIntegerField("0 is a draft, 1 the first sent, then supplements")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    file = models.ForeignKey(CommitteeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contents = models.JSONField("the items and papers it was asked to hold, by their keys", default=dict)
    shown = models.JSONField("the papers in the public's file, by their keys", default=list)
    last_page = models.PositiveIntegerField("the number that its last page bears", default=0)
    fault = models.TextField("why it could not be made", blank=True)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "number", "audience"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "meeting", "audience", "number"], name="pack_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.audience} {self.number}"


@tracked()
class AgendaChange(OfCommittee):
    """Something that was changed after papers went, for the supplement that tells of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="changes")
    paper = models.ForeignKey("governance.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("what was done", max_length=240)
    why = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sent_in = models.PositiveIntegerField("the number of the supplement that tells of it", null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "id"]

    def __str__(self) -> str:
        return self.words


@tracked()
class Deferral(OfCommittee):
    """An item that was put off; the meeting that takes it up gets a copy of it, with its papers."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="deferrals")
    why = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_up = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="deferred_from"
    )

    class Meta:
        ordering = ["committee_id", "id"]
        constraints = [models.UniqueConstraint(fields=["committee", "item"], name="deferral_once_an_item")]

    def __str__(self) -> str:
        return self.why


@tracked()
class KnownInterest(OfCommittee):
    """What is known before a meeting of a member's interest in an item: the quorum is forecast with it, and restricted
    papers of the item are withheld from them. What is declared at the meeting is an entry of the desk.
    """

    class Expected(models.TextChoices):
        """What the chair is expected to decide."""

        NOTE = "note", "Noted: takes part and votes"
        STAY = "stay_not_vote", "Stays and does not vote"
        LEAVE = "leave", "Leaves for the item"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="known_interests")
    seat_code = models.SlugField(max_length=40)
    expected = models.CharField(max_length=16, choices=Expected)
    why = models.CharField(max_length=200)

    class Meta:
        ordering = ["item_id", "seat_code"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "item", "seat_code"], name="known_interest_once_a_seat")
        ]

    def __str__(self) -> str:
        return self.seat_code


class CalendarFeed(models.Model):
    """The address at which a person's calendar program reads their meetings; ended, it answers nobody any more."""

    wall: ClassVar[Wall] = Wall.PERSON

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    committee = models.UUIDField("of one committee, by its public id; of all the person's when empty", null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["person_id", "id"]

    def __str__(self) -> str:
        return str(self.public_id)
