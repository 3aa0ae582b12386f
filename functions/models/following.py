"""The links by which whoever asked follows a case without signing in."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from functions.models.queries import Query
from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow


@tracked()
class FollowLink(CcgRow):
    """One link to one case: it works up to a day, unless somebody ends it before. A case has at most one not ended."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="follow_links")
    works_until = models.DateField("the last day on which it opens the case")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ccg", "query"], condition=Q(ended_at__isnull=True), name="one_link_not_ended"
            )
        ]

    def __str__(self) -> str:
        return f"{self.query_id} until {self.works_until}"

    def works_on(self, day: date) -> bool:
        """Whether it opens the case on a day."""
        return self.ended_at is None and day <= self.works_until
