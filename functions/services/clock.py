"""The clock of a case: recording what happens to it, and keeping the dates that follow on the case's row.

The row's dates are a projection of the reading, written in the transaction of each event and never anywhere
else, so that lists and the sweep are set-based. `manage.py check_clocks` proves the two equal.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from functions.models import Query, QueryEvent
from functions.models.queries import Kind, State
from functions.rules.acts import ACT_OF_EVENT
from functions.rules.merging import governing_receipt
from functions.rules.particulars import text_faults
from functions.rules.standing import acknowledgement_standing, answer_standing
from functions.services.clock_reading import merged_keys, reading_of
from functions.services.escalation import leave_ladder
from functions.services.finding import allow, locked_case
from functions.services.policies import policy_on_receipt
from functions.services.specifications.gate import refuse_early_answer
from functions.services.specifications.signed_words import refuse_other_answer
from hubportal.clocks.checks import refuse_event
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.exclusions import exclusion_reason
from hubportal.clocks.policy import StepRole
from hubportal.clocks.reading import ClockReading, StepReading, StepState
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

# The columns of a case that hold its clock's reading.
PROJECTED = (
    "state", "acknowledge_due_on", "acknowledged_on", "respond_due_on", "responded_on", "next_step", "next_due_on",
    "paused_on", "excluded_reason", "acknowledge_standing", "answer_standing", "closed_on",
)  # fmt: skip


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
        refuse_other_answer(refuse_early_answer(case), event.note, field="note")
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
    _row_of(case, replace(event, reason=reason), by).save(force_insert=True)
    if event.kind is EventKind.WITHDRAWN:
        case.outcome = reason
        if case.kind == Kind.CONCERN:
            leave_ladder(case, on=event.on)
    elif event.kind is EventKind.REOPENED:
        case.outcome = ""
    return save_reading(case=case, today=today)


def keep_events(happened: Iterable[tuple[Query, ClockEvent]], *, by: Person) -> None:
    """Keep events that a log brings in, checked already and read into the rows of their new cases; set-wise."""
    QueryEvent.objects.bulk_create([_row_of(case, event, by) for case, event in happened], batch_size=1000)


def _row_of(case: Query, event: ClockEvent, by: Person | None) -> QueryEvent:
    return QueryEvent(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        practice_id=case.told_practice_id,
        kind=event.kind.value,
        on=event.on,
        promised_on=event.promised_on,
        reason=event.reason,
        note=event.note,
        by=by,
    )


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
