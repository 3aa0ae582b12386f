"""Contract variations: one row a variation and CCG, with its practices, its checklist, and bulk changes by law."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hubportal.audit.tracking import tracked
from hubportal.documents.models import Document
from hubportal.organisations.models import ContractType
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow, HubRow


class StatutoryChange(HubRow):
    """A change of the law applied to every contract of some kinds: each practice gets a variation of its own."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    title = models.CharField(max_length=200)
    law = models.CharField("the regulation, as cited", max_length=200)
    wording = models.TextField("the words that change, as each notice gives them")
    contracts = ArrayField(models.CharField(max_length=4), verbose_name="kinds of contract")
    ccg_ids = ArrayField(models.BigIntegerField(), verbose_name="the CCGs of whoever asked for it")
    effective_on = models.DateField()
    too_soon_because = models.CharField("why less than the usual notice", max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    expected = models.PositiveIntegerField("practices when it was asked for")
    made_at = models.DateTimeField("when every variation was there", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField("when its variations were withdrawn, all at once", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["hub", "-id"], name="statutory_change_of_hub")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("variations:statutory-change", args=[self.public_id])


@tracked()
class Variation(Record):
    """A change of a contract. `effective_on` is the first day of what is new: a practice that closes was open the day
    before.
    """

    type = models.CharField("code in fixtures/variation_types.yaml", max_length=24)
    route = models.CharField(max_length=12)
    contract_kind = models.CharField(max_length=4, choices=ContractType)
    regulations = models.CharField("2004 or 2015", max_length=4)
    requested_on = models.DateField("the effective date asked for", null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    until_on = models.DateField("the day a closed list opens again", null=True, blank=True)
    facts = models.JSONField("what its type asks for besides", default=dict, blank=True)
    wanted = models.JSONField("documents required, by code", default=dict, blank=True)
    decision_body = models.CharField("who decided", max_length=160, blank=True)
    decision_reference = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_notes = models.TextField("conditions, or the reasons of a refusal", blank=True)
    decision_document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    pair = models.UUIDField("shared by the records of a change across CCGs", null=True, blank=True)
    other_ccg = models.ForeignKey(
        "organisations.Ccg", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    batch = models.ForeignKey(
        StatutoryChange, null=True, blank=True, on_delete=models.PROTECT, related_name="variations", db_index=False
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="variation_notice_has_a_date",
                condition=~Q(state__in=["notified", "in_effect"]) | Q(effective_on__isnull=False),
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["ccg", "-received_on", "-id"], name="variation_of_ccg_newest"),
            models.Index(fields=["hub", "-received_on", "-id"], name="variation_of_hub_newest"),
            models.Index(fields=["batch", "id"], condition=Q(batch__isnull=False), name="variation_of_batch"),
            models.Index(fields=["pair"], condition=Q(pair__isnull=False), name="variation_of_pair"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("variations:variation", args=[self.reference])

    def documents_wanted(self) -> dict[str, str]:
        """The documents that its type required when it began, by code: what an added file can be said to be."""
        return dict(self.wanted)


@tracked()
class VariationPractice(CcgRow):
    """A practice that takes part: one that joins, or one to which patients of a closing practice go.

    A place of another CCG has no practice here and is named in words.
    """

    class Role(models.TextChoices):
        """What it does."""

        JOINING = "joining", "Joins"
        RECEIVING = "receiving", "Receives patients"

    variation = models.ForeignKey(Variation, on_delete=models.CASCADE, related_name="parties")
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField("as it stood", max_length=160)
    role = models.CharField(max_length=12, choices=Role)
    patients = models.PositiveIntegerField("who come with it or go to it", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ccg", "variation", "practice", "role"], name="variation_practice_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"


@tracked()
class VariationStep(CcgRow):
    """One step of a variation's checklist, and who did it when."""

    variation = models.ForeignKey(Variation, on_delete=models.CASCADE, related_name="checklist")
    code = models.CharField(max_length=24)
    words = models.CharField(max_length=160)
    before = models.CharField("the move that waits for it", max_length=32, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "variation", "code"], name="variation_step_once")]

    def __str__(self) -> str:
        return self.words
