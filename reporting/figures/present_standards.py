"""The standards of the present quarter as they stand now, from the tallies of the query log.

`reporting.figures.standards` reads the same figures from the events of each case, for any quarter and day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from functions.models import Query, StandardTally
from functions.models.queries import State
from functions.rules.response_times import Verdict
from functions.rules.standing import standing_on
from hubportal.organisations.models import Person
from reporting.rules.indicators import INDICATORS, MERGED, WITHDRAWN, Figure
from reporting.rules.periods import Quarter
from reporting.rules.standing_figures import Standing, figure_of_standings

_Act = StandardTally.Act
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class StandingFigures:
    """One CCG's indicators, by the policy and the act each is about."""

    standings: dict[tuple[str, str], list[Standing]] = field(default_factory=lambda: defaultdict(list))

    def figure(self, code: str) -> Figure:
        """The counts of one indicator."""
        indicator = INDICATORS[code]
        return figure_of_standings(self.standings.get((indicator.policy, indicator.act), ()))


def present_standards(
    *, person: Person, ccg_ids: Collection[int], today: date, some_to_come: bool = True
) -> dict[int, StandingFigures]:
    """The cases received in the quarter of `today` that the person may see, as they stand at the end of that day.

    `some_to_come` is false when it is known that no case has a day of receipt later than today.
    """
    found = {ccg: StandingFigures() for ccg in ccg_ids}
    tallies = StandardTally.objects.visible_to(person).filter(received_in=Quarter.of(today).first)
    for ccg, policy, act, left_out, cases, in_time, late, overdue in tallies.summed(
        by=("ccg_id", "policy", "act", "left_out"), sums=("cases", "in_time", "late"), due_by=(today - ONE_DAY,)
    ):
        if ccg in found:
            found[ccg].standings[policy, act].append(Standing(left_out, cases, in_time, late + overdue))
    for ccg, policy, act, standing in _to_come(person, today) if some_to_come else ():
        if ccg in found:
            found[ccg].standings[policy, act].append(standing)
    return found


def _to_come(person: Person, today: date) -> Iterator[tuple[int, str, str, Standing]]:
    """Cases that arrived after the cut-off of their policy: day 0 is still to come, so they are taken away again."""
    cases = Query.objects.visible_to(person).filter(received_on__gt=today, received_on__lte=Quarter.of(today).last)
    columns = ("ccg_id", "policy__code", "state", "excluded_reason", "acknowledge_standing", "acknowledge_due_on",
               "answer_standing", "respond_due_on")  # fmt: skip
    for ccg, policy, state, excluded, acknowledged, acknowledge_due_on, answered, respond_due_on in cases.values_list(
        *columns
    ):
        for act, kept, due_on in (
            (_Act.ACKNOWLEDGE, acknowledged, acknowledge_due_on),
            (_Act.ANSWER, answered, respond_due_on),
        ):
            if kept:
                verdict = standing_on(today, Verdict(kept), due_on)
                left_out = (
                    MERGED if state == State.MERGED else excluded or (WITHDRAWN if kept == Verdict.LEFT_OUT else "")
                )
                in_time, late = verdict is Verdict.IN_TIME, verdict is Verdict.LATE
                yield ccg, policy, act, Standing(left_out, -1, -in_time, -late)
