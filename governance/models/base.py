"""The base of every row of a committee, and of whatever its people change by form."""

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models

from hubportal.tenancy.models import CommitteeRow

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class CommitteeQuerySet(models.QuerySet[Any]):
    """Whose rows."""

    def visible_to(self, person: "Person") -> Self:
        """The rows of the committees a person reads."""
        return self.filter(committee_id__in=person.grants.on("committee_read"))

    def kept_by(self, person: "Person") -> Self:
        """The rows of the committees whose secretary a person is."""
        return self.filter(committee_id__in=person.grants.on("committee_minute"))


class OfCommittee(CommitteeRow):
    """A row of a committee's business."""

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        abstract = True


class Kept(OfCommittee):
    """A row with an address of its own that several people may change: a stale form is refused by its version."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField("rises with each change; a stale form is refused", default=1)

    class Meta:
        abstract = True
