"""Meetings, their agenda and papers."""

import uuid

from django.conf import settings
from django.db import models

from governance.models.base import Kept, OfCommittee
from governance.models.committees import TermsOfReference
from hubportal.audit.tracking import tracked


class Marking(models.TextChoices):
    """Who may read a paper."""

    PUBLIC = "public", "Public"
    CONFIDENTIAL = "confidential", "Confidential to the committee"
    RESTRICTED = "restricted", "Restricted: withheld from members with an interest"


@tracked()
class CommitteeFile(OfCommittee):
    """A file of a committee: a paper, a pack, evidence or a paper form. Its bytes never change."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("file name as the sender gave it", max_length=200)
    stored_as = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("bytes")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField("of a PDF", null=True, blank=True)
    scan = models.CharField("as of a document", max_length=8, default="none")
    is_restricted = models.BooleanField("read by the secretary and by whom its room allows", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


@tracked()
class Meeting(Kept):
    """A meeting of a committee, from its date in the yearly plan to its end."""

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", "Planned"
        NOTIFIED = "notified", "Notice given"
        ISSUED = "issued", "Papers sent"
        OPEN = "open", "In session"
        CLOSED = "closed", "Closed"
        CANCELLED = "cancelled", "Cancelled"

    number = models.PositiveIntegerField("counted by committee")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField("planned")
    place = models.CharField(max_length=200, blank=True)
    joining = models.TextField("how to join from elsewhere", blank=True)
    terms = models.ForeignKey(
        TermsOfReference,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="the terms it is held under, fixed when it opens",
    )
    notified_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField("papers sent", null=True, blank=True)
    notified_why = models.TextField("why notice was given late", blank=True)
    unpublished_why = models.TextField("why agenda and papers are kept from the public site", blank=True)
    issued_why = models.TextField("why papers were sent late", blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.TextField(blank=True)
    sequence = models.PositiveIntegerField("of its calendar entry: rises when date or place change", default=0)

    class Meta:
        ordering = ["committee_id", "starts_at", "id"]
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="meeting_number_once")]
        indexes = [models.Index(fields=["committee", "-starts_at"], name="meeting_of_committee")]

    def __str__(self) -> str:
        return f"Meeting {self.number}"


@tracked()
class AgendaItem(Kept):
    """One item of an agenda, as it was put there; what happened on it is in the entries of the desk."""

    class Purpose(models.TextChoices):
        """What the committee is asked to do."""

        DECIDE = "decide", "For decision"
        DISCUSS = "discuss", "For discussion"
        NOTE = "note", "To note"
        STANDING = "standing", "Standing item"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField("order on the agenda, from 1; 0 when it was taken off before papers went")
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.DECIDE)
    minutes = models.PositiveSmallIntegerField("planned", default=10)
    presenter = models.CharField(max_length=120, blank=True)
    asks = models.TextField("what is to be decided, as a proposed resolution", blank=True)
    business_of = models.CharField(
        "the one organisation whose business it is, as seats name it", max_length=120, blank=True
    )
    is_private = models.BooleanField("the public is to be excluded", default=False)
    ground = models.TextField("why the public is to be excluded", blank=True)
    matter = models.SlugField("the function it is decided under, by its code in the terms", max_length=40, blank=True)
    names = models.JSONField("practices by code and suppliers by name that it concerns", default=list)
    record_kind = models.CharField("the record it decides on", max_length=24, blank=True)
    record_reference = models.CharField(max_length=24, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting_id", "position", "id"]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


@tracked()
class Paper(Kept):
    """A paper of an item; a later version replaces it in the pack, and both are kept."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    position = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=120, blank=True)
    marking = models.CharField(max_length=12, choices=Marking, default=Marking.PUBLIC)
    file = models.ForeignKey(CommitteeFile, on_delete=models.PROTECT, related_name="+")
    withheld_why = models.TextField("why a public paper is kept from publication", blank=True)
    is_late = models.BooleanField("added after papers were due", default=False)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item_id", "position", "id"]

    def __str__(self) -> str:
        return self.title


@tracked()
class Apology(OfCommittee):
    """Somebody will not come, or a deputy comes in their place."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="apologies")
    seat_code = models.SlugField(max_length=40)
    deputy = models.ForeignKey(
        "governance.Appointment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["meeting_id", "seat_code"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "meeting", "seat_code"], name="apology_once_a_seat")
        ]

    def __str__(self) -> str:
        return self.seat_code
