"""What happened to a record, and the files kept with it."""

from django.conf import settings
from django.db import models

from hubportal.audit.tracking import tracked
from hubportal.records.models.base import OfRecord


class RecordMove(OfRecord):
    """One act that moved a record on, with the day it holds from and the words of whoever did it."""

    append_only = True

    act = models.CharField(max_length=32)
    words = models.CharField("what was done", max_length=120)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    on = models.DateField()
    note = models.TextField(blank=True)
    facts = models.JSONField("what else was decided", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta(OfRecord.Meta):
        pass


@tracked()
class RecordFile(OfRecord):
    """A file kept with a record; `requirement` names the document it provides, where a checklist asks for one."""

    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    requirement = models.CharField(max_length=40, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["ccg", "kind", "record_id", "document"], name="file_kept_once")]
