"""How far the hub kept the quantified standards for queries and information requests.

A figure is about the cases received in a period, read as at one day. Each such case is met, missed, not yet
due, or left out for a reason; these add up to the cases received. The share is met of met and missed. Read
without exclusions, an excluded case counts as the clock had it all along.

`tests/figures/by_hand.py` works the same figures out slowly, straight from the events.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from statistics import median

from functions.rules.response_times import (
    Judged,
    Verdict,
    acknowledged_in_time,
    answered_in_time,
    data_by_promised_date,
)
from hubportal.clauses import clause
from hubportal.clocks.policy import StepRole
from hubportal.clocks.reading import ClockReading

WITHDRAWN, MERGED = "withdrawn", "merged"


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case with its clock on the day of the report; merged once it was part of another case by then."""

    key: int
    reference: str
    reading: ClockReading
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one case stands against one standard.

    `left_out` is why it counts neither as met nor as missed: the code of an exclusion reason, "withdrawn" or
    "merged"; empty otherwise. `unexcluded` is the verdict without exclusions. `working_days` counts from day 0
    to the act, waiting not counted; None before it.
    """

    case: ReadCase
    verdict: Verdict
    unexcluded: Verdict
    left_out: str
    due_on: date | None
    met_on: date | None
    working_days: int | None


@clause("London MOU, standard 3", part="share acknowledged in time")
def queries_acknowledged(case: ReadCase) -> Judgement | None:
    """Of the queries received in a period, the hub acknowledges each within five working days.

    Disputes, incidents and concerns about the hub run on the same clock and count with them.
    """
    return _judgement(case, "query", acknowledged_in_time, StepRole.ACKNOWLEDGE)


@clause("London MOU, standard 3", part="share answered or updated in time")
def queries_answered(case: ReadCase) -> Judgement | None:
    """Of the queries received in a period, each has its answer or an update in 20 working days, and in 20 again."""
    return _judgement(case, "query", answered_in_time, StepRole.RESPOND)


@clause("London MOU, standard 2", part="share acknowledged in time")
def requests_acknowledged(case: ReadCase) -> Judgement | None:
    """Of the information requests received in a period, each is acknowledged in five working days with a date."""
    return _judgement(case, "information_request", acknowledged_in_time, StepRole.ACKNOWLEDGE)


@clause("London MOU, standard 2", part="share sent by the promised date")
def requests_answered(case: ReadCase) -> Judgement | None:
    """Of the information requests received in a period, the data are sent by the date that was named."""
    return _judgement(case, "information_request", data_by_promised_date, StepRole.RESPOND)


def _judgement(
    case: ReadCase, policy: str, rule: Callable[[ClockReading], Judged | None], role: StepRole
) -> Judgement | None:
    if case.reading.policy.code != policy:
        return None
    judged = rule(case.reading)
    if judged is None:
        return None
    first = next(step for step in case.reading.steps if step.role is role)
    days = first.working_days_used if first.met_on is not None else None
    left_out = _left_out(case, judged)
    unexcluded = Verdict.LEFT_OUT if case.is_merged else judged.unexcluded
    verdict = Verdict.LEFT_OUT if left_out else judged.verdict
    return Judgement(case, verdict, unexcluded, left_out, judged.due_on, judged.met_on, days)


def _left_out(case: ReadCase, judged: Judged) -> str:
    """Why a case counts neither way. The case that another was merged into answers for both."""
    if case.is_merged:
        return MERGED
    if judged.verdict is Verdict.LEFT_OUT:
        return case.reading.story.exclusion_reason or WITHDRAWN
    return ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the standards report; `policy` and `act` say which cases and which of their dates it is about."""

    code: str
    title: str
    clause: str
    policy: str
    act: str
    judge: Callable[[ReadCase], Judgement | None]


INDICATORS = {
    indicator.code: indicator
    for indicator in (
        Indicator(
            "queries-acknowledged",
            "Queries acknowledged within 5 working days",
            "London MOU, standard 3",
            "query",
            "acknowledge",
            queries_acknowledged,
        ),
        Indicator(
            "queries-answered",
            "Queries answered or updated within 20 working days",
            "London MOU, standard 3",
            "query",
            "answer",
            queries_answered,
        ),
        Indicator(
            "requests-acknowledged",
            "Information requests acknowledged within 5 working days, with a date for the data",
            "London MOU, standard 2",
            "information_request",
            "acknowledge",
            requests_acknowledged,
        ),
        Indicator(
            "requests-answered",
            "Information requests sent by the date named",
            "London MOU, standard 2",
            "information_request",
            "answer",
            requests_answered,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator counted. received = met + missed + not_yet + everything in left_out.

    `met_with` and `missed_with` count the excluded cases as well. `days` are the working days each act took.
    """

    received: int = 0
    met: int = 0
    missed: int = 0
    not_yet: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    met_with: int = 0
    missed_with: int = 0
    days: tuple[int, ...] = ()

    @property
    def denominator(self) -> int:
        """Cases decided: met or missed."""
        return self.met + self.missed

    @property
    def denominator_with(self) -> int:
        """Cases decided when the excluded ones count too."""
        return self.met_with + self.missed_with

    @property
    def excluded(self) -> int:
        """Cases left out for a reason of the agreement; withdrawn and merged ones are not among them."""
        return sum(count for why, count in self.left_out.items() if why not in {WITHDRAWN, MERGED})

    @property
    def share(self) -> float | None:
        """Met of decided, from 0 to 1; None while nothing is decided."""
        return self.met / self.denominator if self.denominator else None

    @property
    def share_with(self) -> float | None:
        """The share when the excluded cases count too."""
        return self.met_with / self.denominator_with if self.denominator_with else None

    @property
    def median_days(self) -> float | None:
        """Half of the acts took this many working days or fewer."""
        return median(self.days) if self.days else None

    @property
    def ninetieth_days(self) -> int | None:
        """Nine in ten of the acts took this many working days or fewer (nearest rank)."""
        return sorted(self.days)[ceil(0.9 * len(self.days)) - 1] if self.days else None


def figure_of(judgements: Iterable[Judgement]) -> Figure:
    """Count the judgements of one indicator."""
    given = list(judgements)
    verdicts = Counter(one.verdict for one in given)
    without = Counter(one.unexcluded for one in given)
    return Figure(
        received=len(given),
        met=verdicts[Verdict.IN_TIME],
        missed=verdicts[Verdict.LATE],
        not_yet=verdicts[Verdict.NOT_YET],
        left_out=dict(sorted(Counter(one.left_out for one in given if one.left_out).items())),
        met_with=without[Verdict.IN_TIME],
        missed_with=without[Verdict.LATE],
        days=tuple(sorted(one.working_days for one in given if one.working_days is not None)),
    )


def judgements_of(indicator: Indicator, cases: Iterable[ReadCase]) -> list[Judgement]:
    """The cases an indicator is about, each judged."""
    return [judged for case in cases if (judged := indicator.judge(case)) is not None]
