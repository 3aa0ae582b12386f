"""What whoever asked says of the answer."""

from django.conf import settings
from django.db import models

from functions.models.queries import Query
from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow


@tracked()
class Satisfaction(CcgRow):
    """Whether the answer to one case served whoever asked, given once by the requester or the practice."""

    practice_facing = True

    class Answer(models.TextChoices):
        """The three answers."""

        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="satisfactions", db_index=False)
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=8, choices=Answer)
    comment = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    given_on = models.DateField("the day from which it may be changed for a fortnight")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "query"], name="satisfaction_once")]

    def __str__(self) -> str:
        return f"{self.query_id} {self.answer}"
