"""Reviews of terms of reference that were held."""

from django.conf import settings
from django.db import models

from governance.models.base import OfCommittee
from governance.models.committees import TermsOfReference


class TermsReview(OfCommittee):
    """A review of the terms: the due date it answers, when it was held and what came of it. It never changes."""

    append_only = True

    terms = models.ForeignKey(TermsOfReference, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField("the due date that it answers")
    held_on = models.DateField()
    outcome = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["committee_id", "-held_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["committee", "held_on"], name="terms_review_once_a_day")]

    def __str__(self) -> str:
        return f"{self.held_on}"
