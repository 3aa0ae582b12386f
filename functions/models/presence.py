"""Who has a case open just now, so that two people do not answer the same letter."""

from django.conf import settings
from django.db import models

from functions.models.queries import Query
from hubportal.tenancy.models import CcgRow


class CaseSight(CcgRow):
    """When somebody last had a case before them, and what they were doing to it; forgotten within the hour."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="sights", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    doing = models.CharField("the act whose page is open; empty for the case itself", max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "query", "person"], name="sight_once")]
        indexes = [models.Index(fields=["person", "at"], name="sight_of_person")]

    def __str__(self) -> str:
        return f"{self.query_id} {self.person_id} {self.doing}"
