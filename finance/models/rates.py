"""The rate table: each rate by period, what it applies to, where it was published and how sure that is."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from hubportal.tenancy.models import ReferenceRow


class RateQuerySet(models.QuerySet["Rate"]):
    """Rates by date."""

    def on(self, day: date) -> "RateQuerySet":
        """The rates in force on a day: both the first and the last day of a period are inside it."""
        return self.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=day), effective_from__lte=day)


class Rate(ReferenceRow):
    """One rate for one period. An empty last day means that no end has been published."""

    class Confidence(models.TextChoices):
        """How well the figure is founded; a low one is never used as a fact."""

        HIGH = "high", "Published"
        MEDIUM = "medium", "One source, or worked out from others"
        LOW = "low", "Not checked against a publication"

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=12, decimal_places=4)
    unit = models.CharField(max_length=40)
    effective_from = models.DateField()
    effective_to = models.DateField("last day", null=True, blank=True)
    basis = models.CharField("what it applies to", max_length=200)
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=6, choices=Confidence)
    position = models.PositiveSmallIntegerField("order in the table", default=0)

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["position", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="rate_once_a_period"),
            models.CheckConstraint(
                name="rate_ends_after_it_begins",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value} from {self.effective_from}"
