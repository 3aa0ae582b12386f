"""The hub's quantified standards for queries and information requests, as verdicts on one case's clock.

The figures (5 and 20 working days) are data of the policy; the sentences are here. Reports count verdicts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hubportal.clauses import clause
from hubportal.clocks.policy import StepRole
from hubportal.clocks.reading import ClockReading, StepReading, StepState
from hubportal.clocks.timeline import Ending


class Verdict(StrEnum):
    """How a case stands against a standard."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_YET = "not_yet"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with what it rests on; `unexcluded` is the verdict had nothing been excluded.

    `due_on` and `met_on` are those of the step that decided it; `clause` is the standard's.
    """

    verdict: Verdict
    unexcluded: Verdict
    due_on: date | None
    met_on: date | None
    clause: str


_GOES_ON = {None, Ending.UPDATE}
_VERDICTS = {
    StepState.MET: Verdict.IN_TIME,
    StepState.MET_LATE: Verdict.LATE,
    StepState.LATE: Verdict.LATE,
    StepState.EXCLUDED: Verdict.LEFT_OUT,
}


def _judge(step: StepReading) -> Judged:
    return Judged(
        verdict=_VERDICTS.get(step.state, Verdict.NOT_YET),
        unexcluded=_VERDICTS.get(step.result, Verdict.NOT_YET),
        due_on=step.due_on,
        met_on=step.met_on,
        clause=step.clause,
    )


def _step(reading: ClockReading, role: StepRole) -> StepReading | None:
    return next((step for step in reading.steps if step.role is role), None)


@clause("London MOU, standard 3", part="acknowledged in time")
def acknowledged_in_time(reading: ClockReading) -> Judged | None:
    """A query is acknowledged within five working days of the day on which it was received.

    None for a policy without an acknowledgement. An information request's acknowledgement must also have
    named the date for the data, which its clock sees to.
    """
    step = _step(reading, StepRole.ACKNOWLEDGE)
    return _judge(step) if step else None


@clause("London MOU, standard 3", part="answered or updated in time")
def answered_in_time(reading: ClockReading) -> Judged:
    """A query has its full response or an update within 20 working days, and again within 20 of each update.

    Late in any round before the answer is late; a reopened case is judged by the rounds up to its first
    answer, since the first result stays on record.
    """
    rounds = first_answer_rounds(reading)
    late = next((step for step in rounds if _VERDICTS.get(step.result) is Verdict.LATE), None)
    return _judge(late or rounds[-1])


def first_answer_rounds(reading: ClockReading) -> list[StepReading]:
    """The response steps from receipt up to the first full response (or to the one still open)."""
    responses = [step for step in reading.steps if step.role is StepRole.RESPOND]
    answered = [number for number, story in enumerate(reading.story.rounds, 1) if story.ending not in _GOES_ON]
    last = answered[0] if answered else len(responses)
    return [step for step in responses if step.round <= last]


@clause("London MOU, standard 2", part="data by the promised date")
def data_by_promised_date(reading: ClockReading) -> Judged | None:
    """The data asked for is sent by the date named in the acknowledgement; None where no date is promised."""
    return answered_in_time(reading) if reading.policy.takes_promises else None
