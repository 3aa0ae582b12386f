"""Readiness assessments of a CCG, area by area."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.rules import readiness as rules
from hubportal.audit.tracking import tracked
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow


@tracked()
class Readiness(Record):
    """How ready a CCG is, area by area, on a day; once completed it never changes, and the next begins as its copy.

    `template` is the version of fixtures/readiness.yaml it was made by.
    """

    assessed_on = models.DateField("the day it says how things stand")
    template = models.CharField(max_length=20)
    before = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    completed_on = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["ccg", "assessed_on"], condition=~Q(state="withdrawn"), name="one_readiness_a_day"
            ),
            models.UniqueConstraint(fields=["ccg"], condition=Q(state="draft"), name="one_readiness_in_preparation"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("readiness:assessment", args=[self.reference])


@tracked()
class ReadinessArea(CcgRow):
    """What an assessment says of one area of its template.

    `positions` is team to words, `actions` a list of {"words", "owner", "by"} with the day as ISO, `principles` the
    codes of those served. Several people fill in one assessment: each area has a version of its own.
    """

    assessment = models.ForeignKey(Readiness, on_delete=models.PROTECT, related_name="areas", db_index=False)
    code = models.SlugField(max_length=40, db_index=False)
    positions = models.JSONField(default=dict)
    resources = models.TextField("what it takes in people and money", blank=True)
    actions = models.JSONField(default=list)
    principles = models.JSONField(default=list)
    patients = models.TextField("how patients are involved", blank=True)
    rating = models.CharField(max_length=8, choices=rules.RATINGS.items(), blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField("rises with each change; a stale form is refused", default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "assessment", "code"], name="area_once_a_readiness")]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.code}"
