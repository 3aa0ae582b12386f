"""Cases as they were known at a moment and read as at a day, so that a report made again comes out the same.

What happened and when is in the events; what the portal knew of it, and when, is in the moment each event was
recorded and in the history of the case's row. A merge counts from its day on: before it, the two were two.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet

from functions.models import Query, QueryEvent
from functions.models.queries import State
from functions.rules.merging import events_that_count, governing_receipt
from functions.services.clock_reading import as_clock_event
from functions.services.policies import policy_from_version
from hubportal.clocks import (
    ClockEvent,
    ClockPolicy,
    ClockReading,
    WorkingCalendar,
    calendar_for,
    day_of_receipt,
    read_clock,
)
from hubportal.clocks.models import Closure, PolicyVersion
from hubportal.clocks.policy import LONDON
from reporting.rules.indicators import ReadCase

_COLUMNS = [field.attname for field in Query._meta.concrete_fields]


def cases_as_recorded(cases: QuerySet[Query], *, ccg_ids: Iterable[int], by: datetime | None) -> list[Query]:
    """The rows of `cases`, or with `by` the same rows as they had been recorded by that moment.

    `cases` says which cases exist for the reader; what was logged later is left out.
    """
    if by is None:
        return list(cases.order_by("received_on", "pk"))
    history: Any = Query.pgh_event_model  # type: ignore[attr-defined]
    rows = history.objects.filter(ccg_id__in=list(ccg_ids), pgh_obj_id__in=cases.values("pk"), pgh_created_at__lte=by)
    last = rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values(*_COLUMNS, "pgh_label")
    found = [Query(**{name: row[name] for name in _COLUMNS}) for row in last if row["pgh_label"] != "delete"]
    return sorted(found, key=lambda case: (case.received_on, case.pk))


@dataclass(frozen=True, slots=True)
class _Merge:
    into: int
    on: date


class Clocks:
    """The clocks of a set of cases, read in a fixed number of queries however many cases there are.

    `relatives` are all merged cases of the same CCGs, whether or not among `cases`.
    """

    def __init__(self, cases: Sequence[Query], relatives: Iterable[Query], *, by: datetime | None) -> None:
        self.by = by
        self.merges = {
            one.pk: _Merge(one.merged_into_id, one.closed_on)
            for one in (*relatives, *cases)
            if one.state == State.MERGED and one.merged_into_id and one.closed_on
        }
        self.rows = {one.pk: one for one in (*relatives, *cases)}
        self.absorbed: dict[int, list[tuple[int, date]]] = defaultdict(list)
        for key in self.merges:
            for survivor, on in self._path(key):
                self.absorbed[survivor].append((key, on))
        self.versions = {one.pk: one for one in PolicyVersion.objects.all()}
        self.policies: dict[int, ClockPolicy] = {}
        self.recorded: dict[int, list[tuple[date, datetime]]] = defaultdict(list)
        self.events = self._events(cases)
        self.closures: dict[int, list[tuple[datetime, date, str]]] = defaultdict(list)
        added = Closure.objects.filter(hub_id__in={one.hub_id for one in cases}).order_by("made_at")
        for hub, made_at, day, reason in (added.filter(made_at__lte=by) if by else added).values_list(
            "hub_id", "made_at", "day", "reason"
        ):
            self.closures[hub].append((made_at, day, reason))
        self.calendars: dict[tuple[int, str, int], WorkingCalendar] = {}

    def _path(self, key: int) -> Iterator[tuple[int, date]]:
        """Each case this one became part of, and from which day."""
        on, seen = date.min, {key}
        while (merge := self.merges.get(key)) is not None and merge.into not in seen:
            on = max(on, merge.on)
            yield merge.into, on
            key = merge.into
            seen.add(key)

    def _events(self, cases: Sequence[Query]) -> dict[int, list[ClockEvent]]:
        keys = {one.pk for one in cases}
        keys |= {merged for key in keys for merged, _ in self.absorbed.get(key, ())}
        found: dict[int, list[ClockEvent]] = defaultdict(list)
        rows = QueryEvent.objects.filter(ccg_id__in={one.ccg_id for one in cases}, query_id__in=keys)
        for row in (rows.filter(at__lte=self.by) if self.by else rows).order_by("on", "id"):
            found[row.query_id].append(as_clock_event(row))
            self.recorded[row.query_id].append((row.on, row.at))
        return found

    def _policy(self, version_id: int) -> ClockPolicy:
        if version_id not in self.policies:
            self.policies[version_id] = policy_from_version(self.versions[version_id])
        return self.policies[version_id]

    def _calendar(self, hub: int, policy: ClockPolicy, known_at: datetime | None = None) -> WorkingCalendar:
        """The working days of a hub, less the closures made by a moment; all of them when none is given."""
        made = self.closures[hub] if policy.closures_count else []
        count = len(made) if known_at is None else bisect_right(made, known_at, key=itemgetter(0))
        wanted = (hub, policy.day_count, count)
        if wanted not in self.calendars:
            self.calendars[wanted] = calendar_for(policy.day_count, [(day, reason) for _, day, reason in made[:count]])
        return self.calendars[wanted]

    def merged_on(self, case: Query, *, as_at: date) -> date | None:
        """The day on which a case became part of another, if that was by then."""
        merge = self.merges.get(case.pk)
        return merge.on if merge is not None and merge.on <= as_at else None

    def received_on(self, case: Query, *, as_at: date) -> date:
        """Day 0 of a case as at a day: its own, or the earliest of those merged into it by then."""
        return self._governed(case, as_at)[0]

    def _governed(self, case: Query, as_at: date) -> tuple[date, ClockPolicy]:
        policy = self._policy(case.policy_id)
        absorbed = self.absorbed.get(case.pk, ())
        if all(on <= as_at for _, on in absorbed):
            return case.received_on, policy
        own = self._own_policy(case, policy)
        received = day_of_receipt(case.received_at, own.cut_off)
        earlier = [self.rows[key].received_on for key, on in absorbed if on <= as_at]
        return governing_receipt(received, earlier), own

    def _own_policy(self, case: Query, policy: ClockPolicy) -> ClockPolicy:
        """The version in force on the case's own receipt: the hub's where it had one, else the agreement's."""
        on = day_of_receipt(case.received_at)
        begun = [
            one
            for one in self.versions.values()
            if one.code == policy.code and one.hub_id in {None, case.hub_id} and one.effective_from <= on
        ]
        best = max(begun, key=lambda one: (one.hub_id is not None, one.effective_from, one.version), default=None)
        return self._policy(best.pk) if best else policy

    def reading(self, case: Query, *, as_at: date) -> ClockReading:
        """The clock of one case as at the end of a day not before its receipt; a merged one stops at its merge."""
        received_on, policy = self._governed(case, as_at)
        merged_on = self.merged_on(case, as_at=as_at)
        told = [
            event for key, on in self.absorbed.get(case.pk, ()) if on <= as_at for event in self.events.get(key, ())
        ]
        events = events_that_count(self.events.get(case.pk, ()), told)
        calendar = self._calendar(case.hub_id, policy)
        found = read_clock(policy, calendar, received_on, events, merged_on or as_at, explained=False)
        known_at = self._counted_at(case, found, merged_on=merged_on, as_at=as_at)
        then = calendar if known_at is None else self._calendar(case.hub_id, policy, known_at)
        if then is calendar:
            return found
        return read_clock(policy, then, received_on, events, merged_on or as_at, explained=False)

    def _counted_at(
        self, case: Query, reading: ClockReading, *, merged_on: date | None, as_at: date
    ) -> datetime | None:
        """Which closures count: all while a case is open, those known by then once it is done with."""
        if merged_on is not None:
            return datetime.combine(merged_on, time.max, LONDON)
        if reading.story.open_round is not None:
            return None
        return max((at for on, at in self.recorded.get(case.pk, ()) if on <= as_at), default=None)

    def read(self, case: Query, *, as_at: date) -> ReadCase:
        """A case with its clock, as indicators take it."""
        merged = self.merged_on(case, as_at=as_at) is not None
        return ReadCase(case.pk, case.reference, self.reading(case, as_at=as_at), merged)


def clocks_of(
    *, cases: QuerySet[Query], ccg_ids: Iterable[int], first: date | None, last: date, by: datetime | None = None
) -> tuple[list[Query], Clocks]:
    """The cases received from `first` (None: ever) to `last`, as at `last` or any later day, with their clocks.

    `cases` are those the reader may see of these CCGs.
    """
    ccgs = list(ccg_ids)
    mine = cases.filter(ccg_id__in=ccgs)
    if by is None:
        relatives = list(mine.filter(state=State.MERGED))
        survivors = {one.merged_into_id for one in relatives}
        wanted = Q(received_on__lte=last) if first is None else Q(received_on__range=(first, last))
        rows = list(mine.filter(wanted | Q(pk__in=survivors)).order_by("received_on", "pk"))
    else:
        rows = cases_as_recorded(mine, ccg_ids=ccgs, by=by)
        relatives = [one for one in rows if one.state == State.MERGED]
    return rows, Clocks(rows, relatives, by=by)
