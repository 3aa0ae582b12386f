"""What a committee has published: copies for everybody, which stand behind no tenant wall (docs/decisions/0038)."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from hubportal.organisations.models import Committee, Hub
from hubportal.tenancy.models import ReferenceRow


class PublicationKind(models.TextChoices):
    """What is published, in the order the public page lists it."""

    MEETING = "meeting", "Meetings"
    AGENDA = "agenda", "Agendas"
    PAPERS = "papers", "Public papers"
    MINUTES = "minutes", "Minutes"
    DECISIONS = "decisions", "Decisions"
    TERMS = "terms", "Terms of reference"
    BALLOT = "ballot", "Ballots"
    INTERESTS = "interests", "Register of interests"
    GIFTS = "gifts", "Register of gifts and hospitality"
    PROCUREMENT = "procurement", "Register of procurement decisions"
    OTHER = "other", "Other"


class Publication(ReferenceRow):
    """One thing published, complete in itself: no page for visitors ever reads the rows it was copied from.

    `key` names the thing among its kind (a register has one, minutes one a meeting); publishing it again replaces the
    publication before. `content` holds `lead`, `sections`, `table` and `event`, each where there is any
    (see `governance.services.publications`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="+")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=12, choices=PublicationKind)
    key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField("1, 2, 3… of the same key")
    meeting_number = models.PositiveIntegerField("of the meeting it belongs to", null=True, blank=True)
    starts_at = models.DateTimeField(
        "when a meeting begins, or terms of reference come into force", null=True, blank=True
    )
    ends_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=200)
    content = models.JSONField(default=dict)
    sha256 = models.CharField("of the content and the file", max_length=64)
    words = SearchVectorField("what it is found by; nothing of a row that leaves in time", null=True, editable=False)
    stored_as = models.CharField("its file, where it has one", max_length=120, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    file_size = models.PositiveBigIntegerField("bytes", default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    published_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    is_current = models.BooleanField("neither replaced nor withdrawn: the only ones visitors see", default=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["committee_id", "kind", "key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "kind", "key", "number"], name="publication_number_once"),
            models.UniqueConstraint(
                fields=["committee", "kind", "key"], condition=Q(is_current=True), name="publication_current_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["committee", "-published_at"], condition=Q(is_current=True), name="publications_shown"
            ),
            models.Index(
                fields=["committee", "meeting_number"], condition=Q(is_current=True), name="publications_of_meeting"
            ),
            models.Index(fields=["starts_at", "id"], condition=Q(is_current=True), name="publications_by_start"),
            GinIndex(fields=["words"], name="publications_found"),
        ]

    def __str__(self) -> str:
        return self.title
