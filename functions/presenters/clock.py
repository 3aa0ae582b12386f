"""A clock in words: how each step stands, by when and why, and its days one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hubportal.clocks import (
    Between,
    ClockReading,
    DayMark,
    ExplainedDay,
    LedgerDay,
    StepReading,
    StepRole,
    StepState,
    WorkingCalendar,
    folded,
    ledger,
)
from hubportal.web import words
from hubportal.web.columns import Column

WEEKS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class StepInWords:
    """One step as components/clocks.jinja draws it, with its days for the full ledger."""

    name: str
    state: str
    due_on: date | None
    met_on: date | None
    left: str
    clause: str
    clause_href: str
    explanation: tuple[ExplainedDay, ...]
    days: tuple["DayInWords", ...]


@dataclass(frozen=True, slots=True)
class DayInWords:
    """One day of the ledger: the day, and how it enters the count."""

    on: str
    counts: str


def steps_of(reading: ClockReading, calendar: WorkingCalendar | None = None) -> list[StepInWords]:
    """Every step in words, the present round of answering before the earlier ones; days only with a calendar."""
    tasks = {step.step: step.task for step in reading.policy.steps}
    last = max((step.round for step in reading.steps), default=1)
    ordered = sorted(reading.steps, key=lambda step: (step.role is not StepRole.ACKNOWLEDGE, -step.round))
    return [_step(reading, step, _name(tasks[step.step], step, last), calendar) for step in ordered]


def _name(task: str, step: StepReading, last: int) -> str:
    if step.role is StepRole.RESPOND and last > 1:
        return f"{task} (time {step.round} of {last})"
    return task


def _step(reading: ClockReading, step: StepReading, name: str, calendar: WorkingCalendar | None) -> StepInWords:
    days = _days(reading, calendar, step) if calendar else ()
    return StepInWords(
        name=name,
        state=_state(reading, step),
        due_on=step.due_on,
        met_on=step.met_on,
        left=left_of(step),
        clause=step.clause,
        clause_href="",
        explanation=step.explanation,
        days=days,
    )


def _state(reading: ClockReading, step: StepReading) -> str:
    """A step that ended with the case being withdrawn says so; it was not excluded for a reason of its standard. One
    that was late by then counts as missed, and says both.
    """
    if step.state is StepState.EXCLUDED and reading.story.excluded_on is None:
        return "withdrawn"
    if step.state is StepState.LATE and reading.story.withdrawn_on is not None:
        return "withdrawn_late"
    return step.state.value


def _days(reading: ClockReading, calendar: WorkingCalendar, step: StepReading) -> tuple["DayInWords", ...]:
    first, between, last = folded(reading, calendar, step, weeks=WEEKS_SHOWN)
    middle = [_between(between)] if between else []
    return tuple([*map(_day, first), *middle, *map(_day, last)])


def _between(days: Between) -> "DayInWords":
    """What is folded away, summed up in one line."""
    parts = [
        words.working_days(days.counted),
        words.plural(days.weekend, "day at a weekend", "days at weekends") if days.weekend else "",
        words.plural(days.holiday, "bank holiday") if days.holiday else "",
        words.plural(days.closure, "day on which the hub was closed", "days on which the hub was closed")
        if days.closure
        else "",
        words.plural(days.paused, "day waiting for the requester", "days waiting for the requester")
        if days.paused
        else "",
    ]
    return DayInWords(f"{_short(days.first)} to {_short(days.last)}", ", ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of one step, for a file of all of them."""

    step: str
    on: date
    number: int | None
    counts: str


def every_day(reading: ClockReading, calendar: WorkingCalendar) -> Iterator[CountedDay]:
    """Each day of each step, none folded away."""
    tasks = {step.step: step.task for step in reading.policy.steps}
    last = max((step.round for step in reading.steps), default=1)
    for step in reading.steps:
        for day in ledger(reading, calendar, step):
            yield CountedDay(_name(tasks[step.step], step, last), day.on, day.number, _day(day).counts)


DAY_COLUMNS = (
    Column("Step", "step", width=40),
    Column("Day", "on", "date"),
    Column("Weekday", lambda day: f"{day.on:%A}"),
    Column("Working day", "number", "number"),
    Column("How it counts", "counts", width=50),
)


def left_of(step: StepReading) -> str:
    """How long is left of a step, in words; empty once it is done."""
    if step.met_on is not None or step.state is StepState.EXCLUDED:
        return ""
    if step.state is StepState.PAUSED:
        return "The time does not run while the hub waits for the requester"
    if step.working_days_left is None:
        return "No date has been promised yet" if step.due_on is None else ""
    return words.days_left(step.working_days_left)


def _day(day: LedgerDay) -> DayInWords:
    if day.mark is DayMark.DAY_ZERO:
        return DayInWords(_short(day.on), "Day 0")
    if day.mark is DayMark.COUNTED:
        return DayInWords(_short(day.on), f"Working day {day.number}")
    return DayInWords(_short(day.on), f"Not counted: {day.why}")


def _short(day: date) -> str:
    return f"{day:%a} {words.short_date(day)}"


def in_a_sentence(reading: ClockReading) -> str:
    """Both due dates at once: Acknowledge the query by Friday 8 January 2016; answer … by Tuesday 26 January 2016.

    Nothing for a case that is withdrawn, of which nothing is asked any more.
    """
    if reading.story.open_round is None:
        return ""
    tasks = {step.step: step.task for step in reading.policy.steps}
    open_steps = [step for step in reading.steps if step.is_open and step.role is not StepRole.WARN]
    said = [f"{tasks[step.step]} {_by_when(step)}" for step in open_steps]
    return "; ".join([*said[:1], *map(words.lower_first, said[1:])])


def _by_when(step: StepReading) -> str:
    if step.state is StepState.PAUSED:
        return "when the requester has replied"
    return f"by {words.weekday_date(step.due_on)}" if step.due_on else "by the date that is promised"


def flagged_pauses(reading: ClockReading) -> list[str]:
    """Pauses in which the requester had already written, for somebody to look at."""
    return [
        f"The clock was paused from {words.long_date(wait.began_on)}, but the requester wrote on"
        f" {words.long_date(wait.message_on)}. Check that the pause was right."
        for wait in reading.pauses_over_messages
    ]
