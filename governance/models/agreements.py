"""Agreements between a CCG and others about who does what, version by version, with their reviews and priorities."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from governance.rules.agreements import DOCUMENTS
from hubportal.audit.tracking import tracked
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow


class AgreementKind(models.TextChoices):
    """What sort of agreement it is."""

    MOU = "mou", "Memorandum of understanding"
    DELEGATION = "delegation", "Delegation agreement"
    JOINT = "joint", "Joint arrangement"


@tracked()
class Agreement(Record):
    """An agreement of one CCG: an MOU of several CCGs is one row a CCG, with the same code (docs/decisions/0028).

    `current` is the number of the latest version, `binding` that of the one in force; while they differ and the
    agreement runs, the latest is an amendment out for signature. The term is the binding version's, before there is
    one the latest's.
    """

    Kind = AgreementKind

    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField("shared by the rows of one agreement of several CCGs", max_length=40, blank=True)
    current = models.PositiveSmallIntegerField(default=1)
    binding = models.PositiveSmallIntegerField(null=True, blank=True)
    term_from = models.DateField()
    term_until = models.DateField("last day of the term")
    extend_by = models.DateField("the day by which an extension is agreed")
    notice_by = models.CharField("party that gave notice to leave", max_length=40, blank=True)
    notice_given_on = models.DateField(null=True, blank=True)
    notice_ends_on = models.DateField(null=True, blank=True)
    leaves_on = models.DateField("first day of the new arrangement", null=True, blank=True)
    contracting_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    finance_lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(Record.Meta):
        indexes = [*Record.Meta.indexes, models.Index(fields=["ccg", "code"], name="agreement_code_of_ccg")]

    def get_absolute_url(self) -> str:
        return reverse("agreements:agreement", args=[self.reference])

    def documents_wanted(self) -> dict[str, str]:
        """The documents that are read with an agreement, in words."""
        return dict(DOCUMENTS)


@tracked()
class AgreementVersion(CcgRow):
    """One version of an agreement's words and term; once circulated it never changes, a change makes the next one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    why = models.CharField("what this version is for", max_length=300, blank=True)
    objectives = models.TextField()
    sections = models.JSONField("heading and text, in order", default=list)
    term_from = models.DateField()
    term_until = models.DateField()
    extend_by = models.DateField()
    notice_months = models.PositiveSmallIntegerField(default=6)
    leaving = models.CharField(max_length=24)
    digest = models.CharField("SHA-256 of the content as circulated", max_length=64, blank=True)
    circulated_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField("the day the last party signed", null=True, blank=True)
    dropped_on = models.DateField("withdrawn before every party had signed", null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "agreement", "number"], name="agreement_version_once")]

    def __str__(self) -> str:
        return f"{self.agreement_id} version {self.number}"


@tracked()
class AgreementParty(CcgRow):
    """A party to one version, and who signs for it."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.CASCADE, related_name="parties", db_index=False)
    code = models.SlugField(max_length=40, db_index=False)
    organisation = models.CharField(max_length=160)
    signatory_name = models.CharField(max_length=120, blank=True)
    signatory_designation = models.CharField(max_length=120)
    signatory_email = models.EmailField("whose sign-in signs, where it is known", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "version", "code"], name="agreement_party_once")]

    def __str__(self) -> str:
        return self.organisation


@tracked()
class AgreementReview(CcgRow):
    """A review that was held: what period it covered, when it was due, and what came of it."""

    class Kind(models.TextChoices):
        """How often this sort of review comes round."""

        QUARTERLY = "quarterly", "Quarterly review"
        HALF_YEARLY = "half_yearly", "Half-yearly joint review"
        ANNUAL = "annual", "Annual report"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    due_on = models.DateField("last day of the period it covers")
    held_on = models.DateField()
    present = models.TextField("who took part", blank=True)
    outcome = models.TextField()
    actions = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ccg", "agreement", "kind", "due_on"], name="agreement_reviewed_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.due_on}"


@tracked()
class CommissioningPriority(CcgRow):
    """What matters to the CCG in its commissioning, and how the hub supports it (West Midlands MOU 3.4)."""

    class State(models.TextChoices):
        """How it stands."""

        OPEN = "open", "Being worked on"
        MET = "met", "Met"
        DROPPED = "dropped", "No longer a priority"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="priorities", db_index=False)
    title = models.CharField(max_length=160)
    detail = models.TextField("what the CCG wants to achieve", blank=True)
    support = models.TextField("how the hub supports it")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    agreed_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["ccg", "agreement", "id"], name="priority_of_agreement")]

    def __str__(self) -> str:
        return self.title
