"""What one CCG and the hub agreed of the function matrix, and what that means for a case (West Midlands MOU 4.1)."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from functions.models.matrix import Activity, HubPart, MatrixVersion
from functions.models.queries import Query
from hubportal.audit.tracking import tracked
from hubportal.organisations.models.hubs import single_key
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow

HOLDS = ("agreed", "superseded")
OPEN = ("draft", "proposed")


@tracked()
class Specification(Record):
    """The functions of one CCG: a version of the standard matrix with what this CCG decided otherwise.

    Agreed, it holds from its first to its last day, both included; the next one agreed ends it the day before it
    begins.
    """

    standard = models.ForeignKey(MatrixVersion, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    effective_from = models.DateField()
    effective_to = models.DateField("last day; empty while nothing follows", null=True, blank=True)
    round = models.PositiveSmallIntegerField("how often it was proposed", default=0)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            ExclusionConstraint(
                name="specifications_never_overlap",
                expressions=[
                    (single_key("ccg_id"), RangeOperators.OVERLAPS),
                    (
                        Func(F("effective_from"), F("effective_to"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=HOLDS),
            ),
            models.UniqueConstraint(
                fields=["ccg"], condition=Q(state__in=OPEN), name="one_specification_in_the_making"
            ),
            models.CheckConstraint(
                name="specification_ends_after_it_began",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("specifications:specification", args=[self.reference])


@tracked()
class SpecificationRow(CcgRow):
    """What one CCG's specification says of one activity."""

    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="rows")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="specified")
    ccg_acts = models.BooleanField()
    hub_part = models.CharField(max_length=8, choices=HubPart, blank=True)
    qualifier = models.CharField(max_length=120, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decide_by = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ccg", "specification", "activity"], name="activity_once_a_specification"),
            models.CheckConstraint(
                name="specified_activity_is_somebodys", condition=Q(ccg_acts=True) | ~Q(hub_part="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specification_id}: {self.activity_id}"


class CaseTurn(CcgRow):
    """One step by which a case passed between the hub and its CCG, because the matrix says whose it is."""

    append_only = True
    by_name: str  # these two by `functions.figures.turns.told`
    counts: bool

    class Kind(models.TextChoices):
        """What was done."""

        ASKED = "asked", "Sent to the CCG for sign-off"
        SIGNED_OFF = "signed_off", "Signed off by the CCG"
        SENT_BACK = "sent_back", "Sent back by the CCG"
        SIGNED_ELSEWHERE = "signed_elsewhere", "Sign-off given outside the portal"
        HANDED_OVER = "handed_over", "Handed over to the CCG"
        RETURNED = "returned", "Given back to the hub"
        ANSWERED = "answered", "Answered by the CCG"

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="turns")
    kind = models.CharField(max_length=16, choices=Kind)
    words = models.TextField("the answer to be signed off, or the reason", blank=True)
    function = models.CharField("reference of the activity it was about", max_length=10)
    reopenings = models.PositiveSmallIntegerField("how often the case had been reopened by then", default=0)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ccg", "query", "id"], name="turns_of_query")]

    def __str__(self) -> str:
        return f"{self.query_id} {self.kind} {self.on}"
