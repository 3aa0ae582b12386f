"""The register of gifts and hospitality of a committee."""

from django.conf import settings
from django.db import models

from governance.models.base import Kept
from governance.rules import gifts as rules
from hubportal.audit.tracking import tracked


@tracked()
class Gift(Kept):
    """A gift or hospitality that somebody of the committee was offered, accepted or declined."""

    number = models.PositiveIntegerField("1, 2, 3… in a committee")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("who was offered it", max_length=120)
    position = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=12, choices=rules.KINDS.items())
    offered_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    details = models.TextField()
    value = models.DecimalField("estimated", max_digits=14, decimal_places=2)
    offered_by = models.CharField(max_length=160)
    business = models.CharField("what the offeror does", max_length=200, blank=True)
    previous_offers = models.TextField("earlier offers or gifts from them", blank=True)
    outcome = models.CharField(max_length=8, choices=rules.OUTCOMES.items())
    reason = models.TextField("why it was accepted or declined")
    comments = models.TextField(blank=True)
    corrected_why = models.TextField("why it was last corrected", blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reviewed_on = models.DateField(null=True, blank=True)
    review_note = models.TextField(blank=True)

    class Meta:
        ordering = ["committee_id", "-offered_on", "-number"]
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="gift_number_once")]
        indexes = [models.Index(fields=["committee", "-offered_on", "-number"], name="gifts_by_day")]

    def __str__(self) -> str:
        return f"{self.name}: {self.details[:60]}"
