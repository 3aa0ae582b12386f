"""Ballots of member practices: the roll, the rounds, the links, the responses and what happened."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from governance.models.base import Kept, OfCommittee
from governance.models.meetings import CommitteeFile
from hubportal.audit.tracking import tracked
from hubportal.organisations.models import Ccg, Practice


@tracked()
class Ballot(Kept):
    """A matter on which the member practices of a committee's CCGs are asked, in one round or more, on one roll."""

    number = models.PositiveIntegerField("1, 2, 3… in a committee")
    title = models.CharField(max_length=160)
    background = models.TextField("what practices read before they answer", blank=True)
    roll_on = models.DateField("the day on which membership was read")
    frozen_at = models.DateTimeField("the roll never changes from here", null=True, blank=True)

    class Meta:
        ordering = ["committee_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="ballot_number_once")]

    def __str__(self) -> str:
        return self.title


@tracked()
class BallotPractice(OfCommittee):
    """A practice on the roll, with name and code as they were then; one that is left out says why."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="roll")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    ccg = models.ForeignKey(Ccg, on_delete=models.PROTECT, related_name="+")
    ods_code = models.CharField(max_length=6)
    name = models.CharField(max_length=120)
    email = models.EmailField("where links go; without one the practice answers on paper", blank=True)
    is_eligible = models.BooleanField(default=True)
    excluded_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["ballot_id", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "ballot", "practice"], name="on_a_roll_once"),
            models.CheckConstraint(
                name="left_out_with_a_reason",
                condition=Q(is_eligible=True, excluded_because="") | (Q(is_eligible=False) & ~Q(excluded_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ods_code})"


@tracked()
class BallotRound(Kept):
    """One round: its question, options, moments and thresholds; its count, once closed, frozen with its digest.

    `state` says what was done; whether a round is open is read from the clock (`rules.ballot_rounds.standing_of`).
    """

    class State(models.TextChoices):
        """What was done with it."""

        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"
        COUNTED = "counted", "Counted"
        CERTIFIED = "certified", "Certified"
        PUBLISHED = "published", "Published"
        CANCELLED = "cancelled", "Called off"

    class Mode(models.TextChoices):
        """How silence counts."""

        OPT_IN = "opt_in", "Opt in"
        BY_EXCEPTION = "by_exception", "By exception"

    class ApprovalOf(models.TextChoices):
        """Of what those in favour must be a large enough part."""

        COMMITTED = "committed", "Responses that commit to an option"
        RESPONSES = "responses", "All responses"
        ELIGIBLE = "eligible", "Eligible practices"

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField("1, 2, 3… in a ballot")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    question = models.TextField()
    options = models.JSONField("each {code, words, in_favour, commits}")
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.OPT_IN)
    turnout = models.CharField("a fraction, 1/2", max_length=20, default="1/2")
    turnout_counts_uncommitted = models.BooleanField(default=True)
    approval = models.CharField("a fraction; by exception, of objections", max_length=20, default="3/4")
    approval_of = models.CharField(max_length=10, choices=ApprovalOf, default=ApprovalOf.COMMITTED)
    sealed = models.BooleanField("nobody sees an answer or the tally before closing", default=True)
    named = models.BooleanField("afterwards the result says who answered what", default=False)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reminders = models.JSONField("days before closing", default=list)
    opened_at = models.DateTimeField("when links were sent", null=True, blank=True)
    closed_at = models.DateTimeField("the moment from which no response counts", null=True, blank=True)
    closed_early_why = models.TextField(blank=True)
    cancelled_why = models.TextField(blank=True)
    result = models.TextField("canonical content of the count: exactly what the digest covers", blank=True)
    digest = models.CharField(max_length=64, blank=True)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    certified_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ballot_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "ballot", "number"], name="round_number_once"),
            models.CheckConstraint(name="round_closes_after_it_opens", condition=Q(closes_at__gt=models.F("opens_at"))),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"


@tracked()
class BallotLink(OfCommittee):
    """The link of one practice for one round: good for one response, until the round closes or another link is sent."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    round = models.ForeignKey(BallotRound, on_delete=models.PROTECT, related_name="links")
    voter = models.ForeignKey(BallotPractice, on_delete=models.PROTECT, related_name="links")
    sent_to = models.EmailField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round_id", "voter_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "round", "voter"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_link_that_holds",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.voter_id}"


@tracked()
class BallotResponse(OfCommittee):
    """A practice's response. Of a sealed round `sealed` holds the answer, which only the count opens."""

    class How(models.TextChoices):
        """How it came."""

        LINK = "link", "By its link"
        PAPER = "paper", "On paper"

    round = models.ForeignKey(BallotRound, on_delete=models.PROTECT, related_name="responses")
    voter = models.ForeignKey(BallotPractice, on_delete=models.PROTECT, related_name="responses")
    how = models.CharField(max_length=6, choices=How)
    answer = models.CharField("the option's code; empty when sealed", max_length=60, blank=True)
    comment = models.TextField(blank=True)
    sealed = models.TextField(blank=True)
    given_by = models.CharField("who answered for the practice", max_length=120)
    given_role = models.CharField(max_length=120, blank=True)
    received_on = models.DateField("of a paper form, the day it came")
    taken_at = models.DateTimeField()
    receipt = models.CharField(max_length=16)
    scan = models.ForeignKey(CommitteeFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["round_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "round", "voter"],
                condition=Q(set_aside_at__isnull=True),
                name="one_response_a_practice",
            ),
            models.UniqueConstraint(fields=["committee", "round", "receipt"], name="receipt_once"),
        ]

    def __str__(self) -> str:
        return self.receipt


class BallotEvent(OfCommittee):
    """What happened with a ballot or a round, for its page and for the evidence; never how anybody answered."""

    append_only = True

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="events")
    round = models.ForeignKey(BallotRound, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    words = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["ballot_id", "at", "id"]

    def __str__(self) -> str:
        return self.words
