"""The clock of a case: reading it, recording what happens to it, and keeping its dates on the case's row.

The row's dates are a projection of the reading, written in the transaction of each event and never anywhere
else, so that lists and the sweep are set-based. `manage.py check_clocks` proves the two equal.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from functions.models import Query, QueryEvent
from functions.models.queries import State
from functions.rules.acts import ACT_OF_EVENT
from functions.rules.merging import events_that_count, governing_receipt
from functions.rules.particulars import text_faults
from functions.rules.standing import acknowledgement_standing, answer_standing
from functions.services.finding import allow, locked_case
from functions.services.policies import (
    Closures,
    calendar_known_at,
    calendar_of,
    closures_of,
    policy_from_version,
    policy_of,
    policy_on_receipt,
    version_in_force,
)
from functions.services.specifications.gate import refuse_early_answer
from hubportal.clocks import WorkingCalendar
from hubportal.clocks.checks import refuse_event
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.exclusions import exclusion_reason
from hubportal.clocks.policy import LONDON, StepRole
from hubportal.clocks.reading import ClockReading, StepReading, StepState, read_clock
from hubportal.organisations.models import Person
from hubportal.tenancy.prepared import among, slot, statement
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

# The columns of a case that hold its clock's reading.
PROJECTED = (
    "state", "acknowledge_due_on", "acknowledged_on", "respond_due_on", "responded_on", "next_step", "next_due_on",
    "paused_on", "excluded_reason", "acknowledge_standing", "answer_standing", "closed_on",
)  # fmt: skip

__all__ = [
    "PROJECTED",
    "add_event",
    "as_clock_event",
    "calendar_of",
    "first_reading",
    "govern",
    "merged_keys",
    "policy_from_version",
    "policy_of",
    "policy_on_receipt",
    "project",
    "reading_of",
    "reading_with_days",
    "readings_of",
    "record_event",
    "save_reading",
    "version_in_force",
]


def govern(case: Query) -> None:
    """Set a case's day 0 and policy afresh: its own, or those of an earlier case merged into it.

    Not saved here.
    """
    case.policy, case.received_on = policy_on_receipt(kind=case.kind, hub_id=case.hub_id, received_at=case.received_at)
    earliest = (
        Query.objects.filter(ccg_id=case.ccg_id, pk__in=merged_keys(case))
        .select_related("policy")
        .order_by("received_on", "pk")
        .first()
    )
    if earliest is not None and governing_receipt(case.received_on, [earliest.received_on]) != case.received_on:
        case.received_on = earliest.received_on
        if earliest.policy.code == case.policy.code:
            case.policy = earliest.policy


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


def project(query: Query, reading: ClockReading) -> None:
    """Put the reading's dates on the case's row (not saved here).

    Only what no later day can change is stored: while the answer waits for the requester its due date moves
    daily, so that there is none. A merged case keeps its own dates and owes nothing.
    """
    story = reading.story
    acknowledge = _step(reading, StepRole.ACKNOWLEDGE)
    respond = [step for step in reading.steps if step.role is StepRole.RESPOND][-1]
    waiting = respond.result is StepState.PAUSED
    query.acknowledge_due_on = acknowledge.due_on if acknowledge else None
    query.acknowledged_on = story.acknowledged_on
    query.respond_due_on = None if waiting else respond.due_on
    query.responded_on = story.answered_on
    query.paused_on = story.open_wait.began_on if waiting and story.open_wait else None
    query.excluded_reason = story.exclusion_reason
    query.acknowledge_standing = acknowledgement_standing(reading) or ""
    query.answer_standing = answer_standing(reading) or ""
    if query.state != State.MERGED:
        query.state, query.closed_on = _standing(reading)
    query.next_step, query.next_due_on = _next(reading) if query.state == State.OPEN else ("", None)


def _step(reading: ClockReading, role: StepRole) -> StepReading | None:
    return next((step for step in reading.steps if step.role is role), None)


def _standing(reading: ClockReading) -> tuple[State, date | None]:
    story = reading.story
    if story.open_round is not None:
        return State.OPEN, None
    if story.withdrawn_on is not None:
        return State.WITHDRAWN, story.withdrawn_on
    return State.CLOSED, story.answered_on


def _next(reading: ClockReading) -> tuple[str, date | None]:
    """The open step that falls due first, and when; one whose date moves or is not yet named comes last."""
    still = [step for step in reading.steps if step.is_open]
    dated = [(step.due_on, step.step) for step in still if step.due_on and step.state is not StepState.PAUSED]
    if dated:
        due_on, name = min(dated)
        return name, due_on
    return (still[0].step if still else ""), None


@transaction.atomic
def record_event(
    *,
    query_id: int,
    version: int | None,
    kind: EventKind | str,
    on: date,
    by: Person,
    at: datetime,
    reason: str = "",
    note: str = "",
    promised_on: date | None = None,
) -> tuple[Query, ClockReading]:
    """Record one clock event of a case and write the dates that follow from it; in one transaction.

    Refused, with the clause, when the clock could not have had it on that day; an older `version` is stale.
    """
    case = locked_case(query_id=query_id, by=by, version=version)
    event = ClockEvent(EventKind(kind), on, reason.strip(), note.strip(), promised_on)
    if event.kind is EventKind.RESPONDED:
        refuse_early_answer(case)
    return case, add_event(case=case, event=event, by=by, at=at)


def add_event(*, case: Query, event: ClockEvent, by: Person | None, at: datetime) -> ClockReading:
    """Add an event to a case already locked and permitted; saves the row and returns the new reading."""
    today = local_day(at)
    allow(case, ACT_OF_EVENT[event.kind])
    _refuse_incomplete(event)
    before = reading_of(case, today=today, explained=False)
    refusal = refuse_event(before, event, today=today)
    if refusal is not None:
        raise Refused(refusal.sentence, clause=refusal.clause, field=refusal.field or None)
    reason = event.reason
    if event.kind is EventKind.EXCLUDED:
        found = exclusion_reason(reason, before.policy.exclusion_reasons)
        reason = found.code if found else reason
    QueryEvent.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        practice_id=case.practice_id,
        kind=event.kind.value,
        on=event.on,
        promised_on=event.promised_on,
        reason=reason,
        note=event.note,
        by=by,
    )
    if event.kind is EventKind.WITHDRAWN:
        case.outcome = reason
    elif event.kind is EventKind.REOPENED:
        case.outcome = ""
    return save_reading(case=case, today=today)


def save_reading(*, case: Query, today: date) -> ClockReading:
    """Read the clock afresh, write its dates to the locked row, and raise the row's version."""
    reading = reading_of(case, today=today)
    project(case, reading)
    case.version += 1
    case.save()
    return reading


def _refuse_incomplete(event: ClockEvent) -> None:
    if event.kind is EventKind.WITHDRAWN and not event.reason:
        raise Refused("Say why the case is withdrawn.", field="reason", status=400)
    for fault in text_faults({"reason": event.reason, "note": event.note}):
        raise Refused(fault.sentence, field=fault.field, status=400)
