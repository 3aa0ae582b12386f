"""What the committees of a CCG have on record, as its self-certification shows it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from governance.figures.interests import holder_key
from governance.models import Appointment, Interest, InterestReview, Meeting, Procurement, RegisterEntry
from governance.rules.certifications import Quarter
from governance.rules.interests import review_due
from governance.rules.naming import folded
from governance.rules.register import EntryKind
from hubportal.organisations.models import CommitteeCcg
from hubportal.tenancy.scope import Scope, scope

DECIDED = (EntryKind.DECISION, EntryKind.URGENT)


@dataclass(frozen=True, slots=True)
class OfCommittees:
    """The committees by name, and counts: of the days of a quarter, and of reviews that are overdue since."""

    names: list[str]
    meetings: int
    decisions: int
    declared: int
    procurements: int
    late_reviews: int


def committees_in(quarter: Quarter, *, hub_id: int, ccg_id: int, on: date) -> OfCommittees:
    """Of the committees in which a CCG took part in a quarter: only the days on which it did, each row once.

    Few who read a certification read a committee's rows, and its evidence may not differ by who reads it: for
    everybody it is read in the hub's own scope and then in that of just these committees, and only names and counts
    leave them. Seven statements, however many there are. Whether a meeting was quorate is no count of the record: it is
    worked out item by item.
    """
    both: dict[str, Any] = {"hub": hub_id, "read_only": True, "reason": "the committees of a self-certification"}
    with scope(Scope(role="hub_wide", **both)):
        taken_part = CommitteeCcg.objects.filter(ccg_id=ccg_id, period__overlap=(quarter.first, quarter.last, "[]"))
        links = list(taken_part.select_related("committee").order_by("committee__name"))
    ids = tuple(link.committee_id for link in links)
    with scope(Scope(committees=ids, **both)):

        def count(rows: QuerySet[Any], day: str) -> int:
            days = CommitteeCcg.objects.filter(
                committee_id=OuterRef("committee_id"), ccg_id=ccg_id, period__contains=OuterRef(day)
            )
            there = rows.filter(Exists(days), committee_id__in=ids)
            return there.filter(**{f"{day}__range": (quarter.first, quarter.last)}).count()

        held = Meeting.objects.filter(state=Meeting.State.CLOSED).annotate(day=TruncDate("starts_at"))
        return OfCommittees(
            names=[link.committee.name for link in links],
            meetings=count(held, "day"),
            decisions=count(RegisterEntry.objects.filter(kind__in=DECIDED), "decided_on"),
            declared=count(Interest.objects.all(), "declared_on"),
            procurements=count(Procurement.objects.filter(state=Procurement.State.RECORDED), "decided_on"),
            late_reviews=_late_reviews(ids, on=on),
        )


def _late_reviews(ids: Collection[int], *, on: date) -> int:
    """How many members and deputies owe their yearly review, counted once at each committee."""
    confirmed: dict[Any, date] = {}
    since: dict[Any, date] = {}
    members = list(Appointment.objects.filter(committee_id__in=ids, period__contains=on))
    signs: dict[int, dict[str, int]] = defaultdict(dict)
    for one in members:
        if one.person_id:
            signs[one.committee_id][folded(one.name)] = one.person_id
        whose = (one.committee_id, holder_key(one.person_id, one.name))
        since[whose] = min(one.period.lower, since.get(whose, one.period.lower))
    for review in InterestReview.objects.filter(committee_id__in=ids).order_by("on", "id"):
        at = review.committee_id
        confirmed[at, holder_key(review.person_id, review.name, signs[at])] = review.on
    return sum(on > review_due(confirmed_on=confirmed.get(whose), since=first) for whose, first in since.items())
