"""Dates a record has to keep."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.audit.tracking import tracked
from hubportal.records.models.base import OfRecord, OfRecordQuerySet


class DeadlineQuerySet(OfRecordQuerySet):
    """Dates to keep."""

    def visible_to(self, person: object) -> "DeadlineQuerySet":
        """Those of the person's CCGs; of restricted records, only with the permission that their kind asks for."""
        from hubportal.records.kinds import ORDINARILY_RESTRICTED, kinds_closed_to

        grants = person.grants  # type: ignore[attr-defined]
        own = kinds_closed_to(person)  # type: ignore[arg-type]
        ordinary = Q(ccg_id__in=grants.ccgs(ORDINARILY_RESTRICTED)) & ~Q(kind__in=list(own))
        seen = Q(is_restricted=False) | ordinary
        for kind, ccgs in own.items():
            seen |= Q(kind=kind, ccg_id__in=ccgs)
        return self.filter(seen, ccg_id__in=grants.ccgs("ccg_read"))

    def open(self) -> "DeadlineQuerySet":
        """Neither met nor dropped."""
        return self.filter(met_on__isnull=True, dropped_on__isnull=True)


@tracked()
class Deadline(OfRecord):
    """A date to keep: swept like the dates of cases, so that nobody has to remember it.

    `warn_on` is the first day on which whoever owns it is told that it is coming; the day before, the day itself and
    lateness are told in any case. One date a step: setting it again moves it.
    """

    step = models.CharField(max_length=24)
    words = models.CharField("what is to be done", max_length=160)
    subject = models.CharField("of the record", max_length=200)
    path = models.CharField("the record's page", max_length=200)
    due_on = models.DateField()
    warn_on = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField("no longer to be kept", null=True, blank=True)
    clause = models.CharField(max_length=120, blank=True)
    stream = models.CharField(max_length=12, default="contracting")
    is_restricted = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = DeadlineQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OfRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["ccg", "kind", "record_id", "step"], name="one_date_a_step")]
        indexes = [
            models.Index(
                fields=["hub", "due_on", "id"],
                condition=Q(met_on__isnull=True, dropped_on__isnull=True),
                name="deadline_open_of_hub",
            ),
            models.Index(
                fields=["ccg", "due_on", "id"],
                condition=Q(met_on__isnull=True, dropped_on__isnull=True),
                name="deadline_open_of_ccg",
            ),
            models.Index(
                fields=["hub", "warn_on"],
                condition=Q(met_on__isnull=True, dropped_on__isnull=True, warn_on__isnull=False),
                name="deadline_to_warn",
            ),
        ]
