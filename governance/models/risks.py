"""Risks and opportunities of a CCG and of a committee, and their reviews: two walls, so two tables of one shape."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.urls import reverse

from functions.models import Activity
from governance.models.base import Kept, OfCommittee
from governance.rules import risks as rules
from hubportal.audit.tracking import tracked
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow

BETWEEN_1_AND_5 = (MinValueValidator(1), MaxValueValidator(5))


def _from_1_to_5(name: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(name, validators=BETWEEN_1_AND_5)


def _scores(name: str) -> list[models.CheckConstraint]:
    """A score is what the rule says, whoever writes it."""
    return [
        models.CheckConstraint(
            name=f"{name}_scored",
            condition=models.Q(likelihood__range=(1, 5), impact__range=(1, 5), score=F("likelihood") * F("impact")),
        ),
        models.CheckConstraint(
            name=f"{name}_scored_before",
            condition=models.Q(
                before_likelihood__range=(1, 5),
                before_impact__range=(1, 5),
                before_score=F("before_likelihood") * F("before_impact"),
            ),
        ),
    ]


class Scored(models.Model):
    """A score without mitigation, and the score as it stands with it; the products are kept so that lists sort by them
    (governance.rules.risks.score_of).
    """

    before_likelihood = _from_1_to_5("likelihood without mitigation")
    before_impact = _from_1_to_5("impact without mitigation")
    before_score = models.PositiveSmallIntegerField()
    likelihood = _from_1_to_5("likelihood with mitigation")
    impact = _from_1_to_5("impact with mitigation")
    score = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    @property
    def before(self) -> rules.Score:
        """Without mitigation."""
        return rules.Score(self.before_likelihood, self.before_impact)

    @property
    def now(self) -> rules.Score:
        """With mitigation, as it stands."""
        return rules.Score(self.likelihood, self.impact)


class RiskWords(Scored):
    """What a risk or an opportunity says; `was_score` is the score of the review before the last."""

    kind = models.CharField(max_length=12, choices=rules.KINDS.items())
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    description = models.TextField()
    beside = models.TextField("the opportunity that stands beside a risk", blank=True)
    mitigation = models.TextField("what is done", blank=True)
    owner_name = models.CharField("who owns it, where they do not sign in", max_length=160, blank=True)
    was_score = models.PositiveSmallIntegerField(null=True, blank=True)
    reviewed_on = models.DateField("the day it was raised or last reviewed")
    review_on = models.DateField("the day of the next review")
    outcome = models.CharField("why it was closed", max_length=12, blank=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def owned_by(self) -> str:
        """The owner's name."""
        owner = getattr(self, "owner", None)
        return owner.name if owner else self.owner_name


class ReviewWords(Scored):
    """One entry of the record of a risk: it was raised, reviewed or closed, with the scores from then on."""

    class What(models.TextChoices):
        """What was done."""

        RAISED = "raised", "Raised"
        REVIEWED = "reviewed", "Reviewed"
        CLOSED = "closed", "Closed"

    number = models.PositiveIntegerField("1, 2, 3… of a risk")
    what = models.CharField(max_length=8, choices=What)
    on = models.DateField()
    note = models.TextField(blank=True)
    next_on = models.DateField("the day of the next review", null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    @property
    def entry(self) -> rules.Entry:
        """As the rules read it."""
        return rules.Entry(self.what, self.on, self.score)


@tracked()
class CcgRisk(RiskWords, Record):
    """A risk or an opportunity of one CCG."""

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, *_scores("ccgrisk")]
        indexes = [
            *Record.Meta.indexes,
            models.Index(fields=["ccg", "state", "-score", "-id"], name="ccgrisk_by_score"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("risks:risk", args=[self.reference])


class CcgRiskReview(ReviewWords, CcgRow):
    """An entry of the record of a CCG's risk."""

    append_only: ClassVar[bool] = True

    risk = models.ForeignKey(CcgRisk, on_delete=models.PROTECT, related_name="reviews", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ccg", "risk", "number"], name="ccgriskreview_once"),
            *_scores("ccgriskreview"),
        ]

    def __str__(self) -> str:
        return f"{self.risk_id}: {self.what} {self.on}"


@tracked()
class CommitteeRisk(RiskWords, Kept):
    """A risk or an opportunity of one committee or group; its people alone read it."""

    number = models.PositiveIntegerField("1, 2, 3… in a committee")
    subject = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=rules.STATES.items(), default=rules.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_on = models.DateField("the day it was raised")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="risk_number_once"),
            *_scores("committeerisk"),
        ]
        indexes = [models.Index(fields=["committee", "state", "-score", "-number"], name="committeerisk_by_score")]

    def __str__(self) -> str:
        return f"Risk {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("committee-risks:risk", args=[self.committee.public_id, self.number])

    @property
    def reference(self) -> str:
        """How it is called in its committee."""
        return f"{rules.KINDS[self.kind]} {self.number}"


class CommitteeRiskReview(ReviewWords, OfCommittee):
    """An entry of the record of a committee's risk."""

    append_only: ClassVar[bool] = True

    risk = models.ForeignKey(CommitteeRisk, on_delete=models.PROTECT, related_name="reviews", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["committee", "risk", "number"], name="committeeriskreview_once"),
            *_scores("committeeriskreview"),
        ]

    def __str__(self) -> str:
        return f"{self.risk_id}: {self.what} {self.on}"
