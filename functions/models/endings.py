"""What a kind of case records besides its clock: how it ended, and who holds a concern about the hub."""

from django.conf import settings
from django.db import models

from functions.models.queries import Query
from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow


@tracked()
class CaseFinding(CcgRow):
    """The outcome of a complaint, the severity of an incident, the exemptions of a request: facts by kind of case."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="findings", db_index=False)
    facts = models.JSONField("by the names of functions.rules.findings", default=dict)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "query"], name="one_finding_a_case")]

    def __str__(self) -> str:
        return f"{self.query_id}"


@tracked()
class EscalationStep(CcgRow):
    """One rung of the ladder that a concern about the hub climbs: who held it, since when, and how it was left."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="escalation", db_index=False)
    rung = models.CharField(max_length=10)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    since_on = models.DateField()
    due_on = models.DateField("by when the rung settles it or passes it on")
    reason = models.TextField("why it came here", blank=True)
    left_on = models.DateField(null=True, blank=True)
    outcome = models.TextField("how it was settled here", blank=True)
    decision = models.CharField("reference of the panel's decision", max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "query", "rung"], name="one_step_a_rung")]

    def __str__(self) -> str:
        return f"{self.query_id} {self.rung}"
