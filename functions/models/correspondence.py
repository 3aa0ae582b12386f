"""What was said on a case, and to whom it may be shown."""

from django.conf import settings
from django.db import models

from functions.models.queries import Query
from hubportal.audit.tracking import tracked
from hubportal.documents.models import Document
from hubportal.tenancy.models import CcgRow


@tracked()
class Correspondence(CcgRow):
    """A note, e-mail, letter or call. Its circle is always shown beside it."""

    practice_facing = True
    practice_condition = "circle = 'all'"

    class Form(models.TextChoices):
        """What it is."""

        NOTE = "note", "Note"
        EMAIL_OUT = "email_out", "Email sent"
        EMAIL_IN = "email_in", "Email received"
        LETTER_OUT = "letter_out", "Letter sent"
        LETTER_IN = "letter_in", "Letter received"
        CALL = "call", "Phone call"
        TOLD = "told", "Sent or said outside the portal"

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="correspondence")
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form = models.CharField(max_length=12, choices=Form)
    circle = models.CharField(max_length=8, choices=Document.Circle, default=Document.Circle.HUB)
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField()
    template = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outbox_key = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["ccg", "query", "-id"], name="correspondence_of_query")]

    def __str__(self) -> str:
        return f"{self.query_id} {self.form} {self.on}"


@tracked()
class QueryDocument(CcgRow):
    """A file attached to a case."""

    practice_facing = True

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="attachments")
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "query", "document"], name="attached_once")]

    def __str__(self) -> str:
        return f"{self.query_id}: {self.document_id}"
