"""Answers of the API kept under their Idempotency-Key, seen by nobody but the person who asked."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from hubportal.tenancy.models import Wall


class AnsweredRequest(models.Model):
    """A creating request that was answered: the same key gets the same answer, another body is refused."""

    wall: ClassVar[Wall] = Wall.PERSON

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    headers = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}"
