"""The handbook of a hub: standard operating procedures, version by version, and who has read which."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hubportal.tenancy.models import HubRow

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class OfHubQuerySet(models.QuerySet["HandbookPage"]):
    """Whose handbook."""

    def visible_to(self, person: "Person") -> "OfHubQuerySet":
        """That of the hubs of people who read a CCG; practices and committees have no handbook."""
        grants = person.grants
        return self.filter(hub_id__in=grants.hubs) if grants.any("ccg_read") else self.none()


class HandbookPage(HubRow):
    """One procedure; what it says is in its versions."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    slug = models.SlugField("its name in the address", max_length=80)
    retired_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OfHubQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "slug"], name="handbook_page_once")]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("handbook:page", args=[self.slug])


class HandbookVersion(HubRow):
    """What a page says from its publication on: written by one person and published by another.

    `number` is that of the version; a draft has the next one. `activities` are those of the function matrix that the
    procedure belongs to; they are of this version, so that an older one still says what it was about. `lock` rises with
    each change of a draft.
    """

    class MustRead(models.TextChoices):
        """Who has to say that they have read it."""

        NOBODY = "", "Nobody in particular"
        HUB = "hub", "Everybody who works at the hub"
        HUB_AND_CCG = "hub_ccg", "Everybody who works at the hub, and the CCGs’ leads"

    page = models.ForeignKey(HandbookPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    activities = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    must_read = models.CharField(max_length=8, choices=MustRead, blank=True)
    change_note = models.CharField("what is new in it", max_length=300, blank=True)
    is_current = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True, blank=True)
    lock = models.PositiveIntegerField(default=1)

    objects = OfHubQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "page", "number"], name="handbook_version_once"),
            models.UniqueConstraint(
                fields=["hub", "page"], condition=Q(is_current=True), name="handbook_one_current_version"
            ),
            models.UniqueConstraint(
                fields=["hub", "page"], condition=Q(published_at__isnull=True), name="handbook_one_draft"
            ),
            models.CheckConstraint(
                name="handbook_published_by_another",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="handbook_current_is_published",
                condition=Q(is_current=False) | Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class HandbookReading(HubRow):
    """Somebody said that they have read a version."""

    append_only = True

    version = models.ForeignKey(HandbookVersion, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    objects = OfHubQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "version", "person"], name="handbook_read_once")]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.version_id}"
