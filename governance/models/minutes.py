"""The minutes of a meeting, in versions, and the monthly summary of what a committee did."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from governance.models.base import Kept
from governance.models.meetings import CommitteeFile, Meeting
from hubportal.audit.tracking import tracked


@tracked()
class Minutes(Kept):
    """One version of a meeting's minutes (docs/decisions/0043).

    `sections` are those of `governance.rules.minutes.sections`: what is from the record, and the secretary's prose. An
    amendment is a further version; both are kept, and an approved one never changes.
    """

    class State(models.TextChoices):
        """How far a version is."""

        DRAFT = "draft", "Draft"
        CIRCULATED = "circulated", "Circulated"
        APPROVED = "approved", "Approved"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_versions")
    number = models.PositiveIntegerField("1, 2, 3… of a meeting")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    sections = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_to = models.JSONField("names of those it was sent to, and of those without an address", default=dict)
    amendments = models.TextField("what the committee amended", blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_by = models.CharField("who moved and seconded it, or the chair", max_length=200, blank=True)
    file = models.ForeignKey(
        CommitteeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    public_file = models.ForeignKey(
        CommitteeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "meeting", "number"], name="minutes_number_once"),
            models.UniqueConstraint(
                fields=["committee", "meeting"], condition=Q(state="draft"), name="minutes_one_draft"
            ),
            models.UniqueConstraint(
                fields=["committee", "meeting"], condition=Q(state="approved"), name="minutes_approved_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


@tracked()
class MonthlySummary(Kept):
    """What a committee decided in one month, for NHS England and each governing body; sent once."""

    month = models.DateField("its first day")
    sections = models.JSONField(default=list)
    recipients = models.TextField("e-mail addresses, one a line", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    file = models.ForeignKey(
        CommitteeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["committee_id", "-month"]
        constraints = [models.UniqueConstraint(fields=["committee", "month"], name="summary_once_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"
