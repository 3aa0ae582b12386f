"""Enhanced services and local schemes: what practices are offered, who was invited, what they answered and returned.

An enhanced service is the hub's, one row a year for all its CCGs; each practice's invitation is its CCG's
(docs/decisions/0032).
"""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from functions.rules.schemes.answering import STATES
from functions.rules.schemes.terms import UNITS
from hubportal.audit.tracking import tracked
from hubportal.records.models import Record
from hubportal.tenancy.models import CcgRow, HubRow

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class Terms(models.Model):
    """What is offered to practices, whoever offers it."""

    code = models.CharField("short name, such as EH", max_length=20)
    year = models.CharField("financial year, such as 2015/16", max_length=7)
    rate = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=12, choices=list(UNITS.items()), default="registered")
    sign_up_from = models.DateField(null=True, blank=True)
    answer_by = models.DateField("the last day to answer", null=True, blank=True)
    remind_on = models.DateField("on which those who have not answered are reminded", null=True, blank=True)
    periods = models.JSONField("monitoring schedule: name and due_on of each return", default=list)
    specification = models.JSONField("the file: name, stored_as, content_type, size, sha256", default=dict)
    letter_subject = models.CharField(max_length=200, blank=True)
    letter_body = models.TextField(blank=True)
    reminder_body = models.TextField(blank=True)
    invited_at = models.DateTimeField("first", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_complete(self) -> bool:
        """Whether practices can be invited on these terms."""
        return bool(self.sign_up_from and self.answer_by and self.letter_subject and self.letter_body)


class EnhancedServiceQuerySet(models.QuerySet["EnhancedService"]):
    """Whose enhanced services."""

    def visible_to(self, person: "Person") -> "EnhancedServiceQuerySet":
        """Those of the hubs of people who read a CCG."""
        grants = person.grants
        return self.filter(hub_id__in=grants.hubs) if grants.any("ccg_read") else self.none()


@tracked()
class EnhancedService(HubRow, Terms):
    """One year of a directed enhanced service, offered by the hub to every practice of its CCGs."""

    reference = models.CharField("such as WM-E-2016-00003", max_length=24)
    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    subject = models.CharField("name", max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField("rises with each change; a stale form is refused", default=1)

    objects = EnhancedServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "reference"], name="enhanced_service_reference_once"),
            models.UniqueConstraint(fields=["hub", "code", "year"], name="enhanced_service_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    def get_absolute_url(self) -> str:
        """Its sign-up table."""
        return reverse("enhanced:offer", args=[self.reference])


@tracked()
class LocalScheme(Record, Terms):
    """A CCG's local incentive scheme: four gates in order, then offered to its practices like an enhanced service."""

    class Meta(Record.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    def get_absolute_url(self) -> str:
        """The page with its gates."""
        return reverse("schemes:scheme", args=[self.reference])


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Whose invitations."""

    def visible_to(self, person: "Person") -> "InvitationQuerySet":
        """Those of the person's CCGs; a practice's own people see its own."""
        grants = person.grants
        ccgs, whole = grants.ccgs("ccg_read"), grants.whole_hub()
        if whole is not None:
            return self.filter(hub_id=whole)
        return self.filter(ccg_id__in=ccgs) if ccgs else self.filter(practice_id__in=grants.on("practice_read"))

    def of(self, offer: Any) -> "InvitationQuerySet":
        """Those to one enhanced service or local scheme."""
        column = "service_id" if isinstance(offer, EnhancedService) else "scheme_id"
        return self.filter(hub_id=offer.hub_id, **{column: offer.pk})


@tracked(named="schemeinvitation")
class Invitation(CcgRow):
    """One practice's invitation to an enhanced service or local scheme, and its one answer."""

    practice_facing = True

    class How(models.TextChoices):
        """How the answer came."""

        LINK = "link", "By its signed link"
        PAPER = "paper", "On paper, recorded by the hub"

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    reference = models.CharField("of what it is to", max_length=24)
    service = models.ForeignKey(
        EnhancedService, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations", db_index=False
    )
    scheme = models.ForeignKey(
        LocalScheme, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations", db_index=False
    )
    practice = models.ForeignKey("organisations.Practice", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="invited")
    sent_to = models.EmailField("empty where the letter goes by post", blank=True)
    invited_on = models.DateField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_how = models.CharField(max_length=6, choices=How, blank=True)
    answered_by = models.CharField("name given by whoever answered", max_length=120, blank=True)
    answered_role = models.CharField(max_length=120, blank=True)
    comment = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField("rises with each change; a stale form is refused", default=1)
    changed_at = models.DateTimeField(auto_now=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ccg", "service", "practice"],
                condition=Q(service__isnull=False),
                name="invited_once_to_service",
            ),
            models.UniqueConstraint(
                fields=["ccg", "scheme", "practice"], condition=Q(scheme__isnull=False), name="invited_once_to_scheme"
            ),
            models.CheckConstraint(
                name="invited_to_one_thing",
                condition=Q(service__isnull=False, scheme__isnull=True) | Q(service__isnull=True, scheme__isnull=False),
            ),
            models.CheckConstraint(
                name="answer_has_a_day", condition=~Q(state__in=["yes", "no"]) | Q(answered_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["service", "ccg", "id"], name="invitation_of_service"),
            models.Index(fields=["scheme", "ccg", "id"], name="invitation_of_scheme"),
            models.Index(fields=["practice", "-id"], name="invitation_of_practice"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.practice_id}"

    @property
    def subject(self) -> str:
        """What it invites to, as records say it."""
        return self.offer.subject

    @property
    def received_on(self) -> date:
        """The day it began."""
        return self.invited_on

    @property
    def owner(self) -> None:
        """Nobody in particular: invitations are worked by the hundred."""
        return None

    @property
    def offer(self) -> Any:
        """The enhanced service or local scheme."""
        return self.service or self.scheme

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enhanced:invitation", args=[self.reference, self.practice.ods_code])


@tracked()
class SchemeReturn(CcgRow):
    """What a signed-up practice returned for one period of the monitoring schedule."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="returns", db_index=False)
    period = models.CharField("its name in the schedule", max_length=60)
    due_on = models.DateField("as the schedule stood")
    returned_on = models.DateField()
    figure = models.DecimalField("what it claims or counts", max_digits=12, decimal_places=2, null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ccg", "invitation", "period"], name="one_return_a_period")]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.period}"
