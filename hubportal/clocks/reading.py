"""Reading a clock: policy, calendar, events and today in; each step's due date, state and explanation out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hubportal.clauses import clause
from hubportal.clocks.calendar import WorkingCalendar
from hubportal.clocks.due import (
    ONE_DAY,
    Due,
    due_after_months,
    due_after_quarter,
    due_when_promised,
    due_with_pauses,
    due_with_restarts,
)
from hubportal.clocks.events import ClockEvent
from hubportal.clocks.explanation import ExplainedDay, StepFacts, explain
from hubportal.clocks.policy import ClockPolicy, Span, StepPolicy, StepRole, Waiting
from hubportal.clocks.timeline import Ending, Round, Timeline, Wait, timeline


class StepState(StrEnum):
    """Where a step stands."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    PAUSED = "paused"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class StepReading:
    """One step of a clock on one day.

    `state` is what people see; `result` is the state had the case not been excluded, for figures without
    exclusions. `working_days_left` is negative by the number of working days late, and None while no date is
    promised. `round` counts the response steps of a case from 1: an update or a reopening begins the next.
    """

    step: str
    role: StepRole
    round: int
    began_on: date
    due_on: date | None
    met_on: date | None
    state: StepState
    result: StepState
    working_days_used: int
    working_days_left: int | None
    clause: str
    due: Due
    explanation: tuple[ExplainedDay, ...]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done and could be late."""
        return self.state in {StepState.RUNNING, StepState.DUE_SOON, StepState.LATE, StepState.PAUSED}


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A case's clock on one day."""

    policy: ClockPolicy
    received_on: date
    today: date
    events: tuple[ClockEvent, ...]
    steps: tuple[StepReading, ...]
    story: Timeline

    @property
    def next_due_on(self) -> date | None:
        """The earliest due date among the steps still open."""
        return min((step.due_on for step in self.steps if step.is_open and step.due_on), default=None)

    @property
    def pauses_over_messages(self) -> tuple[Wait, ...]:
        """Pauses that overlap the requester's own message, for someone to look at."""
        return tuple(wait for wait in self.story.waits if wait.overlaps)


def read_clock(
    policy: ClockPolicy,
    calendar: WorkingCalendar,
    received_on: date,
    events: Iterable[ClockEvent],
    today: date,
    *,
    explained: bool = True,
) -> ClockReading:
    """The clock of a case received on `received_on`, as at the end of `today`; events dated later are not yet
    known.

    `explained=False` leaves the explanations empty, for lists that show only dates and states.
    """
    known = tuple(events)
    story = timeline(policy, received_on, known, today)
    reader = _Reader(policy, calendar, received_on, today, story, explained)
    return ClockReading(policy, received_on, today, known, reader.steps(), story)


@dataclass(frozen=True, slots=True)
class _Reader:
    policy: ClockPolicy
    calendar: WorkingCalendar
    received_on: date
    today: date
    story: Timeline
    explained: bool

    def steps(self) -> tuple[StepReading, ...]:
        found = []
        for step in self.policy.steps:
            if step.role is StepRole.RESPOND:
                found += [self._response(step, number) for number in range(1, len(self.story.rounds) + 1)]
            elif step.role is StepRole.ACKNOWLEDGE:
                found.append(self._acknowledgement(step))
            else:
                found.append(self._warning(step))
        return tuple(found)

    def _acknowledgement(self, step: StepPolicy) -> StepReading:
        first = self.story.rounds[0]
        due = _due(step, self.policy, self.calendar, first, (), self.today)
        return self._read(step, 1, first, due, self.story.acknowledged_on, self.story.withdrawn_on)

    def _warning(self, step: StepPolicy) -> StepReading:
        due = _due(step, self.policy, self.calendar, self.story.rounds[0], (), self.today)
        return self._read(step, 1, self.story.rounds[0], due, self.story.answered_or_told_on, self.story.withdrawn_on)

    def _response(self, step: StepPolicy, number: int) -> StepReading:
        current = self.story.rounds[number - 1]
        as_at = current.ended_on or self.today
        waits = [wait for wait in self.story.waits if wait.began_on <= as_at]
        due = _due(step, self.policy, self.calendar, current, waits, as_at)
        withdrawn = current.ending is Ending.WITHDRAWAL
        met_on = None if withdrawn else current.ended_on
        return self._read(step, number, current, due, met_on, current.ended_on if withdrawn else None)

    def _read(
        self,
        step: StepPolicy,
        number: int,
        current: Round,
        due: Due,
        met_on: date | None,
        withdrawn_on: date | None,
    ) -> StepReading:
        as_at = met_on or withdrawn_on or self.today
        used = _used(self.calendar, due, as_at)
        left = _left(self.calendar, step, due, as_at, used)
        result = self._result(step, due, met_on, withdrawn_on, left)
        state = result if self.story.excluded_on is None else StepState.EXCLUDED
        facts = StepFacts(step, current, due, met_on, withdrawn_on, used, left, state is StepState.PAUSED)
        lines = explain(self.policy, self.calendar, self.story, facts, self.today) if self.explained else ()
        return StepReading(
            step.step, step.role, number, current.began_on, due.on, met_on, state, result, used, left,
            step.clause, due, lines,
        )  # fmt: skip

    @clause("London MOU, standard 3", part="in time")
    def _result(
        self, step: StepPolicy, due: Due, met_on: date | None, withdrawn_on: date | None, left: int | None
    ) -> StepState:
        """A standard is met when the act happens on or before the due date, and missed from the next calendar
        day.

        A withdrawn case leaves the standard, unless it was late already. A paused step is never late.
        """
        if met_on is not None:
            return StepState.MET_LATE if due.on is not None and met_on > due.on else StepState.MET
        if due.on is not None and (withdrawn_on or self.today) > due.on:
            return StepState.LATE
        if withdrawn_on is not None:
            return StepState.EXCLUDED
        if step.role is StepRole.RESPOND and self._waiting(due):
            return StepState.PAUSED
        soon = left is not None and left <= self.policy.due_soon_days
        return StepState.DUE_SOON if soon else StepState.RUNNING

    def _waiting(self, due: Due) -> bool:
        wait = self.story.open_wait
        return wait is not None and wait.began_on not in due.no_effect


def _due(
    step: StepPolicy,
    policy: ClockPolicy,
    calendar: WorkingCalendar,
    current: Round,
    waits: Sequence[Wait],
    as_at: date,
) -> Due:
    if step.span is Span.PROMISED_DATE:
        return due_when_promised(calendar, current.began_on, current.promises)
    if step.span is Span.MONTHS:
        return due_after_months(calendar, current.began_on, step.length)
    if step.span is Span.MONTH_AFTER_QUARTER:
        return due_after_quarter(calendar, current.began_on, step.length)
    if waits and policy.waiting is Waiting.RESTARTS:
        return due_with_restarts(calendar, current.began_on, step.length, waits, as_at)
    return due_with_pauses(calendar, current.began_on, step.length, waits, as_at)


def _used(calendar: WorkingCalendar, due: Due, as_at: date) -> int:
    """Working days counted from day 0 to `as_at`; none before day 0 has passed."""
    if as_at <= due.counted_from:
        return 0
    waited = sum(calendar.working_days_between(first - ONE_DAY, last) for first, last in due.not_counted)
    return calendar.working_days_between(due.counted_from, as_at) - waited


def _left(calendar: WorkingCalendar, step: StepPolicy, due: Due, as_at: date, used: int) -> int | None:
    if step.span is Span.WORKING_DAYS:
        return step.length - used
    return None if due.on is None else calendar.working_days_between(as_at, due.on)
