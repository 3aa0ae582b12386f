"""The decision register of each committee: append-only and chained."""

from django.conf import settings
from django.db import models

from governance.models.ballots import BallotRound
from governance.models.base import OfCommittee
from governance.models.meetings import AgendaItem, Meeting


class RegisterEntry(OfCommittee):
    """One decision, or a correction of one. `content` is canonical JSON: exactly what `digest` covers, together with
    the digest of the entry before it.
    """

    append_only = True

    number = models.PositiveIntegerField("1, 2, 3… in a committee")
    kind = models.CharField("decision, recommendation, urgent, ballot, correction", max_length=16)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    round = models.ForeignKey(
        BallotRound, null=True, blank=True, on_delete=models.PROTECT, related_name="entries", db_index=False,
        verbose_name="the ballot's round whose certified result it is",
    )  # fmt: skip
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    decided_on = models.DateField()
    is_private = models.BooleanField(default=False)
    content = models.TextField()
    previous = models.CharField("digest of the entry before; 64 zeros for the first", max_length=64)
    digest = models.CharField(max_length=64)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["committee_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="register_number_once"),
            models.UniqueConstraint(fields=["committee", "round"], name="result_registered_once"),
        ]
        indexes = [models.Index(fields=["committee", "-decided_on", "-number"], name="register_by_day")]

    def __str__(self) -> str:
        return f"{self.number}"


class RegisterAnchor(OfCommittee):
    """The chain's length and last digest on a day, told to people outside the database so that a cut end is found."""

    append_only = True

    number = models.PositiveIntegerField("entries in the chain then")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    told = models.TextField("to whom it was sent", blank=True)

    class Meta:
        ordering = ["committee_id", "number"]
        constraints = [models.UniqueConstraint(fields=["committee", "number", "digest"], name="anchor_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
