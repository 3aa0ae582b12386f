"""Saved views of the work list: the address is the view."""

import uuid

from django.conf import settings
from django.db import models

from hubportal.tenancy.models import HubRow


class SavedView(HubRow):
    """A named set of filters, kept for oneself or shared with the hub."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    parameters = models.CharField("query string of the work list", max_length=1000)
    is_shared = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["hub", "person", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name
