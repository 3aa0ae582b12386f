"""The standard function matrix (West Midlands MOU 4.1, version 1.0 of October 2015)."""

from django.db import models

from hubportal.tenancy.models import ReferenceRow


class Activity(ReferenceRow):
    """One activity of the matrix: whether the CCG does it, and what part the hub has."""

    class HubPart(models.TextChoices):
        """The hub's part, as the MOU's key defines it."""

        CORE = "CORE", "Core: the hub does this for every CCG"
        SUPPORT = "SUPPORT", "Support: the hub helps, the CCG leads"
        TBC = "TBC", "To be confirmed with the CCG"

    version = models.CharField(max_length=20, default="1.0")
    ref = models.CharField(max_length=10)
    area = models.CharField(max_length=80)
    group = models.CharField(max_length=80, blank=True)
    activity = models.CharField(max_length=300)
    ccg_acts = models.BooleanField()
    hub_part = models.CharField(max_length=8, choices=HubPart, blank=True)
    qualifier = models.CharField(max_length=120, blank=True)
    source_note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    effective_from = models.DateField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "ref"], name="activity_once_a_version")]

    def __str__(self) -> str:
        return f"{self.ref} {self.activity}"
