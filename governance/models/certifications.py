"""Quarterly self-certifications of a CCG."""

from django.db import models
from django.urls import reverse

from hubportal.audit.tracking import tracked
from hubportal.organisations.models import Level
from hubportal.records.models import Record


@tracked()
class SelfCertification(Record):
    """What a CCG certifies of one quarter: five statements, the evidence behind them and whose signature they need.

    `statements` is code to {"standing", "note", "action", "action_by"}, its codes those of
    governance.rules.certifications. `evidence` is empty until it is signed; then it is what was shown to the signatory.
    """

    quarter_from = models.DateField("the first day of the quarter")
    level = models.CharField("on the last day of the quarter", max_length=20, choices=Level)
    statements = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    evidence_on = models.DateField("the day as of which the evidence was read", null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["ccg", "quarter_from"], name="one_certification_a_quarter"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("certifications:certification", args=[self.reference])
