"""Reading the clocks of cases: from their events, policies and closures, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from functions.models import Query, QueryEvent
from functions.models.queries import State
from functions.rules.merging import events_that_count
from functions.services.policies import Closures, calendar_known_at, calendar_of, closures_of, policy_of
from hubportal.clocks import WorkingCalendar
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.policy import LONDON
from hubportal.clocks.reading import ClockReading, read_clock
from hubportal.tenancy.prepared import among, slot, statement


@dataclass(frozen=True, slots=True)
class _Known:
    """What several readings share, fetched set-wise."""

    events: dict[int, list[ClockEvent]]
    merged: dict[int, list[ClockEvent]]
    recorded_at: dict[int, datetime]
    closures: dict[int, Closures]


def reading_of(query: Query, *, today: date, explained: bool = True) -> ClockReading:
    """The clock of one case as at the end of `today`."""
    return reading_with_days(query, today=today, explained=explained)[0]


def reading_with_days(query: Query, *, today: date, explained: bool = True) -> tuple[ClockReading, WorkingCalendar]:
    """The clock of one case and the working days by which it was read."""
    return next(iter(_readings_with_days([query], today=today, explained=explained)))


def first_reading(query: Query, *, today: date) -> ClockReading:
    """The clock of a case that is not yet stored: no event, only the day of receipt."""
    policy = policy_of(query)
    calendar = calendar_of(query.hub_id, policy.day_count, closures_count=policy.closures_count)
    return read_clock(policy, calendar, query.received_on, (), max(today, query.received_on))


def readings_of(queries: Sequence[Query], *, today: date, explained: bool = False) -> Iterable[ClockReading]:
    """The clocks of many cases in the same order, in a fixed number of queries.

    A case merged into another is read as at the day of merging: from then on the other's clock runs for both.
    A case that is closed is counted on the closures known when its last event was recorded: one added later
    moves open clocks only.
    """
    return (reading for reading, _ in _readings_with_days(queries, today=today, explained=explained))


def _readings_with_days(
    queries: Sequence[Query], *, today: date, explained: bool
) -> Iterator[tuple[ClockReading, WorkingCalendar]]:
    known = _known(queries)
    for query in queries:
        policy = policy_of(query)
        as_at = query.closed_on if query.state == State.MERGED and query.closed_on else today
        closures = known.closures[query.hub_id] if policy.closures_count else ()
        calendar = calendar_known_at(policy.day_count, closures, _counted_at(query, known))
        events = events_that_count(known.events.get(query.pk, ()), known.merged.get(query.pk, ()))
        yield read_clock(policy, calendar, query.received_on, events, as_at, explained=explained), calendar


def _counted_at(query: Query, known: _Known) -> datetime | None:
    """Which closures count: all for an open case, those known by then for one that is done with."""
    if query.state == State.MERGED and query.closed_on:
        return datetime.combine(query.closed_on, time.max, LONDON)
    return None if query.state == State.OPEN else known.recorded_at.get(query.pk)


def _known(queries: Sequence[Query]) -> _Known:
    keys = {query.pk for query in queries}
    ccgs = {query.ccg_id for query in queries}
    into = _merged_into(keys, ccgs)
    events: dict[int, list[ClockEvent]] = defaultdict(list)
    recorded_at: dict[int, datetime] = {}
    for row in _events()({"ccgs": list(ccgs), "cases": list(keys | into.keys())}):
        events[row.query_id].append(as_clock_event(row))
        recorded_at[row.query_id] = max(row.at, recorded_at.get(row.query_id, row.at))
    merged: dict[int, list[ClockEvent]] = defaultdict(list)
    for key, survivors in into.items():
        for survivor in survivors:
            merged[survivor] += events.get(key, [])
    return _Known(events, merged, recorded_at, {hub: closures_of(hub) for hub in {query.hub_id for query in queries}})


@statement
def _events() -> QuerySet[Any]:
    found = QueryEvent.objects.filter(among("ccg_id", slot("ccgs")), among("query_id", slot("cases")))
    return found.order_by("on", "id").values_list("query_id", "kind", "on", "reason", "note", "promised_on", "at")


def _merged_into(keys: set[int], ccgs: set[int]) -> dict[int, set[int]]:
    """Each case merged, straight or by way of others, into some of these, with all of those it was merged into: in a
    chain of merges each case counts the events of every one before it.
    """
    found: dict[int, set[int]] = defaultdict(set)
    survivors = {key: {key} for key in keys}
    while survivors:
        rows = _merged()({"ccgs": list(ccgs), "into": list(survivors)})
        survivors = {key: survivors[into] for key, into in rows}
        for key, reached in survivors.items():
            found[key] |= reached
    return found


@statement
def _merged() -> QuerySet[Any]:
    found = Query.objects.filter(among("ccg_id", slot("ccgs")), among("merged_into_id", slot("into")))
    return found.values_list("pk", "merged_into_id")


def merged_keys(case: Query) -> set[int]:
    """The keys of the cases merged into this one, straight or by way of others."""
    return set(_merged_into({case.pk}, {case.ccg_id}))


def as_clock_event(row: Any) -> ClockEvent:
    """A recorded event as the rules read it."""
    return ClockEvent(EventKind(row.kind), row.on, row.reason, row.note, row.promised_on)
