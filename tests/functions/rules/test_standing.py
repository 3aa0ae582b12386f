"""How a case stands, kept from one event to the next, says on each day between them what reading the events would."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from functions.rules.response_times import Judged, Verdict, acknowledged_in_time
from functions.rules.standing import ANSWER_STANDARD, acknowledgement_standing, answer_standing, standing_on
from hubportal.clocks import ClockEvent, ClockReading, EventKind, calendar_for, read_clock
from hubportal.clocks.policy import StepRole
from hubportal.clocks.reading import StepState
from tests.functions.rules.test_response_times import POLICIES, SATURDAY

LIVES = [
    "",
    "acknowledged 3",
    "acknowledged 9",
    "acknowledged 3, update_given 20, responded 45",
    "acknowledged 3, update_given 40, responded 45",
    "update_given 20, withdrawn 30, reopened 70, responded 80",
    "update_given 50, withdrawn 55",
    "responded 5, reopened 40",
    "responded 60, reopened 70, responded 80",
    "paused 4, resumed 15, responded 40",
    "paused 60, withdrawn 70",
    "excluded 4",
    "withdrawn 3",
    "withdrawn 12",
    "acknowledged 3, promised 4, responded 30",
]


def told(life: str) -> list[ClockEvent]:
    """Events so many days after receipt; an acknowledgement or a promise names the 25th day."""
    found = []
    for kind, days in (part.split() for part in life.split(", ") if part):
        named = SATURDAY + timedelta(days=25) if kind == "promised" else None
        on = SATURDAY + timedelta(days=int(days))
        found.append(ClockEvent(EventKind(kind), on, reason="further_investigation", promised_on=named))
    return found


def due_kept(reading: ClockReading, role: StepRole) -> date | None:
    """The due date that the case's row holds beside the standing."""
    step = [step for step in reading.steps if step.role is role][-1]
    return None if step.result is StepState.PAUSED else step.due_on


@pytest.mark.parametrize("policy", ["query", "information_request"])
@pytest.mark.parametrize("life", LIVES)
def test_what_is_kept_agrees_with_the_events_on_every_later_day(life: str, policy: str) -> None:
    chosen, events = POLICIES[policy], told(life)
    days: list[date] = [SATURDAY, *(event.on for event in events), SATURDAY + timedelta(days=150)]
    rules: list[tuple[StepRole, Callable[[ClockReading], Verdict | None], Callable[[ClockReading], Judged | None]]] = [
        (StepRole.ACKNOWLEDGE, acknowledgement_standing, acknowledged_in_time),
        (StepRole.RESPOND, answer_standing, ANSWER_STANDARD[policy]),
    ]
    for first, following in zip(days, days[1:], strict=False):
        known = [event for event in events if event.on <= first]
        kept = read_clock(chosen, calendar_for(chosen.day_count), SATURDAY, known, first)
        day = first
        while day < following or day == first:
            read = read_clock(chosen, calendar_for(chosen.day_count), SATURDAY, known, day)
            for role, standing, rule in rules:
                stands, judged = standing(kept), rule(read)
                assert (stands is None) == (judged is None)
                if stands is not None and judged is not None:
                    assert standing_on(day, stands, due_kept(kept, role)) is judged.unexcluded, (role, day)
            day += timedelta(days=1)


@pytest.mark.parametrize("policy", ["complaint", "foi"])
def test_other_policies_are_not_measured(policy: str) -> None:
    chosen = POLICIES[policy]
    reading = read_clock(chosen, calendar_for(chosen.day_count), SATURDAY, (), SATURDAY)
    assert (acknowledgement_standing(reading), answer_standing(reading)) == (None, None)
