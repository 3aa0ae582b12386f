"""Notices to practices and their action plans."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hubportal.audit.tracking import tracked
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow


@tracked()
class ContractNotice(Record):
    """A notice under a contract. What is approved is `letter_subject` and `body`, word for word; only the dates that
    the day of issue brings are filled in then.
    """

    sort = models.CharField("code in fixtures/notice_sorts.yaml", max_length=16)
    grounds = models.TextField("what is wrong")
    required = models.TextField("what the practice must do, or what the sanction is")
    clause = models.CharField("of the contract or the Regulations", max_length=160)
    remedy_days = models.PositiveSmallIntegerField(null=True, blank=True)
    shorter_because = models.CharField("why less than the usual period", max_length=300, blank=True)
    ccg_approves = models.BooleanField(default=False)
    letter_subject = models.CharField(max_length=250)
    body = models.TextField()
    authors = ArrayField(models.BigIntegerField(), verbose_name="who wrote any of its words", default=list)
    served_on = models.DateField(null=True, blank=True)
    remedy_by = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by", db_index=False
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="notice_issued_has_a_day",
                condition=~Q(state__in=["issued", "disputed", "remedied", "escalated"]) | Q(served_on__isnull=False),
            ),
        ]
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["ccg", "-received_on", "-id"], name="contractnotice_ccg_newest"),
            models.Index(fields=["hub", "-received_on", "-id"], name="contractnotice_hub_newest"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("contract_notices:notice", args=[self.reference])


@tracked()
class NoticeStep(CcgRow):
    """One step of the action plan that answers a notice."""

    notice = models.ForeignKey(ContractNotice, on_delete=models.CASCADE, related_name="plan")
    words = models.CharField("what will be done", max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    evidence = models.CharField("how it is known to be done", max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ccg", "notice", "due_on"], name="noticestep_of_notice")]

    def __str__(self) -> str:
        return self.words
