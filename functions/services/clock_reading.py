"""Reading the clocks of cases: from their events, policies and closures, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db import connection

from functions.models import Query
from functions.models.queries import State
from functions.rules.merging import events_that_count
from functions.services.policies import Closures, calendar_known_at, calendar_of, closures_of, policy_of
from hubportal.clocks import WorkingCalendar
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.policy import LONDON
from hubportal.clocks.reading import ClockReading, read_clock
from hubportal.tenancy.prepared import Listed, slot, statement


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


def first_reading(query: Query, *, today: date, events: Sequence[ClockEvent] = ()) -> ClockReading:
    """The clock of a case that is not yet stored: no event, only the day of receipt, unless a log brings events too."""
    policy = policy_of(query)
    calendar = calendar_of(query.hub_id, policy.day_count, closures_count=policy.closures_count)
    return read_clock(policy, calendar, query.received_on, events, max(today, query.received_on))


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
    asked = {"ccgs": [query.ccg_id for query in queries], "cases": [query.pk for query in queries]}
    events: dict[int, list[ClockEvent]] = defaultdict(list)
    merged: dict[int, list[ClockEvent]] = defaultdict(list)
    recorded_at: dict[int, datetime] = {}
    for row in _events()(asked):
        if row.query_id != row.counts_for:
            merged[row.counts_for].append(as_clock_event(row))
            continue
        events[row.query_id].append(as_clock_event(row))
        recorded_at[row.query_id] = max(row.at, recorded_at.get(row.query_id, row.at))
    return _Known(events, merged, recorded_at, {hub: closures_of(hub) for hub in {query.hub_id for query in queries}})


# Each case asked for, and each case merged into it, straight or by way of others: in a chain of merges a case counts
# the events of every one before it. Cases are merged within one CCG.
_COUNTED = """
WITH RECURSIVE counted AS (
  SELECT ccg_id, query_id, query_id AS counts_for FROM unnest(%s::bigint[], %s::bigint[]) AS asked(ccg_id, query_id)
UNION
  SELECT q.ccg_id, q.id, counted.counts_for
  FROM counted JOIN functions_query q ON q.ccg_id = counted.ccg_id AND q.merged_into_id = counted.query_id
)
"""
_EVENTS = f"""{_COUNTED}
SELECT counted.counts_for, e.query_id, e.id, e.kind, e."on", e.reason, e.note, e.promised_on, e.at
FROM counted JOIN functions_queryevent e ON e.ccg_id = counted.ccg_id AND e.query_id = counted.query_id
ORDER BY e."on", e.id
"""  # noqa: S608 - two pieces of our own SQL


class _Event(NamedTuple):
    """An event, and the case for whose clock it is read."""

    counts_for: int
    query_id: int
    id: int
    kind: str
    on: date
    reason: str
    note: str
    promised_on: date | None
    at: datetime


@statement
def _events() -> Listed:
    return Listed(_EVENTS, (slot("ccgs"), slot("cases")), lambda rows: [_Event(*row) for row in rows])


def merged_keys(case: Query) -> set[int]:
    """The keys of the cases merged into this one, straight or by way of others."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_COUNTED} SELECT query_id FROM counted", [[case.ccg_id], [case.pk]])  # noqa: S608
        return {key for (key,) in cursor.fetchall()} - {case.pk}


def as_clock_event(row: Any) -> ClockEvent:
    """A recorded event as the rules read it."""
    return ClockEvent(EventKind(row.kind), row.on, row.reason, row.note, row.promised_on, row.id)
