"""Documents: the file's particulars; the bytes lie outside the web root under an unguessable name."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow, Wall

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class DocumentQuerySet(models.QuerySet["Document"]):
    """Whose documents."""

    def visible_to(self, person: "Person") -> "DocumentQuerySet":
        """Documents of the person's CCGs; the hub's own circle only where they work cases for the hub."""
        grants = person.grants
        ccgs = grants.ccgs("ccg_read")
        if ccgs:
            worked = grants.ccgs("ccg_case_edit")
            return self.filter(Q(ccg_id__in=worked) | (Q(ccg_id__in=ccgs) & ~Q(circle=Document.Circle.HUB)))
        return self.filter(practice_id__in=grants.on("practice_read"), circle=Document.Circle.ALL)


@tracked()
class Document(CcgRow):
    """One file, uploaded or made, whose bytes never change: a new version is a new document."""

    practice_facing = True
    practice_condition = "circle = 'all'"

    class Circle(models.TextChoices):
        """Who may read it; always shown beside it."""

        HUB = "hub", "Hub only"
        HUB_AND_CCG = "hub_ccg", "Hub and CCG"
        ALL = "all", "All parties"

    class Scan(models.TextChoices):
        """Whether it has been looked through for viruses; only then may anybody open what somebody sent."""

        NONE = "none", "Not scanned"
        CLEAN = "clean", "No virus found"
        WAITING = "waiting", "Waiting to be scanned"
        INFECTED = "infected", "Holds a virus"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    circle = models.CharField(max_length=8, choices=Circle, default=Circle.HUB_AND_CCG)
    name = models.CharField("file name as the sender gave it", max_length=200)
    stored_as = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("bytes")
    sha256 = models.CharField(max_length=64)
    scan = models.CharField("virus scan", max_length=8, choices=Scan, default=Scan.NONE)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ccg", "id"], name="document_of_ccg")]

    def __str__(self) -> str:
        return self.name


class BackupMade(models.Model):
    """A backup that was made and found whole: when, and how much is in it. The file itself is elsewhere."""

    wall = Wall.GLOBAL
    append_only = True

    at = models.DateTimeField()
    size = models.PositiveBigIntegerField("bytes")
    documents = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
