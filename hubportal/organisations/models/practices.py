"""Practices: who they are, which CCG and contract they have by period, and their lists by quarter.

The register is public (ODS and the published payments data), so it stands behind no tenant wall; what a
practice asks or is told does.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from hubportal.organisations.models.hubs import Ccg, single_key
from hubportal.tenancy.models import ReferenceRow


class PracticeStatus(models.TextChoices):
    """ODS status of a practice."""

    ACTIVE = "active", "Active"
    CLOSED = "closed", "Closed"
    DORMANT = "dormant", "Dormant"
    PROPOSED = "proposed", "Proposed"


class ContractType(models.TextChoices):
    """The three kinds of primary medical services contract."""

    GMS = "GMS", "General Medical Services"
    PMS = "PMS", "Personal Medical Services"
    APMS = "APMS", "Alternative Provider Medical Services"


class Practice(ReferenceRow):
    """A general practice, known by its ODS code (a letter and five digits)."""

    ods_code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=PracticeStatus, default=PracticeStatus.ACTIVE)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="practice_code_form", condition=Q(ods_code__regex=r"^[A-HJ-NPY][0-9]{5}$"))
        ]
        permissions = [
            ("practice_read", "Read the practice's own queries and statements"),
            ("practice_ask", "Ask the hub a question for the practice"),
            ("practice_respond", "Answer invitations and ballots for the practice"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ods_code})"

    @property
    def postal_lines(self) -> str:
        """Its postal address as a letter has it, a line each; empty where the register knows none."""
        return "\n".join(part.strip() for part in f"{self.address}, {self.postcode}".split(",") if part.strip())


class PracticeMembership(ReferenceRow):
    """The period in which a practice belonged to a CCG; tenant rows' practice keys point here."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="memberships")
    ccg = models.ForeignKey(Ccg, on_delete=models.PROTECT, related_name="memberships")
    period = DateRangeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ccg", "practice"], name="organisations_practicemembership_ccg_id_practice_id_key"
            ),
            ExclusionConstraint(
                name="practice_in_one_ccg_at_a_time",
                expressions=[
                    (single_key("practice_id"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} in {self.ccg_id} {self.period}"


class PracticeContract(ReferenceRow):
    """The period in which a practice held one type of contract."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="contracts")
    contract_type = models.CharField(max_length=4, choices=ContractType)
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="practice_has_one_contract_at_a_time",
                expressions=[
                    (single_key("practice_id"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.contract_type} {self.period}"


class ListSize(ReferenceRow):
    """Patients registered, and weighted where known, at the start of a quarter."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="list_sizes")
    quarter_start_on = models.DateField()
    registered = models.PositiveIntegerField()
    weighted = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "quarter_start_on"], name="one_list_size_a_quarter")]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.quarter_start_on}: {self.registered}"
