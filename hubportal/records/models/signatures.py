"""Signatures under exactly what was seen."""

from django.conf import settings
from django.db import models
from django.db.models import F

from hubportal.records.models.base import OfRecord


class HexSha256(models.Func):
    """SHA-256 of a text in hexadecimal, by what is in core (Django's own asks for the pgcrypto extension)."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField(max_length=64)


class Signature(OfRecord):
    """One party's signature under one content: append-only, with the content and the hash that the database checks."""

    append_only = True

    part = models.CharField("of the record; empty for the whole", max_length=60, blank=True)
    party = models.CharField("whom the signatory signs for", max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField("as it stood when signing", max_length=160)
    designation = models.CharField(max_length=160, blank=True)
    content = models.TextField("canonical")
    digest = models.CharField("SHA-256 of the content, in hexadecimal", max_length=64)
    signed_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta(OfRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["ccg", "kind", "record_id", "part", "party", "digest"], name="signed_once_a_content"
            ),
            models.CheckConstraint(
                name="signature_hash_of_content", condition=models.Q(digest=HexSha256(F("content")))
            ),
        ]
