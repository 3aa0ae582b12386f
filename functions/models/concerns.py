"""Practices of concern, and individual performers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from functions.rules.concerns import FORUMS, PERFORMER, SORTS
from hubportal.audit.tracking import tracked
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow


@tracked()
class Concern(Record):
    """A practice of concern: contractual or quality, at a stage of the performance framework, with a next step."""

    sort = models.CharField(max_length=12, choices=tuple(SORTS.items()))
    detail = models.TextField()
    next_step = models.CharField(max_length=160, blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints]
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["ccg", "-received_on", "-id"], name="concern_of_ccg_newest"),
            models.Index(fields=["hub", "-received_on", "-id"], name="concern_of_hub_newest"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("concerns:concern", args=[self.reference])


@tracked()
class ConcernReport(CcgRow):
    """What was reported about a practice of concern to a forum."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="reports")
    forum = models.CharField(max_length=8, choices=tuple(FORUMS.items()))
    on = models.DateField()
    said = models.TextField("what was reported and agreed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["ccg", "concern", "-on"], name="concernreport_of_concern")]

    def __str__(self) -> str:
        return f"{self.get_forum_display()} {self.on}"


@tracked()
class PerformerConcern(Record):
    """A concern about an individual: absent for everybody who does not hold the permission for it."""

    restricted_permission: ClassVar[str] = PERFORMER
    edit_permission: ClassVar[str] = PERFORMER

    performer = models.CharField("whom it is about", max_length=160)
    detail = models.TextField()
    next_step = models.CharField(max_length=160, blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="performer_always_restricted", condition=Q(is_restricted=True)),
        ]

    def get_absolute_url(self) -> str:
        return reverse("performers:performer", args=[self.reference])
