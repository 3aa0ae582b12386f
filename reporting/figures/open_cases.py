"""Counts of the cases being worked, from the tallies of the query log: one statement for all of them.

The counts are those of the work list (`functions.figures.work_list`) under the filters each number leads to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Q

from functions.models import OpenTally, Query
from functions.rules.work_groups import GroupDates, group_dates
from functions.services.policies import calendar_of
from hubportal.organisations.models import Ccg, Person, Practice

ONE_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
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


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who owns open cases."""

    name: str
    team: str
    public_id: str
    load: Load


@dataclass(frozen=True, slots=True)
class Loads:
    """The open cases a person sees: of each CCG, owner (by key) and team that has any."""

    by_ccg: dict[int, Load] = field(default_factory=dict)
    by_owner: dict[int, Load] = field(default_factory=dict)
    by_team: dict[str, Load] = field(default_factory=dict)


_By = OpenTally.By
_GROUPS = ("counted_by", "CASE WHEN counted_by = 'ccg' THEN ccg_id END", "owner_id", "team")


def loads_of(person: Person, *, dates: GroupDates, by: Iterable[str] = tuple(_By)) -> Loads:
    """The open cases a person sees, counted by CCG, by owner and by team, or by some of these."""
    tallies = OpenTally.objects.visible_to(person).filter(counted_by__in=list(by))
    days = (dates.critical_before - ONE_DAY, dates.today - ONE_DAY, dates.week_ends_on)
    found = Loads()
    for kind, ccg, owner, team, cases, unassigned, critical, late, this_week in tallies.summed(
        by=_GROUPS, sums=("cases", "unassigned"), due_by=days
    ):
        if not cases:
            continue
        load = Load(cases, this_week - late, late, critical, unassigned)
        if kind == _By.CCG:
            found.by_ccg[ccg] = load
        elif kind == _By.OWNER:
            found.by_owner[owner] = load
        else:
            found.by_team[team] = load
    return found


def owners_among(loads: Loads) -> list[Owner]:
    """Each owner with their open cases, the busiest first; cases without an owner are not among them."""
    people = Person.objects.filter(pk__in=loads.by_owner).values_list("pk", "name", "team", "public_id")
    found = [Owner(name, team, str(public_id), loads.by_owner[key]) for key, name, team, public_id in people]
    return sorted(found, key=lambda one: (-one.load.open, one.name))


def received_lately(person: Person, *, today: date) -> tuple[int, bool]:
    """How many cases were received in the last seven days, whatever became of them, and whether others have arrived
    whose day of receipt, by the cut-off of their policy, is still to come.
    """
    later = Query.objects.visible_to(person).filter(received_on__gt=today - A_WEEK)
    days = later.aggregate(lately=Count("pk", filter=Q(received_on__lte=today)), newest=Max("received_on"))
    return days["lately"], days["newest"] is not None and days["newest"] > today


class CcgName(NamedTuple):
    """What a list says of a CCG."""

    pk: int
    ods_code: str
    name: str


def ccg_names_read_by(person: Person) -> list[CcgName]:
    """The CCGs a person reads, by name, without the rest of them."""
    whole = person.grants.whole_hub()
    mine = Ccg.objects.filter(pk__in=person.grants.ccgs()) if whole is None else Ccg.objects.filter(hub_id=whole)
    return [CcgName(*row) for row in mine.values_list(*CcgName._fields)]


def ccgs_read_by(person: Person) -> list[Ccg]:
    """The CCGs a person reads, by name."""
    return list(Ccg.objects.filter(pk__in=person.grants.ccgs()))


def practices_of(person: Person) -> list[Practice]:
    """The practices a person works for, by name."""
    return list(Practice.objects.filter(pk__in=person.grants.on("practice_read")).order_by("name"))


def practice_cases(person: Person) -> list[Query]:
    """The newest cases of the person's practices."""
    return list(Query.objects.visible_to(person).order_by("-received_on", "-id")[:SHOWN_TO_A_PRACTICE])
