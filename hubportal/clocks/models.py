"""The data of clocks: versions of policies, closure days, and days with running working-day numbers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import HubRow, ReferenceRow


class PolicyVersion(ReferenceRow):
    """One version of a clock policy; a case keeps the version in force on its day of receipt.

    `hub` is empty for the standard taken from the agreement, and set where a hub has its own.
    `definition` holds the figures as `hubportal.clocks.policy.ClockPolicy` reads them.
    """

    hub = models.ForeignKey(
        "organisations.Hub", null=True, blank=True, on_delete=models.PROTECT, related_name="clock_policies"
    )
    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    definition = models.JSONField()
    clause = models.CharField(max_length=160)
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "code", "version"], name="policy_version_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["hub", "code", "effective_from"], name="policy_one_a_day", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} version {self.version}"


@tracked()
class Closure(HubRow):
    """A day on which the hub is closed, with the reason, besides weekends and bank holidays."""

    practice_may = "read"  # it is told the dates of its question

    day = models.DateField()
    reason = models.CharField(max_length=160)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["hub", "day"], name="closure_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"


class CalendarDay(ReferenceRow):
    """One day of one calendar, with how many working days there are up to and including it.

    `calendar` is `england` or `uk`, followed by `:<hub id>` where a hub's closures count too. Due dates of
    whole tables are one join: the working day whose number is that of the day of receipt plus N.
    """

    calendar = models.CharField(max_length=24)
    day = models.DateField()
    number = models.PositiveIntegerField()
    is_working = models.BooleanField()
    name = models.CharField("why it is not a working day", max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="calendar_day_once")]
        indexes = [
            models.Index(
                fields=["calendar", "number"],
                condition=Q(is_working=True),
                name="calendar_working_number",
                include=["day"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.calendar} {self.day}: {self.number}"
