"""The explanation of a step: dated steps in plain English, each with its clause, for the officer and the
requester.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from hubportal.clocks.calendar import WorkingCalendar
from hubportal.clocks.due import ONE_DAY, Due
from hubportal.clocks.exclusions import REASONS
from hubportal.clocks.policy import ClockPolicy, Span, StepPolicy, StepRole, Waiting
from hubportal.clocks.timeline import Beginning, Ending, Round, Timeline
from hubportal.clocks.wording import in_words, working_days


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One line of an explanation."""

    on: date
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What has been worked out about a step and is now to be said."""

    step: StepPolicy
    round: Round
    due: Due
    met_on: date | None
    withdrawn_on: date | None
    used: int
    left: int | None
    paused: bool


def explain(
    policy: ClockPolicy, calendar: WorkingCalendar, story: Timeline, facts: StepFacts, today: date
) -> tuple[ExplainedDay, ...]:
    """The lines of one step in order of date."""
    lines = [(facts.round.began_on, _opening(calendar, facts))]
    if facts.step.span is Span.WORKING_DAYS:
        lines += _count(policy, calendar, story, facts)
    elif facts.step.span is Span.PROMISED_DATE:
        lines += _promises(facts)
    lines += _due_line(facts)
    lines += _outcome(story, facts, today)
    if story.excluded_on is not None:
        reason = REASONS.get(story.exclusion_reason)
        words = reason.words if reason else story.exclusion_reason or "no reason recorded"
        lines.append((story.excluded_on, f"Left out of the standard: {words}."))
    lines.sort(key=itemgetter(0))
    return tuple([ExplainedDay(on, text, facts.step.clause) for on, text in lines])


def _opening(calendar: WorkingCalendar, facts: StepFacts) -> str:
    began_on, span = facts.round.began_on, facts.step.span
    opening = {
        Beginning.RECEIPT: f"Received on {in_words(began_on)}.",
        Beginning.UPDATE: f"Update given on {in_words(began_on)}: the time to answer begins again.",
        Beginning.REOPENING: f"Reopened on {in_words(began_on)}: a new time to answer begins.",
    }[facts.round.beginning]
    if span is not Span.WORKING_DAYS:
        return opening
    if calendar.is_working_day(began_on):
        return f"{opening} This is day 0."
    first = calendar.add_working_days(began_on, 1)
    return f"{opening} This is day 0, though not a working day; day 1 is {in_words(first)}."


def _count(
    policy: ClockPolicy, calendar: WorkingCalendar, story: Timeline, facts: StepFacts
) -> Iterator[tuple[date, str]]:
    due = facts.due
    for day in calendar.named_days(due.counted_from, due.on or due.counted_from):
        if not any(first <= day <= last for first, last in due.not_counted):
            yield day, f"{in_words(day)} is not counted: {calendar.why_not_working(day)}."
    if facts.step.role is StepRole.RESPOND and story.waits:
        yield from _waits(policy, calendar, story, facts)


def _waits(
    policy: ClockPolicy, calendar: WorkingCalendar, story: Timeline, facts: StepFacts
) -> Iterator[tuple[date, str]]:
    due = facts.due
    for first, last in due.not_counted:
        lost = working_days(calendar.working_days_between(first - ONE_DAY, last))
        reason = next((wait.reason for wait in story.waits if wait.holds(first)), "")
        because = f" ({reason})" if reason else ""
        if facts.paused and last == due.not_counted[-1][1]:
            yield (
                first,
                (
                    f"Waiting for the requester{because} since {in_words(first)}: {lost} not counted so far."
                    " The due date moves on until the requester replies."
                ),
            )
        else:
            yield (
                first,
                (f"Waiting for the requester{because} from {in_words(first)} to {in_words(last)}: {lost} not counted."),
            )
    for day in due.no_effect:
        yield day, f"Paused on {in_words(day)}, after the due date: this changes nothing."
    if policy.waiting is Waiting.RESTARTS:
        yield from _restarts(story, facts)
    for wait in story.waits:
        if wait.message_on is not None and wait.began_on <= (facts.round.ended_on or wait.began_on):
            if wait.overlaps:
                yield wait.message_on, f"The requester wrote on {in_words(wait.message_on)}, during the pause."
            elif policy.waiting is Waiting.PAUSES:
                yield wait.message_on, f"The requester replied on {in_words(wait.message_on)}, which ended the pause."


def _restarts(story: Timeline, facts: StepFacts) -> Iterator[tuple[date, str]]:
    length = working_days(facts.step.length)
    if facts.paused and story.open_wait is not None:
        since = story.open_wait.began_on
        yield (
            since,
            f"Waiting for clarification since {in_words(since)}: the {length} begin again when it arrives.",
        )
    elif facts.due.counted_from > facts.round.began_on:
        arrived = facts.due.counted_from
        yield (
            arrived,
            f"Clarification arrived on {in_words(arrived)}: the {length} begin again. This is day 0.",
        )


def _promises(facts: StepFacts) -> Iterator[tuple[date, str]]:
    if not facts.round.promises:
        yield facts.round.began_on, "No date has been promised yet."
    for promise in facts.round.promises:
        promised = in_words(promise.promised_on)
        if promise.made_on in facts.due.no_effect:
            yield (
                promise.made_on,
                f"{promised} was promised after the earlier date had passed: this changes nothing.",
            )
        else:
            yield promise.made_on, f"Promised for {promised}."


def _due_line(facts: StepFacts) -> Iterator[tuple[date, str]]:
    due_on, step = facts.due.on, facts.step
    if due_on is None:
        return
    by = f"{step.task} by the end of that day."
    if step.span is Span.WORKING_DAYS:
        yield due_on, f"Working day {step.length} is {in_words(due_on)}. {by}"
    elif step.span is Span.MONTHS:
        yield due_on, f"{step.length} months from receipt: {in_words(due_on)}. {by}"
    else:
        yield due_on, f"Due on {in_words(due_on)}. {by}"


def _outcome(story: Timeline, facts: StepFacts, today: date) -> Iterator[tuple[date, str]]:
    due_on, left = facts.due.on, facts.left
    if facts.met_on is not None:
        verdict = _verdict(facts.met_on, due_on, left)
        yield (
            facts.met_on,
            f"{_done(story, facts)} on {in_words(facts.met_on)}, working day {facts.used}: {verdict}.",
        )
    elif facts.withdrawn_on is not None:
        yield facts.withdrawn_on, f"Withdrawn on {in_words(facts.withdrawn_on)}."
    elif due_on is not None and today > due_on:
        yield today, f"{_verdict(today, due_on, left).capitalize()}."
    elif due_on == today:
        yield today, "Due today."
    elif left is not None and not facts.paused:
        yield today, f"{working_days(facts.used).capitalize()} used, {left} left."


def _done(story: Timeline, facts: StepFacts) -> str:
    if facts.step.role is StepRole.RESPOND and facts.round.ending is Ending.UPDATE:
        return "Update given"
    if facts.step.role is StepRole.WARN and facts.met_on != story.first_answered_on:
        return "Told why there is no answer yet"
    return facts.step.done


def _verdict(on: date, due_on: date | None, left: int | None) -> str:
    if due_on is None or on <= due_on:
        return "in time"
    return f"{working_days(-left)} late" if left else "late, since the due date has passed"
