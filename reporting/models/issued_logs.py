"""The monthly query log as it was issued, and that the CCG has it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow


@tracked(exclude=("data",))
class IssuedLog(CcgRow):
    """One version of a CCG's log of one month, frozen; a correction is a further version.

    `data` is what `reporting.rules.monthly_log.with_totals` makes, `sha256` the fingerprint of its canonical
    bytes. Read from what was recorded up to `issued_at`, the same data can be made again.
    """

    append_only = True

    month = models.DateField("first day of the month")
    version = models.PositiveSmallIntegerField()
    reason = models.CharField("why it was issued again", max_length=300, blank=True)
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "month", "version"], name="log_version_once"),
            models.CheckConstraint(name="log_of_a_whole_month", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        day: date = self.month
        return f"{self.ccg_id} {day:%Y-%m} version {self.version}"


@tracked()
class LogReceipt(CcgRow):
    """The CCG's lead confirmed that this version was received."""

    append_only = True

    log = models.ForeignKey(IssuedLog, on_delete=models.PROTECT, related_name="receipts")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "log"], name="log_received_once")]

    def __str__(self) -> str:
        return f"{self.log_id} received"
