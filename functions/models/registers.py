"""Rows of the registers: one table for all, each row read by what its register declares (fixtures/registers.yaml)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact
from django.urls import reverse

from hubportal.audit.tracking import tracked
from hubportal.records.models import Record


class JsonType(Func):
    """What a JSON value is: object, array, string …"""

    function = "jsonb_typeof"
    output_field: ClassVar[models.Field] = models.CharField()


@tracked()
class RegisterRow(Record):
    """One row of one register; `values` holds its columns as functions/rules/registers/values.py reads them.

    `due_on` is the earliest date still to be kept, and `words` what the list's search looks through. `is_only` rows are
    of a register that has one open row a practice.
    """

    register = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    due_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)
    is_only = models.BooleanField(default=False)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="register_values_an_object", condition=Exact(JsonType(F("values")), Value("object"))
            ),
            models.UniqueConstraint(
                fields=["ccg", "register", "practice"],
                condition=Q(is_only=True, closed_on__isnull=True),
                name="one_open_row_a_practice",
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["ccg", "register", "due_on", "id"], name="registerrow_of_ccg_due"),
            models.Index(fields=["hub", "register", "due_on", "id"], name="registerrow_of_hub_due"),
        ]

    def get_absolute_url(self) -> str:
        """The row's page."""
        return reverse("registers:row", args=[self.reference])
