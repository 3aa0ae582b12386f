"""Which events a clock accepts now, and in a sentence why it refuses another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hubportal.clauses import clause
from hubportal.clocks.calendar import LAST_DAY
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.exclusions import REASONS, exclusion_reason
from hubportal.clocks.policy import ClockPolicy, StepRole, Waiting
from hubportal.clocks.reading import ClockReading
from hubportal.clocks.timeline import Ending, Timeline, timeline
from hubportal.clocks.wording import in_words


@dataclass(frozen=True, slots=True)
class EventRefusal:
    """Why an event is refused: a sentence for the person, the clause, and the field at fault ("" if it is out
    of turn).
    """

    sentence: str
    clause: str
    field: str = ""


def allowed_events(reading: ClockReading) -> tuple[EventKind, ...]:
    """The kinds of event that could be recorded on the day of the reading, in the order in which to offer
    them.
    """
    return tuple(kind for kind, check in _TURNS.items() if check(reading.policy, reading.story, reading.story) is None)


@clause("London MOU, standard 3", part="order of events")
def refuse_event(reading: ClockReading, event: ClockEvent, *, today: date) -> EventRefusal | None:
    """A clock accepts only what could have happened on that day: not before receipt, not after today, not out
    of turn.

    `reading` is the clock today, with every event so far; an event may be dated earlier than others already
    recorded. None means accepted.
    """
    policy = reading.policy
    role = StepRole.ACKNOWLEDGE if event.kind is EventKind.ACKNOWLEDGED else StepRole.RESPOND
    step = policy.step_for(role)
    cited = step.clause if step else policy.clause
    misdated = _misdated(reading.received_on, event, today)
    if misdated:
        return EventRefusal(misdated, cited, "on")
    then = timeline(policy, reading.received_on, reading.events, event.on)
    out_of_turn = _TURNS[event.kind](policy, then, reading.story)
    if out_of_turn:
        return EventRefusal(out_of_turn, cited)
    wrong_promise = _wrong_promise(policy, then, event)
    if wrong_promise:
        return EventRefusal(wrong_promise, cited, "promised_on")
    if event.kind is EventKind.EXCLUDED and exclusion_reason(event.reason, policy.exclusion_reasons) is None:
        listed = "; ".join(REASONS[code].words for code in policy.exclusion_reasons)
        return EventRefusal(f"Choose one of the reasons of this standard: {listed}.", cited, "reason")
    return None


def _misdated(received_on: date, event: ClockEvent, today: date) -> str | None:
    if event.on < received_on:
        return f"The date must be {in_words(received_on)}, the day of receipt, or later."
    if event.on > today:
        return "The date must be today or in the past."
    return None


def _wrong_promise(policy: ClockPolicy, then: Timeline, event: ClockEvent) -> str | None:
    if event.promised_on is None:
        if event.kind is EventKind.PROMISED:
            return "Enter the date that was promised."
        named = any(item.promises for item in then.rounds)
        if event.kind is EventKind.ACKNOWLEDGED and policy.promise_with_acknowledgement and not named:
            return "Name the date by which the data will be ready."
        return None
    if event.promised_on < event.on:
        return f"The promised date must be {in_words(event.on)} or later."
    if event.promised_on > LAST_DAY:
        return f"The promised date must be {in_words(LAST_DAY)} or earlier."
    return None


# Each check is given the story as at the day of the event and the story now, and answers with a sentence or
# None.


def _closed(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    last = then.rounds[-1]
    if last.ended_on is None:
        return None
    what = "withdrawn" if last.ending is Ending.WITHDRAWAL else "answered"
    return f"It was {what} on {in_words(last.ended_on)}. Reopen it first."


def _acknowledge(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    # An answer counts as acknowledgement only while nothing earlier is known, so an earlier one may still
    # be recorded.
    known_on = now.acknowledged_on if now.acknowledgements else then.acknowledged_on
    return f"It was acknowledged on {in_words(known_on)}." if known_on else _closed(policy, then, now)


def _promise(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    return _closed(policy, then, now) if policy.takes_promises else "This clock runs to no promised date."


def _respond(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    return _closed(policy, then, now) or _closed(policy, now, now)


def _pause(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    if policy.waiting is Waiting.NOTHING:
        return "This clock does not pause while the hub waits for the requester."
    if then.open_wait is not None:
        return f"It has been paused since {in_words(then.open_wait.began_on)}."
    return _closed(policy, then, now)


def _resume(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    return None if then.open_wait is not None else "It is not paused."


def _exclude(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    if not policy.exclusion_reasons:
        return "The standard gives no reason for leaving a case of this kind out."
    if then.excluded_on is not None:
        return f"It was left out of the standard on {in_words(then.excluded_on)}."
    return None


def _remove_exclusion(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    return None if then.excluded_on is not None else "It has not been left out of the standard."


def _reopen(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    if now.open_round is not None:
        return "It is still open."
    if then.open_round is None:
        return None
    closed_on = now.rounds[-1].ended_on
    return f"It was open on that day. Enter {in_words(closed_on)} or later." if closed_on else "It is still open."


def _always(policy: ClockPolicy, then: Timeline, now: Timeline) -> str | None:
    return None


_TURNS: dict[EventKind, Callable[[ClockPolicy, Timeline, Timeline], str | None]] = {
    EventKind.ACKNOWLEDGED: _acknowledge,
    EventKind.PROMISED: _promise,
    EventKind.UPDATE_GIVEN: _closed,
    EventKind.RESPONDED: _respond,
    EventKind.PAUSED: _pause,
    EventKind.RESUMED: _resume,
    EventKind.REQUESTER_MESSAGE: _always,
    EventKind.CLARIFICATION: _always,
    EventKind.EXCLUDED: _exclude,
    EventKind.EXCLUSION_REMOVED: _remove_exclusion,
    EventKind.REOPENED: _reopen,
    EventKind.WITHDRAWN: _respond,
}
