"""Records that belong together, and links that let somebody without an account act once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hubportal.audit.tracking import tracked
from hubportal.records.models.base import OfRecord


@tracked()
class RecordLink(OfRecord):
    """Two records of one CCG that belong together; walked both ways, so each pair is kept once."""

    other_kind = models.CharField(max_length=24)
    other_id = models.BigIntegerField()
    other_reference = models.CharField(max_length=24)
    sort = models.CharField("how the first stands to the other", max_length=40, default="Related to")
    back = models.CharField("how the other stands to the first", max_length=40, default="Related to")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["ccg", "kind", "record_id", "other_kind", "other_id"], name="records_linked_once"
            ),
            models.CheckConstraint(
                name="record_not_linked_to_itself",
                condition=~Q(kind=F("other_kind"), record_id=F("other_id")),
            ),
        ]
        indexes = [
            models.Index(fields=["ccg", "kind", "record_id", "id"], name="recordlink_of_record"),
            models.Index(fields=["ccg", "other_kind", "other_id", "id"], name="recordlink_of_other"),
        ]


@tracked()
class SignedLink(OfRecord):
    """A link good for one answer by somebody who need not sign in: a practice's reply to an invitation, say.

    The address carries a signed token with this row's public id; only the row says whether it still holds.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    purpose = models.CharField(max_length=40)
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sent_to = models.CharField(max_length=254, blank=True)
    expires_on = models.DateField("the last day on which it holds")
    opened_at = models.DateTimeField("first", null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfRecord.Meta):
        pass
