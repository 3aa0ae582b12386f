"""What a committee is by its terms of reference, and who sits in which seat."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from governance.models.base import Kept, OfCommittee
from hubportal.audit.tracking import tracked
from hubportal.organisations.models.hubs import single_key


def _single_word(field: str) -> Func:
    """A word as a range of one number, so that an exclusion constraint compares it without an extension."""
    number = Func(F(field), Value(0), function="hashtextextended")
    return Func(number, number, Value("[]"), function="int8range")


class CommitteeKind(models.TextChoices):
    """The kinds of committee (specification 05, section 4)."""

    PRIMARY_CARE = "primary_care", "CCG primary care committee"
    JOINT = "joint", "Joint committee"
    IN_COMMON = "in_common", "Committees in common"
    FORUM = "forum", "Collaborative forum"
    NETWORK = "network", "CCG network group"
    USER_GROUP = "user_group", "Agreement user group"
    PANEL = "panel", "Resolution panel"
    GOVERNING_BODY = "governing_body", "Governing body"
    AUDIT = "audit", "Audit committee"


class SeatRole(models.TextChoices):
    """What kind of member a seat is for, as the rules of quorum know it."""

    LAY = "lay", "Lay member"
    EXECUTIVE = "executive", "Executive"
    CLINICAL = "clinical", "Clinical"
    OTHER = "other", "Other"


@tracked()
class TermsOfReference(Kept):
    """One version of a committee's terms of reference, in force from a day until the next version's.

    `rules` are quorum, weights, decision and single-CCG business in the form of `governance.rules.voting.reading`;
    `clauses` says for each rule (`quorum`, `quorum.rules.1`, `weights`, `notice_days`…) which clause says it, and
    `readings` how a clause that leaves room is read.
    """

    class State(models.TextChoices):
        """Only adopted terms are ever in force; they never change."""

        DRAFT = "draft", "Draft"
        ADOPTED = "adopted", "Adopted"

    number = models.PositiveIntegerField("1, 2, 3…")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    kind = models.CharField(max_length=16, choices=CommitteeKind)
    in_force_from = models.DateField()
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField("the body that adopted them", max_length=160, blank=True)
    established_on = models.DateField("the committee's first day")
    source = models.CharField("the document they come from", max_length=200, blank=True)
    purpose = models.TextField(blank=True)
    rules = models.JSONField()
    clauses = models.JSONField(default=dict)
    readings = models.JSONField(default=dict)
    recommends_only = models.BooleanField("a forum recommends and does not decide", default=False)
    meetings_a_year = models.PositiveSmallIntegerField(default=12)
    notice_days = models.PositiveSmallIntegerField("clear working days", default=5)
    papers_days = models.PositiveSmallIntegerField("clear working days", default=5)
    minutes_days = models.PositiveSmallIntegerField("working days after the meeting", default=3)
    in_public = models.BooleanField(default=True)
    urgent_decisions = models.JSONField(
        "who must agree outside a meeting, as `governance.rules.urgent` reads it; empty for the usual", default=dict
    )
    allows_ballots_by_exception = models.BooleanField(default=False)
    delegated = models.JSONField("functions delegated to it, each {ref, words, clause}", default=list)
    left_to_others = models.JSONField("what it may not decide, each {words, body, clause}", default=list)
    reports_to = models.JSONField("each {body, how, clause}", default=list)
    elections = models.JSONField("elected offices, each {office, roles, organisations, how, clause}", default=list)

    class Meta:
        ordering = ["committee_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="terms_number_once"),
            models.UniqueConstraint(
                fields=["committee", "in_force_from"], condition=Q(state="adopted"), name="terms_one_adopted_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


@tracked()
class Seat(OfCommittee):
    """A seat of one version of the terms. `code` names it through all versions; appointments are made to the code."""

    terms = models.ForeignKey(TermsOfReference, on_delete=models.CASCADE, related_name="seats")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=120)
    organisation = models.CharField("as the rules name it: a CCG, NHS England or another body", max_length=120)
    role = models.CharField(max_length=12, choices=SeatRole)
    office = models.SlugField("such as chair, vice_chair, area_director; of the seat itself", max_length=40, blank=True)
    voting = models.BooleanField(default=True)
    deputies_allowed = models.BooleanField(default=False)
    stands_in_for = models.SlugField("the code of the seat it stands in for when conflicted", max_length=40, blank=True)
    clause = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["terms_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["committee", "terms", "code"], name="seat_code_once")]

    def __str__(self) -> str:
        return self.title


@tracked()
class Appointment(Kept):
    """Somebody's membership in a seat, by dates: the member, or a deputy of theirs. Not everybody has a sign-in."""

    seat_code = models.SlugField(max_length=40)
    is_deputy = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120)
    designation = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    period = DateRangeField()
    appointed_by = models.CharField("the body that appointed them", max_length=160, blank=True)

    class Meta:
        ordering = ["committee_id", "seat_code", "is_deputy", "id"]
        constraints = [
            ExclusionConstraint(
                name="one_member_a_seat",
                expressions=[
                    (single_key("committee_id"), RangeOperators.OVERLAPS),
                    (_single_word("seat_code"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_deputy=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class OfficeHeld(Kept):
    """Who holds an office that is elected among seats, such as chair, and how they came to it."""

    office = models.SlugField(max_length=40)
    seat_code = models.SlugField(max_length=40)
    period = DateRangeField()
    how = models.TextField("how they were elected or named: candidates and votes", blank=True)

    class Meta:
        ordering = ["committee_id", "office", "id"]
        constraints = [
            ExclusionConstraint(
                name="one_holder_an_office",
                expressions=[
                    (single_key("committee_id"), RangeOperators.OVERLAPS),
                    (_single_word("office"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.seat_code}"
