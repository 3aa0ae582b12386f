"""Hubs, their CCGs, and each CCG's co-commissioning level by period."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from hubportal.tenancy.models import ReferenceRow


def single_key(column: str) -> Func:
    """An integer key as a one-element range, so that an exclusion constraint needs no contrib extension."""
    return Func(F(column), F(column), models.Value("[]"), function="int8range")


class Hub(ReferenceRow):
    """An NHS England local office's primary care hub, which serves several CCGs."""

    code = models.CharField("short code used in references, such as WM", max_length=8, unique=True)
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Level(models.TextChoices):
    """How far a CCG commissions general practice itself (Mid Essex paper, section 1)."""

    GREATER_INVOLVEMENT = "greater_involvement", "Greater involvement"
    JOINT = "joint", "Joint"
    DELEGATED = "delegated", "Delegated"
    UNKNOWN = "unknown", "Not recorded"


class Ccg(ReferenceRow):
    """A Clinical Commissioning Group: the tenant."""

    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="ccgs")
    ods_code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=120)
    locality = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["hub", "id"], name="organisations_ccg_hub_id_id_key")]
        permissions = [
            ("ccg_read", "Read the CCG's casework and registers"),
            ("ccg_case_edit", "Log and work cases"),
            ("ccg_case_assign", "Give cases to people"),
            ("ccg_case_comment", "Add notes to cases"),
            ("ccg_case_restricted", "See restricted cases"),
            ("ccg_hub_approve", "Approve for the hub what a colleague prepared"),
            ("ccg_performer", "See concerns about individual performers"),
            ("ccg_hub_notes", "Read notes for the hub only"),
            ("ccg_finance_read", "Read the CCG's finance"),
            ("ccg_finance_edit", "Prepare the CCG's finance"),
            ("ccg_approve", "Approve payments and letters for the CCG"),
            ("ccg_sign", "Sign for the organisation"),
            ("ccg_history_read", "Read the full history"),
            ("ccg_settings_edit", "Change closures, clock policies and templates"),
            ("ccg_people_edit", "Invite people and end their roles"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ods_code})"


class CcgLevel(ReferenceRow):
    """A period in which a CCG had one co-commissioning level; periods of one CCG never overlap."""

    ccg = models.ForeignKey(Ccg, on_delete=models.PROTECT, related_name="levels")
    level = models.CharField(max_length=20, choices=Level)
    period = DateRangeField(help_text="First day included, last day excluded")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["ccg", "period"]
        constraints = [
            ExclusionConstraint(
                name="ccg_levels_never_overlap",
                expressions=[(single_key("ccg_id"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="ccg_level_has_a_first_day", condition=Q(period__startswith__isnull=False, period__isempty=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id}: {self.get_level_display()} {self.period}"

    @classmethod
    def on(cls, ccg: Ccg, day: date) -> str:
        """The level in force on a day; `unknown` where the history has a gap."""
        found = cls.objects.filter(ccg=ccg, period__contains=day).values_list("level", flat=True).first()
        return found or Level.UNKNOWN
