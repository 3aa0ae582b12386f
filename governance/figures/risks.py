"""Risks and opportunities as lists and reports show them, of CCGs and of committees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from functions.figures.choosing import those_who_work
from functions.figures.matrix import activities_on
from functions.models import Activity
from governance.models import CcgRisk, CommitteeRisk
from governance.rules import risks as rules
from hubportal.organisations.models import Ccg, Committee, Person
from hubportal.organisations.roles import roles_with

SHOWS = (
    ("open", "Open"),
    ("overdue", "Open, review overdue"),
    ("due", "Open, review within a month"),
    ("closed", "Closed"),
    ("all", "All"),
)
MONTH = timedelta(days=31)
MOST_TOP = 10
MOST_OVERDUE = MOST_CHANGED = 100
CHUNK = 500
BESIDES = ("owner", "activity")


def risks_of(person: Person, *, ccg: str = "", **asked: Any) -> QuerySet[CcgRisk]:
    """The risks of the CCGs a person reads, narrowed where asked."""
    rows = CcgRisk.objects.visible_to(person)
    if ccg:
        rows = rows.filter(ccg__ods_code=ccg)
    return narrowed(rows, **asked).select_related("ccg", *BESIDES)


def risks_at(committee: Committee, **asked: Any) -> QuerySet[CommitteeRisk]:
    """The risks of a committee, narrowed where asked."""
    rows = CommitteeRisk.objects.filter(committee_id=committee.pk)
    return narrowed(rows, **asked).select_related("committee", *BESIDES)


def narrowed(
    rows: QuerySet[Any], *, on: date, show: str = "all", kind: str = "", band: str = "", q: str = ""
) -> QuerySet[Any]:
    """Those of a standing, a kind, a band, and with these words."""
    match show:
        case "overdue":
            rows = rows.filter(state=rules.OPEN, review_on__lt=on)
        case "due":
            rows = rows.filter(state=rules.OPEN, review_on__lte=on + MONTH)
        case "open" | "closed":
            rows = rows.filter(state=show)
    if kind:
        rows = rows.filter(kind=kind)
    if band:
        rows = rows.filter(score__range=scores_in(band))
    if q.strip():
        words = q.strip()
        rows = rows.filter(
            Q(subject__icontains=words) | Q(description__icontains=words) | Q(mitigation__icontains=words)
        )
    return rows


def scores_in(band: str) -> tuple[int, int]:
    """The lowest and the highest score of a band."""
    higher = [score for score in rules.FROM_SCORE.values() if score > rules.FROM_SCORE[band]]
    return rules.FROM_SCORE[band], min(higher, default=26) - 1


def activities_for(hub_id: int | None, *, on: date) -> list[Activity]:
    """The function matrix in force, from which the related activity is chosen."""
    return list(activities_on(on, hub_id, schedule=None))


def owners_at_ccg(ccg: Ccg, *, on: date) -> list[Person]:
    """Those who may own a risk of a CCG: who works for it, at the hub or at the CCG itself."""
    return list(those_who_work([ccg.pk], on=on, roles=roles_with("ccg_case_comment")))


def owners_at(committee: Committee, *, on: date) -> list[Person]:
    """Those who may own a risk of a committee: whoever holds a role there."""
    held = Q(assignments__committee=committee, assignments__period__contains=on, is_active=True)
    return list(Person.objects.filter(held).order_by("name", "pk").distinct())


@dataclass(frozen=True, slots=True)
class ChangedRisk:
    """A risk, and what became of it since a day."""

    risk: Any
    changed: rules.Changed


@dataclass(frozen=True, slots=True)
class Report:
    """The register at a day: how many open ones in each kind and band, the highest, those whose review is overdue, and
    what changed since an earlier day. Long lists are cut; `overdue_in_all` and `changed_in_all` say how many there are.
    """

    counts: Mapping[tuple[str, str], int]
    top: list[Any]
    overdue: list[Any]
    changed: list[ChangedRisk]
    overdue_in_all: int
    changed_in_all: int


def report_on(rows: QuerySet[Any], *, on: date, since: date) -> Report:
    """A report of these risks, in a constant number of statements."""
    standing = rows.filter(state=rules.OPEN)
    counts = {
        f"{kind}_{band}": Count("pk", filter=Q(kind=kind, score__range=scores_in(band)))
        for kind in rules.KINDS
        for band in rules.BANDS
    }
    overdue = standing.filter(review_on__lt=on)
    found = standing.order_by().aggregate(**counts, overdue=Count("pk", filter=Q(review_on__lt=on)))
    touched = _touched(rows, since)
    return Report(
        counts={(kind, band): found[f"{kind}_{band}"] for kind in rules.KINDS for band in rules.BANDS},
        top=list(standing.filter(kind=rules.RISK).order_by("-score", "-impact", "review_on", "pk")[:MOST_TOP]),
        overdue=list(overdue.order_by("review_on", "pk")[:MOST_OVERDUE]),
        changed=list(_told(touched[:MOST_CHANGED], since)),
        overdue_in_all=found["overdue"],
        changed_in_all=touched.count(),
    )


def changed_since(rows: QuerySet[Any], since: date) -> Iterator[ChangedRisk]:
    """What became of these risks since a day, the highest first, however many; read in portions."""
    return _told(_touched(rows, since).iterator(chunk_size=CHUNK), since)


def _touched(rows: QuerySet[Any], since: date) -> QuerySet[Any]:
    """Those raised, reviewed or closed since a day: each has an entry from then on, so something is told of each."""
    touched = rows.filter(Q(reviewed_on__gte=since) | Q(closed_on__gte=since))
    return touched.order_by("-score", "pk").prefetch_related("reviews")


def _told(risks: Iterable[Any], since: date) -> Iterator[ChangedRisk]:
    for risk in risks:
        entries = sorted(risk.reviews.all(), key=lambda one: one.number)
        outcome = rules.OUTCOMES[risk.kind].get(risk.outcome, "")
        changed = rules.changed_since([one.entry for one in entries], since, outcome=outcome)
        if changed is not None:
            yield ChangedRisk(risk, changed)


def standing_of(rows: QuerySet[Any], *, on: date) -> dict[str, int]:
    """How many are open, how many of those are extreme risks, and how many reviews are overdue."""
    extreme = Q(kind=rules.RISK, score__range=scores_in(rules.EXTREME))
    found: dict[str, int] = (
        rows.filter(state=rules.OPEN)
        .order_by()
        .aggregate(
            open=Count("pk"),
            extreme=Count("pk", filter=extreme),
            overdue=Count("pk", filter=Q(review_on__lt=on)),
        )
    )
    return found
