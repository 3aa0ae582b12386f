"""The register of interests of a committee, with everything that was done to an entry, and its yearly review."""

from django.conf import settings
from django.db import models

from governance.models.base import Kept, OfCommittee
from governance.models.meetings import CommitteeFile
from governance.rules import interests as rules
from hubportal.audit.tracking import tracked

KINDS = [pair for kinds in rules.TYPES.values() for pair in kinds.items()]


@tracked()
class Interest(Kept):
    """An interest of somebody of the committee. It is ended and corrected, never removed.

    `person` is set where the holder has a sign-in; `name` always says who it is. A practice is known by its code.
    """

    class About(models.TextChoices):
        """What kind of organisation it is in."""

        PRACTICE = "practice", "A GP practice"
        SUPPLIER = "supplier", "A supplier or provider"
        BODY = "body", "Another body, such as a charity or a council"

    number = models.PositiveIntegerField("1, 2, 3… in a committee")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("whose interest it is", max_length=120)
    position = models.CharField(max_length=160, blank=True)
    scheme_version = models.CharField("the guidance that names its type", max_length=4, choices=rules.SCHEMES.items())
    kind = models.CharField(max_length=24, choices=KINDS)
    about = models.CharField(max_length=8, choices=About)
    practice_code = models.CharField(max_length=6, blank=True)
    organisation = models.CharField(max_length=160)
    nature = models.TextField()
    held_from = models.DateField()
    held_until = models.DateField("last day", null=True, blank=True)
    mitigation = models.TextField("what is done so that it does no harm", blank=True)
    aware_on = models.DateField("the day the person knew of it")
    declared_on = models.DateField()

    class Meta:
        ordering = ["committee_id", "name", "number"]
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="interest_number_once")]
        indexes = [models.Index(fields=["committee", "held_until"], name="interest_by_last_day")]

    def __str__(self) -> str:
        return f"{self.name}: {self.organisation}"


class InterestEntry(OfCommittee):
    """One act on an interest: declared, corrected (each change with what it was), ended."""

    append_only = True

    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="entries")
    act = models.CharField("declared, corrected or ended", max_length=12)
    changes = models.JSONField("each {field, was, is}", default=list)
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["interest_id", "id"]
        indexes = [models.Index(fields=["committee", "interest", "id"], name="interest_entries")]

    def __str__(self) -> str:
        return self.act


class InterestReview(OfCommittee):
    """Somebody looked through all their interests and confirmed the register, also that there are none."""

    append_only = True

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120)
    on = models.DateField()
    interests = models.PositiveIntegerField("how many were in force and confirmed")
    how = models.CharField("how the secretary was told, where they recorded it", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["committee_id", "-on", "-id"]
        indexes = [models.Index(fields=["committee", "-on"], name="interest_reviews_by_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


class PaperText(OfCommittee):
    """What a paper says, read from its PDF once, so that interests can be matched to it without opening it again."""

    class State(models.TextChoices):
        """How the reading went."""

        READ = "read", "Read"
        EMPTY = "empty", "No text in it: pictures of pages only"
        FAILED = "failed", "Could not be read"

    file = models.ForeignKey(CommitteeFile, on_delete=models.PROTECT, related_name="texts")
    state = models.CharField(max_length=8, choices=State)
    why = models.CharField("what was wrong with it", max_length=200, blank=True)
    words = models.TextField("folded as governance.rules.naming compares", blank=True)
    is_cut = models.BooleanField("longer than is kept", default=False)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["committee_id", "file_id"]
        constraints = [models.UniqueConstraint(fields=["committee", "file"], name="paper_text_once")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.state}"
