"""The clock of a case is the list of its events; a wrong event is corrected by a further one, never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from functions.models.queries import Query
from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow

EXCLUSION_KINDS = ("excluded", "exclusion_removed")


@tracked()
class QueryEvent(CcgRow):
    """One thing that happened to a case's clock, on a day, recorded by somebody at a moment."""

    append_only = True
    practice_facing = True

    class Kind(models.TextChoices):
        """The events the clock knows (specification 03, section 3)."""

        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        PROMISED = "promised", "Date promised"
        UPDATE_GIVEN = "update_given", "Update given"
        PAUSED = "paused", "Waiting for the requester"
        RESUMED = "resumed", "Resumed"
        REQUESTER_MESSAGE = "requester_message", "Requester replied"
        CLARIFICATION = "clarification", "Clarification received"
        EXCLUDED = "excluded", "Excluded from the standard"
        EXCLUSION_REMOVED = "exclusion_removed", "Exclusion removed"
        RESPONDED = "responded", "Full response given"
        REOPENED = "reopened", "Reopened"
        WITHDRAWN = "withdrawn", "Withdrawn"

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="events")
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    on = models.DateField()
    promised_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "id"]
        indexes = [
            models.Index(fields=["ccg", "query", "on", "id"], name="event_of_query"),
            models.Index(fields=["ccg", "on"], condition=Q(kind__in=EXCLUSION_KINDS), name="exclusion_of_ccg"),
        ]

    def __str__(self) -> str:
        return f"{self.query_id} {self.kind} {self.on}"
