"""The standard function matrix by version (West Midlands MOU 4.1, and the finance services of 4.2)."""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.tenancy.models import ReferenceRow

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class HubPart(models.TextChoices):
    """The hub's part, as the MOU's key defines it."""

    CORE = "CORE", "Core: the hub does this for every CCG"
    SUPPORT = "SUPPORT", "Support: the hub helps, the CCG leads"
    TBC = "TBC", "To be confirmed with the CCG"


class MatrixVersionQuerySet(models.QuerySet["MatrixVersion"]):
    """Which versions."""

    def of_hub(self, hub_id: Any) -> "MatrixVersionQuerySet":
        """The agreement's own versions and the hub's."""
        return self.filter(Q(hub__isnull=True) | Q(hub_id=hub_id))

    def published(self) -> "MatrixVersionQuerySet":
        """Versions that hold, or will on their day."""
        return self.filter(effective_from__isnull=False)

    def visible_to(self, person: "Person") -> "MatrixVersionQuerySet":
        """The agreement's versions for everybody; a hub's for those who work with it, drafts for its own people."""
        grants = person.grants
        theirs = Q(hub_id__in=grants.hubs)
        drafts = Q(effective_from__isnull=False) | Q(hub_id__in=grants.whole_hubs)
        return self.filter(Q(hub__isnull=True) | (theirs & drafts))


class MatrixVersion(ReferenceRow):
    """One version of the standard matrix: the agreement's (no hub), or one that the heads of a hub drew up after it.

    A draft has no effective date; published, it is in force from that day until a later version begins.
    """

    hub = models.ForeignKey("organisations.Hub", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    code = models.CharField(max_length=20)
    effective_from = models.DateField("empty while a draft", null=True, blank=True)
    source = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField("rises with each change; a stale form is refused", default=1)

    objects = MatrixVersionQuerySet.as_manager()

    class Meta:
        ordering = ["effective_from", "code"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "code"], name="matrix_version_once", nulls_distinct=False),
            models.UniqueConstraint(
                fields=["hub", "effective_from"],
                condition=Q(effective_from__isnull=False),
                name="matrix_version_one_a_day",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["hub"], condition=Q(effective_from__isnull=True), name="matrix_one_draft_a_hub"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.code}"


class Activity(ReferenceRow):
    """One activity of a version: whether the CCG does it, and what part the hub has."""

    HubPart = HubPart

    class Schedule(models.TextChoices):
        """Which table of the agreement it stands in."""

        FUNCTIONS = "functions", "Functions (4.1)"
        FINANCE = "finance", "Finance services (4.2)"

    version = models.ForeignKey(MatrixVersion, on_delete=models.CASCADE, related_name="activities")
    schedule = models.CharField(max_length=12, choices=Schedule, default=Schedule.FUNCTIONS)
    ref = models.CharField(max_length=10)
    area = models.CharField(max_length=80)
    group = models.CharField(max_length=80, blank=True)
    activity = models.CharField(max_length=300)
    ccg_acts = models.BooleanField()
    hub_part = models.CharField(max_length=8, choices=HubPart, blank=True)
    qualifier = models.CharField(max_length=120, blank=True)
    needs_sign_off = models.BooleanField("the row itself asks for the CCG's sign-off", default=False)
    frequency = models.CharField("how often a finance service is due", max_length=20, blank=True)
    source_note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "ref"], name="activity_once_a_version")]

    def __str__(self) -> str:
        return f"{self.ref} {self.activity}"
