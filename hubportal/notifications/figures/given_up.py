"""Work that gave up or is late, for those who look after it: when, what kind, how often tried, and never what about.

Payloads, keys of facts and the sentences of refusals are not read here: they may hold what a case holds.
"""

from datetime import timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from hubportal.notifications.models import OutboxItem, WorkDecision
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope, scope

SIGHT: Final = Scope(role="hub_work", reason="background work, without its content")
LATE: Final = timedelta(minutes=10)
MOST: Final = 100
_TOLD = (
    "kind", "hub__name", "ccg__name", "made_at", "run_after", "lease_until", "attempts", "done_at", "dead_at",
    "set_aside_at", "error",
)  # fmt: skip


def looks_after_work(person: Person) -> bool:
    """System administrators, for the whole installation; people who settle the settings of a whole hub, for it."""
    return person.is_system_administrator or _hub(person) is not None


def _hub(person: Person) -> int | None:
    whole = person.grants.whole_hub()
    return whole if whole is not None and person.grants.any("ccg_settings_edit") else None


def seen_by(person: Person) -> QuerySet[OutboxItem]:
    """Work not done and not set aside that this person looks after; in the scope `SIGHT`, whose wall is this filter."""
    waiting = OutboxItem.objects.filter(done_at__isnull=True, set_aside_at__isnull=True)
    if person.is_system_administrator:
        return waiting
    hub = _hub(person)
    return waiting.none() if hub is None else waiting.filter(hub_id=hub)


def _late() -> Q:
    """Due for more than ten minutes, or tried and waiting for its next attempt for as long."""
    overdue = Q(run_after__lt=Now() - LATE)
    return Q(dead_at__isnull=True) & (overdue | Q(attempts__gt=0, made_at__lt=Now() - LATE))


def _shown(rows: QuerySet[OutboxItem]) -> QuerySet[OutboxItem]:
    return rows.select_related("hub", "ccg").only("id", *_TOLD)


def given_up(person: Person) -> list[OutboxItem]:
    """Work after its last attempt, the latest first; one more than is shown."""
    with scope(SIGHT):
        return list(_shown(seen_by(person).filter(dead_at__isnull=False)).order_by("-dead_at", "-pk")[: MOST + 1])


def late(person: Person) -> list[OutboxItem]:
    """Work that should have been done, the oldest first; one more than is shown."""
    with scope(SIGHT):
        return list(_shown(seen_by(person).filter(_late())).order_by("run_after", "pk")[: MOST + 1])


def one(person: Person, key: int) -> OutboxItem | None:
    """One piece of work that gave up or waits, if this person looks after it."""
    with scope(SIGHT):
        return _shown(seen_by(person).filter(pk=key)).first()


def decisions(person: Person) -> list[WorkDecision]:
    """What was decided about such work lately, the latest first."""
    rows, hub = WorkDecision.objects.select_related("by", "hub"), _hub(person)
    if not person.is_system_administrator:
        rows = rows.none() if hub is None else rows.filter(hub_id=hub)
    with scope(SIGHT):
        return list(rows.order_by("-pk")[:20])
