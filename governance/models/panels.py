"""Resolution panels: who may be asked to sit, who was chosen for a concern, and the panel's decision with its actions.

A panel belongs to the CCG of its concern. Those who may be asked are kept by the hub, by name and office alone, so that
somebody from elsewhere is offered without anything of their own CCG being opened (docs/decisions/0048).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from functions.models import Query
from governance.rules.panels import OFFICES, PLACES
from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow, HubRow


@tracked()
class PanelCandidate(HubRow):
    """Somebody who has agreed to sit on resolution panels, with whatever they are associated with."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=20, choices=tuple(OFFICES.items()))
    organisation = models.CharField("where they hold that office", max_length=160)
    ccgs = models.JSONField("ODS codes of the CCGs they belong to or serve", default=list)
    areas = models.JSONField("localities and NHS England offices they belong to", default=list)
    bodies = models.JSONField("practices and other organisations they have an interest in", default=list)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    added_at = models.DateTimeField()
    until_on = models.DateField("the last day on which they may be chosen", null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["hub_id", "name", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_office_display()}"


@tracked()
class ResolutionPanel(CcgRow):
    """A panel chosen for a concern; chosen anew, the one before stays with the reason. Its decision binds."""

    query = models.ForeignKey(Query, on_delete=models.PROTECT, related_name="panels", db_index=False)
    number = models.PositiveSmallIntegerField("1, 2, 3… for a concern")
    is_current = models.BooleanField(default=True)
    why = models.TextField("why it was chosen anew", blank=True)
    also = models.JSONField("other organisations and areas that the concern touches", default=list)
    chosen_on = models.DateField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField("what it decided, as it binds every party", blank=True)
    decision_reference = models.CharField(max_length=60, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["ccg_id", "query_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "query", "number"], name="panel_number_once"),
            models.UniqueConstraint(fields=["ccg", "query"], condition=Q(is_current=True), name="panel_one_current"),
        ]

    def __str__(self) -> str:
        return f"Panel {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("panels:panel", args=[self.query.reference])


@tracked()
class PanelMember(CcgRow):
    """Who sits in one of the four places, with name and office as they were then."""

    panel = models.ForeignKey(ResolutionPanel, on_delete=models.PROTECT, related_name="members", db_index=False)
    place = models.CharField(max_length=12, choices=tuple((code, place.words) for code, place in PLACES.items()))
    candidate = models.ForeignKey(PanelCandidate, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=60)
    organisation = models.CharField(max_length=160)

    class Meta:
        ordering = ["panel_id", "id"]
        constraints = [models.UniqueConstraint(fields=["ccg", "panel", "place"], name="panel_place_once")]

    def __str__(self) -> str:
        return self.name


@tracked()
class PanelAction(CcgRow):
    """What a party has to do by the panel's decision, and by when."""

    panel = models.ForeignKey(ResolutionPanel, on_delete=models.PROTECT, related_name="actions", db_index=False)
    number = models.PositiveSmallIntegerField("1, 2, 3… of a panel")
    words = models.CharField(max_length=300)
    owner = models.CharField("who does it", max_length=160)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_words = models.CharField("what was done", max_length=300, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["panel_id", "number"]
        constraints = [models.UniqueConstraint(fields=["ccg", "panel", "number"], name="panel_action_once")]

    def __str__(self) -> str:
        return self.words
