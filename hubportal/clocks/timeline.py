"""What the events of a case amount to: when it was acknowledged, its rounds of answering, its waits, its
exclusion.

Events that could not have been recorded (a second acknowledgement, an end to no pause) are passed over, so
that a log brought in from elsewhere is still readable; `hubportal.clocks.checks` refuses them at the door.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from hubportal.clauses import clause
from hubportal.clocks.events import ENDS_A_WAIT, FROM_REQUESTER, ClockEvent, EventKind, in_order
from hubportal.clocks.policy import ClockPolicy, StepRole, Waiting


class Beginning(StrEnum):
    """Why a round of answering began."""

    RECEIPT = "receipt"
    UPDATE = "update"
    REOPENING = "reopening"


class Ending(StrEnum):
    """What ended a round of answering."""

    UPDATE = "update"
    RESPONSE = "response"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Wait:
    """Days spent waiting for the requester, both ends included; still waiting while `ended_on` is None.

    `message_on` is a day inside the wait on which the requester wrote. `overlaps` says that they had written already
    when the wait was recorded, or that it was recorded as going on after they wrote; a reply that simply ends the wait
    overlaps nothing. `place` is that of the event that began it.
    """

    began_on: date
    ended_on: date | None = None
    reason: str = ""
    message_on: date | None = None
    overlaps: bool = False
    place: int = 0

    def holds(self, day: date) -> bool:
        """Whether this day was spent waiting."""
        return self.began_on <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True, slots=True)
class Promise:
    """On one day, a date was promised or agreed."""

    made_on: date
    promised_on: date


@dataclass(slots=True)
class Round:
    """One stretch of time in which an answer is owed, from its day 0 to what ended it."""

    began_on: date
    beginning: Beginning
    ended_on: date | None = None
    ending: Ending | None = None
    promises: list[Promise] = field(default_factory=list)

    def end(self, on: date, ending: Ending) -> None:
        """Close the round."""
        self.ended_on, self.ending = on, ending


@dataclass(slots=True)
class Timeline:
    """The story so far, as at one day."""

    rounds: list[Round]
    waits: list[Wait] = field(default_factory=list)
    acknowledged_on: date | None = None
    acknowledgements: int = 0
    answered_on: date | None = None
    first_answered_on: date | None = None
    told_why_on: date | None = None
    excluded_on: date | None = None
    exclusion_reason: str = ""
    withdrawn_on: date | None = None
    last_message_on: date | None = None

    @property
    def answered_or_told_on(self) -> date | None:
        """When the requester first had the full response, or was told why there was none; the earlier of the two."""
        return min((day for day in (self.told_why_on, self.first_answered_on) if day), default=None)

    @property
    def open_round(self) -> Round | None:
        """The round in which an answer is owed now, if any."""
        return self.rounds[-1] if self.rounds[-1].ended_on is None else None

    @property
    def open_wait(self) -> Wait | None:
        """The wait for the requester that has not ended, if any."""
        return self.waits[-1] if self.waits and self.waits[-1].ended_on is None else None


def timeline(policy: ClockPolicy, received_on: date, events: Iterable[ClockEvent], as_at: date) -> Timeline:
    """Read the events up to and including a day; what is dated later has not happened yet."""
    story = Timeline([Round(received_on, Beginning.RECEIPT)])
    for event in in_order(events):
        if event.on > as_at:
            break
        if event.promised_on is not None:
            story.rounds[-1].promises.append(Promise(event.on, event.promised_on))
        _READERS[event.kind](policy, story, event)
        _acknowledge_if_complete(policy, story, event)
    return story


@clause("London MOU, standard 2", part="acknowledgement")
def _acknowledge_if_complete(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    """A request for information is acknowledged once it has been acknowledged and a date for the data has
    been named.
    """
    if story.acknowledged_on is not None or not story.acknowledgements:
        return
    if not policy.promise_with_acknowledgement or any(item.promises for item in story.rounds):
        story.acknowledged_on = event.on


def _acknowledged(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    story.acknowledgements += 1


def _promised(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    """The promise itself has been read from the event's date; there is nothing more to it."""


