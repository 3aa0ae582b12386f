"""Committees as organisations: what people hold roles at, linked by dated rows to one CCG or several."""

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from hubportal.audit.tracking import tracked
from hubportal.organisations.models.hubs import Ccg, Hub
from hubportal.tenancy.models import CommitteeRow, ReferenceRow


class Committee(ReferenceRow):
    """A committee's public identity; its business stands behind the committee wall."""

    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="committees")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "name"], name="committee_name_once_a_hub"),
            models.UniqueConstraint(fields=["hub", "id"], name="organisations_committee_hub_id_id_key"),
        ]
        permissions = [
            ("committee_read", "Read papers and decisions"),
            ("committee_minute", "Run meetings and keep registers"),
            ("committee_vote", "Vote and declare interests"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class CommitteeCcg(CommitteeRow):
    """The period in which a CCG took part in a committee."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="ccg_links")
    ccg = models.ForeignKey(Ccg, on_delete=models.PROTECT, related_name="committee_links")
    period = DateRangeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["committee", "ccg"], name="ccg_once_a_committee")]

    def __str__(self) -> str:
        return f"{self.committee_id}: {self.ccg_id} {self.period}"
