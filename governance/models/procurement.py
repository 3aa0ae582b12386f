"""Procurement decisions, with the template's questions and how each conflict was handled."""

from django.db import models

from governance.models.base import Kept, OfCommittee
from governance.models.interests import Interest
from governance.models.meetings import Meeting
from governance.rules import procurement as rules
from hubportal.audit.tracking import tracked


@tracked()
class Procurement(Kept):
    """One procurement decision. It is prepared until it is recorded; then it is corrected only with a reason."""

    class State(models.TextChoices):
        """Only recorded decisions are published."""

        DRAFT = "draft", "Being prepared"
        RECORDED = "recorded", "Recorded"

    number = models.PositiveIntegerField("1, 2, 3… in a committee")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    reference = models.CharField("the contract's own", max_length=40, blank=True)
    title = models.CharField("contract or service", max_length=200)
    description = models.TextField()
    is_new = models.BooleanField("a new service, not an existing one procured again", default=True)
    kind = models.CharField(max_length=14, choices=rules.TYPES.items())
    route = models.CharField(max_length=14, choices=rules.ROUTES.items())
    national_tariff = models.BooleanField("a national tariff sets the price", default=False)
    clinical_lead = models.CharField(max_length=120, blank=True)
    contract_manager = models.CharField(max_length=120, blank=True)
    decided_by = models.CharField("body and process", max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    justification = models.TextField(blank=True)
    supplier = models.CharField(max_length=200, blank=True)
    supplier_address = models.CharField(max_length=300, blank=True)
    value_total = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    value_to_ccg = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    comments = models.TextField(blank=True)
    answers = models.JSONField("by the keys of governance.rules.procurement", default=dict)
    recorded_on = models.DateField(null=True, blank=True)
    corrected_why = models.TextField("why it was last corrected after it was recorded", blank=True)

    class Meta:
        ordering = ["committee_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="procurement_number_once")]

    def __str__(self) -> str:
        return self.title


@tracked()
class ProcurementConflict(OfCommittee):
    """A conflict of interest that arose in a procurement, and how it was handled."""

    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="conflicts")
    interest = models.ForeignKey(Interest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("who had it", max_length=120)
    conflict = models.TextField()
    handled = models.CharField(max_length=16, choices=rules.HANDLED.items(), blank=True)
    words = models.TextField("who decided so, and why", blank=True)
    removed_why = models.TextField("why it does not count any longer", blank=True)

    class Meta:
        ordering = ["procurement_id", "id"]
        indexes = [models.Index(fields=["committee", "procurement", "id"], name="conflicts_of_procurement")]

    def __str__(self) -> str:
        return f"{self.name}: {self.conflict[:60]}"
