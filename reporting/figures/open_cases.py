"""Counts of the cases being worked, each from the partial indexes on open cases: one query a figure.

The counts are those of the work list (`functions.figures.work_list`) under the filters each number leads to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from functions.models import Query
from functions.rules.work_groups import GroupDates, group_dates
from functions.services.clock import calendar_of
from hubportal.organisations.models import Ccg, Person, Practice

A_WEEK = timedelta(days=7)
SHOWN_TO_A_PRACTICE = 25


def dates_for(person: Person, *, today: date) -> GroupDates:
    """The days that part late, critical and due, by the hub's own working days (England's for several hubs)."""
    hubs = person.grants.hubs
    return group_dates(calendar_of(next(iter(hubs)) if len(hubs) == 1 else 0, "england"), today)


@dataclass(frozen=True, slots=True)
class Load:
    """Open cases of a CCG, a person or a team. `week`: due from today to Sunday; `critical` is part of `late`.

    `unassigned` have neither owner nor team.
    """

    open: int = 0
    week: int = 0
    late: int = 0
    critical: int = 0
    unassigned: int = 0


def _counts(dates: GroupDates) -> dict[str, Count]:
    return {
        "open": Count("pk"),
        "week": Count("pk", filter=Q(next_due_on__range=(dates.today, dates.week_ends_on))),
        "late": Count("pk", filter=Q(next_due_on__lt=dates.today)),
        "critical": Count("pk", filter=Q(next_due_on__lt=dates.critical_before)),
        "unassigned": Count("pk", filter=Q(owner__isnull=True, team="")),
    }


def _load(row: Mapping[str, Any]) -> Load:
    return Load(**{name: row[name] for name in ("open", "week", "late", "critical", "unassigned")})


def _open(person: Person) -> QuerySet[Query]:
    return Query.objects.visible_to(person).open()


def load_by_ccg(person: Person, *, dates: GroupDates) -> dict[int, Load]:
    """The open cases of each CCG that has any."""
    return {row["ccg_id"]: _load(row) for row in _open(person).values("ccg_id").annotate(**_counts(dates))}


def load_of(person: Person, *, dates: GroupDates) -> Load:
    """The person's own open cases."""
    return _load(_open(person).filter(owner=person).aggregate(**_counts(dates)))


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who owns open cases."""

    name: str
    team: str
    public_id: str
    load: Load


def load_by_owner(person: Person, *, dates: GroupDates) -> list[Owner]:
    """The open cases of each owner, the busiest first; cases without an owner are not among them."""
    rows = _open(person).filter(owner__isnull=False).values("owner__name", "owner__team", "owner__public_id")
    found = [
        Owner(row["owner__name"], row["owner__team"], str(row["owner__public_id"]), _load(row))
        for row in rows.annotate(**_counts(dates))
    ]
    return sorted(found, key=lambda one: (-one.load.open, one.name))


def load_by_team(person: Person, *, dates: GroupDates) -> list[tuple[str, Load]]:
    """The open cases given to each team, by its name."""
    rows = _open(person).exclude(team="").values("team").annotate(**_counts(dates))
    return sorted(((row["team"], _load(row)) for row in rows), key=lambda one: one[0])


def received_lately(person: Person, *, today: date) -> int:
    """Cases received in the last seven days, whatever became of them."""
    return Query.objects.visible_to(person).filter(received_on__gt=today - A_WEEK, received_on__lte=today).count()


def ccgs_read_by(person: Person) -> list[Ccg]:
    """The CCGs a person reads, by name."""
    return list(Ccg.objects.filter(pk__in=person.grants.ccgs()))


def practices_of(person: Person) -> list[Practice]:
    """The practices a person works for, by name."""
    return list(Practice.objects.filter(pk__in=person.grants.on("practice_read")).order_by("name"))


def practice_cases(person: Person) -> list[Query]:
    """The newest cases of the person's practices."""
    return list(Query.objects.visible_to(person).order_by("-received_on", "-id")[:SHOWN_TO_A_PRACTICE])
