"""The base of every record, and of every row that belongs to one."""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.tenancy.models import CcgRow

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class RecordQuerySet(models.QuerySet[Any]):
    """Whose records."""

    def visible_to(self, person: "Person") -> Self:
        """The records of the person's CCGs; restricted ones only with the permission their kind asks for."""
        grants = person.grants
        ccgs = grants.ccgs("ccg_read")
        whole = grants.whole_hub()
        mine = self.filter(hub_id=whole) if whole is not None else self.filter(ccg_id__in=ccgs)
        cleared = grants.ccgs(getattr(self.model, "restricted_permission", "ccg_case_restricted"))
        if cleared >= ccgs:
            return mine
        return mine.filter(Q(is_restricted=False) | Q(ccg_id__in=cleared))

    def editable_by(self, person: "Person") -> Self:
        """The records a person may work."""
        permission = getattr(self.model, "edit_permission", "ccg_case_edit")
        return self.visible_to(person).filter(ccg_id__in=person.grants.ccgs(permission))

    def open(self) -> Self:
        """Records still being worked."""
        return self.filter(closed_on__isnull=True)


class Record(CcgRow):
    """A piece of the hub's work about one CCG: it has a reference, moves from state to state, and is never deleted."""

    restricted_permission: ClassVar[str] = "ccg_case_restricted"
    edit_permission: ClassVar[str] = "ccg_case_edit"

    reference = models.CharField("such as WM-V-2016-00012", max_length=24)
    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=200)
    state = models.CharField(max_length=24)
    stream = models.CharField("contracting or finance", max_length=12, default="contracting")
    is_restricted = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_on = models.DateField("the day it began")
    closed_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField("rises with each change; a stale form is refused", default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["hub", "reference"], name="%(class)s_reference_once"),
        ]
        indexes = [
            models.Index(fields=["ccg", "state", "-received_on", "-id"], name="%(class)s_of_ccg"),
            models.Index(fields=["hub", "state", "-received_on", "-id"], name="%(class)s_of_hub"),
            models.Index(fields=["practice", "-id"], name="%(class)s_of_practice"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"


class OfRecordQuerySet(models.QuerySet[Any]):
    """Rows that belong to records."""

    def of(self, record: Any) -> Self:
        """Those of one record."""
        from hubportal.records.kinds import kind_of

        return self.filter(ccg_id=record.ccg_id, kind=kind_of(record).key, record_id=record.pk)


class OfRecord(CcgRow):
    """A row that belongs to a record, named by kind and key (docs/decisions/0023)."""

    kind = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    reference = models.CharField("the record's", max_length=24)

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["ccg", "kind", "record_id", "id"], name="%(class)s_of_record")]

    def __str__(self) -> str:
        return f"{self.reference} {self._meta.verbose_name}"
