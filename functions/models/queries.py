"""The query log: one row a case.

The dates of the clock are stored as the pure rule read them at the last event (`functions.services.clock`), so that
lists and the sweep are set-based; `manage.py check_clocks` proves them equal to a fresh reading. Nothing is counted
down.
"""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from functions.models.sight import Sight
from functions.rules.kinds import KINDS_OF_PRACTICE
from hubportal.audit.tracking import tracked
from hubportal.tenancy.models import CcgRow, HubRow
from hubportal.web.addresses import address

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


class Kind(models.TextChoices):
    """What sort of case it is; the kind picks the clock policy."""

    QUERY = "query", "Query"
    INFORMATION_REQUEST = "information_request", "Information or data request"
    COMPLAINT = "complaint", "Complaint"
    INCIDENT = "incident", "Incident"
    DISPUTE = "dispute", "Dispute"
    FOI = "foi", "Freedom of information request"
    CONCERN = "concern", "Concern about the hub"


class Stream(models.TextChoices):
    """Which side of the hub works it, and so who hears of a breach."""

    CONTRACTING = "contracting", "Contracting"
    FINANCE = "finance", "Finance"


class Channel(models.TextChoices):
    """How it reached the hub."""

    EMAIL = "email", "Email"
    PHONE = "phone", "Phone"
    LETTER = "letter", "Letter"
    MEETING = "meeting", "Meeting"
    PORTAL = "portal", "Portal"


class Priority(models.TextChoices):
    """How soon it must be looked at, whatever the clock says."""

    URGENT = "urgent", "Urgent"
    NORMAL = "normal", "Normal"
    LOW = "low", "Low"