@clause("London MOU, standard 3", part="update")
def _update_given(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    """An update meets the response standard, and the next full response or update is due as many working days
    after it.
    """
    current = story.open_round
    if current is not None and policy.update_counts:
        current.end(event.on, Ending.UPDATE)
        story.rounds.append(Round(event.on, Beginning.UPDATE))
    _told_why(policy, story, event)


@clause("2009 complaints regulations, reg. 14", part="told why")
def _told_why(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    """An update that gives the reason why there is no answer within the six months does what is asked by then; an
    update without a reason does not.
    """
    if event.reason and policy.step_for(StepRole.WARN) is not None:
        story.told_why_on = story.told_why_on or event.on


@clause("London MOU, standard 3", part="full response")
def _responded(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    """A full response ends the clock and, where nothing was acknowledged before, acknowledges on its date."""
    current = story.open_round
    if current is None:
        return
    current.end(event.on, Ending.RESPONSE)
    _end_wait(story, event)
    story.answered_on = event.on
    story.first_answered_on = story.first_answered_on or event.on
    if story.acknowledged_on is None:
        story.acknowledged_on = event.on


def _paused(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    if policy.waiting is Waiting.NOTHING or story.open_round is None or story.open_wait is not None:
        return
    written_today = event.on if story.last_message_on == event.on else None
    overlaps = written_today is not None
    story.waits.append(Wait(event.on, None, event.reason, written_today, overlaps, event.place))


def _end_wait(story: Timeline, event: ClockEvent) -> None:
    current = story.open_wait
    if current is None:
        return
    ended = replace(current, ended_on=event.on)
    if event.kind in FROM_REQUESTER:
        written_before = bool(event.place) and event.place < current.place
        ended = replace(ended, message_on=event.on, overlaps=current.overlaps or written_before)
    story.waits[-1] = ended


def _wait_ends(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    """A reply that arrives while a case is paused ends the pause that day."""
    if event.kind in FROM_REQUESTER:
        story.last_message_on = event.on
    if story.open_wait is not None:
        _end_wait(story, event)
    elif event.kind is EventKind.RESUMED and story.waits and story.waits[-1].message_on is not None:
        story.waits[-1] = replace(story.waits[-1], overlaps=True)
    elif event.kind is EventKind.CLARIFICATION and policy.waiting is Waiting.RESTARTS and story.open_round is not None:
        story.waits.append(Wait(event.on, event.on, event.reason, event.on))


def _excluded(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    story.excluded_on, story.exclusion_reason = event.on, event.reason


def _exclusion_removed(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    story.excluded_on, story.exclusion_reason = None, ""


@clause("London MOU, standard 3", part="reopening")
def _reopened(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    """Reopening begins a new response time on that day; the first result stays on record."""
    if story.open_round is None:
        story.withdrawn_on = story.answered_on = None
        story.rounds.append(Round(event.on, Beginning.REOPENING))


def _withdrawn(policy: ClockPolicy, story: Timeline, event: ClockEvent) -> None:
    if story.open_round is not None:
        story.open_round.end(event.on, Ending.WITHDRAWAL)
        _end_wait(story, event)
        story.withdrawn_on = event.on


_READERS = {
    EventKind.ACKNOWLEDGED: _acknowledged,
    EventKind.PROMISED: _promised,
    EventKind.UPDATE_GIVEN: _update_given,
    EventKind.RESPONDED: _responded,
    EventKind.PAUSED: _paused,
    EventKind.EXCLUDED: _excluded,
    EventKind.EXCLUSION_REMOVED: _exclusion_removed,
    EventKind.REOPENED: _reopened,
    EventKind.WITHDRAWN: _withdrawn,
    **dict.fromkeys(ENDS_A_WAIT, _wait_ends),
}
