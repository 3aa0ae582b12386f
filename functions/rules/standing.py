"""How a case stands against the standards on every later day, so that a list of cases is judged without its events.

What has been decided stays so. What has not is late from the day after its due date on, which is a comparison and
needs no reading. `functions.services.clock` keeps the standing on the case's row; reports read the events instead.
"""

from collections.abc import Callable
from datetime import date

from functions.rules.response_times import (
    Judged,
    Verdict,
    acknowledged_in_time,
    answered_in_time,
    data_by_promised_date,
    first_answer_rounds,
)
from hubportal.clocks.reading import ClockReading, StepState

# The standard of the answer by the code of the policy it belongs to; no other policy is measured.
ANSWER_STANDARD: dict[str, Callable[[ClockReading], Judged | None]] = {
    "query": answered_in_time,
    "information_request": data_by_promised_date,
}
_LATE = {StepState.LATE, StepState.MET_LATE}


def acknowledgement_standing(reading: ClockReading) -> Verdict | None:
    """The verdict on the acknowledgement had nothing been excluded, as far as no later day can change it.

    NOT_YET while it is owed, late or not: `standing_on` says which. None where no standard asks for one.
    """
    judged = acknowledged_in_time(reading) if reading.policy.code in ANSWER_STANDARD else None
    if judged is None:
        return None
    owed = judged.met_on is None and reading.story.withdrawn_on is None
    return Verdict.NOT_YET if owed else judged.unexcluded


def answer_standing(reading: ClockReading) -> Verdict | None:
    """The same of the answer: decided by the first full response, by a withdrawal, or once an update came late."""
    rule = ANSWER_STANDARD.get(reading.policy.code)
    judged = rule(reading) if rule else None
    if judged is None:
        return None
    *before, last = first_answer_rounds(reading)
    if any(step.result in _LATE for step in before):
        return Verdict.LATE
    owed = reading.story.rounds[last.round - 1].ended_on is None
    return Verdict.NOT_YET if owed else judged.unexcluded


def standing_on(today: date, standing: Verdict, due_on: date | None) -> Verdict:
    """The verdict at the end of a day: what is owed is late from the day after it was due; without a date, never."""
    if standing is Verdict.NOT_YET and due_on is not None and today > due_on:
        return Verdict.LATE
    return standing
