"""What a committee is asked to decide, and what came of it: its own side, and what the CCG's record shows of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from governance.models.base import Kept, OfCommittee
from governance.models.meetings import AgendaItem, CommitteeFile
from governance.models.register import RegisterEntry
from hubportal.audit.tracking import tracked
from hubportal.documents.models import Document
from hubportal.organisations.models import Committee
from hubportal.tenancy.models import CcgRow


class IfCarried(models.TextChoices):
    """What the proposed resolution does to the record when it is carried."""

    APPROVE = "approve", "It is approved"
    REFUSE = "refuse", "It is refused"


@tracked()
class AgendaRequest(Kept):
    """Something that waits for a place on a committee's agenda: a record, a forum's recommendation, or an urgent
    decision to report.
    """

    class Source(models.TextChoices):
        """Where it comes from."""

        RECORD = "record", "A record of a CCG"
        RECOMMENDATION = "recommendation", "A forum’s recommendation"
        URGENT = "urgent", "An urgent decision to report"

    class State(models.TextChoices):
        """Whether it has its place."""

        WAITING = "waiting", "Waiting for the agenda"
        PLACED = "placed", "On an agenda"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Taken back by the forum"

    class Answer(models.TextChoices):
        """What the committee made of a recommendation."""

        ACCEPTED = "accepted", "Accepted"
        VARIED = "varied", "Varied"
        REJECTED = "rejected", "Rejected"

    number = models.PositiveIntegerField("1, 2, 3… in a committee")
    source = models.CharField(max_length=16, choices=Source)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    origin = models.UUIDField("what it was made from, once")
    title = models.CharField(max_length=200)
    asks = models.TextField("the proposed resolution")
    if_carried = models.CharField(max_length=8, choices=IfCarried, blank=True)
    ccg = models.ForeignKey(
        "organisations.Ccg", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    record_kind = models.CharField(max_length=24, blank=True)
    record_reference = models.CharField(max_length=24, blank=True)
    names = models.JSONField("practices by code that it concerns", default=list)
    file = models.ForeignKey(
        CommitteeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="its paper"
    )
    asked_by = models.CharField("who asked, by name", max_length=160, blank=True)
    asked_on = models.DateField()
    from_committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="the forum"
    )
    from_entry = models.PositiveIntegerField("the number of the forum's entry", null=True, blank=True)
    from_digest = models.CharField(max_length=64, blank=True)
    about = models.CharField("the kind of recommendation", max_length=40, blank=True)
    is_private = models.BooleanField("heard in private where it comes from", default=False)
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    why = models.TextField("why it was declined", blank=True)
    settled_at = models.DateTimeField("placed or declined", null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_why = models.TextField(blank=True)
    answered_by_entry = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )

    class Meta:
        ordering = ["committee_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="agenda_request_number_once"),
            models.UniqueConstraint(fields=["committee", "origin"], name="agenda_request_once_an_origin"),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class Recommendation(OfCommittee):
    """A forum's recommendation to one committee, as the forum sees it; the committee's answer is copied here."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="recommendations")
    about = models.CharField("its kind", max_length=40, blank=True)
    to_committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("how far it is, as `governance.rules.carrying` words it", max_length=12)
    why = models.TextField(blank=True)
    answer_entry = models.PositiveIntegerField("the number of the deciding entry", null=True, blank=True)
    answer_digest = models.CharField(max_length=64, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["committee_id", "entry_id", "to_committee_id"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "entry", "to_committee"], name="recommendation_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} to {self.to_committee_id}"


@tracked()
class RecordRequest(CcgRow):
    """That a place on an agenda was asked for, as the record's CCG sees it."""

    class State(models.TextChoices):
        """How far it is."""

        SENT = "sent", "Sent"
        WAITING = "waiting", "Waiting for the agenda"
        PLACED = "placed", "On an agenda"
        DECLINED = "declined", "Declined"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    reference = models.CharField(max_length=24)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    asks = models.TextField("the proposed resolution")
    if_carried = models.CharField(max_length=8, choices=IfCarried, default=IfCarried.APPROVE)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    meeting_number = models.PositiveIntegerField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    why = models.TextField("why it was declined, or the record did not move", blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["ccg_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ccg", "kind", "record_id"],
                condition=Q(state__in=["sent", "waiting"]),
                name="one_open_request_a_record",
            )
        ]
        indexes = [models.Index(fields=["ccg", "kind", "record_id"], name="request_of_record")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"


@tracked()
class RecordDecision(CcgRow):
    """A committee's decision as the record of a CCG shows it: copied out, for nobody of the CCG reads the committee's
    rows. `number` and `digest` are those of the register's entry that proves it.

    `why_waiting` says what a person has to do about it; empty where nothing is to be done.
    """

    class State(models.TextChoices):
        """Whether the record moved with it."""

        WAITING = "waiting", "Not carried out yet"
        CARRIED_OUT = "carried_out", "Carried out"
        TAKEN_BACK = "taken_back", "Taken back"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    reference = models.CharField(max_length=24)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField("of the register's entry")
    digest = models.CharField(max_length=64)
    decided_on = models.DateField()
    outcome = models.CharField("approve, refuse, or empty where somebody is to say what it means", max_length=8)
    resolution = models.TextField()
    meeting_number = models.PositiveIntegerField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    is_private = models.BooleanField(default=False)
    summary = models.JSONField("papers, interests and votes, without private words", default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    why_waiting = models.TextField(blank=True)
    corrections = models.JSONField("each {number, on, words}", default=list)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False,
        verbose_name="who dealt with it by hand",
    )  # fmt: skip
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = models.TextField("what was done", blank=True)

    class Meta:
        ordering = ["ccg_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "committee", "number"], name="record_decision_once_an_entry")
        ]
        indexes = [
            models.Index(fields=["ccg", "kind", "record_id"], name="decision_of_record"),
            models.Index(
                fields=["ccg", "decided_on", "id"], condition=~Q(why_waiting="") & Q(settled_at__isnull=True),
                name="decision_waits",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference}: {self.committee_id}/{self.number}"
