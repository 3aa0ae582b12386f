"""Letters about a record."""

import uuid

from django.conf import settings
from django.db import models

from hubportal.audit.tracking import tracked
from hubportal.documents.models import Document
from hubportal.records.models.base import OfRecord


@tracked()
class Letter(OfRecord):
    """A letter or e-mail about a record: drafted, approved where its kind asks for two people, and issued once."""

    class State(models.TextChoices):
        """How far it has got."""

        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"
        DISCARDED = "discarded", "Discarded"

    class SendBy(models.TextChoices):
        """How it goes."""

        LETTER = "letter", "Letter to print and post"
        EMAIL = "email", "Email with the letter attached"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    template = models.CharField(max_length=60, blank=True)
    send_by = models.CharField(max_length=8, choices=SendBy, default=SendBy.LETTER)
    to_name = models.CharField(max_length=160)
    to_address = models.TextField("lines of the postal address", blank=True)
    to_email = models.EmailField(blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    circle = models.CharField(max_length=8, choices=Document.Circle, default=Document.Circle.HUB_AND_CCG)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    link = models.CharField("address of a signed link put at its end", max_length=600, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(OfRecord.Meta):
        indexes = [
            *OfRecord.Meta.indexes,
            models.Index(
                fields=["ccg", "-issued_on"],
                name="letter_to_post",
                condition=models.Q(state="issued", send_by="letter"),
            ),
        ]