class State(models.TextChoices):
    """Where the case stands; the clock's own states are read, not stored."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    MERGED = "merged", "Merged into another case"


class QueryQuerySet(models.QuerySet["Query"]):
    """Whose cases, and which of them."""

    def visible_to(self, person: "Person") -> "QueryQuerySet":
        """The cases a person may read: their CCGs' or their practice's; restricted ones only with that permission."""
        return self.seen_by(Sight.of(person.grants))

    def seen_by(self, sight: Sight) -> "QueryQuerySet":
        """The cases of a sight, which a prepared statement gives with slots in place of values."""
        return self.filter(sight.condition())

    def editable_by(self, person: "Person") -> "QueryQuerySet":
        """The cases a person may work."""
        return self.visible_to(person).filter(ccg_id__in=person.grants.ccgs("ccg_case_edit"))

    def open(self) -> "QueryQuerySet":
        """Cases still being worked."""
        return self.filter(state=State.OPEN)


# What the work list is filtered by, apart from the tenant and the date that lead its indexes.
FILTERED_BY = (
    "owner", "team", "kind", "stream", "category", "priority", "practice", "is_restricted", "received_on", "tags",
)  # fmt: skip


@tracked()
class Query(CcgRow):
    """A case: a question, request, complaint or concern that came to the hub about one CCG."""

    practice_facing = True
    practice_condition = f"NOT is_restricted AND kind IN {KINDS_OF_PRACTICE}"

    reference = models.CharField("such as WM-Q-2016-00042", max_length=24)
    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    practice = models.ForeignKey(
        "organisations.Practice", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=24, choices=Kind, default=Kind.QUERY)
    stream = models.CharField(max_length=12, choices=Stream)
    category = models.CharField(max_length=60)
    activity = models.ForeignKey(
        "functions.Activity", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(max_length=200)
    detail = models.TextField()
    channel = models.CharField(max_length=10, choices=Channel)
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.NORMAL)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_restricted = models.BooleanField(default=False)

    contact_name = models.CharField(max_length=120, blank=True)
    contact_organisation = models.CharField(max_length=160, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.CharField(max_length=60, blank=True)

    received_at = models.DateTimeField()
    received_on = models.DateField("day 0 of the clock")
    policy = models.ForeignKey("clocks.PolicyVersion", on_delete=models.PROTECT, related_name="+", db_index=False)

    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    acknowledge_due_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    respond_due_on = models.DateField("of the present response step", null=True, blank=True)
    responded_on = models.DateField("full response", null=True, blank=True)
    next_step = models.CharField(max_length=12, blank=True)
    next_due_on = models.DateField(
        "earliest due date of an open step; empty when paused or done", null=True, blank=True
    )
    paused_on = models.DateField("since when the response step waits for the requester", null=True, blank=True)
    excluded_reason = models.CharField(max_length=40, blank=True)
    # Against the standard, whatever was excluded; empty where no standard asks for it (functions.rules.standing).
    acknowledge_standing = models.CharField(max_length=8, blank=True)
    answer_standing = models.CharField(max_length=8, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField("why withdrawn, or how it ended", max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", db_index=False
    )

    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    logged_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField("rises with each change; a stale form is refused", default=1)

    objects = QueryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "reference"], name="query_reference_once_a_hub"),
            models.CheckConstraint(
                name="query_due_date_only_when_open", condition=Q(state="open") | Q(next_due_on__isnull=True)
            ),
            models.CheckConstraint(
                name="query_closed_has_a_date", condition=Q(state="open") | Q(closed_on__isnull=False)
            ),
        ]
        indexes = [
            # The list of open cases, at any depth, for one CCG and for the hub. With what it is filtered and counted by
            # beside each key, a count or a filter that hardly any case passes is answered from the index alone.
            models.Index(
                fields=["ccg", "next_due_on", "id"],
                include=["hub", *FILTERED_BY],
                condition=Q(state="open"),
                name="query_ccg_open_due",
            ),
            models.Index(
                fields=["hub", "next_due_on", "id"],
                include=["ccg", *FILTERED_BY],
                condition=Q(state="open"),
                name="query_hub_open_due",
            ),
            models.Index(
                fields=["hub", "team", "next_due_on", "id"], condition=Q(state="open"), name="query_team_open_due"
            ),
            models.Index(
                fields=["hub", "ccg", "next_due_on", "id"],
                condition=Q(state="open", owner__isnull=True, team=""),
                name="query_unassigned",
            ),
            models.Index(fields=["hub", "-priority", "id"], condition=Q(state="open"), name="query_hub_open_priority"),
            models.Index(fields=["hub", "reference", "id"], condition=Q(state="open"), name="query_hub_open_reference"),
            models.Index(fields=["ccg", "merged_into"], condition=Q(merged_into__isnull=False), name="query_merged"),
            # The same of cases that are done with, the newest first.
            models.Index(fields=["ccg", "state", "-received_on", "-id"], name="query_ccg_state_received"),
            models.Index(fields=["hub", "state", "-received_on", "-id"], name="query_hub_state_received"),
            models.Index(fields=["ccg", "-received_on", "-id"], name="query_ccg_received"),
            models.Index(fields=["hub", "-received_on", "-id"], name="query_hub_received"),
            # Every case of a hub by due date, those without one last: the list when it is asked for any state.
            models.Index(fields=["hub", "next_due_on", "id"], name="query_hub_due"),
            # Narrow, so that the planner takes it for a person's own cases and not the wide ones above.
            models.Index(
                fields=["owner", "next_due_on", "id"],
                include=["hub", "ccg", "is_restricted"],
                condition=Q(state="open"),
                name="query_owner_open_due",
            ),
            models.Index(fields=["practice", "-received_on", "-id"], name="query_practice_received"),
            # For app.tagged_queries. Most cases have no tag, and cost nothing here when they are written.
            GinIndex(fields=["tags"], condition=~Q(tags=[]), fastupdate=False, name="query_tags"),
            GinIndex(
                fields=["tags"], condition=Q(state="open") & ~Q(tags=[]), fastupdate=False, name="query_tags_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    @property
    def told_practice_id(self) -> int | None:
        """The practice whose people read what belongs to the case, if any do."""
        return self.practice_id if self.kind in KINDS_OF_PRACTICE else None

    def get_absolute_url(self) -> str:
        return address("functions:query", self.reference)


@tracked()
class QueryLink(CcgRow):
    """Two cases of one CCG that belong together, and how."""

    class Sort(models.TextChoices):
        """How two cases relate."""

        RELATED = "related", "Related to"
        DUPLICATE = "duplicate", "Duplicate of"
        SPLIT_FROM = "split_from", "Split from"

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="linked_from")
    sort = models.CharField(max_length=12, choices=Sort, default=Sort.RELATED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ccg", "query", "other"], name="query_linked_once"),
            models.CheckConstraint(name="query_not_linked_to_itself", condition=~Q(query=models.F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.query_id} {self.sort} {self.other_id}"


class ReferenceCounter(HubRow):
    """The last number given, by hub, kind letter and year.

    Locked while the case is written, so that no number is skipped.
    """

    practice_may = "write"  # its question is given a number

    kind = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "kind", "year"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}: {self.last}"
