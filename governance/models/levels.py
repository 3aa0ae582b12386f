"""Applications of a CCG to change its co-commissioning level."""

from django.db import models
from django.urls import reverse

from governance.rules.levels import CHECKLIST
from hubportal.audit.tracking import tracked
from hubportal.organisations.models import Level
from hubportal.records.models import Record


@tracked()
class LevelApplication(Record):
    """An application: the level wanted from a 1 April, why, the checklist, the ratings, who signs, and the outcome.

    `checklist` is point to {"is_met", "note"}, `ratings` component to rating, `signatories` capacity to {"name",
    "designation", "email"}; their keys are those of governance.rules.levels. Evidence is kept as files of the record.
    """

    level = models.CharField(max_length=20, choices=Level)
    level_before = models.CharField(max_length=20, choices=Level)
    go_live_on = models.DateField()
    objectives = models.TextField()
    benefits = models.TextField(blank=True)
    checklist = models.JSONField(default=dict)
    ratings = models.JSONField(default=dict)
    ratings_as_at = models.CharField("the period the ratings are of", max_length=60, blank=True)
    signatories = models.JSONField(default=dict)
    submitted_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        pass

    def get_absolute_url(self) -> str:
        return reverse("levels:application", args=[self.reference])

    def documents_wanted(self) -> dict[str, str]:
        """The points of the checklist that files prove."""
        return dict(CHECKLIST)
